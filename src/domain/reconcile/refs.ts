// How a plan names rows that may not exist yet.
import type { RecordId, TransactionId } from '../ids.ts'

/** An existing row by id, or the n-th new one of this plan. */
export type TransactionRef = { readonly id: TransactionId } | { readonly new: number }
export type RecordRef = { readonly id: RecordId } | { readonly incoming: number }
