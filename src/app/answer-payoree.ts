// Who a text means, as the person says: from then on, and in the rows that are there. One change of the rulebook, whose
// undo asks again.
import { showId } from '../domain/ids.ts'
import type { ReviewId } from '../domain/ids.ts'
import { closePayoreeReview } from '../storage/payoree-reviews.ts'
import { readReview } from '../storage/reviews.ts'
import type { KnownReview } from '../storage/reviews.ts'
import { holdRulebook } from '../storage/rulebook-batch.ts'
import type { RulebookChange } from '../storage/rulebook-batch.ts'
import { findPayoree } from '../storage/rulebook-payorees.ts'
import type { Tx } from '../storage/schema.ts'
import { makeChange } from './change-rulebook.ts'
import { pointing } from './change-payoree.ts'
import type { AppContext } from './context.ts'
import { notFound, Refusal } from './refusal.ts'
import { answeredBefore } from './review-answer.ts'
import type { ReviewAnswer } from './review-answer.ts'

/**
 * `same`: the key is that payoree's from now on. `different`: it is none of them, and the bank's text stands. `leave`: it
 * stays as it is. Whatever the answer, it is not asked again.
 */
export async function answerPayoree(context: AppContext, reviewId: ReviewId, wish: ReviewAnswer) {
  const { ownerId } = context
  const asked: { review?: KnownReview } = {}
  const { batchId } = await makeChange(context, { isDryRun: false }, async (tx) => {
    // In the order in which imports take them: accounts, then the question.
    await holdRulebook(tx, context)
    const review = await readReview(tx, ownerId, reviewId)
    if (review === undefined) throw notFound('question')
    if (review.state !== 'open') throw answeredBefore()
    asked.review = review
    const change = await changeOf(context, tx, review, wish)
    return {
      ...change,
      touched: { ...change.touched, review: [reviewId] },
      write: async (within: Tx) => {
        await change.write(within)
        await closePayoreeReview(within, ownerId, { reviewId, answer: wish.answer, at: context.now() })
      },
    }
  })
  if (batchId === null || asked.review === undefined) throw new Error('an answer was given and not kept')
  return { batchId, transactionId: showId('transaction', asked.review.subjectId) }
}

async function changeOf(
  context: AppContext,
  tx: Tx,
  { payoree }: KnownReview,
  { answer, payoree: wanted }: ReviewAnswer,
): Promise<RulebookChange> {
  const { key, candidates } = payoree ?? { key: 'text:' as const, candidates: [] }
  if (answer !== 'same') {
    const summary = answer === 'different' ? "Kept the bank's name for a payoree" : 'Left a payoree as it is'
    return { kind: 'payoree', summary, touched: {}, write: async () => {}, reach: async () => [] }
  }
  const [only, ...others] = candidates
  const name = wanted ?? (others.length === 0 ? only?.name : undefined)
  if (name === undefined) throw new Refusal('review-mismatch', 'Say which of the payorees it is. Nothing was changed.')
  if (!candidates.some((each) => each.name === name)) {
    throw new Refusal('review-mismatch', 'That payoree is not one of those the question is about. Nothing was changed.')
  }
  const stands = await findPayoree(tx, name)
  if (stands === null) {
    throw new Refusal('review-mismatch', `“${name}” has another name by now. Nothing was changed. Look at your payorees.`)
  }
  return pointing(context, tx, [key], stands.name, [], `Recognised “${stands.name}” in another text`)
}
