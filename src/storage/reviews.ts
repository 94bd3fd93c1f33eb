// A question and its answer.
import type { BatchId, OwnerId, ReviewId } from '../domain/ids.ts'
import type { PayoreeCandidate } from '../domain/payoree/doubt.ts'
import type { PayoreeKey } from '../domain/payoree/payoree.ts'
import type { ReviewKind, ReviewState } from '../domain/review.ts'
import type { TransactionId } from '../domain/ids.ts'
import { keepReviews } from './before-images.ts'
import { crashPoint } from './crash-points.ts'
import type { Tx } from './schema.ts'

export type KnownReview = {
  readonly kind: ReviewKind
  readonly state: ReviewState
  readonly subjectId: TransactionId
  readonly candidateIds: readonly TransactionId[]
  /** What it is about where it is about a payoree, and who that may be. */
  readonly payoree: { readonly key: PayoreeKey; readonly candidates: readonly PayoreeCandidate[] } | null
}

/** Undefined where the owner has no such question. Held until the transaction ends, so that it is answered once. */
export async function readReview(tx: Tx, ownerId: OwnerId, id: ReviewId): Promise<KnownReview | undefined> {
  const row = await tx
    .selectFrom('review')
    .select(['kind', 'state', 'subjectTransactionId', 'candidateTransactionIds', 'evidence'])
    .where('ownerId', '=', ownerId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  crashPoint('reviews: read')
  if (row === undefined) return undefined
  const { payoreeKey, payorees } = row.evidence
  return {
    kind: row.kind,
    state: row.state,
    subjectId: row.subjectTransactionId,
    candidateIds: row.candidateTransactionIds,
    payoree: payoreeKey === undefined ? null : { key: payoreeKey, candidates: payorees ?? [] },
  }
}

/** Closes the question with its answer; undoing the decision opens it again. */
export async function closeReview(
  tx: Tx,
  ownerId: OwnerId,
  closing: { readonly reviewId: ReviewId; readonly batchId: BatchId; readonly answer: string; readonly at: Date },
): Promise<void> {
  const { reviewId, batchId, answer, at } = closing
  await keepReviews(tx, ownerId, batchId, [reviewId])
  crashPoint('reviews: kept as asked')
  await tx
    .updateTable('review')
    .set({ state: 'answered', answer, closedAt: at, decisionBatchId: batchId })
    .where('ownerId', '=', ownerId)
    .where('id', '=', reviewId)
    .execute()
  crashPoint('reviews: answered')
}
