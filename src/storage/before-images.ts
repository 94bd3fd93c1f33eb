// Keeps rows as they were before a batch changes them, so that the batch can be undone. What the batch itself added is
// not kept: undoing takes it away.
import { sql } from 'kysely'
import type { BatchId, OwnerId, ReviewId, TransactionId } from '../domain/ids.ts'
import { crashPoint } from './crash-points.ts'
import type { Tx } from './schema.ts'

/**
 * Keeps transactions that are about to change, with what the person had decided of them. The first image of a
 * transaction in a batch stands.
 * @param ended those of them that the batch merges into others
 */
export async function keepTransactions(
  tx: Tx,
  ownerId: OwnerId,
  batchId: BatchId,
  ids: readonly TransactionId[],
  ended: readonly TransactionId[],
): Promise<void> {
  if (ids.length === 0) return
  await sql`
    insert into before_image (owner_id, batch_id, kind, row_id, before, intent, is_ended)
    select t.owner_id, ${batchId}::uuid, 'transaction', t.id, to_jsonb(t), to_jsonb(i), t.id = any(${ended}::uuid[])
    from unnest(${[...new Set(ids)]}::uuid[]) as v (id)
    cross join lateral (select * from transaction where owner_id = ${ownerId}::uuid and id = v.id offset 0) t
    left join lateral (
      select * from transaction_intent where owner_id = ${ownerId}::uuid and transaction_id = v.id offset 0) i on true
    where t.batch_id <> ${batchId}::uuid
    on conflict (owner_id, batch_id, kind, row_id) do update
      set is_ended = before_image.is_ended or excluded.is_ended`.execute(tx)
  crashPoint('before-images: transactions kept')
}

/** Keeps questions that are about to be settled. */
export async function keepReviews(
  tx: Tx,
  ownerId: OwnerId,
  batchId: BatchId,
  ids: readonly ReviewId[],
): Promise<void> {
  if (ids.length === 0) return
  await sql`
    insert into before_image (owner_id, batch_id, kind, row_id, before)
    select r.owner_id, ${batchId}::uuid, 'review', r.id, to_jsonb(r) from review r
    where r.owner_id = ${ownerId}::uuid and r.id = any(${ids}::uuid[]) and r.batch_id <> ${batchId}::uuid
    on conflict (owner_id, batch_id, kind, row_id) do nothing`.execute(tx)
  crashPoint('before-images: reviews kept')
}
