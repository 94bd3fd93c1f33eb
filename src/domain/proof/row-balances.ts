// Balances that a bank prints beside its rows, as balances at the end of days: within a day only the order of rows
// tells which one is the last, and that order is believed only where the balances prove it.
import type { CalendarDate } from '../calendar.ts'

/** A row of one source in the source's own order. */
export type PrintedRow = {
  readonly on: CalendarDate
  readonly amountMinor: bigint
  readonly balanceAfterMinor: bigint | null
}

export type DayBalance = { readonly on: CalendarDate; readonly amountMinor: bigint }

/**
 * The balance at the end of each day, oldest first. Empty where days run both ways, or where neither order of the rows
 * makes every balance the one before plus its row: then a printed balance is no end of a day.
 */
export function dayBalances(rows: readonly PrintedRow[]): readonly DayBalance[] {
  const orders = [rows, rows.toReversed()].filter(isInOrder)
  const proved = orders.filter(isChained)
  const [first, second] = proved
  if (first === undefined) return []
  const ends = endsOfDays(first)
  // A file of one day may read both ways; then both must end alike.
  return second === undefined || sameEnds(ends, endsOfDays(second)) ? ends : []
}

const isInOrder = (rows: readonly PrintedRow[]): boolean =>
  rows.every(({ on }, index) => on >= (rows[index - 1]?.on ?? on))

/** Every balance but the first is the one before plus what moved since. */
function isChained(rows: readonly PrintedRow[]): boolean {
  let previous: bigint | null = null
  let movedMinor = 0n
  for (const { amountMinor, balanceAfterMinor } of rows) {
    movedMinor += amountMinor
    if (balanceAfterMinor === null) continue
    if (previous !== null && balanceAfterMinor - previous !== movedMinor) return false
    previous = balanceAfterMinor
    movedMinor = 0n
  }
  return previous !== null
}

/** Only days whose last row has a balance. */
function endsOfDays(rows: readonly PrintedRow[]): readonly DayBalance[] {
  return rows.flatMap(({ on, balanceAfterMinor }, index) =>
    rows[index + 1]?.on === on || balanceAfterMinor === null ? [] : [{ on, amountMinor: balanceAfterMinor }],
  )
}

const sameEnds = (left: readonly DayBalance[], right: readonly DayBalance[]): boolean =>
  left.length === right.length &&
  left.every(({ on, amountMinor }, index) => right[index]?.on === on && right[index]?.amountMinor === amountMinor)
