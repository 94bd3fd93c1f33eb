// What we sent of a row, part by part, so that a later push knows which parts changed here.
import type { CalendarDate } from '../calendar.ts'
import type { Money } from '../money.ts'
import { ROW_FIELDS } from './rows.ts'
import type { RowField } from './rows.ts'

/** What a transaction shows, before the destination's own categories are looked up. */
export type Sendable = {
  readonly bookedOn: CalendarDate
  readonly amount: Money
  readonly payoreeName: string | null
  readonly bankText: string
  readonly note: string | null
  readonly tags: readonly string[]
  /** From the top of our tree down; empty where there is no category. */
  readonly categoryPath: readonly string[]
  readonly isPending: boolean
}

/** Each part as text that is equal where the part is. */
export type Content = Readonly<Record<RowField, string>>

/** Tags are left out where the destination keeps none: a change of them is then nothing to send. */
export function contentOf(row: Sendable, keepsTags: boolean): Content {
  return {
    bookedOn: row.bookedOn,
    amount: `${row.amount.minor} ${row.amount.currency}`,
    payoreeName: row.payoreeName ?? '',
    text: JSON.stringify([row.note, row.bankText]),
    category: JSON.stringify(row.categoryPath),
    tags: keepsTags ? JSON.stringify(row.tags.toSorted()) : '',
    isPending: String(row.isPending),
  }
}

export const changedFields = (before: Content, now: Content): readonly RowField[] =>
  ROW_FIELDS.filter((field) => before[field] !== now[field])
