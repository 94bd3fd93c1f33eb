import { describe, expect, test } from 'vitest'
import { findingsOf } from './findings.ts'
import { balance, day, row } from './fixtures.ts'
import { proveAccount } from './prove-account.ts'

const ROWS = [row('a', '2026-03-03', -2_000), row('b', '2026-03-06', -3_100), row('c', '2026-03-09', -4_700)]
const told = (...minors: readonly number[]) =>
  minors.map((minor, at) => balance(['2026-03-01', '2026-03-04', '2026-03-07', '2026-03-10'][at] ?? '', minor))
const prove = (rows = ROWS, minors = [0, -2_000, -5_100, -9_800]) => proveAccount('checking', told(...minors), rows, 0n)

const QUIET = { usualDays: 2, longestDays: 4, silentDays: 9, lastOn: day('2026-03-09'), isQuiet: true }

describe('what an account has to tell', () => {
  test('is nothing where its balances fit and it posts as it does', () => {
    expect(findingsOf(prove(), { ...QUIET, isQuiet: false })).toEqual([])
    expect(findingsOf(prove(), null)).toEqual([])
  })

  test('is since when its proof is broken, by how much, and how many rows explain it', () => {
    const doubled = [...ROWS, row('b2', '2026-03-06', -3_100)]
    expect(findingsOf(prove(doubled), null)).toEqual([
      {
        kind: 'broken-proof',
        since: '2026-03-04',
        intervals: 1,
        differenceMinor: 3_100n,
        explainedBy: 1,
        isExplained: true,
      },
    ])
  })

  test('counts no rows where nothing there explains it', () => {
    expect(findingsOf(prove(ROWS.slice(0, 2)), null)).toMatchObject([
      { kind: 'broken-proof', since: '2026-03-07', explainedBy: 0, isExplained: false, differenceMinor: -4_700n },
    ])
  })

  test('is that the source is read with the wrong sign', () => {
    const flipped = ROWS.map((each) => ({ ...each, amountMinor: -each.amountMinor }))
    expect(findingsOf(prove(flipped), null).map(({ kind }) => kind)).toContain('wrong-reading')
  })

  test('is that it has gone quiet, whatever its balances say', () => {
    expect(findingsOf(prove(), QUIET)).toEqual([{ kind: 'quiet', rhythm: QUIET }])
  })
})
