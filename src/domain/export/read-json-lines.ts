// Reading our own JSON Lines back. Lossless: what was written is what is read.
import { ACCOUNT_KINDS } from '../account.ts'
import { parseCalendarDate } from '../calendar.ts'
import type { CalendarDate } from '../calendar.ts'
import type { CategoryKind } from '../category/tree.ts'
import { parseCurrency } from '../currency.ts'
import { parseDecimal } from '../money.ts'
import type { Money } from '../money.ts'
import type { JsonValue } from '../source-record.ts'
import type {
  ExportAccount,
  ExportCategory,
  ExportCheckpoint,
  ExportHead,
  ExportRow,
  ExportTransfer,
} from './ledger-export.ts'
import { JSON_LINES_FORMAT, JSON_LINES_VERSION } from './write-json-lines.ts'

/** What one line holds. */
export type ExportLine =
  | ({ readonly type: 'ledger' } & Pick<ExportHead, 'madeOn' | 'from' | 'to'>)
  | { readonly type: 'account'; readonly account: ExportAccount }
  | { readonly type: 'balance'; readonly checkpoint: ExportCheckpoint }
  | { readonly type: 'transaction'; readonly row: ExportRow }
  /** The last line: how many transactions stand before it. */
  | { readonly type: 'end'; readonly rowCount: number }

export type ReadExportLine = { readonly line: number } & (
  | { readonly kind: 'line'; readonly value: ExportLine }
  | { readonly kind: 'rejected'; readonly reason: string; readonly text: string }
)

/** Every line that is not blank, read or rejected with its reason. */
export function readJsonLines(text: string): readonly ReadExportLine[] {
  return text
    .split('\n')
    .map((each, index) => ({ text: each, line: index + 1 }))
    .filter((each) => each.text.trim() !== '')
    .map(readLine)
}

/** A line that says something else than the schema allows. */
class Misfit extends Error {
  override readonly name = 'Misfit'
}

function readLine({ text, line }: { readonly text: string; readonly line: number }): ReadExportLine {
  try {
    return { kind: 'line', line, value: lineOf(objectOf(JSON.parse(text) as JsonValue, 'the line')) }
  } catch (error) {
    if (error instanceof Misfit) return { kind: 'rejected', line, reason: error.message, text }
    if (error instanceof SyntaxError) return { kind: 'rejected', line, reason: 'it is not JSON', text }
    throw error
  }
}

type Fields = { readonly [key: string]: JsonValue }

function lineOf(fields: Fields): ExportLine {
  switch (fields['type']) {
    case 'ledger':
      return headOf(fields)
    case 'account':
      return { type: 'account', account: accountOf(fields) }
    case 'balance':
      return {
        type: 'balance',
        checkpoint: { accountId: textOf(fields, 'accountId'), on: dayOf(fields, 'on'), amount: moneyOf(fields) },
      }
    case 'transaction':
      return { type: 'transaction', row: rowOf(fields) }
    case 'end':
      return endOf(fields)
    default:
      throw new Misfit('it is of no known type')
  }
}

function headOf(fields: Fields): ExportLine {
  if (fields['format'] !== JSON_LINES_FORMAT) throw new Misfit('it is no ledger of ours')
  if (fields['version'] !== JSON_LINES_VERSION) throw new Misfit('it is of a version that is not known here')
  return {
    type: 'ledger',
    madeOn: dayOf(fields, 'madeOn'),
    from: maybe(fields, 'from', dayOf),
    to: maybe(fields, 'to', dayOf),
  }
}

function endOf({ transactions }: Fields): ExportLine {
  if (typeof transactions !== 'number') throw new Misfit('it counts no transactions')
  return { type: 'end', rowCount: transactions }
}

function accountOf(fields: Fields): ExportAccount {
  const currency = parseCurrency(textOf(fields, 'currency'))
  if (currency === null) throw new Misfit('its currency is not known')
  return {
    id: textOf(fields, 'id'),
    name: textOf(fields, 'name'),
    kind: oneOf(fields, 'kind', ACCOUNT_KINDS),
    currency,
    mask: maybe(fields, 'mask', textOf),
    bankName: maybe(fields, 'bankName', textOf),
    opening: maybe(fields, 'opening', nestedMoney),
  }
}

function rowOf(fields: Fields): ExportRow {
  const postedOn = maybe(fields, 'postedOn', dayOf)
  const transactionOn = maybe(fields, 'transactionOn', dayOf)
  if (postedOn === null && transactionOn === null) throw new Misfit('it has no date')
  return {
    id: textOf(fields, 'id'),
    accountId: textOf(fields, 'accountId'),
    status: oneOf(fields, 'status', ['posted', 'pending']),
    amount: moneyOf(fields),
    postedOn,
    transactionOn,
    payoree: maybe(fields, 'payoree', textOf),
    category: maybe(fields, 'category', categoryOf),
    note: maybe(fields, 'note', textOf),
    tags: textsOf(fields, 'tags'),
    description: textOf(fields, 'description'),
    counterpartyName: maybe(fields, 'counterpartyName', textOf),
    counterpartyAccountMask: maybe(fields, 'counterpartyAccountMask', textOf),
    reference: maybe(fields, 'reference', textOf),
    providerCategory: maybe(fields, 'providerCategory', (from, key) => {
      const each = objectOf(from[key], key)
      return { scheme: textOf(each, 'scheme'), code: textOf(each, 'code') }
    }),
    transfer: maybe(fields, 'transfer', transferOf),
  }
}

const KINDS: readonly CategoryKind[] = ['income', 'expense', 'transfer']

function categoryOf(from: Fields, key: string): ExportCategory {
  const fields = objectOf(from[key], key)
  return { id: textOf(fields, 'id'), path: textsOf(fields, 'path'), kind: oneOf(fields, 'kind', KINDS) }
}

function transferOf(from: Fields, key: string): ExportTransfer {
  const fields = objectOf(from[key], key)
  const { isOtherExported } = fields
  if (typeof isOtherExported !== 'boolean') throw new Misfit('isOtherExported is neither true nor false')
  return {
    id: textOf(fields, 'id'),
    otherId: textOf(fields, 'otherId'),
    otherAccountId: textOf(fields, 'otherAccountId'),
    otherOn: dayOf(fields, 'otherOn'),
    otherAmount: nestedMoney(fields, 'otherAmount'),
    otherStatus: oneOf(fields, 'otherStatus', ['posted', 'pending']),
    isOtherExported,
  }
}

function objectOf(value: JsonValue | undefined, key: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Misfit(`${key} is no object`)
  return value as Fields
}

function textOf(fields: Fields, key: string): string {
  const value = fields[key]
  if (typeof value !== 'string') throw new Misfit(`${key} is no text`)
  return value
}

function textsOf(fields: Fields, key: string): readonly string[] {
  const value = fields[key]
  if (!Array.isArray(value)) throw new Misfit(`${key} is no list`)
  return value.map((each: JsonValue) => {
    if (typeof each !== 'string') throw new Misfit(`${key} holds something else than texts`)
    return each
  })
}

function dayOf(fields: Fields, key: string): CalendarDate {
  const day = parseCalendarDate(textOf(fields, key))
  if (day === null) throw new Misfit(`${key} is no date`)
  return day
}

function moneyOf(fields: Fields): Money {
  const currency = parseCurrency(textOf(fields, 'currency'))
  if (currency === null) throw new Misfit('its currency is not known')
  const amount = parseDecimal(textOf(fields, 'amount'), currency)
  if (!amount.ok) throw new Misfit(amount.reason)
  return amount.value
}

const nestedMoney = (fields: Fields, key: string): Money => moneyOf(objectOf(fields[key], key))

const oneOf = <Value extends string>(fields: Fields, key: string, values: readonly Value[]): Value => {
  const found = values.find((value) => value === fields[key])
  if (found === undefined) throw new Misfit(`${key} is none of ${values.join(', ')}`)
  return found
}

const maybe = <Value>(fields: Fields, key: string, read: (fields: Fields, key: string) => Value): Value | null =>
  fields[key] === null ? null : read(fields, key)
