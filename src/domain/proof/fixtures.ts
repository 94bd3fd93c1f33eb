// Rows and balances for tests, in few words.
import { parseCalendarDate } from '../calendar.ts'
import type { CalendarDate } from '../calendar.ts'
import type { TransactionId } from '../ids.ts'
import type { BalancePoint, ProofRow } from './balance-point.ts'

/** The day of a literal; one that does not exist is a mistake of the test. */
export function day(text: string): CalendarDate {
  const parsed = parseCalendarDate(text)
  if (parsed === null) throw new RangeError(`"${text}" is not a day`)
  return parsed
}

/** A posted row of so many minor units. */
export const row = (id: string, on: string, minor: number, more: Partial<ProofRow> = {}): ProofRow => ({
  id: id as TransactionId,
  on: day(on),
  amountMinor: BigInt(minor),
  status: 'posted',
  isHidden: false,
  isRemoved: false,
  changedAt: null,
  ...more,
})

/** A booked balance that a bank told. */
export const balance = (on: string, minor: number, more: Partial<BalancePoint> = {}): BalancePoint => ({
  id: `balance ${on}`,
  kind: 'booked',
  source: 'bank',
  on: day(on),
  amountMinor: BigInt(minor),
  asRead: null,
  ...more,
})
