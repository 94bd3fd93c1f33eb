// Rows on their way to Firefly III and back. Its amounts have no sign: the kind of a transaction says the direction.
import { parseCalendarDate } from '../../domain/calendar.ts'
import { parseCurrency } from '../../domain/currency.ts'
import { formatDecimal, money, parseDecimal } from '../../domain/money.ts'
import type { HeldFacts, HeldRow, OutgoingRow, RowField } from '../../domain/push/rows.ts'
import { odd } from '../exchange.ts'
import type { AccountRef } from '../contract.ts'
import { LABEL } from './manifest.ts'
import type { Group, Split } from './wire.ts'

/** Lengths that Firefly III's validation takes. */
const DESCRIPTION_CHARS_MAX = 1_000
const NAME_CHARS_MAX = 255
const NOTES_CHARS_MAX = 32_000

/** The fields of one split as they are sent. */
export type SplitFields = Readonly<Record<string, string | null | readonly string[]>>

/** A new row: money out is a withdrawal to the payoree, money in a deposit from it, or it is a transfer as a whole. */
export function newSplit(account: AccountRef, row: OutgoingRow): SplitFields {
  return {
    type: row.transfer !== null ? 'transfer' : row.amount.minor < 0n ? 'withdrawal' : 'deposit',
    ...dayField(row),
    ...amountField(row),
    currency_code: row.amount.currency,
    ...textFields(row),
    ...(row.transfer === null
      ? partyFields(account, row, row.amount.minor < 0n)
      : { source_id: account.theirId, destination_id: row.transfer.theirAccountId }),
    category_name: row.category?.name ?? null,
    tags: row.tags,
    external_id: row.importId,
  }
}

/** The fields of a split that an update writes. */
export function changedSplit(
  account: AccountRef,
  row: OutgoingRow,
  fields: ReadonlySet<RowField>,
  before: Split,
): SplitFields {
  return {
    transaction_journal_id: before.transaction_journal_id,
    ...(fields.has('bookedOn') ? dayField(row) : {}),
    ...(fields.has('amount') ? amountField(row) : {}),
    ...(fields.has('text') ? textFields(row) : {}),
    ...(fields.has('payoreeName') ? partyFields(account, row, row.amount.minor < 0n) : {}),
    ...(fields.has('category') ? { category_name: row.category?.name ?? '' } : {}),
    ...(fields.has('tags') ? { tags: row.tags } : {}),
  }
}

const dayField = ({ bookedOn }: OutgoingRow) => ({ date: bookedOn })

const amountField = ({ amount: { minor, currency } }: OutgoingRow) => ({
  amount: formatDecimal(money(minor < 0n ? -minor : minor, currency)),
})

/** A description is required: where the bank sent no text, the payoree stands there. */
function textFields({ bankText, payoreeName, note }: OutgoingRow): SplitFields {
  const described = bankText.trim() === '' ? (payoreeName ?? '').trim() : bankText.trim()
  return {
    description: described === '' ? '(no text)' : described.slice(0, DESCRIPTION_CHARS_MAX),
    notes: note === null ? null : note.slice(0, NOTES_CHARS_MAX),
  }
}

/** Without a name Firefly III takes its cash account. */
function partyFields({ theirId }: AccountRef, { payoreeName }: OutgoingRow, isOut: boolean): SplitFields {
  const name = payoreeName === null || payoreeName.trim() === '' ? null : payoreeName.trim().slice(0, NAME_CHARS_MAX)
  return isOut
    ? { source_id: theirId, destination_name: name }
    : { source_name: name, destination_id: theirId }
}

/** A group of the account as it is there. A split is told by its text, so that it counts as changed there. */
export function heldRow(account: AccountRef, group: Group): HeldRow {
  const { transactions } = group.attributes
  const [first] = transactions
  if (first === undefined) throw odd(LABEL)
  const isSplit = transactions.length > 1
  return {
    theirId: group.id,
    importId: transactions.find(({ external_id }) => external_id != null)?.external_id ?? null,
    isReconciled: transactions.some(({ reconciled }) => reconciled === true),
    image: JSON.stringify(imageOf(first)),
    facts: { ...factsOf(account, first), ...(isSplit ? { text: `split in ${transactions.length}` } : {}) },
  }
}

function factsOf(account: AccountRef, each: Split): HeldFacts {
  const isOut = each.source_id === account.theirId
  const currency = parseCurrency(each.currency_code)
  const amount = currency === null ? null : parseDecimal(each.amount, currency)
  const bookedOn = parseCalendarDate(each.date.slice(0, 10))
  if (amount === null || !amount.ok || bookedOn === null) throw odd(LABEL)
  const { minor } = amount.value
  const isForeign = currency !== account.currency
  return {
    bookedOn,
    amountMinor: isOut ? -minor : minor,
    payoreeName: (isOut ? each.destination_name : each.source_name) ?? null,
    text: JSON.stringify([each.description, each.notes ?? '', ...(isForeign ? [each.currency_code] : [])]),
    category: each.category_name ?? null,
    tags: (each.tags ?? []).toSorted(),
    isPending: false,
  }
}

/** What it takes to make the row again. */
const imageOf = (each: Split): SplitFields => ({
  type: each.type,
  date: each.date.slice(0, 10),
  amount: each.amount,
  currency_code: each.currency_code,
  description: each.description,
  notes: each.notes ?? null,
  source_id: each.source_id ?? null,
  source_name: each.source_name ?? null,
  destination_id: each.destination_id ?? null,
  destination_name: each.destination_name ?? null,
  category_name: each.category_name ?? '',
  tags: each.tags ?? [],
})
