// The data that passes between reading a span and writing it: snapshot in, plan out. Types only; the ladder decides.
import type { CalendarDate, DateRange } from '../calendar.ts'
import type { Counts } from '../counts.ts'
import type { AccountId, AccountLinkId, RecordId, TransactionId } from '../ids.ts'
import type { ReviewDraft } from '../review.ts'
import type { RecordStatus, RejectedRecord, SourceKind, SourceRecord, Statement } from '../source-record.ts'
import type { Derived, Evidence } from '../transaction.ts'
import type { ConstraintPair } from './constraints.ts'
import type { IdTrust } from './id-trust.ts'
import type { Nested } from './nested.ts'
import type { RecordRef, TransactionRef } from './refs.ts'

/** How far a source's ids and pending records can be trusted: taken from the provider's manifest. */
export type SourceTraits = {
  /** Whose word it is: where two sources state one movement, a bank's own leads over a file's, and that over a person's. */
  readonly source: SourceKind
  /** `linked`: the posted record names its pending one. `same-id`: the id stays. `unlinked`: neither. */
  readonly pending: 'linked' | 'same-id' | 'unlinked' | 'none'
  /** Days after a pending record within which its posted form may arrive. */
  readonly pendingDays: number
}

/** A record of the span, tied to our account. Index order is the source's order. */
export type IncomingRecord = {
  readonly linkId: AccountLinkId
  readonly accountId: AccountId
  readonly record: SourceRecord
}

/** The source says: this record of mine is gone. */
export type IncomingRemoval = {
  readonly linkId: AccountLinkId
  readonly sourceId: string
  /**
   * How many of the span's records the source had stated before it took this one back: a record of the same id that
   * comes later stands. Absent counts as 0: what is stated anywhere in the span stands.
   */
  readonly afterRecords?: number
}

/** A span is complete for these days and statuses of this link: what is not in it is gone. */
export type SpanCoverage = {
  readonly linkId: AccountLinkId
  readonly accountId: AccountId
  readonly range: DateRange
  readonly statuses: readonly RecordStatus[]
}

/** Pages up to one checkpoint, ready to be planned. */
export type Span = {
  readonly traits: SourceTraits
  readonly records: readonly IncomingRecord[]
  readonly removals: readonly IncomingRemoval[]
  readonly coverage: readonly SpanCoverage[]
  readonly rejected: readonly RejectedRecord[]
  readonly ignored: readonly { readonly reason: string; readonly count: number }[]
  /**
   * For records without an id: how often earlier spans of this batch stated the same content, from `tallyOf`. Without
   * it the second of two equal coffees would pass for a repetition of the first when a border of spans parts them.
   */
  readonly earlier?: ContentTally
}

/** Times a content was stated under a link so far in one batch, by `${linkId} ${contentKey}`. */
export type ContentTally = Nested<AccountLinkId, string, number>

/** A record the ledger already holds. */
export type KnownRecord = Statement & {
  readonly id: RecordId
  readonly linkId: AccountLinkId
  readonly accountId: AccountId
  readonly transactionId: TransactionId
  readonly source: SourceKind
  readonly sourceId: string | null
  /** False once the source gave this id to another movement. */
  readonly isCurrent: boolean
  readonly contentKey: string
  /** The n-th of its content key within its link, from 0. */
  readonly ordinal: number
  /** Digest of every canonical field but `raw`: equal means nothing changed. */
  readonly contentHash: string
  readonly on: CalendarDate
  /** What only some sources give, and what then settles much. */
  readonly balanceAfterMinor: bigint | null
  /** Taken back by the source. Kept, since a later record may name it as its pending form. */
  readonly isRemoved: boolean
  /** A later record took its place as the statement of its transaction. */
  readonly isSuperseded: boolean
}

/** A transaction the ledger already holds, with what matching needs. */
export type KnownTransaction = {
  readonly id: TransactionId
  readonly accountId: AccountId
  readonly evidence: Evidence
  readonly hasIntent: boolean
  readonly isHidden: boolean
}

/**
 * What one read of the ledger found for a span: everything that `snapshotNeeds` asks for, and no more. It is closed:
 * with a record comes its transaction, with a transaction come all of its records.
 */
export type Snapshot = {
  readonly records: readonly KnownRecord[]
  readonly transactions: readonly KnownTransaction[]
  /** Links that nothing reads any more, of the accounts of this span: their word yields to a newer link's. */
  readonly endedLinkIds?: readonly AccountLinkId[]
  /**
   * The first and the last day that each link of the span's accounts has stated; needed where there are several, and no
   * farther than some days around the span's own.
   */
  readonly statedDays?: readonly { readonly linkId: AccountLinkId; readonly range: DateRange }[]
  /** How far the ids of each link can be trusted, by the history of its institution; links left out, fully. */
  readonly idTrust?: ReadonlyMap<AccountLinkId, IdTrust>
  /** What the person said about rows and names of the span's accounts. */
  readonly constraints?: readonly ConstraintPair[]
}

/** Why a record was tied to what it was tied to: the rung of the ladder, kept as provenance. */
export type MatchReason =
  | 'source-id'
  | 'superseded'
  | 'content'
  | 'pending-posted'
  | 'cross-source'
  | 'none'

/** What becomes of one incoming record; the plan holds exactly one for each, in the same order. */
export type RecordAction = {
  /** Index into `span.records`. */
  readonly incoming: number
  readonly outcome: 'added' | 'updated' | 'unchanged'
  readonly reason: MatchReason
  readonly transaction: TransactionRef
  /** The known record it is a new version of, which thereby is no longer removed; null writes a new record row. */
  readonly recordId: RecordId | null
  /** Records whose place it takes: known ones, or others of this span. */
  readonly supersedes: readonly RecordRef[]
  /** The known record whose id the source gave to this one: it keeps its transaction and is current no more. */
  readonly displaces: RecordId | null
  /** Why: the source gave the id to another movement, or numbers its rows anew. Null where nothing is displaced. */
  readonly displacedBy: 'reuse' | 'renumbering' | null
  /** Another record of this span took its place already: it is written as history. */
  readonly isSuperseded: boolean
  /** The source took it back later in this span: it is written as removed. */
  readonly isRemoved: boolean
  /** A later record of this span states the same id (pages overlap): nothing is written for this one. */
  readonly repeatedBy: number | null
  readonly contentKey: string
  readonly ordinal: number
  readonly contentHash: string
}

/** The evidence and derived layers of a transaction after the span. `new` rows are inserted, others updated. */
export type TransactionWrite = {
  readonly ref: TransactionRef
  readonly accountId: AccountId
  readonly evidence: Evidence
  readonly derived: Derived
}

/** `from` turned out to be the same movement: its records move to `into`, and `from`, without intent, ends. */
export type TransactionMerge = {
  readonly from: TransactionId
  readonly into: TransactionId
  /** By the person, who may have worked on both: the intent of `from` ends with it. */
  readonly isDecided?: boolean
}

/** A known record that a decision of the person's moves; `supersededBy` left out stays as it is. */
export type RecordChange = {
  readonly recordId: RecordId
  readonly to: TransactionRef
  readonly supersededBy?: RecordId | null | undefined
}

export type ImportPlan = {
  readonly actions: readonly RecordAction[]
  /** Known records that the source took back. */
  readonly removals: readonly RecordId[]
  readonly transactions: readonly TransactionWrite[]
  readonly merges: readonly TransactionMerge[]
  /** Only of decisions: an import moves records by merging. */
  readonly changes?: readonly RecordChange[]
  readonly reviews: readonly ReviewDraft[]
  readonly counts: Counts
}
