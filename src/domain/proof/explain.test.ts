import { describe, expect, test } from 'vitest'
import type { Candidate, Fault } from './candidates.ts'
import { explain } from './explain.ts'
import { row } from './fixtures.ts'

const suspect = (id: string, effect: number, fault: Fault = 'doubled'): Candidate => ({
  row: row(id, '2026-03-05', -effect),
  fault,
  effectMinor: BigInt(effect),
})
const ids = (sets: readonly (readonly Candidate[])[]) => sets.map((set) => set.map((each) => each.row.id))

describe('an explanation', () => {
  test('is the smallest set of rows', () => {
    const { sets, certainty } = explain(
      7_000n,
      [suspect('a', 7_000), suspect('b', 3_000), suspect('c', 4_000)],
      [],
    )
    expect(ids(sets)).toEqual([['a']])
    expect(certainty).toBe('only')
  })

  test('is told as one of several where others of its size fit too, and none is picked', () => {
    const { sets, certainty } = explain(
      70_000n,
      [suspect('a', 30_000), suspect('b', 40_000), suspect('c', 20_000), suspect('d', 50_000)],
      [],
    )
    expect(ids(sets)).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ])
    expect(certainty).not.toBe('only')
  })

  test('never uses a row twice, as doubled and as flipped', () => {
    const strong = [suspect('a', 500)]
    const flipped = [{ ...suspect('a', 1_000), fault: 'sign-flipped' as const }]
    expect(explain(1_500n, strong, flipped).sets).toEqual([])
  })

  test('tells the stronger reason where one row has two to the same effect', () => {
    const { sets } = explain(900n, [suspect('a', 900, 'hidden')], [suspect('a', 900, 'sign-flipped')])
    expect(sets.map((set) => set.map(({ fault }) => fault))).toEqual([['hidden']])
  })

  test('is chance where so many rows would explain most differences', () => {
    const many = Array.from({ length: 60 }, (_, index) => suspect(`row-${index}`, 100 + index * 7))
    const { sets, certainty } = explain(550n, many, [])
    expect(sets.length).toBeGreaterThan(0)
    expect(certainty).toBe('chance')
  })

  test('always tells what a missing row would amount to, and says so alone where nothing else fits', () => {
    expect(explain(123n, [suspect('a', 1_000)], [])).toMatchObject({
      sets: [],
      certainty: null,
      missingMinor: 123n,
    })
  })

  test('says where there were too many suspects to try them all together', () => {
    const many = Array.from({ length: 90 }, (_, index) => suspect(`row-${index}`, 1_000_003 * (index + 1)))
    expect(explain(5n, many, [])).toMatchObject({ sets: [], isComplete: false })
  })
})
