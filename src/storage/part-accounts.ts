// Takes the joining of two accounts back: what came in by the links that moved leaves with them, later rows too.
import { sql } from 'kysely'
import { rederive } from '../domain/rederive.ts'
import type { AccountId, AccountLinkId, BatchId, ConnectionId, OwnerId, TransactionId } from '../domain/ids.ts'
import type { AccountImage } from './join-accounts.ts'
import { partDestinations } from './joined-destinations.ts'
import { unfollowAccount } from './joined-rules.ts'
import { rulebookFor } from './rulebook.ts'
import { readLayersOf, writeDerived } from './rulebook-history.ts'
import type { Tx } from './schema.ts'

/** Transactions held in memory at once. */
const PART_MAX = 1_000
/** Batches told with a refusal. */
const BLOCKERS_MAX = 50

/** Connections of the links that moved, in the order in which they are locked. */
export async function connectionsOfJoined(tx: Tx, ownerId: OwnerId, { linkIds }: AccountImage): Promise<readonly ConnectionId[]> {
  const { rows } = await sql<{ id: ConnectionId }>`
    select distinct connection_id as id from account_link
    where owner_id = ${ownerId}::uuid and id = any(${linkIds}::uuid[]) and connection_id is not null
    order by connection_id`.execute(tx)
  return rows.map(({ id }) => id)
}

/**
 * Batches since the joining that tied records of both sides into one transaction, the latest first: these would have to
 * part first. What the joining itself tied is in its own images.
 */
export async function readTied(
  tx: Tx,
  ownerId: OwnerId,
  { batchId, linkIds, own }: Pick<AccountImage, 'linkIds'> & { readonly batchId: BatchId; readonly own: readonly TransactionId[] },
): Promise<readonly BatchId[]> {
  const { rows } = await sql<{ id: BatchId }>`
    with tied as (
      select r.transaction_id as id from source_record r
      join transaction t on t.owner_id = r.owner_id and t.id = r.transaction_id
      where r.owner_id = ${ownerId}::uuid
        and t.account_id in (select account_id from account_link where owner_id = ${ownerId}::uuid and id = any(${linkIds}::uuid[]))
        and r.transaction_id <> all(${own}::uuid[])
      group by r.transaction_id
      having bool_or(r.account_link_id = any(${linkIds}::uuid[])) and not bool_and(r.account_link_id = any(${linkIds}::uuid[]))
    )
    select b.id from import_batch b
    where b.owner_id = ${ownerId}::uuid and b.undone_at is null and b.id <> ${batchId}::uuid
      and b.last_position > (select last_position from import_batch where owner_id = ${ownerId}::uuid and id = ${batchId}::uuid)
      and (exists (select 1 from tied join source_record r on r.owner_id = b.owner_id and r.transaction_id = tied.id
          where r.batch_id = b.id)
        or exists (select 1 from tied join before_image i on i.owner_id = b.owner_id and i.row_id = tied.id
          where i.batch_id = b.id))
    order by b.last_position desc limit ${BLOCKERS_MAX}`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Brings the account back with its links and all that came by them. What the joining tied must be apart again. */
export async function partAccounts(tx: Tx, ownerId: OwnerId, image: AccountImage, newId: () => string): Promise<void> {
  const { linkIds, endedLinkIds } = image
  const { rows } = await sql<{ id: AccountId }>`
    insert into account select (jsonb_populate_record(null::account, ${JSON.stringify(image.account)}::jsonb)).*
    returning id`.execute(tx)
  const [account] = rows
  if (account === undefined) throw new Error('an account that was joined into another did not come back')
  const { id } = account
  const stayed = await sql<{ id: AccountId }>`
    select distinct account_id as id from account_link
    where owner_id = ${ownerId}::uuid and id = any(${linkIds}::uuid[])`.execute(tx)
  const kept = stayed.rows.map((row) => row.id)
  await sql`
    update account_link set account_id = ${id}::uuid
    where owner_id = ${ownerId}::uuid and id = any(${linkIds}::uuid[])`.execute(tx)
  await sql`
    update account_link l set ended_at = null
    where l.owner_id = ${ownerId}::uuid and l.id = any(${endedLinkIds}::uuid[]) and not exists (
      -- The bank listed it again since, and another link reads it.
      select 1 from account_link n where n.owner_id = l.owner_id and n.connection_id = l.connection_id
        and n.account_source_id = l.account_source_id and n.ended_at is null)`.execute(tx)
  for (const table of ['source_record', 'coverage']) {
    await sql`
      update ${sql.table(table)} set account_id = ${id}::uuid
      where owner_id = ${ownerId}::uuid and account_link_id = any(${linkIds}::uuid[])`.execute(tx)
  }
  await sql`
    update transaction t set account_id = ${id}::uuid
    where t.owner_id = ${ownerId}::uuid and t.account_id = any(${kept}::uuid[]) and exists (
      select 1 from source_record r where r.owner_id = t.owner_id and r.transaction_id = t.id
        and r.account_link_id = any(${linkIds}::uuid[]))`.execute(tx)
  await sql`
    update import_batch set account_id = ${id}::uuid
    where owner_id = ${ownerId}::uuid and id = any(${image.batchIds}::uuid[])`.execute(tx)
  await sql`
    update account set persistent_id = ${image.intoPersistentId}
    where owner_id = ${ownerId}::uuid and id = any(${kept}::uuid[])
      and persistent_id = ${JSON.stringify(image.account)}::jsonb ->> 'persistent_id'`.execute(tx)
  await partBalances(tx, ownerId, image, id, kept)
  await partConstraints(tx, ownerId, image, kept)
  await renameInImages(tx, ownerId, image, id)
  if (image.destinations !== undefined) await partDestinations(tx, ownerId, image.destinations, id, kept)
  const areRulesBack = image.rules !== undefined && (await unfollowAccount(tx, { ownerId, newId }, image.rules))
  if (areRulesBack) await rederiveAccounts(tx, ownerId, [id, ...kept], newId)
  else await rederiveStatedBy(tx, ownerId, linkIds, newId)
}

/** Balances that were there, and those that a connection told since which reads nothing of the other account. */
async function partBalances(
  tx: Tx,
  ownerId: OwnerId,
  { balanceIds, intoBalanceIds = [], linkIds }: AccountImage,
  id: AccountId,
  kept: readonly AccountId[],
): Promise<void> {
  await sql`
    update balance b set account_id = ${id}::uuid
    where b.owner_id = ${ownerId}::uuid and b.account_id = any(${kept}::uuid[]) and b.id <> all(${intoBalanceIds}::uuid[])
      and (b.id = any(${balanceIds}::uuid[]) or exists (
        select 1 from sync_run r join account_link l on l.owner_id = r.owner_id and l.connection_id = r.connection_id
        where r.owner_id = b.owner_id and r.id = b.run_id and l.id = any(${linkIds}::uuid[]) and not exists (
          select 1 from account_link k where k.owner_id = r.owner_id and k.connection_id = r.connection_id
            and k.account_id = any(${kept}::uuid[]))))`.execute(tx)
}

async function partConstraints(tx: Tx, ownerId: OwnerId, { constraints }: AccountImage, kept: readonly AccountId[]): Promise<void> {
  const rows = JSON.stringify(constraints)
  await sql`
    delete from constraint_pair c using jsonb_populate_recordset(null::constraint_pair, ${rows}::jsonb) v
    where c.owner_id = ${ownerId}::uuid and c.id = v.id and c.account_id = any(${kept}::uuid[])`.execute(tx)
  await sql`
    insert into constraint_pair select v.* from jsonb_populate_recordset(null::constraint_pair, ${rows}::jsonb) v
    where exists (select 1 from import_batch b where b.owner_id = v.owner_id and b.id = v.batch_id and b.undone_at is null)
    on conflict do nothing`.execute(tx)
}

/** Images that would restore rows of this account restore them here. */
async function renameInImages(tx: Tx, ownerId: OwnerId, { linkIds, imageRowIds }: AccountImage, id: AccountId): Promise<void> {
  await sql`
    update before_image i set before = jsonb_set(before, '{account_id}', to_jsonb(${id}::text))
    where i.owner_id = ${ownerId}::uuid and i.kind = 'transaction' and (i.row_id = any(${imageRowIds}::uuid[]) or exists (
      select 1 from transaction t where t.owner_id = i.owner_id and t.id = i.row_id and t.account_id = ${id}::uuid))`.execute(tx)
  await sql`
    update source_record_version set before = jsonb_set(before, '{account_id}', to_jsonb(${id}::text))
    where owner_id = ${ownerId}::uuid and before ->> 'account_link_id' = any(${linkIds}::text[])`.execute(tx)
}

/** What the links state is worked out again: the names of banks and the rules depend on the account it is in. */
export async function rederiveStatedBy(
  tx: Tx,
  ownerId: OwnerId,
  linkIds: readonly AccountLinkId[],
  newId: () => string,
): Promise<void> {
  const { rows } = await sql<{ id: TransactionId }>`
    select distinct transaction_id as id from source_record
    where owner_id = ${ownerId}::uuid and account_link_id = any(${linkIds}::uuid[]) order by id`.execute(tx)
  await rederiveRows(tx, ownerId, rows, newId)
}

/** All that the accounts hold, where rules are about other accounts than before. */
export async function rederiveAccounts(
  tx: Tx,
  ownerId: OwnerId,
  accountIds: readonly AccountId[],
  newId: () => string,
): Promise<void> {
  const { rows } = await sql<{ id: TransactionId }>`
    select id from transaction
    where owner_id = ${ownerId}::uuid and account_id = any(${accountIds}::uuid[]) order by id`.execute(tx)
  await rederiveRows(tx, ownerId, rows, newId)
}

async function rederiveRows(
  tx: Tx,
  ownerId: OwnerId,
  rows: readonly { readonly id: TransactionId }[],
  newId: () => string,
): Promise<void> {
  const rulebook = await rulebookFor(tx, ownerId, newId)
  for (let start = 0; start < rows.length; start += PART_MAX) {
    const transactions = await readLayersOf(tx, rows.slice(start, start + PART_MAX).map((row) => row.id))
    const changed = rederive(rulebook, transactions)
    await writeDerived(tx, ownerId, changed.map(({ transaction, after }) => ({ id: transaction.id, derived: after })))
  }
}
