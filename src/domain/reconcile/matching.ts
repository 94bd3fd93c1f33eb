// The working state of one plan: what the span states, what the ledger knows, and what the rungs have decided so far.
// It lives for one call of `planSpan`; nothing else sees it.
import type { AccountId, AccountLinkId, RecordId, TransactionId } from '../ids.ts'
import type { Money } from '../money.ts'
import { recordDate } from '../source-record.ts'
import type { SourceKind, Statement } from '../source-record.ts'
import type { CalendarDate, DateRange } from '../calendar.ts'
import { contentHash, contentKey } from './fingerprint.ts'
import { indexConstraints } from './constraints.ts'
import type { Constraints, Said } from './constraints.ts'
import { FULL_TRUST } from './id-trust.ts'
import type { IdTrust } from './id-trust.ts'
import type { Compared, Judge } from './pair.ts'
import { groupWithin, within } from './nested.ts'
import type { Nested } from './nested.ts'
import { count } from './tally.ts'
import { LIKENESS_COMPATIBLE, namesLikeness } from './text.ts'
import type { IncomingRecord, KnownRecord, KnownTransaction, MatchReason, Snapshot, Span } from './plan.ts'

/** What an incoming record was tied to. */
export type Match = {
  readonly reason: MatchReason
  readonly transactionId: TransactionId
  /** The known record it is a new version of. */
  readonly record: KnownRecord | null
}

/** One incoming record on its way through the rungs. */
export type Slot = {
  readonly index: number
  readonly incoming: IncomingRecord
  readonly stream: string
  readonly on: CalendarDate
  readonly contentKey: string
  readonly contentHash: string
  /** For records without an id: the n-th of its content in this batch, from 0. */
  readonly occurrence: number
  /** Taken back later in the span. */
  readonly isRemoved: boolean
  readonly repeatedBy: number | null
  match: Match | null
  /** The record of this span whose place takes this one's; this one goes where that one goes. */
  follows: Slot | null
  displaces: KnownRecord | null
  displacedBy: 'reuse' | 'renumbering' | null
}

/** A question found on the way, by the slot or transaction that it is about. */
export type Question = {
  readonly kind: 'same-transaction' | 'pending-or-posted'
  readonly slot: Slot
  readonly candidates: readonly TransactionId[]
  readonly daysApart: number | null
  readonly amountDiffersBy: bigint | null
  readonly textLikeness: number | null
  /** What speaks for the likeliest candidate, and for the next, as logarithm of the odds. Null where nothing was weighed. */
  readonly bits: number | null
  readonly runnerUpBits: number | null
  readonly why: string
}

/** Who a statement names for certain, in any form that compares; null where that is not known. */
export type PartyOf = (statement: Statement, accountId: AccountId) => string | null

export type Matching = {
  readonly span: Span
  readonly judge: Judge
  readonly partyOf: PartyOf
  readonly slots: readonly Slot[]
  readonly slotBySourceId: ReadonlyMap<string, Slot>
  readonly transactions: ReadonlyMap<TransactionId, KnownTransaction>
  /** In the order in which they were first written. */
  readonly recordsOf: ReadonlyMap<TransactionId, readonly KnownRecord[]>
  readonly currentBySourceId: ReadonlyMap<string, KnownRecord>
  readonly byContent: Nested<AccountId, string, readonly KnownRecord[]>
  readonly byAmount: ReadonlyMap<string, readonly KnownTransaction[]>
  readonly endedLinks: ReadonlySet<AccountLinkId>
  /** The days that each link has stated before this span. */
  readonly statedDays: ReadonlyMap<AccountLinkId, DateRange>
  readonly trustIn: (linkId: AccountLinkId) => IdTrust
  readonly constraints: Constraints
  readonly hasConstraints: boolean
  /** Known records that the span states. */
  readonly stated: Set<RecordId>
  /** Known records that the source took back, by word or by absence. */
  readonly gone: Set<RecordId>
  /** Known records whose id now belongs to another movement. */
  readonly displaced: Set<RecordId>
  /** Known records whose place is taken, and the slot that takes it. */
  readonly superseded: Map<RecordId, Slot>
  /** Records of this span that state the transaction. */
  readonly claims: Map<TransactionId, Set<Slot>>
  /** Transactions that end, and the one that each goes into. */
  readonly merges: Map<TransactionId, TransactionId>
  readonly questions: Question[]
}

/**
 * What never states one movement twice: a link. One account has one link for all its files, and formats with ids and
 * without state the same movements side by side.
 */
export function streamOf(source: SourceKind, linkId: AccountLinkId, sourceId: string | null): string {
  // What a person wrote down and what their bank's file says of it may come through one link.
  if (source === 'manual') return `${linkId} by hand`
  return source === 'file' && sourceId === null ? `${linkId} without ids` : linkId
}

export const sourceIdKey = (linkId: AccountLinkId, sourceId: string): string => `${linkId} ${sourceId}`

export const amountKey = (accountId: AccountId, { minor, currency }: Money): string =>
  `${accountId} ${minor} ${currency}`

/** What the judge sees of a statement beside its amount: where it is equal, two of them can't be told apart. */
export const comparedLook = (statement: Compared): string =>
  [
    statement.postedOn,
    statement.transactionOn,
    statement.description,
    statement.counterpartyName,
    statement.counterpartyAccountMask,
    statement.reference,
    statement.balanceAfterMinor,
  ].join('\n')

export function openMatching(span: Span, snapshot: Snapshot, judge: Judge, partyOf: PartyOf): Matching {
  const records = snapshot.records.toSorted((left, right) => (left.id < right.id ? -1 : 1))
  const slots = slotsOf(span)
  return {
    span,
    judge,
    partyOf,
    slots,
    slotBySourceId: slotIndex(slots),
    transactions: new Map(snapshot.transactions.map((transaction) => [transaction.id, transaction])),
    recordsOf: Map.groupBy(records, (record) => record.transactionId),
    currentBySourceId: currentIndex(records),
    byContent: groupWithin(records, ({ accountId }) => accountId, ({ contentKey }) => contentKey),
    byAmount: Map.groupBy(snapshot.transactions, ({ accountId, evidence }) => amountKey(accountId, evidence.amount)),
    endedLinks: new Set(snapshot.endedLinkIds ?? []),
    statedDays: new Map((snapshot.statedDays ?? []).map(({ linkId, range }) => [linkId, range])),
    trustIn: (linkId) => snapshot.idTrust?.get(linkId) ?? FULL_TRUST,
    constraints: indexConstraints(snapshot.constraints ?? []),
    hasConstraints: (snapshot.constraints?.length ?? 0) > 0,
    stated: new Set(),
    gone: new Set(),
    displaced: new Set(),
    superseded: new Map(),
    claims: new Map(),
    merges: new Map(),
    questions: [],
  }
}

function currentIndex(records: readonly KnownRecord[]): ReadonlyMap<string, KnownRecord> {
  const index = new Map<string, KnownRecord>()
  for (const record of records) {
    if (record.sourceId !== null && record.isCurrent) index.set(sourceIdKey(record.linkId, record.sourceId), record)
  }
  return index
}

function slotIndex(slots: readonly Slot[]): ReadonlyMap<string, Slot> {
  const index = new Map<string, Slot>()
  for (const slot of slots) {
    const { linkId, record } = slot.incoming
    if (record.sourceId !== null && slot.repeatedBy === null) index.set(sourceIdKey(linkId, record.sourceId), slot)
  }
  return index
}

function slotsOf(span: Span): readonly Slot[] {
  const lastOf = new Map<string, number>()
  span.records.forEach(({ linkId, record }, index) => {
    if (record.sourceId !== null) lastOf.set(sourceIdKey(linkId, record.sourceId), index)
  })
  const removedAfter = new Map<string, number>()
  for (const { linkId, sourceId, afterRecords = 0 } of span.removals) {
    const key = sourceIdKey(linkId, sourceId)
    removedAfter.set(key, Math.max(afterRecords, removedAfter.get(key) ?? 0))
  }
  const occurrences = new Map<AccountLinkId, Map<string, number>>()
  return span.records.map((incoming, index): Slot => {
    const { linkId, record } = incoming
    const key = contentKey(record)
    let occurrence = 0
    let last = index
    let isRemoved = false
    if (record.sourceId === null) {
      occurrence = (span.earlier?.get(linkId)?.get(key) ?? 0) + count(within(occurrences, linkId), key)
    } else {
      const identity = sourceIdKey(linkId, record.sourceId)
      last = lastOf.get(identity) ?? index
      isRemoved = last < (removedAfter.get(identity) ?? 0)
    }
    return {
      index,
      incoming,
      stream: streamOf(span.traits.source, linkId, record.sourceId),
      on: recordDate(record),
      contentKey: key,
      contentHash: contentHash(record),
      occurrence,
      isRemoved,
      repeatedBy: last === index ? null : last,
      match: null,
      follows: null,
      displaces: null,
      displacedBy: null,
    }
  })
}

/** Still to be placed: neither matched, nor following, nor repeated. */
export const isOpen = (slot: Slot): boolean => slot.match === null && slot.follows === null && slot.repeatedBy === null

/** Whether the known record still is a statement of its transaction, as far as the span has been read. */
export function isLive(matching: Matching, record: KnownRecord): boolean {
  if (record.isSuperseded || matching.superseded.has(record.id)) return false
  if (matching.gone.has(record.id)) return false
  return !record.isRemoved || matching.stated.has(record.id)
}

/** Whether the source no longer stands behind the record under its id: taken back, not seen, or its id given away. */
export const isUnbacked = (matching: Matching, record: KnownRecord): boolean =>
  !matching.stated.has(record.id) &&
  (record.isRemoved || !record.isCurrent || matching.gone.has(record.id) || matching.displaced.has(record.id))

/**
 * Whether the stream has no live statement of the transaction yet: only then may another record of it join. A record
 * whose place is taken does not stand in the way, nor does `but`, whose place is about to be.
 */
export function isFree(
  matching: Matching,
  transactionId: TransactionId,
  stream: string,
  but: KnownRecord | null = null,
): boolean {
  for (const { stream: claiming, match } of matching.claims.get(transactionId) ?? []) {
    const record = match?.record ?? null
    const isPast = record !== null && (record === but || record.isSuperseded || matching.superseded.has(record.id))
    if (claiming === stream && !isPast) return false
  }
  return (matching.recordsOf.get(transactionId) ?? []).every(
    (record) =>
      record === but ||
      streamOf(record.source, record.linkId, record.sourceId) !== stream ||
      !isLive(matching, record) ||
      isUnbacked(matching, record),
  )
}

/** What the person said of the content and any statement of the transaction, past ones included. */
export function saidOf(matching: Matching, transactionId: TransactionId, accountId: AccountId, key: string): Said {
  let said: Said = null
  for (const record of matching.recordsOf.get(transactionId) ?? []) {
    const own = matching.constraints.ofRows(accountId, record.contentKey, key)
    if (own === 'different') return own
    said = own ?? said
  }
  return said
}

/**
 * What is known of the two names: the person's word, else whether both are known to be one party. Two brands say nothing
 * against each other, for a shop may stand in another one's house.
 */
export function saidOfNames(matching: Matching, accountId: AccountId, known: Statement, later: Statement): Said {
  const said = matching.constraints.ofNames(accountId, known.description, later.description)
  if (said !== null) return said
  const likeness = namesLikeness(known, later)
  if (likeness === null || likeness >= LIKENESS_COMPATIBLE) return null
  const party = matching.partyOf(known, accountId)
  return party !== null && party === matching.partyOf(later, accountId) ? 'same' : null
}

/** No live statement is left, and none arrived in this span. */
export const isVacant = (matching: Matching, transactionId: TransactionId): boolean =>
  !matching.claims.has(transactionId) &&
  (matching.recordsOf.get(transactionId) ?? []).every((record) => !isLive(matching, record))

/** Ties the slot to a known transaction. */
export function tie(matching: Matching, slot: Slot, match: Match): void {
  slot.match = match
  if (match.record !== null) matching.stated.add(match.record.id)
  claim(matching, slot, match.transactionId)
}

/** The slot's record takes the place of the known one. */
export function takePlace(matching: Matching, slot: Slot, record: KnownRecord): void {
  if (!record.isSuperseded) matching.superseded.set(record.id, slot)
}

export function claim(matching: Matching, slot: Slot, transactionId: TransactionId): void {
  const claims = matching.claims.get(transactionId) ?? new Set()
  matching.claims.set(transactionId, claims.add(slot))
}
