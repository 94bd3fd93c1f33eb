// Open questions.
import type { Kysely } from 'kysely'
import type { ReviewId, TransactionId } from '../../domain/ids.ts'
import type { PayoreeCandidate } from '../../domain/payoree/doubt.ts'
import type { PayoreeKey } from '../../domain/payoree/payoree.ts'
import { standingReview } from '../payoree-reviews.ts'
import type { Tables } from '../schema.ts'

export type ReviewRow = {
  readonly id: ReviewId
  readonly kind: string
  readonly why: string
  readonly bits: number | null
  readonly runnerUpBits: number | null
  readonly daysApart: number | null
  readonly textLikeness: number | null
  readonly createdAt: Date
  readonly subjectId: TransactionId
  readonly candidateIds: readonly TransactionId[]
  /** Of a question about a payoree: what it is recognised by, and who it may be, the likeliest first. */
  readonly payoreeKey: PayoreeKey | null
  readonly payorees: readonly PayoreeCandidate[]
}

/** Oldest first. */
export async function readOpenReviews(db: Kysely<Tables>, limit: number): Promise<readonly ReviewRow[]> {
  const rows = await db
    .selectFrom('review')
    .select(['id', 'kind', 'evidence', 'createdAt', 'subjectTransactionId', 'candidateTransactionIds'])
    .where('state', '=', 'open')
    .where(standingReview)
    .orderBy('createdAt')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    why: row.evidence.why,
    bits: row.evidence.bits ?? null,
    runnerUpBits: row.evidence.runnerUpBits ?? null,
    daysApart: row.evidence.daysApart,
    textLikeness: row.evidence.textLikeness,
    createdAt: row.createdAt,
    subjectId: row.subjectTransactionId,
    candidateIds: row.candidateTransactionIds,
    payoreeKey: row.evidence.payoreeKey ?? null,
    payorees: row.evidence.payorees ?? [],
  }))
}
