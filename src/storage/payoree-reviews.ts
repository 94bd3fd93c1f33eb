// Questions about payorees: one for each key, few at a time, and each asked once.
import { sql } from 'kysely'
import type { PayoreeQuestion } from '../domain/ask-payorees.ts'
import type { PayoreeKey } from '../domain/payoree/payoree.ts'
import type { BatchId, OwnerId, ReviewId, TransactionId } from '../domain/ids.ts'
import { unnest } from './rows.ts'
import type { Columns } from './rows.ts'
import type { Tx } from './schema.ts'

/** Open questions about payorees. Names are a convenience: more would bury the questions about money. */
export const OPEN_PAYOREES_MAX = 10

/**
 * A question about a payoree stands while it has rows and nobody has named its key meanwhile; all other questions stand.
 * SQL over `review`.
 */
export const standingReview = sql<boolean>`(review.kind <> 'uncertain-payoree'
  or exists (
    select 1 from transaction t where t.owner_id = review.owner_id
      and t.derived_payoree_key = review.evidence ->> 'payoreeKey' and not t.is_removed)
  and not exists (
    select 1 from payoree_alias a where a.owner_id = review.owner_id and a.key = review.evidence ->> 'payoreeKey'))`

type Row = PayoreeQuestion & { readonly position: number }

/** Asks, once the batch's rows are written, those that were never asked, as long as few are open. Gives how many. */
export async function askAboutPayorees(
  tx: Tx,
  { ownerId, batchId }: { readonly ownerId: OwnerId; readonly batchId: BatchId },
  questions: readonly PayoreeQuestion[],
  newId: () => string,
): Promise<number> {
  if (questions.length === 0) return 0
  const columns: Columns<Row> = [
    ['id', 'uuid', () => newId()],
    ['key', 'text', ({ key }) => `uncertain-payoree ${key}`],
    ['payoree_key', 'text', ({ key }) => key],
    ['evidence', 'jsonb', evidenceJson],
    ['position', 'int4', ({ position }) => position],
  ]
  const rows = questions.map((question, position): Row => ({ ...question, position }))
  const { numAffectedRows } = await sql`
    insert into review (owner_id, id, key, kind, subject_transaction_id, candidate_transaction_ids, evidence, batch_id)
    select ${ownerId}::uuid, v.id, v.key, 'uncertain-payoree', t.id, '{}', v.evidence, ${batchId}::uuid
    from ${unnest(rows, columns)}
    cross join lateral (
      select id from transaction where owner_id = ${ownerId}::uuid and derived_payoree_key = v.payoree_key
      order by on_date desc, id desc limit 1) t
    where not exists (select 1 from review r where r.owner_id = ${ownerId}::uuid and r.key = v.key)
    order by v.position
    limit greatest(0, ${OPEN_PAYOREES_MAX}::int - (
      select count(*) from review where owner_id = ${ownerId}::uuid and state = 'open' and kind = 'uncertain-payoree'
        and ${standingReview}))
    on conflict (owner_id, key) do nothing`.execute(tx)
  const asked = Number(numAffectedRows ?? 0n)
  if (asked > 0) {
    await sql`
      update import_batch set reviews = reviews + ${asked}::int
      where owner_id = ${ownerId}::uuid and id = ${batchId}::uuid`.execute(tx)
  }
  return asked
}

const evidenceJson = ({ key, doubt, why }: PayoreeQuestion): string =>
  JSON.stringify({
    daysApart: null,
    amountDiffersBy: null,
    textLikeness: null,
    bits: null,
    runnerUpBits: null,
    why,
    payoreeKey: key,
    payorees: doubt.candidates,
  })

export type PayoreeRows = { readonly newestId: TransactionId; readonly count: number }

/** The rows that questions about these keys are about: the newest, and how many there are. */
export async function readPayoreeRows(tx: Tx, keys: readonly PayoreeKey[]): Promise<ReadonlyMap<PayoreeKey, PayoreeRows>> {
  if (keys.length === 0) return new Map()
  const { rows } = await sql<PayoreeRows & { readonly key: PayoreeKey }>`
    select derived_payoree_key as key, count(*)::int as count, (array_agg(id order by on_date desc, id desc))[1] as newest_id
    from transaction where derived_payoree_key = any(${keys}::text[]) and not is_removed
    group by derived_payoree_key`.execute(tx)
  return new Map(rows.map(({ key, ...found }) => [key, found]))
}

/** Closes the question within a change of the rulebook, whose undo opens it again. */
export async function closePayoreeReview(
  tx: Tx,
  ownerId: OwnerId,
  { reviewId, answer, at }: { readonly reviewId: ReviewId; readonly answer: string; readonly at: Date },
): Promise<void> {
  await tx
    .updateTable('review')
    .set({ state: 'answered', answer, closedAt: at })
    .where('ownerId', '=', ownerId)
    .where('id', '=', reviewId)
    .execute()
}
