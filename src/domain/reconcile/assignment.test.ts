import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assign } from './assignment.ts'
import type { Edge } from './assignment.ts'

const edges = (...pairs: readonly string[]): Edge<string, string>[] =>
  pairs.map((pair) => ({ left: pair.charAt(0), right: pair.charAt(1) }))

const itself = (value: string): string => value
const alike = (): string => 'alike'

describe('assign', () => {
  test('one on each side is a pair', () => {
    expect(assign(edges('a1', 'b2'), itself, itself).pairs).toEqual(edges('a1', 'b2'))
  })

  test('a choice on either side is unsure, with all who take part', () => {
    const { pairs, unsure } = assign(edges('a1', 'a2', 'b2', 'c3'), itself, itself)
    expect(pairs).toEqual(edges('c3'))
    expect(unsure).toEqual([{ lefts: ['a', 'b'], rights: ['1', '2'] }])
  })

  test('equals are paired in order, as many as the smaller side has', () => {
    expect(assign(edges('a1', 'a2', 'b1', 'b2', 'c1', 'c2'), alike, alike).pairs).toEqual(edges('a1', 'b2'))
  })

  test('equals on one side alone leave a choice', () => {
    expect(assign(edges('a1', 'a2'), alike, itself).pairs).toEqual([])
  })

  test('nobody is paired twice, and every edge is paired, unsure, or left over among equals', () => {
    const edge = fc.record({ left: fc.constantFrom('a', 'b', 'c', 'd'), right: fc.constantFrom('1', '2', '3', '4') })
    fc.assert(
      fc.property(fc.uniqueArray(edge, { selector: ({ left, right }) => left + right }), fc.boolean(), (given, isAlike) => {
        const key = isAlike ? alike : itself
        const { pairs, unsure } = assign(given, key, key)
        expect(new Set(pairs.map(({ left }) => left)).size).toBe(pairs.length)
        expect(new Set(pairs.map(({ right }) => right)).size).toBe(pairs.length)
        for (const { lefts, rights } of unsure) expect(lefts.length + rights.length).toBeGreaterThan(2)
        if (!isAlike) {
          const placed = [...pairs.map(({ left }) => left), ...unsure.flatMap(({ lefts }) => lefts)]
          expect(placed.toSorted()).toEqual([...new Set(given.map(({ left }) => left))].toSorted())
        }
      }),
      { seed: 15 },
    )
  })
})
