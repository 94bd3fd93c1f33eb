// What a push knows of each transaction, and what it does with it.
import type { CalendarDate } from '../calendar.ts'
import type { CurrencyCode } from '../currency.ts'
import type { AccountId, TransactionId } from '../ids.ts'
import type { Content, Sendable } from './content.ts'
import type { HeldFacts, HeldRow, OutgoingTransfer, RowField } from './rows.ts'

/** A shown transaction of an account that is sent. */
export type LedgerEntry = {
  readonly transactionId: TransactionId
  readonly accountId: AccountId
  readonly row: Sendable
  /** The person hasn't answered yet what it is. */
  readonly isInReview: boolean
  /** The other side of the transfer that it is a leg of. */
  readonly transferOther: TransactionId | null
}

/** `gone`: the person deleted it there. `deleted`: we did. */
export type SentState = 'held' | 'gone' | 'deleted'

/** What earlier pushes left of a transaction at the destination. */
export type SentEntry = {
  readonly transactionId: TransactionId
  /** Ours, from which it was sent. */
  readonly accountId: AccountId
  readonly theirAccountId: string
  readonly theirId: string
  readonly generation: number
  readonly state: SentState
  /** Of a transfer that is one row there: the leg that it was sent with. Null of that leg itself. */
  readonly leadId: TransactionId | null
  readonly content: Content
  /** As the destination held it after our last write. */
  readonly facts: HeldFacts
}

export type AccountMapping = {
  readonly accountId: AccountId
  readonly theirAccountId: string
  readonly currency: CurrencyCode
  /** Null where the destination keeps amounts without a currency. */
  readonly theirCurrency: CurrencyCode | null
  /** Earlier transactions aren't sent: the person has them there already. */
  readonly sendsFromOn: CalendarDate
}

/** What a destination can do, as its manifest says. */
export type Abilities = {
  readonly canHoldPending: boolean
  readonly canUpdate: boolean
  readonly canDelete: boolean
  readonly tags: 'kept' | 'ignored'
  readonly transfers: 'one row' | 'two rows'
}

export const HELD_REASONS = [
  'in-review',
  'pending',
  'other-leg',
  'not-mapped',
  'before-start',
  'currency-differs',
] as const
export type HeldReason = (typeof HELD_REASONS)[number]

export const LEFT_REASONS = [
  'changed-there',
  'deleted-there',
  'reconciled-there',
  'cannot-update',
  'cannot-delete',
  'account-changed',
  'transfer-changed',
  'too-often',
] as const
export type LeftReason = (typeof LEFT_REASONS)[number]

/** A row to make there. */
export type PlannedCreate = {
  readonly kind: 'create'
  readonly entry: LedgerEntry
  readonly theirAccountId: string
  readonly importId: string
  readonly generation: number
  readonly content: Content
  /** Set of the paying leg of a transfer that is made as one row. */
  readonly transfer: OutgoingTransfer | null
}
/** The other leg of such a transfer: made with its lead. `create` is what it would be alone. */
export type PlannedSecondLeg = {
  readonly kind: 'second leg'
  readonly create: PlannedCreate
  readonly leadId: TransactionId
  readonly leadOn: CalendarDate
}
export type PlannedUpdate = {
  readonly kind: 'update'
  readonly entry: LedgerEntry
  readonly sent: SentEntry
  readonly fields: readonly RowField[]
  readonly content: Content
  /** As it is there before the update; null until the destination was read. */
  readonly before: HeldRow | null
}
export type PlannedDelete = {
  readonly kind: 'delete'
  readonly sent: SentEntry
  readonly before: HeldRow | null
}

/** What becomes of one transaction. */
export type PushStep =
  | PlannedCreate
  | PlannedSecondLeg
  | PlannedUpdate
  | PlannedDelete
  /** Made by an earlier push that ended before it could take note: only noted now. */
  | {
      readonly kind: 'already there'
      readonly create: PlannedCreate
      readonly held: HeldRow
      readonly leadId: TransactionId | null
    }
  | { readonly kind: 'unchanged'; readonly transactionId: TransactionId }
  | {
      readonly kind: 'left'
      readonly transactionId: TransactionId
      readonly reason: LeftReason
      readonly sent: SentEntry
    }
  | { readonly kind: 'held'; readonly transactionId: TransactionId; readonly reason: HeldReason }

export type PushInput = {
  readonly entries: readonly LedgerEntry[]
  readonly sent: readonly SentEntry[]
  readonly mappings: readonly AccountMapping[]
  readonly abilities: Abilities
}
