// A transaction on its way to a budget program, and as that program holds it.
import type { CalendarDate } from '../calendar.ts'
import type { Money } from '../money.ts'

/** A category by the destination's own id where it has ids, and by its name. */
export type TheirCategory = { readonly id: string | null; readonly name: string }

/** The other leg of a transfer between two accounts that are both sent. */
export type OutgoingTransfer = { readonly theirAccountId: string; readonly otherImportId: string }

/** What a transaction shall look like at the destination. */
export type OutgoingRow = {
  /** See `importIdOf`. */
  readonly importId: string
  readonly bookedOn: CalendarDate
  /** In the account's currency, money in is positive. */
  readonly amount: Money
  readonly payoreeName: string | null
  /** The bank's text, as it was sent. */
  readonly bankText: string
  readonly note: string | null
  readonly tags: readonly string[]
  /** Null leaves the category to the destination's own rules. */
  readonly category: TheirCategory | null
  readonly isPending: boolean
  /** Set where the destination keeps a transfer as one row; two rows have null here. */
  readonly transfer: OutgoingTransfer | null
}

/** The parts of a row that can differ. A push writes only those that changed here. */
export const ROW_FIELDS = ['bookedOn', 'amount', 'payoreeName', 'text', 'category', 'tags', 'isPending'] as const

/** `text` is note and bank text together: where they go differs by destination. */
export type RowField = (typeof ROW_FIELDS)[number]

/** What a destination holds, in words that can be compared with what it held after our last push. */
export type HeldFacts = {
  readonly bookedOn: CalendarDate
  /** Minor units of the account's currency, money in is positive. */
  readonly amountMinor: bigint
  readonly payoreeName: string | null
  /** Note and whatever other free text the destination has, as it is there. */
  readonly text: string
  readonly category: string | null
  readonly tags: readonly string[]
  readonly isPending: boolean
}

/** A row of the destination. */
export type HeldRow = {
  /** The destination's id of the row. */
  readonly theirId: string
  /** Ours, where the row came from us; null for a row that the person or another program made. */
  readonly importId: string | null
  readonly facts: HeldFacts
  /** Closed by a reconciliation there: never changed nor deleted by us. */
  readonly isReconciled: boolean
  /** Whatever the adapter needs to put the row back as it is now. JSON text of its own, without secrets. */
  readonly image: string
}
