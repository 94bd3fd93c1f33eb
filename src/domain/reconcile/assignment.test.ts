import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assign, kindsBy } from './assignment.ts'
import type { Edge, Kind } from './assignment.ts'

const MARGIN = 2
const one = (value: string): Kind<string> => [value]
const [a, b, first, second] = [one('a'), one('b'), one('1'), one('2')]
const named = (edges: readonly Edge<string, string>[]) => {
  const { pairs, unsure } = assign<string, string, Edge<string, string>>(edges, MARGIN)
  return { pairs: pairs.map(({ left, right }) => `${left}${right}`).toSorted(), unsure }
}

describe('assign', () => {
  test('one on each side is a pair, if enough speaks for it', () => {
    expect(named([{ left: a, right: first, bits: 3 }]).pairs).toEqual(['a1'])
    const weak = { left: a, right: first, bits: 1 }
    expect(named([weak])).toEqual({ pairs: [], unsure: [weak] })
    expect(named([{ left: a, right: first, bits: -0.1 }])).toEqual({ pairs: [], unsure: [] })
  })

  test('what is better by the margin is no choice', () => {
    const edges = [
      { left: a, right: first, bits: 9 },
      { left: a, right: second, bits: 4 },
    ]
    expect(named(edges)).toEqual({ pairs: ['a1'], unsure: [] })
  })

  test('two that are nearly as good are a choice, on either side', () => {
    const chosenFrom = [
      { left: a, right: first, bits: 5 },
      { left: a, right: second, bits: 4 },
    ]
    expect(named(chosenFrom)).toEqual({ pairs: [], unsure: [chosenFrom[0]] })
    const wantedByTwo = [
      { left: a, right: first, bits: 4 },
      { left: b, right: first, bits: 5 },
    ]
    expect(named(wantedByTwo)).toEqual({ pairs: [], unsure: [wantedByTwo[1]] })
  })

  test('the whole is best, not each: taking the best edge first would leave the other alone', () => {
    const edges = [
      { left: a, right: first, bits: 8 },
      { left: a, right: second, bits: 7 },
      { left: b, right: first, bits: 7 },
    ]
    expect(named(edges)).toEqual({ pairs: ['a2', 'b1'], unsure: [] })
  })

  test('what nothing tells apart is paired in order, as many as the smaller side has', () => {
    const [left = [], ...others] = kindsBy(['x1', 'x2', 'x3'], (value) => value.charAt(0))
    expect(others).toEqual([])
    expect(named([{ left, right: ['y', 'z'], bits: 5 }]).pairs).toEqual(['x1y', 'x2z'])
  })

  const kinds = fc
    .uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1 })
    .chain((names) => fc.tuple(...names.map((name) => fc.integer({ min: 1, max: 3 }).map((n) => Array.from({ length: n }, (_, at) => `${name}${at}`)))))
  const graph = fc.tuple(kinds, kinds).chain(([lefts, rights]) =>
    fc.uniqueArray(
      fc.record({ left: fc.constantFrom(...lefts), right: fc.constantFrom(...rights), bits: fc.integer({ min: -3, max: 9 }) }),
      { selector: ({ left, right }) => `${left[0]} ${right[0]}`, maxLength: 8 },
    ),
  )

  test('no assignment has more bits, and what is sure would cost the margin to do without', () => {
    fc.assert(
      fc.property(graph, (edges) => {
        const best = mostBits(edges)
        const { pairs } = assign<string, string, Edge<string, string>>(edges, 0)
        expect(pairs.reduce((sum, { edge }) => sum + edge.bits, 0)).toBeCloseTo(best, 6)
        const sure = assign<string, string, Edge<string, string>>(edges, MARGIN).pairs
        expect(new Set(sure.map(({ left }) => left)).size).toBe(sure.length)
        expect(new Set(sure.map(({ right }) => right)).size).toBe(sure.length)
        for (const edge of new Set(sure.map((pair) => pair.edge))) {
          const used = sure.filter((pair) => pair.edge === edge).length
          expect(best - mostBits(edges, edge, used - 1)).toBeGreaterThanOrEqual(MARGIN - 1e-6)
        }
      }),
      { seed: 15, numRuns: 300 },
    )
  })

  test('a long chain of equal payments is decided in bounded time, and nobody is paired twice', () => {
    const days = 2_000
    const lefts = Array.from({ length: days }, (_, at) => one(`l${at}`))
    const rights = Array.from({ length: days }, (_, at) => one(`r${at}`))
    const edges = lefts.flatMap((left, at) =>
      rights.slice(Math.max(at - 2, 0), at + 3).map((right) => ({ left, right, bits: right[0] === `r${at}` ? 6 : 1 })),
    )
    const { pairs } = assign<string, string, Edge<string, string>>(edges, MARGIN)
    expect(pairs).toHaveLength(days)
    expect(pairs.every(({ left, right }) => left.slice(1) === right.slice(1))).toBe(true)
  })
})

/** The plainest thing that can be right: every way to use the edges, one value at a time. */
function mostBits(edges: readonly Edge<string, string>[], limited?: Edge<string, string>, limit = 0): number {
  const free = new Map<Kind<string>, number>()
  for (const { left, right } of edges) for (const kind of [left, right]) free.set(kind, kind.length)
  const best = (at: number): number => {
    const edge = edges[at]
    if (edge === undefined) return 0
    const [left, right] = [free.get(edge.left) ?? 0, free.get(edge.right) ?? 0]
    const most = Math.min(left, right, edge === limited ? limit : Number.POSITIVE_INFINITY)
    let found = Number.NEGATIVE_INFINITY
    for (let count = 0; count <= most; count += 1) {
      free.set(edge.left, left - count).set(edge.right, right - count)
      found = Math.max(found, count * edge.bits + best(at + 1))
    }
    free.set(edge.left, left).set(edge.right, right)
    return found
  }
  return best(0)
}
