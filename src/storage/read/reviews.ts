// Open questions.
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { OwnerId, ReviewId, TransactionId } from '../../domain/ids.ts'
import type { PayoreeCandidate } from '../../domain/payoree/doubt.ts'
import type { PayoreeKey } from '../../domain/payoree/payoree.ts'
import { standingReview } from '../payoree-reviews.ts'
import type { Tables, Tx } from '../schema.ts'

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

export type AlikeReview = {
  readonly id: ReviewId
  readonly subjectId: TransactionId
  readonly candidateId: TransactionId
  /** The bank texts of both. */
  readonly texts: readonly [string, string]
}

/** Answered along with one question at most: each is a transaction of some milliseconds. */
const ALIKE_MAX = 500

/** Open questions about two rows of the account that the given one is about, itself included, the oldest first. */
export async function readAlike(tx: Tx, ownerId: OwnerId, id: ReviewId): Promise<readonly AlikeReview[]> {
  const { rows } = await sql<AlikeReview>`
    select r.id, s.id as subject_id, c.id as candidate_id, array[s.description, c.description] as texts
    from review asked
    join transaction a on a.owner_id = asked.owner_id and a.id = asked.subject_transaction_id
    join review r on r.owner_id = asked.owner_id and r.state = 'open' and r.kind = asked.kind
      and cardinality(r.candidate_transaction_ids) = 1
    join transaction s on s.owner_id = r.owner_id and s.id = r.subject_transaction_id and s.account_id = a.account_id
    join transaction c on c.owner_id = r.owner_id and c.id = r.candidate_transaction_ids[1] and c.account_id = a.account_id
    where asked.owner_id = ${ownerId}::uuid and asked.id = ${id}::uuid
      and asked.kind in ('same-transaction', 'pending-or-posted')
    order by r.created_at, r.id limit ${ALIKE_MAX}`.execute(tx)
  return rows
}
