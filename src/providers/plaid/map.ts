// From Plaid's rows to canonical records. Pure: no call, no clock, and nothing assumed about money.
import type { AccountKind, SourceAccount, SourceBalance } from '../../domain/account.ts'
import { parseCalendarDate, parseInstant } from '../../domain/calendar.ts'
import type { CalendarDate, Instant } from '../../domain/calendar.ts'
import { isCurrency } from '../../domain/currency.ts'
import type { CurrencyCode } from '../../domain/currency.ts'
import { negate, parseDecimal } from '../../domain/money.ts'
import { ok, refused } from '../../domain/result.ts'
import type { Result } from '../../domain/result.ts'
import type { JsonValue, RejectedRecord, SourceRecord } from '../../domain/source-record.ts'
import type { Removal } from '../contract/page.ts'
import { account, removedTransaction, transaction } from './wire.ts'
import type { WireAccount, WireTransaction } from './wire.ts'

/** The record, or why the row can't become one: it is then counted and shown, never dropped. */
export function mapTransaction(raw: JsonValue): Result<SourceRecord, RejectedRecord> {
  const parsed = transaction.safeParse(raw)
  const record = parsed.success ? toRecord(parsed.data, raw) : refused(issueText(raw, parsed.error.issues))
  return record.ok ? record : refused(rejected(raw, record.reason))
}

/** The removal, or the row as a rejected record where it does not say what to remove. */
export function mapRemoval(raw: JsonValue): Result<Removal, RejectedRecord> {
  const parsed = removedTransaction.safeParse(raw)
  if (!parsed.success) return refused(rejected(raw, `a removal: ${issueText(raw, parsed.error.issues)}`))
  return ok({ accountSourceId: parsed.data.account_id, sourceId: parsed.data.transaction_id })
}

/**
 * `currency`: we keep no ledger in a currency without an official code. `shape`: the account can't be read.
 */
export type LeftOutAccount = {
  readonly why: 'currency' | 'shape'
  readonly sourceId: string | null
  readonly reason: string
}

/** The account, or why it can't be one of ours. */
export function mapAccount(raw: JsonValue): Result<SourceAccount, LeftOutAccount> {
  const parsed = account.safeParse(raw)
  if (!parsed.success) {
    return refused({
      why: 'shape',
      sourceId: textField(raw, 'account_id'),
      reason: issueText(raw, parsed.error.issues),
    })
  }
  const wire = parsed.data
  const currency = currencyOf(wire.balances)
  if (!currency.ok) return refused({ why: 'currency', sourceId: wire.account_id, reason: currency.reason })
  return ok({
    sourceId: wire.account_id,
    name: wire.name || wire.official_name || 'Account',
    kind: kindOf(wire),
    currency: currency.value,
    mask: wire.mask,
    persistentId: wire.persistent_account_id,
    balances: balancesOf(wire, currency.value),
    // Plaid does not tell: a closed account just stops being listed.
    isClosed: false,
  })
}

function toRecord(wire: WireTransaction, raw: JsonValue): Result<SourceRecord> {
  const currency = currencyOf(wire)
  if (!currency.ok) return currency
  const amount = parseDecimal(wire.amount, currency.value)
  if (!amount.ok) return amount
  const date = dateOf(wire.date)
  if (!date.ok) return date
  const authorized = wire.authorized_date === null ? ok(null) : dateOf(wire.authorized_date)
  if (!authorized.ok) return authorized
  const description = wire.original_description || wire.name || ''
  if (!isStorable([wire.transaction_id, wire.account_id, description])) {
    return refused('the text holds characters that no text can hold')
  }
  return ok({
    accountSourceId: wire.account_id,
    sourceId: wire.transaction_id,
    status: wire.pending ? 'pending' : 'posted',
    // Plaid counts money out of the account as positive, on cards too; we count money in.
    amount: negate(amount.value),
    // `date` is the day it posted, or for a pending row the day it happened.
    postedOn: wire.pending ? null : date.value,
    transactionOn: wire.pending ? (authorized.value ?? date.value) : authorized.value,
    occurredAt: momentOf(wire.authorized_datetime) ?? momentOf(wire.datetime),
    description,
    counterpartyName: counterpartyName(wire),
    counterpartyAccountMask: counterpartyMask(wire),
    providerCategory: categoryOf(wire),
    supersedes: wire.pending ? null : wire.pending_transaction_id,
    balanceAfter: null,
    reference: wire.payment_meta?.reference_number ?? wire.check_number,
    raw,
  })
}

type StatedCurrency = {
  readonly iso_currency_code: string | null
  readonly unofficial_currency_code: string | null
}

function currencyOf({
  iso_currency_code: iso,
  unofficial_currency_code: unofficial,
}: StatedCurrency): Result<CurrencyCode> {
  if (iso === null) {
    return refused(
      unofficial === null ? 'no currency is stated' : `${unofficial} is not an official currency`,
    )
  }
  return isCurrency(iso) ? ok(iso) : refused(`"${iso}" is not a known currency`)
}

function dateOf(text: string): Result<CalendarDate> {
  const date = parseCalendarDate(text)
  return date === null ? refused(`"${text.slice(0, 40)}" is not a date`) : ok(date)
}

/** The instant, where the text has a real time: banks that know only the day are given as midnight UTC. */
function momentOf(text: string | null): Instant | null {
  if (text === null || /T00:00:00(\.0+)?(Z|[+-]00:?00)$/.test(text)) return null
  return parseInstant(text)
}

/** Who is most truly the other party, best first; an app or terminal only carried the payment. */
const COUNTERPARTY_TYPES = [
  'merchant',
  'income_source',
  'marketplace',
  'financial_institution',
  'payment_app',
  'payment_terminal',
]

function bestCounterparty(wire: WireTransaction) {
  const rank = (type: string) =>
    COUNTERPARTY_TYPES.includes(type) ? COUNTERPARTY_TYPES.indexOf(type) : Infinity
  return (wire.counterparties ?? []).toSorted((left, right) => rank(left.type) - rank(right.type))[0] ?? null
}

function counterpartyName(wire: WireTransaction): string | null {
  const isMoneyIn = wire.amount.startsWith('-')
  const stated = isMoneyIn ? wire.payment_meta?.payer : wire.payment_meta?.payee
  const name = wire.merchant_name || bestCounterparty(wire)?.name || stated || null
  return name !== null && isStorable([name]) ? name : null
}

/** The last four characters of the other party's account number, which European banks give. */
function counterpartyMask(wire: WireTransaction): string | null {
  const numbers = bestCounterparty(wire)?.account_numbers
  const number = numbers?.international?.iban ?? numbers?.bacs?.account ?? null
  return number === null ? null : number.replaceAll(/\s/g, '').slice(-4) || null
}

function categoryOf({
  personal_finance_category: category,
}: WireTransaction): SourceRecord['providerCategory'] {
  if (category === null || category.detailed === '') return null
  return {
    scheme: category.version === null ? 'plaid-pfc' : `plaid-pfc-${category.version}`,
    code: category.detailed,
  }
}

const SAVINGS = new Set(['savings', 'money market', 'cd', 'hsa', 'cash isa'])

function kindOf({ type, subtype }: WireAccount): AccountKind {
  if (type === 'depository') return SAVINGS.has(subtype ?? '') ? 'savings' : 'checking'
  if (type === 'credit') return 'credit-card'
  if (type === 'loan') return 'loan'
  return type === 'investment' || type === 'brokerage' ? 'investment' : 'other'
}

/**
 * Balances from the holder's side. One with more decimals than the currency has is left out, never rounded.
 */
function balancesOf({ type, balances }: WireAccount, currency: CurrencyCode): readonly SourceBalance[] {
  const asOf = balances.last_updated_datetime === null ? null : parseInstant(balances.last_updated_datetime)
  const found: SourceBalance[] = []
  const current = balances.current === null ? null : parseDecimal(balances.current, currency)
  if (current?.ok) {
    // On cards and loans Plaid's positive `current` is what is owed.
    const isDebt = type === 'credit' || type === 'loan'
    found.push({ kind: 'booked', amount: isDebt ? negate(current.value) : current.value, asOf })
  }
  const available = balances.available === null ? null : parseDecimal(balances.available, currency)
  if (available?.ok) found.push({ kind: 'available', amount: available.value, asOf })
  return found
}

/** Text that a database can keep: no NUL, no half of a surrogate pair. */
const isStorable = (texts: readonly string[]): boolean =>
  texts.every((text) => !text.includes('\0') && text.isWellFormed())

function rejected(raw: JsonValue, reason: string): RejectedRecord {
  const [accountSourceId, sourceId] = [textField(raw, 'account_id'), textField(raw, 'transaction_id')]
  return { accountSourceId, sourceId, reason, line: null, raw }
}

function textField(raw: JsonValue, name: string): string | null {
  const value = partOf(raw, name)
  return typeof value === 'string' && value !== '' && isStorable([value]) ? value : null
}

/** The first thing that is wrong with a row, for a person: what is missing or can't be read. */
function issueText(raw: JsonValue, issues: readonly { readonly path: readonly PropertyKey[] }[]): string {
  const path = issues[0]?.path ?? []
  const name = path.join('.') || 'row'
  const value = path.reduce<JsonValue | undefined>((node, key) => partOf(node, String(key)), raw)
  return value === undefined || value === null ? `there is no ${name}` : `the ${name} can't be read`
}

function partOf(node: JsonValue | undefined, key: string): JsonValue | undefined {
  if (node === null || typeof node !== 'object' || Array.isArray(node) || !Object.hasOwn(node, key))
    return undefined
  return (node as Readonly<Record<string, JsonValue>>)[key]
}
