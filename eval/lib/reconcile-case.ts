// A duplicate-detection case in its own words, and the same case in the planner's: a ledger and one span per account.
import * as z from 'zod'
import { parseCalendarDate } from '../../src/domain/calendar.ts'
import type { CalendarDate, DateRange } from '../../src/domain/calendar.ts'
import { parseCurrency } from '../../src/domain/currency.ts'
import type { CurrencyCode } from '../../src/domain/currency.ts'
import type { AccountId, AccountLinkId, TransactionId } from '../../src/domain/ids.ts'
import { partyBy } from '../../src/domain/decorate.ts'
import { brandList } from '../../src/storage/brand-list.ts'
import { planSpan } from '../../src/domain/reconcile/plan-span.ts'
import type { ImportPlan, IncomingRecord, Span, SpanCoverage } from '../../src/domain/reconcile/plan.ts'
import type { TransactionRef } from '../../src/domain/reconcile/refs.ts'
import { applyPlan, decide, EMPTY_LEDGER, snapshotFor } from '../../src/domain/reconcile/reference-ledger.ts'
import type { ReferenceLedger } from '../../src/domain/reconcile/reference-ledger.ts'
import type { SourceKind } from '../../src/domain/source-record.ts'
import { pairTransfers } from '../../src/domain/transfers/pair-transfers.ts'
import { isTransferLike } from '../../src/domain/transfers/weigh-transfer.ts'
import { visible } from '../../src/domain/transaction.ts'
import type { Intent, Transaction } from '../../src/domain/transaction.ts'

const Row = z.object({
  ref: z.string(),
  account: z.string(),
  source: z.enum(['api', 'csv', 'manual']),
  provider: z.string().nullish(),
  imported_id: z.string().nullish(),
  pending: z.boolean().nullish(),
  date: z.string(),
  amount: z.int(),
  currency: z.string(),
  payee: z.string().nullish(),
  notes: z.string().nullish(),
  auth_date: z.string().nullish(),
  replaces: z.string().nullish(),
  category: z.string().nullish(),
  edited: z
    .object({ payee: z.string().nullable(), category: z.string().nullable(), notes: z.string().nullable() })
    .partial()
    .nullish(),
  deleted: z.boolean().nullish(),
})
type Row = z.infer<typeof Row>

export const Case = z.object({
  id: z.string(),
  accounts: z.array(z.object({ id: z.string(), currency: z.string() })),
  existing: z.array(Row),
  incoming: z.array(Row),
  batch: z.object({
    kind: z.enum(['snapshot', 'delta', 'file']),
    provider: z.string().nullish(),
    from: z.string(),
    to: z.string(),
    complete: z.boolean().nullish(),
  }),
})
export type Case = z.infer<typeof Case>

export type CaseResult = {
  readonly id: string
  readonly rows: readonly {
    readonly refs: readonly string[]
    readonly account: string
    readonly amount: number
    readonly date: string
    readonly payee: string | null
    readonly category: string | null
    readonly notes: string | null
    readonly pending: boolean
  }[]
  readonly review: readonly (readonly [string, string])[]
  readonly links: readonly (readonly [string, string])[]
}

/** Nobody's own knowledge: brands only. */
const PAYOREES = { aliases: new Map(), ownNames: [], brands: brandList() }

/** A case says nothing of how far its provider can be trusted, so it is trusted least; card networks hold up to so long. */
const PENDING_DAYS = 14

const SOURCES = { api: 'connection', csv: 'file', manual: 'manual' } as const satisfies Record<string, SourceKind>

/** Runs one case through the planner, an import for each account in turn. */
export function runCase(given: Case): CaseResult {
  const accounts = given.accounts.map(({ id }) => runAccount(given, id))
  return {
    id: given.id,
    rows: accounts.flatMap(({ rows }) => rows),
    review: accounts.flatMap(({ review }) => review),
    links: linksOf(given, accounts.flatMap(({ shown }) => shown)),
  }
}

type Shown = { readonly account: string; readonly refs: readonly string[]; readonly transaction: Pick<Transaction, 'evidence'> }

/** Transfers between the accounts of the case, by every reference of either side. */
function linksOf({ accounts }: Case, shown: readonly Shown[]): CaseResult['links'] {
  if (accounts.length < 2) return []
  const owned = accounts.map(({ id }) => ({ id: id as AccountId, name: '', kind: 'other' as const, mask: null, bankNames: [] }))
  const context = { accounts: owned, ownNames: [], rates: [], refused: [], confirmed: [] }
  const refsOf = new Map<TransactionId, readonly string[]>()
  const legs = shown.flatMap(({ account, refs, transaction }) => {
    const id = refs[0] as TransactionId | undefined
    if (id === undefined) return []
    refsOf.set(id, refs)
    const leg = { ...transaction.evidence, id, accountId: account as AccountId, categoryKind: null, isTransferByRule: false }
    return [{ ...leg, mayBeTransfer: isTransferLike(leg, context) }]
  })
  const { pairs } = pairTransfers(legs, context)
  return pairs.flatMap(({ outId, inId }) =>
    (refsOf.get(outId) ?? []).flatMap((out) => (refsOf.get(inId) ?? []).map((arrival) => [out, arrival] as const)),
  )
}

function runAccount(given: Case, account: string): Pick<CaseResult, 'rows' | 'review'> & { readonly shown: readonly Shown[] } {
  const existing = given.existing.filter((row) => row.account === account)
  const incoming = given.incoming.filter((row) => row.account === account)
  const { ledger, refs } = ledgerOf(existing)
  const span = spanOf(given, account, existing, incoming)
  const plan = planSpan(span, snapshotFor(ledger, span), { partyOf: partyBy({ payorees: PAYOREES, bankNames: new Map() }) })
  for (const action of plan.actions) {
    const row = incoming[action.incoming]
    if (row !== undefined) addRef(refs, keyOf(action.transaction), row.ref)
  }
  for (const { from, into } of plan.merges) {
    for (const ref of refs.get(from) ?? []) addRef(refs, into, ref)
  }
  const shown = [...after(ledger, plan)].filter(([, { evidence, intent }]) => !evidence.isRemoved && !intent.isHidden)
  return {
    shown: shown.map(([key, transaction]) => ({ account, refs: refs.get(key) ?? [], transaction })),
    rows: shown.map(([key, transaction]) => rowOf(account, refs.get(key) ?? [], transaction)),
    review: plan.reviews.flatMap(({ record, candidates }) => {
      const subject = record !== null && 'incoming' in record ? incoming[record.incoming]?.ref : undefined
      const others = candidates.flatMap((candidate) => refs.get(keyOf(candidate))?.[0] ?? [])
      return subject === undefined ? [] : others.map((other) => [subject, other] as const)
    }),
  }
}

/** Each existing row is exactly one transaction, whatever the planner would have made of them together. */
function ledgerOf(existing: readonly Row[]) {
  const refs = new Map<string, string[]>()
  let ledger = EMPTY_LEDGER
  for (const row of existing) {
    const span = emptySpan(SOURCES[row.source], [recordOf(row)])
    const known = new Set(ledger.transactions.keys())
    ledger = applyPlan(ledger, span, planSpan(span, { records: [], transactions: [] }))
    const id = [...ledger.transactions.keys()].find((key) => !known.has(key))
    if (id === undefined) throw new Error(`row ${row.ref} became no transaction`)
    addRef(refs, id, row.ref)
    ledger = decideAll(ledger, id, row)
  }
  return { ledger, refs }
}

function decideAll(ledger: ReferenceLedger, id: TransactionId, row: Row): ReferenceLedger {
  const typed = row.source === 'manual' ? { payee: row.payee, category: row.category, notes: row.notes } : {}
  const { payee, category, notes } = { ...typed, ...row.edited }
  const intent: Intent = {
    ...(payee === undefined ? {} : { payoree: payee }),
    ...(category == null && row.edited?.category === undefined ? {} : { category: category ?? null }),
    ...(notes == null && row.edited?.notes === undefined ? {} : { note: notes ?? null }),
    ...(row.deleted ? { isHidden: true } : {}),
  }
  return Object.keys(intent).length === 0 ? ledger : decide(ledger, id, intent)
}

function spanOf({ batch }: Case, account: string, existing: readonly Row[], incoming: readonly Row[]): Span {
  const source = batch.kind === 'file' ? 'file' : 'connection'
  const first = incoming[0]
  const linkId = first === undefined ? linkOf(account, 'api', batch.provider) : linkOf(account, first.source, first.provider)
  const window = { from: dateOf(batch.from), to: dateOf(batch.to) }
  const coverage: readonly SpanCoverage[] = [
    { linkId, accountId: account as AccountId, range: window, statuses: ['posted'] },
    { linkId, accountId: account as AccountId, range: { ...window, to: heldUntil(existing, linkId, window) }, statuses: ['pending'] },
  ]
  const isComplete = batch.kind === 'snapshot' && batch.complete === true
  return { ...emptySpan(source, incoming.map(recordOf)), coverage: isComplete ? coverage : [] }
}

/**
 * A bank's window of the newest rows reaches to the day it is read, and what is pending has no other place: a case names
 * the day of its last row. Not so where the window is an older one, behind which the provider has stated posted rows.
 */
function heldUntil(existing: readonly Row[], linkId: AccountLinkId, { to }: DateRange): CalendarDate {
  const own = existing.filter((row) => linkOf(row.account, row.source, row.provider) === linkId)
  const isOlder = own.some((row) => !row.pending && dateOf(row.date) > to)
  return isOlder ? to : own.reduce((last, row) => (dateOf(row.date) > last ? dateOf(row.date) : last), to)
}

const emptySpan = (source: SourceKind, records: readonly IncomingRecord[]): Span => ({
  traits: { source, pending: 'unlinked', pendingDays: PENDING_DAYS },
  records,
  removals: [],
  coverage: [],
  rejected: [],
  ignored: [],
})

function recordOf(row: Row): IncomingRecord {
  const isPending = row.pending ?? false
  const on = dateOf(row.date)
  return {
    linkId: linkOf(row.account, row.source, row.provider),
    accountId: row.account as AccountId,
    record: {
      accountSourceId: row.account,
      sourceId: row.imported_id ?? null,
      status: isPending ? 'pending' : 'posted',
      amount: { minor: BigInt(row.amount), currency: currencyOf(row.currency) },
      postedOn: isPending ? null : on,
      transactionOn: row.auth_date != null ? dateOf(row.auth_date) : isPending ? on : null,
      occurredAt: null,
      description: row.payee ?? '',
      counterpartyName: null,
      counterpartyAccountMask: null,
      providerCategory: null,
      supersedes: row.replaces ?? null,
      balanceAfter: null,
      reference: null,
      raw: null,
    },
  }
}

/** A provider is a link of the account; all files of an account are one, and so are the person's own entries. */
const linkOf = (account: string, source: Row['source'], provider: string | null | undefined): AccountLinkId =>
  `${account} ${source === 'api' ? (provider ?? 'api') : source}` as AccountLinkId

function dateOf(text: string): CalendarDate {
  const date = parseCalendarDate(text)
  if (date === null) throw new RangeError(`"${text}" is not a date`)
  return date
}

function currencyOf(text: string): CurrencyCode {
  const currency = parseCurrency(text)
  if (currency === null) throw new RangeError(`"${text}" is not a currency`)
  return currency
}

/** The transactions after the plan, under the plan's own names for them. */
function after(ledger: ReferenceLedger, plan: ImportPlan): ReadonlyMap<string, Pick<Transaction, 'evidence' | 'derived' | 'intent'>> {
  const transactions = new Map<string, Pick<Transaction, 'evidence' | 'derived' | 'intent'>>(ledger.transactions)
  for (const { ref, evidence, derived } of plan.transactions) {
    transactions.set(keyOf(ref), { evidence, derived, intent: transactions.get(keyOf(ref))?.intent ?? {} })
  }
  for (const { from } of plan.merges) transactions.delete(from)
  return transactions
}

const keyOf = (ref: TransactionRef): string => ('id' in ref ? ref.id : `new ${ref.new}`)

function addRef(refs: Map<string, string[]>, key: string, ref: string): void {
  const kept = refs.get(key) ?? []
  if (!kept.includes(ref)) kept.push(ref)
  refs.set(key, kept)
}

function rowOf(
  account: string,
  refs: readonly string[],
  transaction: Pick<Transaction, 'evidence' | 'derived' | 'intent'>,
): CaseResult['rows'][number] {
  const { payoree, category, note } = visible(transaction)
  const { amount, status, postedOn, transactionOn } = transaction.evidence
  return {
    refs,
    account,
    amount: Number(amount.minor),
    date: postedOn ?? transactionOn ?? '',
    payee: payoree,
    category,
    notes: note,
    pending: status === 'pending',
  }
}
