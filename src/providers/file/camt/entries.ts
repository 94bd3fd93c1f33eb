// Entries to records: every `Ntry` becomes one or more rows, is rejected with its reason, or ignored with
// one.
import type { CurrencyCode } from '../../../domain/currency.ts'
import { negate } from '../../../domain/money.ts'
import type { Money } from '../../../domain/money.ts'
import type { CalendarDate } from '../../../domain/calendar.ts'
import type { RecordStatus, RejectedRecord, SourceRecord } from '../../../domain/source-record.ts'
import { QUOTED_CHARS_MAX } from '../limits.ts'
import type { StatementRow } from '../statement-file.ts'
import { codeAt, readDay, readSigned } from './amounts.ts'
import { splitEntry } from './batches.ts'
import type { Part } from './batches.ts'
import {
  describeTogether,
  descriptionOf,
  doneAt,
  isReturn,
  kindOf,
  realReference,
  referenceOf,
} from './details.ts'
import { commonParty, counterpartyOf } from './parties.ts'
import { find, textAt } from './xml.ts'
import type { Element } from './xml.ts'

export type EntryContext = {
  readonly accountNumber: string | null
  readonly currency: CurrencyCode
  /** The day of entries that name none, where the person said so. */
  readonly undatedOn: CalendarDate | null
  /** Reversals are booked against their mark: only where the statement's balances prove it. */
  readonly areReversalsTurned: boolean
  readonly lineAt: (at: number) => number
}

export type ReadEntry =
  | { readonly kind: 'rows'; readonly rows: readonly StatementRow[]; readonly warning: string | null }
  | { readonly kind: 'rejected'; readonly rejected: RejectedRecord }
  | { readonly kind: 'ignored'; readonly reason: string }

export const IGNORED = {
  notice: 'a notice for information: no money moved',
  future: 'announced for a later day: not booked yet',
} as const

/** Reads one entry. */
export function readEntry(entry: Element, context: EntryContext): ReadEntry {
  const line = context.lineAt(entry.at)
  const reject = (reason: string): ReadEntry => ({
    kind: 'rejected',
    rejected: {
      accountSourceId: context.accountNumber,
      sourceId: null,
      reason,
      line,
      raw: rawOfEntry(entry),
    },
  })
  const status = statusOf(entry)
  if (status === 'notice' || status === 'future') return { kind: 'ignored', reason: IGNORED[status] }
  if (status === 'unknown') return reject(`its status "${codeAt(entry, 'Sts') ?? ''}" is not known`)
  const amount = readSigned(entry)
  if (!amount.ok) return reject(amount.reason)
  if (amount.value.currency !== context.currency) {
    return reject(`it is in ${amount.value.currency}, the account in ${context.currency}`)
  }
  const days = daysOf(entry, context)
  if (typeof days === 'string') return reject(days)
  const isTurned = context.areReversalsTurned && textAt(entry, 'RvslInd') === 'true'
  const { parts, warning } = splitEntry(entry, isTurned ? negate(amount.value) : amount.value)
  const rows = parts.map((part) => ({
    line: part.detail === null || parts.length === 1 ? line : context.lineAt(part.detail.at),
    record: recordOf(entry, part, { ...days, status, isPart: parts.length > 1 }, context),
  }))
  return { kind: 'rows', rows, warning }
}

function statusOf(entry: Element): RecordStatus | 'notice' | 'future' | 'unknown' {
  switch (codeAt(entry, 'Sts')) {
    case 'BOOK':
    case null:
      return 'posted'
    case 'PDNG':
      return 'pending'
    case 'INFO':
      return 'notice'
    case 'FUTR':
      return 'future'
    default:
      return 'unknown'
  }
}

type Days = { readonly bookedOn: CalendarDate; readonly valueOn: CalendarDate | null }

/** Whether the entry moves money and names no day at all. */
export const isUndated = (entry: Element): boolean =>
  ['posted', 'pending'].includes(statusOf(entry)) &&
  readDay(find(entry, 'BookgDt')).kind === 'none' &&
  readDay(find(entry, 'ValDt')).kind === 'none'

/** The booking day, else the value day; or why there is none. */
function daysOf(entry: Element, { undatedOn }: EntryContext): Days | string {
  const booking = readDay(find(entry, 'BookgDt'))
  const value = readDay(find(entry, 'ValDt'))
  if (booking.kind === 'bad') return `"${booking.text}" is not a date`
  const valueOn = value.kind === 'day' ? value.on : null
  if (booking.kind === 'day') return { bookedOn: booking.on, valueOn }
  if (value.kind === 'bad') return `"${value.text}" is not a date`
  const bookedOn = valueOn ?? undatedOn
  return bookedOn === null ? 'it has no date' : { bookedOn, valueOn }
}

function recordOf(
  entry: Element,
  { detail, together, amount }: Part,
  { bookedOn, valueOn, status, isPart }: Days & { readonly status: RecordStatus; readonly isPart: boolean },
  { accountNumber }: EntryContext,
): SourceRecord {
  const partyOf = (each: Element | null) =>
    counterpartyOf(each, {
      isMoneyIn: amount.minor >= 0n,
      isReturn: isReturn(each, entry),
      ownAccount: accountNumber,
    })
  const party = commonParty(together.map(partyOf)) ?? partyOf(detail)
  const done = doneAt(detail)
  const description = together.length > 0 ? describeTogether(together, entry) : descriptionOf(detail, entry)
  return {
    accountSourceId: accountNumber ?? 'file',
    sourceId: bankId(entry, detail, isPart),
    status,
    amount,
    postedOn: bookedOn,
    transactionOn: done.on,
    occurredAt: done.at,
    description: description === '' ? (party.name ?? '') : description,
    counterpartyName: party.name,
    counterpartyAccountMask: party.account?.slice(-MASK_CHARS) ?? null,
    providerCategory: null,
    supersedes: null,
    balanceAfter: null,
    reference: referenceOf(detail),
    raw: rawOfRow(entry, detail, { amount, valueOn, party: party.account }),
  }
}

const MASK_CHARS = 4

/**
 * The bank's own id of the entry, or of the payment where the entry is a batch: the entry's id is not each
 * payment's.
 */
function bankId(entry: Element, detail: Element | null, isPart: boolean): string | null {
  const own = realReference(textAt(detail, 'Refs', 'AcctSvcrRef'))
  return isPart ? own : (realReference(textAt(entry, 'AcctSvcrRef')) ?? own)
}

function rawOfRow(
  entry: Element,
  detail: Element | null,
  {
    amount,
    valueOn,
    party,
  }: { readonly amount: Money; readonly valueOn: CalendarDate | null; readonly party: string | null },
): SourceRecord['raw'] {
  return withoutNulls({
    ...rawOfEntry(entry),
    minor: String(amount.minor),
    valueOn,
    kind: kindOf(detail) ?? kindOf(entry),
    counterpartyAccount: party,
    endToEndId: textAt(detail, 'Refs', 'EndToEndId'),
    mandateId: textAt(detail, 'Refs', 'MndtId'),
    transactionRef: textAt(detail, 'Refs', 'AcctSvcrRef'),
    ultimateDebtor:
      textAt(detail, 'RltdPties', 'UltmtDbtr', 'Nm') ?? textAt(detail, 'RltdPties', 'UltmtDbtr', 'Pty', 'Nm'),
    ultimateCreditor:
      textAt(detail, 'RltdPties', 'UltmtCdtr', 'Nm') ?? textAt(detail, 'RltdPties', 'UltmtCdtr', 'Pty', 'Nm'),
    instructedAmount: find(detail, 'AmtDtls', 'InstdAmt', 'Amt')?.text.trim() ?? null,
    instructedCurrency: find(detail, 'AmtDtls', 'InstdAmt', 'Amt')?.attributes['Ccy'] ?? null,
    charges: textAt(detail, 'Chrgs', 'TtlChrgsAndTaxAmt') ?? textAt(entry, 'Chrgs', 'TtlChrgsAndTaxAmt'),
    returnReason: codeAt(detail, 'RtrInf', 'Rsn'),
  })
}

function rawOfEntry(entry: Element): Readonly<Record<string, string>> {
  const text = (name: string) => textAt(entry, name)?.slice(0, RAW_CHARS_MAX) ?? null
  return withoutNulls({
    amount: text('Amt'),
    currency: find(entry, 'Amt')?.attributes['Ccy']?.slice(0, QUOTED_CHARS_MAX) ?? null,
    direction: text('CdtDbtInd'),
    isReversal: text('RvslInd'),
    status: codeAt(entry, 'Sts')?.slice(0, QUOTED_CHARS_MAX) ?? null,
    entryRef: text('NtryRef'),
    bankRef: text('AcctSvcrRef'),
    entryText: text('AddtlNtryInf'),
  })
}

/** `AddtlNtryInf` has at most 500 characters. */
const RAW_CHARS_MAX = 500

function withoutNulls(fields: Readonly<Record<string, string | null>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  )
}
