// Takes the demo out of the database: its connections, the accounts they fed, and all that hangs on those.
import { sql } from 'kysely'
import type { OwnerId } from '../domain/ids.ts'
import type { Tx } from './schema.ts'

/**
 * Removes everything of demo connections. Accounts that were made for files stay, with their transactions.
 */
export async function removeDemoRows(tx: Tx, ownerId: OwnerId): Promise<void> {
  const connections = await tx
    .selectFrom('connection')
    .select('id')
    .where('ownerId', '=', ownerId)
    .where('isDemo', '=', true)
    // A run that is about to commit must see its connection gone, or be waited for.
    .forUpdate()
    .execute()
  const connectionIds = connections.map(({ id }) => id)
  const { rows } = await sql<{ accountId: string }>`
    select distinct account_id from account_link
    where owner_id = ${ownerId} and connection_id = any(${connectionIds}::uuid[])`.execute(tx)
  const accountIds = rows.map(({ accountId }) => accountId)
  await removeBatches(tx, ownerId, connectionIds, accountIds)
  await sql`
    delete from review where owner_id = ${ownerId} and subject_transaction_id in (
      select id from transaction
      where owner_id = ${ownerId} and account_id = any(${accountIds}::uuid[]))`.execute(tx)
  await sql`
    delete from coverage
    where owner_id = ${ownerId} and account_id = any(${accountIds}::uuid[])`.execute(tx)
  // Takes links, transactions, records, versions, intents and balances along.
  await sql`delete from account where owner_id = ${ownerId} and id = any(${accountIds}::uuid[])`.execute(tx)
  await sql`
    delete from run_event
    where owner_id = ${ownerId} and connection_id = any(${connectionIds}::uuid[])`.execute(tx)
  await sql`delete from link_session where owner_id = ${ownerId} and is_demo`.execute(tx)
  // Takes credentials, consents and runs along.
  await sql`delete from connection where owner_id = ${ownerId} and is_demo`.execute(tx)
}

/**
 * Batches of these connections and accounts, their originals, and files that nothing else was imported from.
 */
async function removeBatches(
  tx: Tx,
  ownerId: OwnerId,
  connectionIds: readonly string[],
  accountIds: readonly string[],
): Promise<void> {
  const { rows } = await sql<{ id: string; fileId: string | null }>`
    delete from import_batch where owner_id = ${ownerId}
      and (connection_id = any(${connectionIds}::uuid[]) or account_id = any(${accountIds}::uuid[]))
    returning id, file_id`.execute(tx)
  const batchIds = rows.map(({ id }) => id)
  const fileIds = rows.flatMap(({ fileId }) => fileId ?? [])
  await sql`delete from evidence where owner_id = ${ownerId} and batch_id = any(${batchIds}::uuid[])`.execute(
    tx,
  )
  await sql`
    delete from file f where f.owner_id = ${ownerId} and f.id = any(${fileIds}::uuid[])
      and not exists (
        select 1 from import_batch b where b.owner_id = f.owner_id and b.file_id = f.id)`.execute(tx)
}
