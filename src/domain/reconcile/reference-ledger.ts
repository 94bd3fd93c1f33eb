// A ledger in memory that applies plans and reads snapshots. It is the plainest thing that can be right: laws, stories
// and evaluations run on it, and storage must agree with it.
import type { AccountId, AccountLinkId, RecordId, TransactionId } from '../ids.ts'
import { daysBetween, isWithin } from '../calendar.ts'
import type { CalendarDate, DateRange } from '../calendar.ts'
import { recordDate } from '../source-record.ts'
import type { SourceRecord } from '../source-record.ts'
import { hasIntent } from '../transaction.ts'
import type { Intent, Transaction } from '../transaction.ts'
import type { ReviewDraft } from '../review.ts'
import type { ConstraintPair } from './constraints.ts'
import type { IdTrust } from './id-trust.ts'
import type { ImportPlan, KnownRecord, KnownTransaction, Snapshot, Span } from './plan.ts'
import type { RecordRef, TransactionRef } from './refs.ts'
import { amountKey } from './matching.ts'
import { snapshotNeeds } from './snapshot-needs.ts'
import { EARLY_DAYS_MAX } from './weigh-posted.ts'

/** Immutable: each plan gives a new ledger. Ids count upwards, so their order is the order of writing. */
export type ReferenceLedger = {
  readonly records: ReadonlyMap<RecordId, KnownRecord>
  readonly transactions: ReadonlyMap<TransactionId, Transaction>
  /** Open questions by key, with the transactions they are about. */
  readonly reviews: ReadonlyMap<string, AskedReview>
  readonly endedLinkIds: readonly AccountLinkId[]
  readonly constraints: readonly ConstraintPair[]
  /** Links whose ids are not trusted fully. */
  readonly idTrust: ReadonlyMap<AccountLinkId, IdTrust>
  readonly lastId: number
}

export type AskedReview = Omit<ReviewDraft, 'subject' | 'candidates' | 'record'> & {
  readonly subject: TransactionId
  readonly candidates: readonly TransactionId[]
  readonly record: RecordId | null
}

export const EMPTY_LEDGER: ReferenceLedger = {
  records: new Map(),
  transactions: new Map(),
  reviews: new Map(),
  endedLinkIds: [],
  constraints: [],
  idTrust: new Map(),
  lastId: 0,
}

/** The ledger after the plan, which must have been made from a snapshot of this very ledger. */
export function applyPlan(ledger: ReferenceLedger, span: Span, plan: ImportPlan): ReferenceLedger {
  let { lastId } = ledger
  const records = new Map(ledger.records)
  const transactions = new Map(ledger.transactions)
  const fresh = new Map<number, TransactionId>()
  const next = (): string => {
    lastId += 1
    return String(lastId).padStart(12, '0')
  }
  const transactionId = (ref: TransactionRef): TransactionId => {
    if ('id' in ref) return ref.id
    const id = fresh.get(ref.new) ?? (next() as TransactionId)
    fresh.set(ref.new, id)
    return id
  }
  const written = new Map<number, RecordId>()
  const recordId = (ref: RecordRef): RecordId | undefined => ('id' in ref ? ref.id : written.get(ref.incoming))
  const change = (id: RecordId | undefined, fields: Partial<KnownRecord>) => {
    const record = id === undefined ? undefined : records.get(id)
    if (record === undefined) throw new RangeError('the plan names a record that the ledger does not hold')
    records.set(record.id, { ...record, ...fields })
  }

  for (const write of plan.transactions) {
    const id = transactionId(write.ref)
    const intent: Intent = transactions.get(id)?.intent ?? {}
    transactions.set(id, { id, accountId: write.accountId, evidence: write.evidence, derived: write.derived, intent })
  }
  for (const action of plan.actions) {
    const incoming = span.records[action.incoming]
    if (incoming === undefined) throw new RangeError('the plan is not of this span')
    if (action.repeatedBy !== null) continue
    if (action.displaces !== null) change(action.displaces, { isCurrent: false })
    const known = action.recordId === null ? undefined : records.get(action.recordId)
    const id = known?.id ?? (next() as RecordId)
    const { linkId, accountId, record } = incoming
    written.set(action.incoming, id)
    records.set(id, {
      ...statementOf(record),
      id,
      linkId,
      accountId,
      transactionId: transactionId(action.transaction),
      source: span.traits.source,
      sourceId: record.sourceId,
      isCurrent: known?.isCurrent ?? true,
      contentKey: action.contentKey,
      ordinal: action.ordinal,
      contentHash: action.contentHash,
      on: recordDate(record),
      balanceAfterMinor: record.balanceAfter?.minor ?? null,
      isRemoved: action.isRemoved,
      isSuperseded: action.isSuperseded || (known?.isSuperseded ?? false),
    })
  }
  for (const action of plan.actions) {
    for (const ref of action.supersedes) change(recordId(ref), { isSuperseded: true })
  }
  for (const id of plan.removals) change(id, { isRemoved: true })
  for (const { recordId: id, to, supersededBy } of plan.changes ?? []) {
    change(id, { transactionId: transactionId(to), ...(supersededBy === undefined ? {} : { isSuperseded: supersededBy !== null }) })
  }
  for (const { from, into } of plan.merges) {
    for (const record of records.values()) {
      if (record.transactionId === from) records.set(record.id, { ...record, transactionId: into })
    }
    transactions.delete(from)
  }
  const reviews = new Map(ledger.reviews)
  for (const { key, kind, evidence, subject, candidates, record } of plan.reviews) {
    if (reviews.has(key)) continue
    reviews.set(key, {
      key,
      kind,
      evidence,
      subject: transactionId(subject),
      candidates: candidates.map(transactionId),
      record: record === null ? null : (recordId(record) ?? null),
    })
  }
  return { ...ledger, records, transactions, reviews, lastId }
}

/** What the person decides about a transaction, on top of what they decided before. */
export function decide(ledger: ReferenceLedger, id: TransactionId, intent: Intent): ReferenceLedger {
  const transaction = ledger.transactions.get(id)
  if (transaction === undefined) throw new RangeError('there is no such transaction')
  const transactions = new Map(ledger.transactions)
  transactions.set(id, { ...transaction, intent: { ...transaction.intent, ...intent } })
  return { ...ledger, transactions }
}

/** What the person said about rows or names, which later plans obey. */
export const say = (ledger: ReferenceLedger, pairs: readonly ConstraintPair[]): ReferenceLedger => ({
  ...ledger,
  constraints: [...ledger.constraints, ...pairs],
})

/** Nothing reads the link any more: the account was linked anew. */
export const endLink = (ledger: ReferenceLedger, linkId: AccountLinkId): ReferenceLedger => ({
  ...ledger,
  endedLinkIds: [...ledger.endedLinkIds, linkId],
})

/** Everything there is. The planner must decide the same from `snapshotFor`. */
export const wholeSnapshot = (ledger: ReferenceLedger): Snapshot => ({
  records: [...ledger.records.values()],
  transactions: [...ledger.transactions.values()].map(known),
  endedLinkIds: ledger.endedLinkIds,
  statedDays: statedDaysOf(ledger),
  constraints: ledger.constraints,
  idTrust: ledger.idTrust,
})

/** What the span needs, closed over transactions and their records, and nothing else. */
export function snapshotFor(ledger: ReferenceLedger, span: Span): Snapshot {
  const needs = snapshotNeeds(span)
  const wanted = new Set<TransactionId>()
  const all = [...ledger.records.values()]
  const sourceIds = new Set(needs.sourceIds.map(({ linkId, sourceId }) => `${linkId} ${sourceId}`))
  const contents = new Set(needs.contents.map(({ accountId, contentKey }) => `${accountId} ${contentKey}`))
  const vanishing = new Map<AccountId, KnownRecord[]>()
  for (const record of all) {
    const isNamed = record.isCurrent && record.sourceId !== null && sourceIds.has(`${record.linkId} ${record.sourceId}`)
    const isCovered = needs.coverage.some(
      ({ linkId, range, statuses }) =>
        linkId === record.linkId && statuses.includes(record.status) && isWithin(record.on, range),
    )
    if (isNamed || isCovered || contents.has(`${record.accountId} ${record.contentKey}`)) wanted.add(record.transactionId)
    if ((isNamed || isCovered) && record.status === 'pending') {
      vanishing.set(record.accountId, [...(vanishing.get(record.accountId) ?? []), record])
    }
  }
  const amounts = new Map(needs.amounts.map(({ accountId, minor, currency, range }) => [`${accountId} ${minor} ${currency}`, range]))
  for (const { id, accountId, evidence } of ledger.transactions.values()) {
    const on = recordDate(evidence)
    const key = amountKey(accountId, evidence.amount)
    const range = amounts.get(key)
    if (range !== undefined && isWithin(on, range)) wanted.add(id)
    const pending = needs.pendings.find((need) => need.accountId === accountId)
    if (evidence.status === 'pending' && pending !== undefined && isWithin(on, pending.range)) wanted.add(id)
    const isSuccessor = (record: KnownRecord) => isWithinDays(record, on, needs.successorDays)
    if (evidence.status === 'posted' && vanishing.get(accountId)?.some(isSuccessor)) wanted.add(id)
  }
  return {
    records: all.filter((record) => wanted.has(record.transactionId)),
    transactions: [...ledger.transactions.values()].filter(({ id }) => wanted.has(id)).map(known),
    endedLinkIds: ledger.endedLinkIds,
    statedDays: statedDaysOf(ledger),
    constraints: ledger.constraints,
    idTrust: ledger.idTrust,
  }
}

function statedDaysOf({ records }: ReferenceLedger): NonNullable<Snapshot['statedDays']> {
  const days = new Map<AccountLinkId, DateRange>()
  for (const { linkId, on } of records.values()) {
    const kept = days.get(linkId)
    days.set(linkId, { from: kept && kept.from < on ? kept.from : on, to: kept && kept.to > on ? kept.to : on })
  }
  return [...days].map(([linkId, range]) => ({ linkId, range }))
}

function isWithinDays(pending: KnownRecord, on: CalendarDate, daysMax: number): boolean {
  const days = daysBetween(pending.on, on)
  return days >= -EARLY_DAYS_MAX && days <= daysMax
}

const known = ({ id, accountId, evidence, intent }: Transaction): KnownTransaction => ({
  id,
  accountId,
  evidence,
  hasIntent: hasIntent(intent),
  isHidden: intent.isHidden ?? false,
})

const statementOf = (record: SourceRecord) => ({
  status: record.status,
  amount: record.amount,
  postedOn: record.postedOn,
  transactionOn: record.transactionOn,
  description: record.description,
  counterpartyName: record.counterpartyName,
  counterpartyAccountMask: record.counterpartyAccountMask,
  providerCategory: record.providerCategory,
  reference: record.reference,
})
