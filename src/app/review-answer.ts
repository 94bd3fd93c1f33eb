// What a person can answer to a question.
import { showId } from '../domain/ids.ts'
import type { DecisionResult } from '../sync/decide-rows.ts'
import { notFound, Refusal } from './refusal.ts'

export type ReviewAnswer = {
  /** `leave`: nothing is to be done about it. */
  readonly answer: 'same' | 'different' | 'leave'
  /** Which candidate is meant; may be left out where there is one. */
  readonly candidateId?: string | undefined
  /** Remember it of the two names as well, for this account. */
  readonly always?: boolean | undefined
  /** Of a question about a payoree: which one it is; may be left out where one is named. */
  readonly payoree?: string | undefined
}

/** A question has one answer. */
export const answeredBefore = (): Refusal =>
  new Refusal('review-answered', 'This question has been answered already. Nothing was changed; undo the answer to give another one.')

/** The result for the person, or the reason why nothing was done. */
export function decided(result: DecisionResult, what: 'question' | 'transaction') {
  if (result.kind === 'unknown') throw notFound(what)
  if (result.kind === 'answered-before') throw answeredBefore()
  if (result.kind === 'does-not-fit') {
    throw new Refusal('review-mismatch', 'The transactions have changed since this was asked, so nothing was done. Your data is safe. Look at them again.')
  }
  return { batchId: showId('batch', result.batchId), transactionId: showId('transaction', result.transactionId) }
}
