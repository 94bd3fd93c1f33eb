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

/** Links that must agree before one that does not is a fault of its row, and not of the order. */
const AGREEING_MIN = 4
const AGREEING_SHARE_MIN = 0.8

/**
 * The balance at the end of each day, oldest first. Empty where days run both ways, or where neither order of the rows
 * makes the balances those before plus their rows: then a printed balance is no end of a day. Where all but a few do,
 * these few tell of a row that is missing or wrong, and all count.
 */
export function dayBalances(rows: readonly PrintedRow[]): readonly DayBalance[] {
  const orders = [rows, rows.toReversed()].filter(isInOrder)
  const proved = orders.map((inOrder) => ({ inOrder, ...countLinks(inOrder) })).filter(isProved)
  const [first, second] = proved.toSorted((left, right) => right.agreeing - left.agreeing)
  if (first === undefined) return []
  const ends = endsOfDays(first.inOrder)
  // A file of one day may read both ways; then both must end alike.
  const isClear = second === undefined || second.agreeing < first.agreeing
  return isClear || sameEnds(ends, endsOfDays(second.inOrder)) ? ends : []
}

const isInOrder = (rows: readonly PrintedRow[]): boolean =>
  rows.every(({ on }, index) => on >= (rows[index - 1]?.on ?? on))

type Links = { readonly agreeing: number; readonly links: number }

/** How many balances are the one before plus what moved since, of those that have one before. */
function countLinks(rows: readonly PrintedRow[]): Links {
  let previous: bigint | null = null
  let movedMinor = 0n
  let agreeing = 0
  let links = 0
  for (const { amountMinor, balanceAfterMinor } of rows) {
    movedMinor += amountMinor
    if (balanceAfterMinor === null) continue
    if (previous !== null) links += 1
    if (previous !== null && balanceAfterMinor - previous === movedMinor) agreeing += 1
    previous = balanceAfterMinor
    movedMinor = 0n
  }
  return { agreeing, links }
}

const isProved = ({ agreeing, links }: Links): boolean =>
  agreeing === links || (agreeing >= AGREEING_MIN && agreeing >= links * AGREEING_SHARE_MIN)

/** Only days whose last row has a balance. */
function endsOfDays(rows: readonly PrintedRow[]): readonly DayBalance[] {
  return rows.flatMap(({ on, balanceAfterMinor }, index) =>
    rows[index + 1]?.on === on || balanceAfterMinor === null ? [] : [{ on, amountMinor: balanceAfterMinor }],
  )
}

const sameEnds = (left: readonly DayBalance[], right: readonly DayBalance[]): boolean =>
  left.length === right.length &&
  left.every(
    ({ on, amountMinor }, index) => right[index]?.on === on && right[index]?.amountMinor === amountMinor,
  )
