// Rows that could be at fault where ledger and bank differ, each with what righting it would add to the ledger's sum.
import { addDays, daysBetween } from '../calendar.ts'
import type { CalendarDate } from '../calendar.ts'
import type { SourceBalance } from '../account.ts'
import { isCounted } from './balance-point.ts'
import type { ProofRow } from './balance-point.ts'

/**
 * What is wrong with a row, if it is the one. `stale-hold`: pending, and the bank no longer holds the money.
 * `booked-already`: pending here, booked at the bank. `doubled`: another row like it stands beside it. `taken-back`: the
 * source took it back, the balance has it. `hidden`: the person hid it, the bank counts it. `other-day`: the bank
 * counted it on the other side of a balance's day. `sign-flipped`: in instead of out, or the reverse.
 */
export type Fault =
  'stale-hold' | 'booked-already' | 'doubled' | 'taken-back' | 'hidden' | 'other-day' | 'sign-flipped'

export type Candidate = {
  readonly row: ProofRow
  readonly fault: Fault
  /** What the ledger's sum gains where the fault is righted, minor units. */
  readonly effectMinor: bigint
}

/** The days after `after`, up to and with `through`, that two balances bound. */
export type Interval = { readonly after: CalendarDate; readonly through: CalendarDate }

/** Two equal movements this far apart may be one that was stated twice. */
export const TWIN_DAYS_MAX = 3
/** How far the bank's day for a row may lie from ours: a long weekend with a holiday on either side. */
export const SHIFT_DAYS_MAX = 5
/** A hold older than this has been settled or let go by all but a few banks. */
const HOLD_DAYS_MAX = 30

/** Where the fault must lie. */
export type Scope = {
  readonly interval: Interval
  /**
   * Where the ledger was right at an earlier moment, whatever its rows are dated: those that changed since are under
   * suspicion too.
   */
  readonly since: Date | null
  /** Days of balances at which rows may have fallen on the other side. */
  readonly openEnds: readonly CalendarDate[]
}

/**
 * The rows under suspicion, the strongest first, in a fixed order. Flipped signs are left to `flippedRows`, since every
 * row could be one.
 */
export function suspects(
  rows: readonly ProofRow[],
  kind: SourceBalance['kind'],
  scope: Scope,
): readonly Candidate[] {
  const { interval, openEnds } = scope
  const inside = rows.filter((row) => isInScope(row, scope))
  return [
    ...holds(rows, kind, interval),
    ...doubledRows(rows, inside, kind).map((row) => candidate(row, 'doubled', -row.amountMinor)),
    ...inside
      .filter(({ isRemoved, status }) => isRemoved && status === 'posted')
      .map((row) => adds(row, 'taken-back')),
    ...inside.filter(({ isHidden, isRemoved }) => isHidden && !isRemoved).map((row) => adds(row, 'hidden')),
    ...shifted(rows, interval, openEnds),
  ]
}

/**
 * Rows that would right two intervals at once, each of which lacks what the other has too much: the bank counted a row
 * of the later one in the earlier, or the reverse. Effects are those on the earlier interval.
 */
export const movedRows = (
  rows: readonly ProofRow[],
  earlier: Interval,
  later: Interval,
): readonly Candidate[] =>
  rows
    .filter((row) => isPosted(row) && (isInside(row, earlier) || isInside(row, later)))
    .map((row) => candidate(row, 'other-day', isInside(row, earlier) ? -row.amountMinor : row.amountMinor))
    .toSorted((left, right) => distance(left.row, earlier.through) - distance(right.row, earlier.through))

const isInScope = (row: ProofRow, { interval, since }: Scope): boolean =>
  isInside(row, interval) ||
  (since !== null && row.on <= interval.through && row.changedAt !== null && row.changedAt > since)

const isInside = ({ on }: ProofRow, { after, through }: Interval): boolean => on > after && on <= through

const distance = ({ on }: ProofRow, day: CalendarDate): number => Math.abs(daysBetween(day, on))

/** Every posted row in question as if its sign were wrong. */
export const flippedRows = (rows: readonly ProofRow[], scope: Scope): readonly Candidate[] =>
  rows
    .filter((row) => isPosted(row) && isInScope(row, scope))
    .map((row) => candidate(row, 'sign-flipped', -2n * row.amountMinor))

const candidate = (row: ProofRow, fault: Fault, effectMinor: bigint): Candidate => ({
  row,
  fault,
  effectMinor,
})
const adds = (row: ProofRow, fault: Fault): Candidate => candidate(row, fault, row.amountMinor)
const isPosted = (row: ProofRow): boolean => row.status === 'posted' && isCounted(row)

/** Oldest first: the older a hold is, the likelier it is over. */
function holds(
  rows: readonly ProofRow[],
  kind: SourceBalance['kind'],
  { after, through }: Interval,
): readonly Candidate[] {
  const from = addDays(after, -HOLD_DAYS_MAX)
  const pending = rows.filter((row) => row.status === 'pending' && isCounted(row) && row.on <= through)
  const sorted = pending.toSorted(byDayAndId)
  if (kind === 'available') return sorted.map((row) => candidate(row, 'stale-hold', -row.amountMinor))
  return sorted.filter(({ on }) => on >= from).map((row) => adds(row, 'booked-already'))
}

/**
 * Of each run of equal amounts on days close to each other all but the first: which one of them is too many is all the
 * same to a sum, so of one day the last that came. Only those of `inside`; their twins may lie outside.
 */
function doubledRows(
  rows: readonly ProofRow[],
  inside: readonly ProofRow[],
  kind: SourceBalance['kind'],
): readonly ProofRow[] {
  const isTwin = (row: ProofRow): boolean => isPosted(row) || (kind === 'available' && isCounted(row))
  const suspected = new Set(inside.filter(isTwin))
  const amounts = new Set([...suspected].map(({ amountMinor }) => amountMinor))
  const alike = rows.filter((row) => amounts.has(row.amountMinor) && isTwin(row))
  const sorted = alike.toSorted(
    (left, right) => compare(left.amountMinor, right.amountMinor) || byDayAndArrival(left, right),
  )
  return sorted.filter((row, index) => {
    const before = sorted[index - 1]
    if (before === undefined || before.amountMinor !== row.amountMinor || !suspected.has(row)) return false
    return daysBetween(before.on, row.on) <= TWIN_DAYS_MAX
  })
}

/** Rows around an open end: those inside may belong outside, those outside inside. */
function shifted(
  rows: readonly ProofRow[],
  interval: Interval,
  openEnds: readonly CalendarDate[],
): readonly Candidate[] {
  const near = rows.filter(
    (row) => isPosted(row) && openEnds.some((end) => distance(row, end) <= SHIFT_DAYS_MAX),
  )
  return near.map((row) =>
    candidate(row, 'other-day', isInside(row, interval) ? -row.amountMinor : row.amountMinor),
  )
}

const compare = <Value extends bigint | string>(left: Value, right: Value): number =>
  left < right ? -1 : left > right ? 1 : 0

const byDayAndArrival = (left: ProofRow, right: ProofRow): number =>
  compare(left.on as string, right.on as string) ||
  (left.changedAt?.getTime() ?? 0) - (right.changedAt?.getTime() ?? 0) ||
  compare(left.id as string, right.id as string)

const byDayAndId = (left: ProofRow, right: ProofRow): number =>
  compare(left.on as string, right.on as string) || compare(left.id as string, right.id as string)
