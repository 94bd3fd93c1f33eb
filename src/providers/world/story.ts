// A story is a World and the days on which we look at it, with the one outcome that every provider must come
// to.
import type { CalendarDate } from '../../domain/calendar.ts'
import type { ReviewKind } from '../../domain/review.ts'
import type { Intent } from '../../domain/transaction.ts'
import type { Faults, World } from './world.ts'

export type Story = {
  readonly name: string
  /** The rule the story tells, in one sentence. */
  readonly says: string
  readonly world: World
  readonly visits: readonly Visit[]
  /** Largest page the emulator gives, where the story is about paging. */
  readonly pageSize?: number
}

/**
 * A fault of a visit. Where the provider's transactions are read differs by provider, so the kit fills in the
 * path.
 */
export type StoryFault = {
  readonly kind: Faults['kind']
  /** `transactions`: only requests that read transactions. */
  readonly at: 'transactions' | 'any'
  /** Matching requests that are answered well first. */
  readonly after?: number
  readonly times?: number
}

/** What the person decides about a movement: kept through all that the bank does later. */
export type StoryEdit = { readonly movement: string; readonly intent: Intent }

/** One live row of the ledger. */
export type ExpectedRow = {
  readonly account: string
  readonly amountMinor: bigint
  readonly status: 'pending' | 'posted'
  readonly on: CalendarDate
}

/** What holds where the bank's word for it is missing: nothing is lost or merged on a guess, and we ask. */
export type SafeOutcome = {
  /** `unless-linked`: only where the provider does not say which pending record a posted one replaces. */
  readonly when: 'always' | 'unless-linked'
  /** Why it is kept apart, and what better matching will do. */
  readonly note: string
  /** Rows that stand beside the true ones. */
  readonly besides: readonly ExpectedRow[]
  readonly reviews: readonly ReviewKind[]
}

/** How the sync of a visit ends. A failure names who must act. */
export type VisitEnd =
  | 'read'
  | { readonly kind: 'needsUser' | 'retryLater' | 'account-failed'; readonly reasons: readonly string[] }

export type Visit = {
  readonly on: CalendarDate
  /** What the person did since the last visit. */
  readonly edits?: readonly StoryEdit[]
  /** The person reconnects before the sync. */
  readonly reconnects?: boolean
  readonly faults?: readonly StoryFault[]
  /** Default: `read`. */
  readonly ends?: VisitEnd
  /**
   * The day whose truth the ledger shows after the visit; default the visit's own day. An earlier day says
   * that the visit brought nothing, null that the ledger is still empty.
   */
  readonly ledgerAsOf?: CalendarDate | null
  /** Accounts whose rows stay as on an earlier day because they could not be read. */
  readonly stale?: { readonly account: string; readonly asOf: CalendarDate | null }
  /** Questions that are open after the visit; default none. */
  readonly reviews?: readonly ReviewKind[]
  readonly safeOutcome?: SafeOutcome
}
