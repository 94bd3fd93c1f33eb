// Sums of the ledger up to a day, answered by binary search: a proof asks for hundreds over the same rows.
import type { CalendarDate } from '../calendar.ts'
import { isCounted } from './balance-point.ts'
import type { ProofRow } from './balance-point.ts'

export type LedgerSums = {
  /** Posted and shown, up to the end of the day, in minor units; everything before the rows is in it. */
  readonly postedThrough: (day: CalendarDate) => bigint
  /** Posted and shown, up to the end of the day before. */
  readonly postedBefore: (day: CalendarDate) => bigint
  /** Pending and shown, as of now. */
  readonly pendingMinor: bigint
}

/** @param earlierMinor what is posted and shown before the first of `rows` */
export function ledgerSums(rows: readonly ProofRow[], earlierMinor: bigint): LedgerSums {
  const counted = rows.filter(isCounted)
  const posted = counted.filter(({ status }) => status === 'posted').toSorted(byDay)
  const days: CalendarDate[] = []
  const sums: bigint[] = []
  let sum = earlierMinor
  for (const { on, amountMinor } of posted) {
    sum += amountMinor
    if (days.at(-1) === on) sums.pop()
    else days.push(on)
    sums.push(sum)
  }
  const upTo = (isWithin: (day: CalendarDate) => boolean): bigint =>
    sums[firstAfter(days, isWithin) - 1] ?? earlierMinor
  return {
    postedThrough: (day) => upTo((each) => each <= day),
    postedBefore: (day) => upTo((each) => each < day),
    pendingMinor: counted.reduce(
      (total, { status, amountMinor }) => (status === 'pending' ? total + amountMinor : total),
      0n,
    ),
  }
}

const byDay = (left: ProofRow, right: ProofRow): number =>
  left.on < right.on ? -1 : left.on > right.on ? 1 : 0

/** Index of the first day that is not within; the days within come first. */
function firstAfter(days: readonly CalendarDate[], isWithin: (day: CalendarDate) => boolean): number {
  let low = 0
  let high = days.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const day = days[middle]
    if (day !== undefined && isWithin(day)) low = middle + 1
    else high = middle
  }
  return low
}
