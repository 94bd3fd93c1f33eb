// The person's view of one movement. Three layers: evidence (source records), derived (recomputable), intent (theirs).
import type { CalendarDate } from './calendar.ts'
import type { AccountId, TransactionId } from './ids.ts'
import type { Money } from './money.ts'
import type { RecordStatus } from './source-record.ts'

/** What the sources say together: the newest statement of the record that leads. Sync writes this layer. */
export type Evidence = {
  readonly status: RecordStatus
  readonly amount: Money
  readonly postedOn: CalendarDate | null
  readonly transactionOn: CalendarDate | null
  readonly description: string
  readonly counterpartyName: string | null
  /** Set when every source took the movement back: it counts in no sum, and stays visible where it mattered. */
  readonly isRemoved: boolean
}

/** Worked out from evidence and the owner's rulebook; recomputing it loses nothing. */
export type Derived = { readonly payoree: string | null; readonly category: string | null }

/**
 * What the person decided, field by field. `undefined` means no decision; null or '' is a decision ("no category").
 * Sync can't write this layer.
 */
export type Intent = {
  readonly payoree?: string | null
  readonly category?: string | null
  readonly note?: string | null
  /** Hidden by the person: stays hidden when the bank sends it again. */
  readonly isHidden?: boolean
}

export type Transaction = {
  readonly id: TransactionId
  readonly accountId: AccountId
  readonly evidence: Evidence
  readonly derived: Derived
  readonly intent: Intent
}

/** What is shown: intent, else derived, else evidence. */
export function visible({ evidence, derived, intent }: Pick<Transaction, 'evidence' | 'derived' | 'intent'>) {
  return {
    payoree: intent.payoree !== undefined ? intent.payoree : (derived.payoree ?? evidence.counterpartyName),
    category: intent.category !== undefined ? intent.category : derived.category,
    note: intent.note ?? null,
    isHidden: intent.isHidden ?? false,
  }
}

export const hasIntent = (intent: Intent): boolean => Object.values(intent).some((value) => value !== undefined)
