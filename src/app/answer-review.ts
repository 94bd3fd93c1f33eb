import { showId } from '../domain/ids.ts'
import { decideRows } from '../sync/decide-rows.ts'
import type { DecisionResult, RowDecision } from '../sync/decide-rows.ts'
import { readReview } from '../storage/reviews.ts'
import type { KnownReview } from '../storage/reviews.ts'
import { answerPayoree } from './answer-payoree.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { notFound, Refusal } from './refusal.ts'
import { answeredBefore } from './review-answer.ts'
import type { ReviewAnswer } from './review-answer.ts'
import { wantId } from './views/show.ts'

/** Does what the person answers and remembers it for later syncs. The answer is a batch that can be undone. */
export async function answerReview(context: AppContext, shownId: string, wish: ReviewAnswer) {
  const { answer, candidateId, always = false } = wish
  const reviewId = wantId('review', shownId, 'question')
  const review = await asOwner(context, (tx) => readReview(tx, context.ownerId, reviewId))
  if (review === undefined) throw notFound('question')
  if (review.payoree !== null) return answerPayoree(context, reviewId, wish)
  const decision = decisionOf(review, answer, candidateId)
  const { ownerId, token } = context
  return decided(await decideRows(context, { ownerId, token, decision, reviewId, always }), 'question')
}

function decisionOf(
  { kind, subjectId, candidateIds }: KnownReview,
  answer: ReviewAnswer['answer'],
  candidateId: string | undefined,
): RowDecision {
  if (answer === 'leave') return { kind: 'leave', one: subjectId }
  if (kind === 'which-account') {
    // They are kept apart already.
    if (answer === 'different') return { kind: 'leave', one: subjectId }
    throw new Refusal(
      'review-mismatch',
      'Two accounts that both hold transactions can’t be joined yet, so nothing was changed and nothing is lost. ' +
        'Answer that they are different, and hide the transactions that you see twice.',
    )
  }
  const wanted = candidateId === undefined ? null : wantId('transaction', candidateId, 'transaction')
  const [only, ...others] = candidateIds
  if (wanted !== null && !candidateIds.includes(wanted)) {
    throw new Refusal('review-mismatch', 'That transaction is not one of those the question is about. Nothing was changed.')
  }
  if (wanted === null && (only === undefined || others.length > 0)) {
    throw new Refusal('review-mismatch', 'Say which of the transactions you mean. Nothing was changed.')
  }
  const other = wanted ?? only ?? subjectId
  return { kind: answer, one: subjectId, other }
}

/** The result for the person, or the reason why nothing was done. */
export function decided(result: DecisionResult, what: 'question' | 'transaction') {
  if (result.kind === 'unknown') throw notFound(what)
  if (result.kind === 'answered-before') throw answeredBefore()
  if (result.kind === 'does-not-fit') {
    throw new Refusal('review-mismatch', 'The transactions have changed since this was asked, so nothing was done. Your data is safe. Look at them again.')
  }
  return { batchId: showId('batch', result.batchId), transactionId: showId('transaction', result.transactionId) }
}
