// A question and its answer.
import { sql } from 'kysely'
import type { AccountId, BatchId, OwnerId, ReviewId } from '../domain/ids.ts'
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

export type AskedAccounts = {
  readonly accountId: AccountId
  readonly candidateIds: readonly AccountId[]
  /** The transactions by which the candidates are shown, each with the account that it is in by now. */
  readonly shown: readonly { readonly transactionId: TransactionId; readonly accountId: AccountId }[]
}

/** What a question about accounts is about; undefined where the owner has no such question. */
export async function readAskedAccounts(tx: Tx, ownerId: OwnerId, id: ReviewId): Promise<AskedAccounts | undefined> {
  const { rows } = await sql<AskedAccounts>`
    select r.subject_account_id as account_id, r.candidate_account_ids as candidate_ids, coalesce((
      select jsonb_agg(jsonb_build_object('transactionId', t.id, 'accountId', t.account_id)) from transaction t
      where t.owner_id = r.owner_id and t.id = any(r.candidate_transaction_ids)), '[]') as shown
    from review r where r.owner_id = ${ownerId}::uuid and r.id = ${id}::uuid and r.subject_account_id is not null
  `.execute(tx)
  crashPoint('reviews: asked accounts read')
  return rows[0]
}
