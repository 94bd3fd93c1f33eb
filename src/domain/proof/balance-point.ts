// What a balance proof starts from: balances that somebody else worked out, and the rows of the ledger between them.
import type { SourceBalance } from '../account.ts'
import type { CalendarDate } from '../calendar.ts'
import type { TransactionId } from '../ids.ts'
import type { RecordStatus } from '../source-record.ts'

/** What the ledger summed up to when the balance came: proof against rows that a bank books late or restates. */
export type SumsAsRead = {
  readonly postedMinor: bigint
  readonly pendingMinor: bigint
  /** When it was summed up; rows that changed after that are in it as they were. */
  readonly at: Date | null
}

/**
 * A balance at a moment, from the holder's side. `bank`: told beside the rows of a sync. `statement`: the opening or
 * closing balance of a file. `row`: the balance that a bank prints beside a movement.
 */
export type BalancePoint = {
  readonly id: string
  readonly kind: SourceBalance['kind']
  readonly source: 'bank' | 'statement' | 'row'
  /** The bank's day it holds for. A bank's balance may or may not hold what was posted on that day. */
  readonly on: CalendarDate
  readonly amountMinor: bigint
  /** Null where the ledger was not summed up then. */
  readonly asRead: SumsAsRead | null
  /** Whether it holds what is pending; left out, what is available does and what is booked does not. */
  readonly holdsPending?: boolean
}

/** Whether a balance holds what was pending when it was told. */
export const hasHolds = ({ kind, holdsPending }: Pick<BalancePoint, 'kind' | 'holdsPending'>): boolean =>
  holdsPending ?? kind === 'available'

/** One transaction of the account, as far as sums are concerned. */
export type ProofRow = {
  readonly id: TransactionId
  readonly on: CalendarDate
  readonly amountMinor: bigint
  readonly status: RecordStatus
  readonly isHidden: boolean
  /** Taken back by every source. */
  readonly isRemoved: boolean
  /** When it came or was last changed; null where that is not known. */
  readonly changedAt: Date | null
}

/** Whether the ledger shows the row, and so counts it. */
export const isCounted = ({ isHidden, isRemoved }: Pick<ProofRow, 'isHidden' | 'isRemoved'>): boolean =>
  !isHidden && !isRemoved

/** Points of one kind in order of time; those of one day keep the order they are given in. */
export const inOrderOfTime = (points: readonly BalancePoint[]): readonly BalancePoint[] =>
  points.toSorted((left, right) => (left.on < right.on ? -1 : left.on > right.on ? 1 : 0))

export const absolute = (minor: bigint): bigint => (minor < 0n ? -minor : minor)
