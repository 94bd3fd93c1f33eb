import { describe, expect, test } from 'vitest'
import { parseCalendarDate } from '../calendar.ts'
import type { CalendarDate } from '../calendar.ts'
import { dayBalances } from './row-balances.ts'

const day = (text: string): CalendarDate => {
  const parsed = parseCalendarDate(text)
  if (parsed === null) throw new RangeError(text)
  return parsed
}
const row = (on: string, amountMinor: number, balance: number | null) => ({
  on: day(on),
  amountMinor: BigInt(amountMinor),
  balanceAfterMinor: balance === null ? null : BigInt(balance),
})

const OLDEST_FIRST = [
  row('2026-03-01', 100, 600),
  row('2026-03-02', -50, 550),
  row('2026-03-02', -30, 520),
  row('2026-03-05', 10, 530),
]
const ENDS = [
  { on: '2026-03-01', amountMinor: 600n },
  { on: '2026-03-02', amountMinor: 520n },
  { on: '2026-03-05', amountMinor: 530n },
]

describe('balances beside rows', () => {
  test('are those at the end of days, in whichever order the bank lists them', () => {
    expect(dayBalances(OLDEST_FIRST)).toEqual(ENDS)
    expect(dayBalances(OLDEST_FIRST.toReversed())).toEqual(ENDS)
  })

  test('are believed no more where one does not follow from the one before', () => {
    expect(
      dayBalances(OLDEST_FIRST.map((each, index) => (index === 2 ? row('2026-03-02', -31, 520) : each))),
    ).toEqual([])
  })

  test('of many that follow from each other but for one tell that a row is missing there, and all count', () => {
    const rows = Array.from({ length: 9 }, (_, index) => row(`2026-04-0${index + 1}`, 10, 100 + index * 10))
    const lacking = rows.toSpliced(4, 1)
    expect(dayBalances(lacking).map(({ on }) => on)).toEqual(lacking.map(({ on }) => on))
  })

  test('of a day whose last row has none are left out', () => {
    const rows = [
      row('2026-03-01', 100, 600),
      row('2026-03-02', -50, 550),
      row('2026-03-02', -30, null),
      row('2026-03-05', 10, 530),
    ]
    expect(dayBalances(rows)).toEqual([ENDS[0], ENDS[2]])
  })

  test('of days in no order say nothing', () => {
    expect(
      dayBalances([row('2026-03-02', -50, 550), row('2026-03-01', 100, 650), row('2026-03-03', 1, 651)]),
    ).toEqual([])
  })

  test('of one day that reads both ways are believed only where both end alike', () => {
    const oneWay = [row('2026-03-01', 5, 105), row('2026-03-01', 7, 112)]
    expect(dayBalances(oneWay)).toEqual([{ on: '2026-03-01', amountMinor: 112n }])
    expect(dayBalances([row('2026-03-01', 5, 105), row('2026-03-01', -5, 100)])).toEqual([])
    const alike = [row('2026-03-01', 0, 100), row('2026-03-01', 0, 100)]
    expect(dayBalances(alike)).toEqual([{ on: '2026-03-01', amountMinor: 100n }])
  })
})
