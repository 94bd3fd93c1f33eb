// A question that only the person can answer. It never blocks: both sides stay in the ledger until it is answered.
import type { RecordRef, TransactionRef } from './reconcile/refs.ts'

export const REVIEW_KINDS = [
  'same-transaction',
  'pending-or-posted',
  'removed-with-edits',
  'transfer',
  'which-account',
  'uncertain-payoree',
] as const
export type ReviewKind = (typeof REVIEW_KINDS)[number]

export const REVIEW_STATES = ['open', 'answered', 'settled'] as const
/** `settled`: a later sync made the question moot (one side was removed or its successor was named). */
export type ReviewState = (typeof REVIEW_STATES)[number]

/** A question the plan wants asked. `key` is the same for the same question, so that it is asked once. */
export type ReviewDraft = {
  readonly key: string
  readonly kind: ReviewKind
  readonly subject: TransactionRef
  readonly candidates: readonly TransactionRef[]
  readonly evidence: ReviewEvidence
  readonly record: RecordRef | null
}

/** Why it is asked, in facts the person can check. */
export type ReviewEvidence = {
  readonly daysApart: number | null
  readonly amountDiffersBy: bigint | null
  /** 0..1, of the cleaned texts. */
  readonly textLikeness: number | null
  /** Odds that they are one, as logarithm to base two, and those of the next candidate. Null where nothing was weighed. */
  readonly bits: number | null
  readonly runnerUpBits: number | null
  readonly why: string
}
