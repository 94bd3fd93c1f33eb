// Turns a batch's rows back: what it added goes, what it changed or ended is restored whole from its image. What is
// kept is left alone. The order matters: transactions return before records point to them, and an id that the batch
// gave away is free before it is given back.
import { sql } from 'kysely'
import type { BatchId, OwnerId, RecordId, TransactionId } from '../domain/ids.ts'
import { crashPoint } from './crash-points.ts'
import type { Tx } from './schema.ts'
import type { Footprint } from './undo-footprint.ts'
import type { Kept } from './undo-kept.ts'

export type TurnedBack = {
  /** Transactions that the batch had added and that are gone. */
  readonly removed: number
  /** Transactions that are again as they were before the batch. */
  readonly restored: number
  /** Of those, the ones that the batch had merged into others. */
  readonly parted: number
}

export async function turnBack(
  tx: Tx,
  ownerId: OwnerId,
  batchId: BatchId,
  { records, added, changed }: Footprint,
  kept: Kept,
): Promise<TurnedBack> {
  const free = records.filter(({ transactionId }) => !kept.has(transactionId))
  const isNew = ({ transactionBefore }: (typeof records)[number]): boolean => transactionBefore === null
  const goingTransactions = added.filter((id) => !kept.has(id))
  const returning = changed.filter((id) => !kept.has(id))

  const parted = await bringBackEnded(tx, ownerId, batchId, returning)
  crashPoint('undo-rows: ended transactions back')
  const restored = await restoreTransactions(tx, ownerId, batchId, returning)
  crashPoint('undo-rows: changed transactions back')
  await restoreDecisions(tx, ownerId, batchId, returning)
  crashPoint('undo-rows: earlier decisions back')
  await deleteRows(tx, 'source_record', ownerId, free.filter(isNew).map(({ id }) => id))
  crashPoint('undo-rows: added records gone')
  await restoreRecords(tx, ownerId, batchId, free.filter((record) => !isNew(record)).map(({ id }) => id))
  crashPoint('undo-rows: changed records back')
  await deleteEmptied(tx, ownerId, goingTransactions)
  crashPoint('undo-rows: added transactions gone')
  return { removed: goingTransactions.length, restored, parted }
}

/** Ids in one statement, which has to end within the database's own limit. */
const STATEMENT_IDS_MAX = 5_000

async function inParts<Id>(ids: readonly Id[], work: (part: readonly Id[]) => Promise<number>): Promise<number> {
  let affected = 0
  for (let start = 0; start < ids.length; start += STATEMENT_IDS_MAX) {
    affected += await work(ids.slice(start, start + STATEMENT_IDS_MAX))
    crashPoint('undo-rows: part done')
  }
  return affected
}

async function deleteRows(tx: Tx, table: string, ownerId: OwnerId, ids: readonly string[]): Promise<number> {
  const deleted = await inParts(ids, async (part) => {
    const { numAffectedRows } = await sql`
      delete from ${sql.raw(table)} where owner_id = ${ownerId}::uuid and id = any(${part}::uuid[])`.execute(tx)
    crashPoint('undo-rows: rows deleted')
    return Number(numAffectedRows ?? 0n)
  })
  crashPoint('undo-rows: all rows deleted')
  return deleted
}

/** A transaction that still holds a record of somebody else's would take it along: then nothing is undone. */
async function deleteEmptied(tx: Tx, ownerId: OwnerId, ids: readonly TransactionId[]): Promise<void> {
  const { rows } = await sql<{ id: TransactionId }>`
    select r.transaction_id as id from unnest(${ids}::uuid[]) as v (id)
    cross join lateral (
      select transaction_id from source_record
      where owner_id = ${ownerId}::uuid and transaction_id = v.id limit 1) r`.execute(tx)
  crashPoint('undo-rows: emptied transactions looked at')
  if (rows.length > 0) throw new Error('a transaction of the undone batch still holds a record')
  await deleteRows(tx, 'transaction', ownerId, ids)
  crashPoint('undo-rows: emptied transactions gone')
}

async function bringBackEnded(
  tx: Tx,
  ownerId: OwnerId,
  batchId: BatchId,
  ids: readonly TransactionId[],
): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into transaction
    select (jsonb_populate_record(null::transaction, i.before)).* from before_image i
    where i.owner_id = ${ownerId}::uuid and i.batch_id = ${batchId}::uuid and i.kind = 'transaction' and i.is_ended
      and i.row_id = any(${ids}::uuid[])`.execute(tx)
  crashPoint('undo-rows: ended transactions inserted')
  await sql`
    insert into transaction_intent
    select (jsonb_populate_record(null::transaction_intent, i.intent)).* from before_image i
    where i.owner_id = ${ownerId}::uuid and i.batch_id = ${batchId}::uuid and i.kind = 'transaction' and i.is_ended
      and i.row_id = any(${ids}::uuid[]) and i.intent is not null`.execute(tx)
  crashPoint('undo-rows: intents of ended transactions back')
  return Number(numAffectedRows ?? 0n)
}

async function restoreTransactions(
  tx: Tx,
  ownerId: OwnerId,
  batchId: BatchId,
  ids: readonly TransactionId[],
): Promise<number> {
  if (ids.length === 0) return 0
  const assignments = await assignmentsOf(tx, 'transaction')
  crashPoint('undo-rows: columns of transactions known')
  const restored = await inParts(ids, async (part) => {
    const { numAffectedRows } = await sql`
      update transaction t set ${sql.raw(assignments)}
      from before_image i
      join transaction now on now.owner_id = i.owner_id and now.id = i.row_id
      cross join lateral jsonb_populate_record(now, i.before) b
      where i.owner_id = ${ownerId}::uuid and i.batch_id = ${batchId}::uuid and i.kind = 'transaction'
        and i.row_id = any(${part}::uuid[]) and t.owner_id = i.owner_id and t.id = i.row_id`.execute(tx)
    crashPoint('undo-rows: some transactions restored')
    return Number(numAffectedRows ?? 0n)
  })
  crashPoint('undo-rows: transactions restored')
  return restored
}

/** What a file decided of transactions that it met goes with it. What the person decided is kept with its transaction. */
async function restoreDecisions(
  tx: Tx,
  ownerId: OwnerId,
  batchId: BatchId,
  ids: readonly TransactionId[],
): Promise<void> {
  const byFile = sql`
    select i.transaction_id, i.updated_at from transaction_intent i
    join before_image b on b.owner_id = i.owner_id and b.row_id = i.transaction_id
    where i.owner_id = ${ownerId}::uuid and b.batch_id = ${batchId}::uuid and b.kind = 'transaction' and not b.is_ended
      and i.transaction_id = any(${ids}::uuid[]) and (b.intent ->> 'updated_at')::timestamptz is distinct from i.updated_at`
  const { rows } = await sql<{ transactionId: TransactionId }>`
    with by_file as (${byFile}), history as (
      delete from field_change c using by_file f
      where c.owner_id = ${ownerId}::uuid and c.transaction_id = f.transaction_id and c.by = 'file' and c.at = f.updated_at)
    delete from transaction_intent i using by_file f
    where i.owner_id = ${ownerId}::uuid and i.transaction_id = f.transaction_id
    returning i.transaction_id`.execute(tx)
  crashPoint('undo-rows: decisions of the file gone')
  await sql`
    insert into transaction_intent
    select (jsonb_populate_record(null::transaction_intent, b.intent)).* from before_image b
    where b.owner_id = ${ownerId}::uuid and b.batch_id = ${batchId}::uuid and b.kind = 'transaction'
      and b.row_id = any(${rows.map(({ transactionId }) => transactionId)}::uuid[]) and b.intent is not null`.execute(tx)
  crashPoint('undo-rows: decisions from before the file back')
}

/** The first version that the batch found is the one that returns; those after it were the batch's own. */
async function restoreRecords(
  tx: Tx,
  ownerId: OwnerId,
  batchId: BatchId,
  ids: readonly RecordId[],
): Promise<void> {
  if (ids.length === 0) return
  const assignments = await assignmentsOf(tx, 'source_record')
  crashPoint('undo-rows: columns of records known')
  // Two records may have exchanged ids: neither is in the way of the other while none is current.
  await sql`
    update source_record set is_current = false
    where owner_id = ${ownerId}::uuid and id = any(${ids}::uuid[]) and is_current`.execute(tx)
  crashPoint('undo-rows: ids free')
  const restored = await inParts(ids, async (part) => {
    const { numAffectedRows } = await sql`
      update source_record t set ${sql.raw(assignments)}
      from (
        select distinct on (record_id) owner_id, record_id, before from source_record_version
        where owner_id = ${ownerId}::uuid and replaced_by = ${batchId}::uuid and record_id = any(${part}::uuid[])
        order by record_id, version
      ) v
      join source_record now on now.owner_id = v.owner_id and now.id = v.record_id
      cross join lateral jsonb_populate_record(now, v.before) b
      where t.owner_id = v.owner_id and t.id = v.record_id`.execute(tx)
    crashPoint('undo-rows: some records restored')
    return Number(numAffectedRows ?? 0n)
  })
  crashPoint('undo-rows: records restored')
  if (restored !== ids.length) throw new Error('a record of the undone batch has lost its image')
  await sql`
    delete from source_record_version
    where owner_id = ${ownerId}::uuid and replaced_by = ${batchId}::uuid and record_id = any(${ids}::uuid[])`.execute(tx)
  crashPoint('undo-rows: used images gone')
}

/** `a = b.a, …` over every column there is. A column that is younger than the image keeps its value. */
async function assignmentsOf(tx: Tx, table: 'transaction' | 'source_record'): Promise<string> {
  const { rows } = await sql<{ assignment: string }>`
    select format('%1$I = b.%1$I', attname) as assignment from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = ''
      and attname not in ('owner_id', 'id')
    order by attnum`.execute(tx)
  crashPoint('undo-rows: columns read')
  return rows.map(({ assignment }) => assignment).join(', ')
}
