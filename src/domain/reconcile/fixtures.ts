// Short words for tests of the ladder: spans and ledgers in a line each.
import { parseCalendarDate } from '../calendar.ts'
import type { CalendarDate } from '../calendar.ts'
import { isCurrency } from '../currency.ts'
import type { AccountId, AccountLinkId, TransactionId } from '../ids.ts'
import type { RecordStatus, SourceRecord } from '../source-record.ts'
import { visible } from '../transaction.ts'
import type { Transaction } from '../transaction.ts'
import type { ImportPlan, IncomingRecord, Span, SourceTraits } from './plan.ts'
import { planSpan } from './plan-span.ts'
import { applyPlan, snapshotFor } from './reference-ledger.ts'
import type { ReferenceLedger } from './reference-ledger.ts'

export const LINK = 'link-1' as AccountLinkId
export const OTHER_LINK = 'link-2' as AccountLinkId
export const FILE_LINK = 'link-file' as AccountLinkId
export const ACCOUNT = 'account-1' as AccountId

export const LINKED: SourceTraits = { source: 'connection', pending: 'linked', pendingDays: 14 }
export const UNLINKED: SourceTraits = { source: 'connection', pending: 'unlinked', pendingDays: 14 }
export const SAME_ID: SourceTraits = { source: 'connection', pending: 'same-id', pendingDays: 14 }
export const FILE: SourceTraits = { source: 'file', pending: 'none', pendingDays: 14 }

export function day(text: string): CalendarDate {
  const date = parseCalendarDate(text)
  if (date === null) throw new RangeError(`"${text}" is not a day`)
  return date
}

type Words = Partial<Omit<SourceRecord, 'amount'>> & {
  readonly minor?: bigint
  readonly currency?: string
  readonly linkId?: AccountLinkId
}

/** A record of the one account: posted on its day unless told otherwise. */
export function stated(
  on: string,
  minor: number,
  description: string,
  sourceId: string | null,
  words: Words = {},
): IncomingRecord {
  const { linkId = LINK, currency = 'USD', status = 'posted', ...given } = words
  if (!isCurrency(currency)) throw new RangeError(`"${currency}" is not a currency`)
  return {
    linkId,
    accountId: ACCOUNT,
    record: {
      accountSourceId: 'source-account-1',
      sourceId,
      status,
      amount: { minor: BigInt(minor), currency },
      postedOn: status === 'posted' ? day(on) : null,
      transactionOn: status === 'pending' ? day(on) : null,
      occurredAt: null,
      description,
      counterpartyName: null,
      counterpartyAccountMask: null,
      providerCategory: null,
      supersedes: null,
      balanceAfter: null,
      reference: null,
      raw: null,
      ...given,
    },
  }
}

export const pending = (on: string, minor: number, description: string, sourceId: string | null, words: Words = {}) =>
  stated(on, minor, description, sourceId, { ...words, status: 'pending' })

export function span(records: readonly IncomingRecord[], parts: Partial<Omit<Span, 'records'>> = {}): Span {
  return { traits: LINKED, records, removals: [], coverage: [], rejected: [], ignored: [], ...parts }
}

export const covering = (from: string, to: string, statuses: readonly RecordStatus[] = ['pending', 'posted']) => [
  { linkId: LINK, accountId: ACCOUNT, range: { from: day(from), to: day(to) }, statuses },
]

/** Plans the span on the ledger and applies it. */
export function sync(
  ledger: ReferenceLedger,
  next: Span,
): { readonly ledger: ReferenceLedger; readonly plan: ImportPlan } {
  const plan = planSpan(next, snapshotFor(ledger, next))
  return { ledger: applyPlan(ledger, next, plan), plan }
}

/** The ledger after all the spans. */
export const syncAll = (ledger: ReferenceLedger, ...spans: readonly Span[]): ReferenceLedger =>
  spans.reduce((before, next) => sync(before, next).ledger, ledger)

/** What counts, a line each: `2026-03-01 -450 posted TARTINE`, with the person's category behind it. */
export const shown = (ledger: ReferenceLedger): readonly string[] =>
  [...ledger.transactions.values()].filter(({ evidence }) => !evidence.isRemoved).map(line).toSorted()

/** What was taken back and stays to be seen. */
export const removed = (ledger: ReferenceLedger): readonly string[] =>
  [...ledger.transactions.values()].filter(({ evidence }) => evidence.isRemoved).map(line).toSorted()

function line(transaction: Transaction): string {
  const { evidence } = transaction
  const { category, isHidden } = visible(transaction)
  const words = [evidence.postedOn ?? evidence.transactionOn, evidence.amount.minor, evidence.status]
  return [...words, evidence.description, category ?? '', isHidden ? 'hidden' : ''].filter((word) => word !== '').join(' ')
}

/** The only transaction whose text contains the words. */
export function find(ledger: ReferenceLedger, words: string): TransactionId {
  const [found, ...others] = [...ledger.transactions.values()].filter(({ evidence }) =>
    evidence.description.includes(words),
  )
  if (found === undefined || others.length > 0) throw new RangeError(`"${words}" names ${others.length + 1} or none`)
  return found.id
}
