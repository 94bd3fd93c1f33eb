import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assign, kindsBy } from './assignment.ts'
import type { Edge, Kind } from './assignment.ts'

const one = (value: string): Kind<string> => [value]
const [a, b, first, second] = [one('a'), one('b'), one('1'), one('2')]

describe('assign', () => {
  test('one on each side is a pair', () => {
    const edges = [
      { left: a, right: first },
      { left: b, right: second },
    ]
    expect(assign(edges)).toEqual({
      pairs: [
        { left: 'a', right: '1' },
        { left: 'b', right: '2' },
      ],
      unsure: [],
    })
  })

  test('a choice on either side is no pair', () => {
    const chosenFrom = [
      { left: a, right: first },
      { left: a, right: second },
    ]
    expect(assign(chosenFrom)).toEqual({ pairs: [], unsure: chosenFrom })
    const wantedByTwo = [
      { left: a, right: first },
      { left: b, right: first },
    ]
    expect(assign(wantedByTwo)).toEqual({ pairs: [], unsure: wantedByTwo })
  })

  test('what nothing tells apart is paired in order, as many as the smaller side has', () => {
    const [left = [], ...others] = kindsBy(['a1', 'a2', 'a3'], (value) => value.charAt(0))
    expect(others).toEqual([])
    expect(assign([{ left, right: ['x', 'y'] }]).pairs).toEqual([
      { left: 'a1', right: 'x' },
      { left: 'a2', right: 'y' },
    ])
  })

  test('nobody is paired twice, and no edge is forgotten', () => {
    const lefts = ['a', 'bb', 'ccc'].map((text) => text.split('').map((_, at) => `${text}${at}`))
    const rights = ['1', '22', '333'].map((text) => text.split('').map((_, at) => `${text}${at}`))
    const edge = fc.record({ left: fc.constantFrom(...lefts), right: fc.constantFrom(...rights) })
    const selector = ({ left, right }: Edge<string, string>) => `${left[0]} ${right[0]}`
    fc.assert(
      fc.property(fc.uniqueArray(edge, { selector }), (edges) => {
        const { pairs, unsure } = assign(edges)
        expect(new Set(pairs.map(({ left }) => left)).size).toBe(pairs.length)
        expect(new Set(pairs.map(({ right }) => right)).size).toBe(pairs.length)
        const paired = edges.filter((each) => !unsure.includes(each))
        const expected = paired.reduce((sum, { left, right }) => sum + Math.min(left.length, right.length), 0)
        expect(pairs).toHaveLength(expected)
      }),
      { seed: 15 },
    )
  })
})
