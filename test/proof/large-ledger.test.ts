import { describe, expect, test } from 'vitest'
import { addDays } from '../../src/domain/calendar.ts'
import type { TransactionId } from '../../src/domain/ids.ts'
import type { BalancePoint, ProofRow } from '../../src/domain/proof/balance-point.ts'
import { proveChain } from '../../src/domain/proof/prove.ts'
import { day } from '../../src/providers/world/build.ts'
import { seeded } from '../../src/providers/world/random.ts'

const ROWS = 10_000
const DAYS = 400
/** Measured: below a second on one of two busy cores. The bound is there to tell seconds from minutes. */
const MS_MAX = 5_000
const START = day('2025-01-01')

function ledger(seed: number): readonly ProofRow[] {
  const random = seeded(seed)
  return Array.from({ length: ROWS }, (_, index) => ({
    id: `row-${index}` as TransactionId,
    on: addDays(START, 1 + Math.floor((index * (DAYS - 2)) / ROWS)),
    amountMinor: BigInt(-random.between(1, 400_000)),
    status: 'posted',
    isHidden: false,
    isRemoved: false,
    changedAt: null,
  }))
}

const point = (dayNumber: number, amountMinor: bigint): BalancePoint => ({
  id: `point-${dayNumber}`,
  kind: 'booked',
  source: 'bank',
  on: addDays(START, dayNumber),
  amountMinor,
  asRead: null,
})

const sumOf = (rows: readonly ProofRow[]): bigint =>
  rows.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)

describe(`a ledger of ${ROWS} rows between two balances`, () => {
  test('is proved, and one flipped row among them is named', () => {
    const rows = ledger(11)
    const points = [point(0, 0n), point(DAYS, sumOf(rows))]
    expect(proveChain('booked', points, rows, 0n).checks).toMatchObject([{ verdict: 'fits' }])
    const flipped = rows.map((row, index) =>
      index === 4_321 ? { ...row, amountMinor: -row.amountMinor } : row,
    )
    const [check] = proveChain('booked', points, flipped, 0n).checks
    expect(
      check?.explanation?.sets.map((set) => set.map(({ fault, row }) => `${fault} ${row.id}`)),
    ).toContainEqual(['sign-flipped row-4321'])
  })

  test('that differs by what no row explains is given up in bounded time, and what is missing is told', () => {
    const rows = ledger(12)
    const startedAt = performance.now()
    const [check] = proveChain(
      'booked',
      [point(0, 0n), point(DAYS, sumOf(rows) + 123_456_789_012n)],
      rows,
      0n,
    ).checks
    expect(performance.now() - startedAt).toBeLessThan(MS_MAX)
    expect(check).toMatchObject({
      verdict: 'differs',
      explanation: { sets: [], missingMinor: 123_456_789_012n },
    })
  })

  test('is given up in bounded time too where all rows are equal and every set fits', () => {
    const rows = ledger(13).map((row) => ({ ...row, amountMinor: -100n }))
    const startedAt = performance.now()
    const [check] = proveChain('booked', [point(0, 0n), point(DAYS, sumOf(rows) + 500n)], rows, 0n).checks
    expect(performance.now() - startedAt).toBeLessThan(MS_MAX)
    expect(check?.explanation).toMatchObject({ hasMore: true })
    expect(check?.explanation?.certainty).not.toBe('only')
  })
})
