// "Always for these two names" also answers the questions about the same names that wait already: a person who renamed a
// shop elsewhere is asked about each of its rows, and would give the same answer to all.
import { showId } from '../domain/ids.ts'
import type { ReviewId } from '../domain/ids.ts'
import { nameKey } from '../domain/reconcile/constraints.ts'
import { readAlike } from '../storage/read/reviews.ts'
import type { AlikeReview } from '../storage/read/reviews.ts'
import { decideRows } from '../sync/decide-rows.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'

/**
 * Open questions of the account whose two rows have the same two names as the given one's, and one candidate. To be read
 * before the answer, which may end one of the rows.
 */
export async function findAlike(context: AppContext, reviewId: ReviewId): Promise<readonly AlikeReview[]> {
  const reviews = await asOwner(context, (tx) => readAlike(tx, context.ownerId, reviewId))
  const asked = reviews.find(({ id }) => id === reviewId)
  const names = asked === undefined ? null : namesOf(asked)
  if (names === null) return []
  return reviews.filter((review) => review.id !== reviewId && namesOf(review) === names)
}

/** Each is a decision of its own, so that one can be undone alone. Gives the batches of those that fitted still. */
export async function answerAlike(
  context: AppContext,
  reviews: readonly AlikeReview[],
  answer: 'same' | 'different',
): Promise<readonly string[]> {
  const { ownerId, token } = context
  const batchIds: string[] = []
  for (const { id, subjectId, candidateId } of reviews) {
    const decision = { kind: answer, one: subjectId, other: candidateId }
    const result = await decideRows(context, { ownerId, token, decision, reviewId: id })
    if (result.kind === 'decided') batchIds.push(showId('batch', result.batchId))
  }
  return batchIds
}

/** In one order, whichever row came first; null where one names nobody or both have the same name. */
function namesOf({ texts }: AlikeReview): string | null {
  const [left = '', right = ''] = texts.map(nameKey).toSorted()
  return left === '' || left === right ? null : `${left}\n${right}`
}
