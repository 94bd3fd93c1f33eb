// What a batch did, read back from the rows that carry its id and from the images of those it changed.
import { sql } from 'kysely'
import type { AccountId, AccountLinkId, BatchId, ConnectionId, OwnerId, RecordId, RunId } from '../domain/ids.ts'
import type { TransactionId } from '../domain/ids.ts'
import { crashPoint } from './crash-points.ts'
import type { Tx } from './schema.ts'

export type UndoneBatch = {
  readonly id: BatchId
  readonly connectionId: ConnectionId | null
  readonly runId: RunId | null
  readonly undoneAt: Date | null
  /** Of its last span; what has a greater one was written later. */
  readonly lastPosition: bigint
  readonly cursorBefore: string | null
  readonly cursorAfter: string | null
  /** The rulebook that decorated it. */
  readonly rulebookVersion: string | null
}

/** The batch, or null where the owner has none of this id. */
export async function readBatch(tx: Tx, ownerId: OwnerId, id: BatchId): Promise<UndoneBatch | null> {
  const row = await tx
    .selectFrom('importBatch')
    .select(['id', 'connectionId', 'runId', 'undoneAt', 'lastPosition', 'cursorBefore', 'cursorAfter', 'rulebookVersion'])
    .where('ownerId', '=', ownerId)
    .where('id', '=', id)
    .executeTakeFirst()
  crashPoint('undo-footprint: batch read')
  return row ?? null
}

/** Every account that the batch touched: the accounts to lock. */
export async function readAccounts(tx: Tx, ownerId: OwnerId, id: BatchId): Promise<readonly AccountId[]> {
  const { rows } = await sql<{ accountId: AccountId }>`
    select account_id from transaction where owner_id = ${ownerId}::uuid and batch_id = ${id}::uuid
    union select account_id from source_record where owner_id = ${ownerId}::uuid and batch_id = ${id}::uuid
    union select r.account_id from source_record_version v
      join source_record r on r.owner_id = v.owner_id and r.id = v.record_id
      where v.owner_id = ${ownerId}::uuid and v.replaced_by = ${id}::uuid
    union select account_id from coverage where owner_id = ${ownerId}::uuid and batch_id = ${id}::uuid
    union select account_id from import_batch
      where owner_id = ${ownerId}::uuid and id = ${id}::uuid and account_id is not null`.execute(tx)
  crashPoint('undo-footprint: accounts read')
  return rows.map(({ accountId }) => accountId)
}

export type TouchedRecord = {
  readonly id: RecordId
  readonly linkId: AccountLinkId
  /** Its transaction now, and before the batch; null where the batch added the record. */
  readonly transactionId: TransactionId
  readonly transactionBefore: TransactionId | null
  readonly sourceId: string | null
  readonly sourceIdBefore: string | null
  readonly supersededBy: RecordId | null
  /** The version that the batch found first; 0 where it added the record. */
  readonly versionBefore: number
}

export type Footprint = {
  readonly records: readonly TouchedRecord[]
  /** Transactions that the batch added and that are there. */
  readonly added: readonly TransactionId[]
  /** Known ones that it changed or ended. */
  readonly changed: readonly TransactionId[]
  /** Where in the order of all images theirs stand. */
  readonly imagePositions: ReadonlyMap<TransactionId, bigint>
}

export async function readFootprint(tx: Tx, ownerId: OwnerId, id: BatchId): Promise<Footprint> {
  const records = await readRecords(tx, ownerId, id)
  crashPoint('undo-footprint: records read')
  const added = await sql<{ id: TransactionId }>`
    select id from transaction where owner_id = ${ownerId}::uuid and batch_id = ${id}::uuid`.execute(tx)
  crashPoint('undo-footprint: added transactions read')
  const changed = await sql<{ id: TransactionId; position: bigint }>`
    select row_id as id, position from before_image
    where owner_id = ${ownerId}::uuid and batch_id = ${id}::uuid and kind = 'transaction'`.execute(tx)
  crashPoint('undo-footprint: changed transactions read')
  return {
    records,
    added: added.rows.map((row) => row.id),
    changed: changed.rows.map((row) => row.id),
    imagePositions: new Map(changed.rows.map((row) => [row.id, row.position])),
  }
}

/**
 * A record whose first image within the batch already carries the batch's id was added by it. Rows are looked up one by
 * one (`offset 0`), for a large batch is not yet in the statistics.
 */
async function readRecords(tx: Tx, ownerId: OwnerId, id: BatchId): Promise<readonly TouchedRecord[]> {
  const changed = await sql<TouchedRecord>`
    select r.id, r.account_link_id as link_id, r.transaction_id, (k.before ->> 'transaction_id')::uuid as transaction_before,
      r.source_id, k.before ->> 'source_id' as source_id_before, r.superseded_by, k.version as version_before
    from (
      select distinct on (record_id) record_id, version, before from source_record_version
      where owner_id = ${ownerId}::uuid and replaced_by = ${id}::uuid
      order by record_id, version
    ) k
    cross join lateral (
      select * from source_record where owner_id = ${ownerId}::uuid and id = k.record_id offset 0) r
    where k.before ->> 'batch_id' <> ${id}`.execute(tx)
  crashPoint('undo-footprint: changed record rows read')
  const known = new Set(changed.rows.map((row) => row.id))
  const carrying = await sql<TouchedRecord>`
    select id, account_link_id as link_id, transaction_id, null::uuid as transaction_before, source_id,
      null as source_id_before, superseded_by, 0 as version_before
    from source_record where owner_id = ${ownerId}::uuid and batch_id = ${id}::uuid`.execute(tx)
  crashPoint('undo-footprint: added record rows read')
  return [...changed.rows, ...carrying.rows.filter((row) => !known.has(row.id))]
}
