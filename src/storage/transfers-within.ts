// What is about two accounts is void once they are one.
import { sql } from 'kysely'
import type { AccountId, BatchId, OwnerId, ReviewId } from '../domain/ids.ts'
import { keepReviews } from './before-images.ts'
import type { AccountPair } from './join-accounts.ts'
import type { Tx } from './schema.ts'

/** Ends transfers whose two sides are in this account: undoing the batch links them again. */
export async function endTransfersWithin(tx: Tx, ownerId: OwnerId, batchId: BatchId, accountId: AccountId): Promise<void> {
  await sql`
    update transfer x set state = 'ended', ended_batch_id = ${batchId}::uuid
    from transaction o, transaction i
    where x.owner_id = ${ownerId}::uuid and x.state = 'linked' and x.batch_id is distinct from ${batchId}::uuid
      and o.owner_id = x.owner_id and o.id = x.out_transaction_id and o.account_id = ${accountId}::uuid
      and i.owner_id = x.owner_id and i.id = x.in_transaction_id and i.account_id = ${accountId}::uuid`.execute(tx)
}

/** Settles what was asked about transfers between the two, and which account the one is that went. */
export async function settleWithin(tx: Tx, ownerId: OwnerId, batchId: BatchId, { from, into }: AccountPair): Promise<void> {
  const { rows } = await sql<{ id: ReviewId }>`
    select r.id from review r where r.owner_id = ${ownerId}::uuid and r.state = 'open' and (
      r.kind = 'which-account' and (r.subject_account_id = ${from}::uuid
        or r.subject_account_id = ${into}::uuid and r.candidate_account_ids <@ array[${from}::uuid, ${into}::uuid])
      or r.kind = 'transfer' and not exists (
        select 1 from transaction t where t.owner_id = r.owner_id and t.account_id <> ${into}::uuid
          and (t.id = r.subject_transaction_id or t.id = any(r.candidate_transaction_ids)))
        and exists (
          select 1 from transaction t where t.owner_id = r.owner_id and t.account_id = ${into}::uuid
            and t.id = r.subject_transaction_id))
    for update`.execute(tx)
  const moot = rows.map(({ id }) => id)
  if (moot.length === 0) return
  await keepReviews(tx, ownerId, batchId, moot)
  await sql`
    update review set state = 'settled', closed_at = now()
    where owner_id = ${ownerId}::uuid and id = any(${moot}::uuid[])`.execute(tx)
}
