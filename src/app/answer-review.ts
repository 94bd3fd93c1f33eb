import { decideRows } from '../sync/decide-rows.ts'
import type { RowDecision } from '../sync/decide-rows.ts'
import { readReview } from '../storage/reviews.ts'
import type { KnownReview } from '../storage/reviews.ts'
import { answerAlike, findAlike } from './answer-alike.ts'
import { answerPayoree } from './answer-payoree.ts'
import { joinAsked } from './join-accounts.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { notFound, Refusal } from './refusal.ts'
import { decided } from './review-answer.ts'
import type { ReviewAnswer } from './review-answer.ts'
import { wantId } from './views/show.ts'

/** Does what the person answers and remembers it for later syncs. The answer is a batch that can be undone. */
export async function answerReview(context: AppContext, shownId: string, wish: ReviewAnswer) {
  const { answer, candidateId, always = false } = wish
  const reviewId = wantId('review', shownId, 'question')
  const review = await asOwner(context, (tx) => readReview(tx, context.ownerId, reviewId))
  if (review === undefined) throw notFound('question')
  if (review.payoree !== null) return answerPayoree(context, reviewId, wish)
  if (review.kind === 'which-account' && answer === 'same') return joinAsked(context, reviewId, candidateId)
  const decision = decisionOf(review, answer, candidateId)
  const { ownerId, token } = context
  const alike = always && answer !== 'leave' ? await findAlike(context, reviewId) : []
  const done = decided(await decideRows(context, { ownerId, token, decision, reviewId, always }), 'question')
  return { ...done, alikeBatchIds: answer === 'leave' ? [] : [...(await answerAlike(context, alike, answer))] }
}

function decisionOf(
  { kind, subjectId, candidateIds }: KnownReview,
  answer: ReviewAnswer['answer'],
  candidateId: string | undefined,
): RowDecision {
  if (answer === 'leave') return { kind: 'leave', one: subjectId }
  // They are kept apart already.
  if (kind === 'which-account') return { kind: 'leave', one: subjectId }
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
