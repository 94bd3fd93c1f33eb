// Rows on their way to Actual Budget and back. Its amounts are integers of two decimals, without a currency.
import { parseCalendarDate } from '../../domain/calendar.ts'
import { exponentOf } from '../../domain/currency.ts'
import type { CurrencyCode } from '../../domain/currency.ts'
import type { Money } from '../../domain/money.ts'
import type { HeldRow, OutgoingRow, RowField } from '../../domain/push/rows.ts'
import type { AccountRef } from '../contract.ts'
import { odd } from '../exchange.ts'
import type { BudgetFields, BudgetRow } from './bridge-messages.ts'
import { LABEL } from './manifest.ts'

const DIGITS = 2
/** Longer names and texts are cut: Actual itself sets no limit, and its page shows a line. */
const NAME_CHARS_MAX = 200
const TEXT_CHARS_MAX = 2_000
/** The greatest amount that Actual calculates with: 2^51 - 1. */
const AMOUNT_MAX = 2n ** 51n - 1n

/** Null where Actual can't hold it exactly. */
export function amountOf({ minor, currency }: Money): number | null {
  const scale = scaleOf(currency)
  if (scale === null) return null
  const amount = minor * scale
  return amount <= AMOUNT_MAX && amount >= -AMOUNT_MAX ? Number(amount) : null
}

/** A currency without decimals is kept with two zeros; one with three can't be kept. */
function scaleOf(currency: CurrencyCode): bigint | null {
  const exponent = exponentOf(currency)
  return exponent > DIGITS ? null : 10n ** BigInt(DIGITS - exponent)
}

/** All fields of a new row. */
export const newFields = (row: OutgoingRow, amount: number): BudgetFields => ({
  date: row.bookedOn,
  amount,
  payeeName: payeeOf(row),
  bankText: bankTextOf(row),
  notes: notesOf(row),
  categoryId: row.category?.id ?? null,
  isCleared: !row.isPending,
})

/** The fields that an update writes. A category that isn't there leaves the one that is. */
export const changedFields = (
  row: OutgoingRow,
  fields: ReadonlySet<RowField>,
  amount: number,
): BudgetFields => ({
  ...(fields.has('bookedOn') ? { date: row.bookedOn } : {}),
  ...(fields.has('amount') ? { amount } : {}),
  ...(fields.has('payoreeName') ? { payeeName: payeeOf(row) } : {}),
  ...(fields.has('text') ? { bankText: bankTextOf(row), notes: notesOf(row) } : {}),
  ...(fields.has('category') && row.category !== null ? { categoryId: row.category.id } : {}),
  ...(fields.has('isPending') ? { isCleared: !row.isPending } : {}),
})

const payeeOf = ({ payoreeName }: OutgoingRow): string | null => payoreeName?.trim().slice(0, NAME_CHARS_MAX) || null
/** What Actual calls the imported payee, which its rules look at. */
const bankTextOf = ({ bankText }: OutgoingRow): string => bankText.trim().slice(0, TEXT_CHARS_MAX)
const notesOf = ({ note }: OutgoingRow): string => (note ?? '').slice(0, TEXT_CHARS_MAX)

/** A row as it is there. What can't be told in facts is told by the text, so that it counts as changed there. */
export function heldRow({ theirId, currency }: AccountRef, row: BudgetRow): HeldRow {
  const bookedOn = parseCalendarDate(row.date)
  if (bookedOn === null) throw odd(LABEL)
  const minor = minorOf(row.amount, currency)
  const marks = [
    ...(row.isSplit ? ['split'] : []),
    ...(row.accountId === theirId ? [] : [`account ${row.accountId}`]),
    ...(minor === null ? [`amount ${row.amount}`] : []),
  ]
  return {
    theirId: row.id,
    importId: row.importId,
    isReconciled: row.isReconciled,
    image: JSON.stringify(imageOf(row)),
    facts: {
      bookedOn,
      amountMinor: minor ?? 0n,
      payoreeName: row.payeeName,
      text: JSON.stringify([row.notes, row.bankText, ...marks]),
      category: row.categoryName,
      tags: [],
      isPending: !row.isCleared,
    },
  }
}

function minorOf(amount: number, currency: CurrencyCode): bigint | null {
  const scale = scaleOf(currency)
  return scale !== null && BigInt(amount) % scale === 0n ? BigInt(amount) / scale : null
}

/** What it takes to make the row again. */
const imageOf = (row: BudgetRow): BudgetFields => ({
  date: row.date,
  amount: row.amount,
  payeeName: row.payeeName,
  bankText: row.bankText,
  notes: row.notes,
  categoryId: row.categoryId,
  isCleared: row.isCleared,
})
