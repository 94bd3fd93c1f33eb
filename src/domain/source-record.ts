// What a source said about one movement of money, in the one canonical form that every provider and file ends in.
import type { CalendarDate, Instant } from './calendar.ts'
import type { Money } from './money.ts'

export type RecordStatus = 'pending' | 'posted'

export const SOURCE_KINDS = ['connection', 'file', 'manual'] as const
/** Where a record comes from: a bank connection, a file of the bank's, or the person's own entry. */
export type SourceKind = (typeof SOURCE_KINDS)[number]

/** JSON as received, after the lossless reader: numbers stay decimal text where precision matters. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue }

export type ProviderCategory = { readonly scheme: string; readonly code: string }

/**
 * One movement as a source states it. At least one of `postedOn` and `transactionOn` is given. Nothing is assumed:
 * a record without amount, currency or date never becomes one, it is rejected and counted.
 */
export type SourceRecord = {
  readonly accountSourceId: string
  /** The source's own id. Null where it gives none (files, some banks); may be reissued on reconnect. */
  readonly sourceId: string | null
  readonly status: RecordStatus
  readonly amount: Money
  /** The day the bank booked it. */
  readonly postedOn: CalendarDate | null
  /** The day the holder did it. */
  readonly transactionOn: CalendarDate | null
  readonly occurredAt: Instant | null
  /** The bank's text, byte for byte. */
  readonly description: string
  readonly counterpartyName: string | null
  readonly counterpartyAccountMask: string | null
  readonly providerCategory: ProviderCategory | null
  /** The source id of the pending record that this posted one replaces, where the bank says so. */
  readonly supersedes: string | null
  readonly balanceAfter: Money | null
  readonly reference: string | null
  /** The original, with secrets removed, kept as sealed evidence. */
  readonly raw: JsonValue
}

/** The part of a record that becomes a transaction's evidence. */
export type Statement = Pick<
  SourceRecord,
  | 'status'
  | 'amount'
  | 'postedOn'
  | 'transactionOn'
  | 'description'
  | 'counterpartyName'
  | 'counterpartyAccountMask'
  | 'providerCategory'
  | 'reference'
>

/** A record that could not be read: kept, counted and shown, never dropped. */
export type RejectedRecord = {
  readonly accountSourceId: string | null
  readonly sourceId: string | null
  /** What is wrong, in words for the person: `"31/02/2026" is not a date`. */
  readonly reason: string
  /** Line of the file, 1-based, where there is one. */
  readonly line: number | null
  readonly raw: JsonValue
}

/** The day a record is shown and matched under: booked if known, else done. */
export function recordDate(record: Pick<SourceRecord, 'postedOn' | 'transactionOn'>): CalendarDate {
  const date = record.postedOn ?? record.transactionOn
  if (date === null) throw new TypeError('a source record has at least one date')
  return date
}
