import { describe, expect, test } from 'vitest'
import { parseCalendarDate } from '../calendar.ts'
import type { CalendarDate } from '../calendar.ts'
import type { TransactionId } from '../ids.ts'
import type { BalancePoint, ProofRow } from '../proof/balance-point.ts'
import { proveChain } from '../proof/prove.ts'
import { exportBalances } from './checkpoints.ts'

function day(text: string): CalendarDate {
  const date = parseCalendarDate(text)
  if (date === null) throw new TypeError(`${text} is no date`)
  return date
}

const SUMS = [
  { on: day('2026-03-02'), minor: 500n },
  { on: day('2026-03-04'), minor: -120n },
  { on: day('2026-03-09'), minor: -30n },
]

const rows = SUMS.map(({ on, minor }, index): ProofRow => {
  const id = `row-${index}` as TransactionId
  return { id, on, amountMinor: minor, status: 'posted', isHidden: false, isRemoved: false, changedAt: null }
})

const point = (on: string, amountMinor: bigint): BalancePoint => {
  return { id: on, kind: 'booked', source: 'bank', on: day(on), amountMinor, asRead: null }
}

const balances = (points: readonly BalancePoint[], from: string | null = null, to: string | null = null) =>
  exportBalances(
    proveChain('booked', points, rows, 0n),
    SUMS,
    from === null ? null : day(from),
    to === null ? null : day(to),
  )

describe('balances of an export', () => {
  test('are those that the rows reach, and what was there before the first', () => {
    expect(balances([point('2026-03-03', 1_500n), point('2026-03-10', 1_350n)])).toEqual({
      openingMinor: 1_000n,
      checkpoints: [
        { on: '2026-03-03', minor: 1_500n },
        { on: '2026-03-10', minor: 1_350n },
      ],
    })
  })

  test('leave out one that the rows do not reach', () => {
    const { checkpoints } = balances([
      point('2026-03-03', 1_500n),
      point('2026-03-05', 7_777n),
      point('2026-03-06', 1_380n),
      point('2026-03-10', 1_350n),
    ])
    expect(checkpoints.map(({ on }) => on)).toEqual(['2026-03-03', '2026-03-06', '2026-03-10'])
  })

  test('hold at the end of the day before where the bank had not booked the day yet', () => {
    const { checkpoints } = balances([point('2026-03-04', 1_500n), point('2026-03-10', 1_350n)])
    expect(checkpoints[0]).toEqual({ on: '2026-03-03', minor: 1_500n })
  })

  test('are none where one balance alone says what was there at first', () => {
    expect(balances([point('2026-03-10', 1_350n)])).toEqual({ openingMinor: 1_000n, checkpoints: [] })
  })

  test('are not known where the bank told none', () => {
    expect(exportBalances(null, SUMS, null, null)).toEqual({ openingMinor: null, checkpoints: [] })
  })

  test('of a part are those within it, and begin with what was there then', () => {
    const points = [point('2026-03-03', 1_500n), point('2026-03-06', 1_380n), point('2026-03-10', 1_350n)]
    expect(balances(points, '2026-03-05', '2026-03-08')).toEqual({
      openingMinor: 1_380n,
      checkpoints: [{ on: '2026-03-06', minor: 1_380n }],
    })
  })

  test('are none where a hidden row is missing from the export', () => {
    const chain = proveChain('booked', [point('2026-03-03', 1_500n), point('2026-03-10', 1_350n)], rows, 0n)
    expect(exportBalances(chain, SUMS.slice(1), null, null).checkpoints).toEqual([])
  })
})
