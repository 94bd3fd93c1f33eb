import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findSubsets, POOL_MAX, SETS_MAX } from './subset-sum.ts'

/** All sets up to a size, without any cleverness. */
function everySet(
  amounts: readonly bigint[],
  target: bigint,
  sizeMax: number,
): readonly (readonly number[])[] {
  const sets: number[][] = []
  for (let bits = 1; bits < 1 << amounts.length; bits += 1) {
    const set = amounts.flatMap((_, index) => ((bits >> index) & 1 ? [index] : []))
    const sum = set.reduce((total, index) => total + (amounts[index] ?? 0n), 0n)
    if (set.length <= sizeMax && sum === target) sets.push(set)
  }
  const least = Math.min(...sets.map(({ length }) => length))
  return sets.filter(({ length }) => length === least)
}

const key = (set: readonly number[]): string => set.join()

describe('the search for few amounts that make a sum', () => {
  test('finds exactly the smallest sets that trying everything finds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.bigInt(-60n, 60n), { maxLength: 10 }),
        fc.bigInt(-150n, 150n),
        (amounts, target) => {
          fc.pre(target !== 0n)
          const expected = everySet(amounts, target, 6).map(key).toSorted()
          const { sets, hasMore, isComplete } = findSubsets(amounts, target)
          expect(isComplete).toBe(true)
          expect(hasMore).toBe(expected.length > SETS_MAX)
          if (!hasMore) expect(sets.map(key).toSorted()).toEqual(expected)
          else for (const set of sets) expect(expected).toContain(key(set))
        },
      ),
      { seed: 20261124, numRuns: 400 },
    )
  })

  test('gives the same sets in the same order each time', () => {
    const amounts = Array.from({ length: POOL_MAX }, (_, index) => BigInt((index * 7_919) % 1_000) - 500n)
    expect(findSubsets(amounts, 777n)).toEqual(findSubsets(amounts, 777n))
  })

  test('leaves out sets that make no sense and looks on', () => {
    const { sets } = findSubsets([5n, 2n, 3n], 5n, (set) => set.length > 1)
    expect(sets).toEqual([[1, 2]])
  })

  test('ends within its limit where every amount is the same, and says that it did not see all', () => {
    const amounts = Array.from({ length: POOL_MAX }, () => 1n)
    const startedAt = performance.now()
    const search = findSubsets(amounts, 5n, () => false)
    expect(search).toMatchObject({ sets: [], isComplete: false })
    expect(performance.now() - startedAt).toBeLessThan(3_000)
  })

  test('refuses more amounts than sets of six can be made of in good time', () => {
    expect(() =>
      findSubsets(
        Array.from({ length: POOL_MAX + 1 }, () => 1n),
        2n,
      ),
    ).toThrow(RangeError)
  })
})
