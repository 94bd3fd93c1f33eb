// Rows on their way to YNAB and back. Its amounts are thousandths of the plan's currency, whatever that has itself.
import { parseCalendarDate } from '../../domain/calendar.ts'
import { exponentOf } from '../../domain/currency.ts'
import type { CurrencyCode } from '../../domain/currency.ts'
import type { Money } from '../../domain/money.ts'
import type { HeldRow, OutgoingRow, RowField } from '../../domain/push/rows.ts'
import type { AccountRef } from '../contract.ts'
import { odd } from '../exchange.ts'
import { LABEL } from './manifest.ts'
import type { Row } from './wire.ts'

/** Lengths that YNAB's description gives. */
const PAYEE_CHARS_MAX = 200
const TEXT_CHARS_MAX = 500
const MILLI_DIGITS = 3

export type RowFields = Readonly<Record<string, string | number | boolean | null>>

/** Exact thousandths, or null where the amount has a fourth decimal or is beyond what JSON numbers hold. */
export function milliunitsOf({ minor, currency }: Money): number | null {
  const exponent = exponentOf(currency)
  const scale = 10n ** BigInt(Math.abs(MILLI_DIGITS - exponent))
  const isWhole = exponent <= MILLI_DIGITS || minor % scale === 0n
  const milli = Number(exponent <= MILLI_DIGITS ? minor * scale : minor / scale)
  return isWhole && Number.isSafeInteger(milli) ? milli : null
}

/** Minor units of thousandths; null where they are finer than the currency. */
function minorOf(milli: number, currency: CurrencyCode): bigint | null {
  const exponent = exponentOf(currency)
  const scale = 10n ** BigInt(Math.abs(MILLI_DIGITS - exponent))
  if (exponent > MILLI_DIGITS) return BigInt(milli) * scale
  return BigInt(milli) % scale === 0n ? BigInt(milli) / scale : null
}

/** A new row, for the person to approve. */
export const newRow = (account: AccountRef, row: OutgoingRow, milli: number): RowFields => ({
  account_id: account.theirId,
  date: row.bookedOn,
  amount: milli,
  payee_name: payeeOf(row),
  memo: textOf(row),
  category_id: row.category?.id ?? null,
  cleared: clearedOf(row),
  approved: false,
  import_id: row.importId,
})

/** The fields of a row that an update writes. */
export const changedRow = (
  theirId: string,
  row: OutgoingRow,
  fields: ReadonlySet<RowField>,
  milli: number,
): RowFields => ({
  id: theirId,
  ...(fields.has('bookedOn') ? { date: row.bookedOn } : {}),
  ...(fields.has('amount') ? { amount: milli } : {}),
  ...(fields.has('payoreeName') ? { payee_id: null, payee_name: payeeOf(row) } : {}),
  ...(fields.has('text') ? { memo: textOf(row) } : {}),
  ...(fields.has('category') && row.category !== null ? { category_id: row.category.id } : {}),
  ...(fields.has('isPending') ? { cleared: clearedOf(row) } : {}),
})

const payeeOf = ({ payoreeName }: OutgoingRow): string | null => payoreeName?.trim().slice(0, PAYEE_CHARS_MAX) || null

/** One text there for two here: the note first, so that it is what is read. */
const textOf = ({ note, bankText }: OutgoingRow): string | null =>
  [note, bankText].filter((part) => part !== null && part.trim() !== '').join(' | ').slice(0, TEXT_CHARS_MAX) || null

const clearedOf = ({ isPending }: OutgoingRow): string => (isPending ? 'uncleared' : 'cleared')

/** A row as it is there. A split is told by its text, so that it counts as changed there. */
export function heldRow({ currency }: AccountRef, row: Row): HeldRow {
  const bookedOn = parseCalendarDate(row.date.slice(0, 10))
  if (bookedOn === null) throw odd(LABEL)
  const minor = minorOf(row.amount, currency)
  const isSplit = (row.subtransactions ?? []).length > 0
  const marks = [...(isSplit ? ['split'] : []), ...(minor === null ? [`amount ${row.amount}`] : [])]
  return {
    theirId: row.id,
    importId: row.import_id ?? null,
    isReconciled: row.cleared === 'reconciled',
    image: JSON.stringify(imageOf(row)),
    facts: {
      bookedOn,
      amountMinor: minor ?? 0n,
      payoreeName: row.payee_name ?? null,
      text: [row.memo ?? '', ...marks].join('\n'),
      category: row.category_name ?? null,
      tags: [],
      isPending: row.cleared === 'uncleared',
    },
  }
}

/** What it takes to make the row again. */
const imageOf = (row: Row): RowFields => ({
  date: row.date.slice(0, 10),
  amount: row.amount,
  payee_id: null,
  payee_name: row.payee_name ?? null,
  memo: row.memo ?? null,
  category_id: row.category_id ?? null,
  cleared: row.cleared,
  approved: row.approved,
  flag_color: row.flag_color ?? null,
})
