// Later batches that stand on a batch: they changed what it wrote, added to it, or rely on it. They have to be undone
// first, for their own images are of the ledger as this batch left it.
import { sql } from 'kysely'
import type { BatchId, OwnerId, RecordId, TransactionId } from '../domain/ids.ts'
import { crashPoint } from './crash-points.ts'
import type { Tx } from './schema.ts'
import type { Footprint, TouchedRecord, UndoneBatch } from './undo-footprint.ts'
import { unnest } from './rows.ts'
import type { Columns } from './rows.ts'

/** Batches told with a refusal: enough to see the way back, few enough to read. */
const BLOCKERS_MAX = 50

const RECORD_COLUMNS: Columns<TouchedRecord> = [
  ['id', 'uuid', (record) => record.id],
  ['version', 'int4', (record) => record.versionBefore],
]

/** A transaction and the position behind which an image of it is a later batch's. */
type Floor = { readonly id: TransactionId; readonly position: bigint }

const FLOOR_COLUMNS: Columns<Floor> = [
  ['id', 'uuid', (floor) => floor.id],
  ['position', 'int8', (floor) => floor.position],
]

/** The batches in the way, the latest first, as they are to be undone. */
export async function readBlockers(
  tx: Tx,
  ownerId: OwnerId,
  batch: UndoneBatch,
  footprint: Footprint,
): Promise<readonly BatchId[]> {
  const found = await readChanging(tx, ownerId, batch.id, footprint, floorsOf(batch, footprint))
  crashPoint('undo-blockers: later changes found')
  const joined = await readJoined(tx, ownerId, batch, footprint)
  crashPoint('undo-blockers: added records found')
  const { rows } = await sql<{ id: BatchId }>`
    select b.id from import_batch b
    where b.owner_id = ${ownerId}::uuid and b.id <> ${batch.id}::uuid and b.undone_at is null
      -- What the person decided since is no batch in the way: the rows it is about are kept.
      and (b.kind <> 'decision' or exists (
        -- But where signs were corrected by it, an image from before would bring the wrong ones back.
        select 1 from calibration k where k.owner_id = b.owner_id and k.batch_id = b.id and k.ended_at is null))
      and (b.id = any(${[...new Set([...found, ...joined])]}::uuid[])
        or b.last_position > ${batch.lastPosition}::bigint and exists (
          select 1 from unnest(b.seen_record_ids) as seen (id)
          where seen.id = any(${footprint.records.map(({ id }) => id)}::uuid[])))
    order by b.last_position desc limit ${BLOCKERS_MAX}`.execute(tx)
  crashPoint('undo-blockers: later batches found')
  return rows.map(({ id }) => id)
}

function floorsOf(batch: UndoneBatch, { records, added, changed, imagePositions }: Footprint): readonly Floor[] {
  const floors = new Map<TransactionId, bigint>()
  for (const { transactionId } of records) floors.set(transactionId, batch.lastPosition)
  for (const id of changed) floors.set(id, imagePositions.get(id) ?? batch.lastPosition)
  for (const id of added) floors.set(id, 0n)
  return [...floors].map(([id, position]) => ({ id, position }))
}

/** Batches that changed a record or a transaction after this one did. Rows are looked up one by one (`offset 0`). */
async function readChanging(
  tx: Tx,
  ownerId: OwnerId,
  batchId: BatchId,
  { records }: Footprint,
  floors: readonly Floor[],
): Promise<readonly BatchId[]> {
  const { rows } = await sql<{ id: BatchId }>`
    select distinct x.id from ${unnest(records, RECORD_COLUMNS)} cross join lateral (
      select replaced_by as id from source_record_version
      where owner_id = ${ownerId}::uuid and record_id = v.id and version > v.version offset 0) x
    union
    -- A record that was restated carries the id of the later batch, and its image this one's.
    select replaced_by from source_record_version
    where owner_id = ${ownerId}::uuid and before ->> 'batch_id' = ${batchId} and replaced_by <> ${batchId}::uuid
    union
    select distinct x.id from ${unnest(floors, FLOOR_COLUMNS)} cross join lateral (
      select batch_id as id from before_image
      where owner_id = ${ownerId}::uuid and row_id = v.id and kind = 'transaction' and position > v.position offset 0) x
  `.execute(tx)
  crashPoint('undo-blockers: later images found')
  return rows.map(({ id }) => id)
}

/** Batches whose records stand on a transaction that this one added, or came to one that it changed. */
async function readJoined(
  tx: Tx,
  ownerId: OwnerId,
  batch: UndoneBatch,
  { records, added, changed }: Footprint,
): Promise<readonly BatchId[]> {
  const { rows } = await sql<{ recordId: RecordId; id: BatchId; isLater: boolean; isAdded: boolean }>`
    select r.id as record_id, r.batch_id as id, v.is_added, b.last_position > ${batch.lastPosition}::bigint as is_later
    from unnest(${[...added, ...changed]}::uuid[], ${[...added.map(() => true), ...changed.map(() => false)]}::bool[])
      as v (id, is_added)
    cross join lateral (
      select id, batch_id from source_record
      where owner_id = ${ownerId}::uuid and transaction_id = v.id and batch_id <> ${batch.id}::uuid offset 0) r
    cross join lateral (
      select last_position from import_batch where owner_id = ${ownerId}::uuid and id = r.batch_id offset 0) b
  `.execute(tx)
  crashPoint('undo-blockers: records of others read')
  const own = new Set(records.map(({ id }) => id))
  return rows.flatMap(({ recordId, id, isAdded, isLater }) => (isLater || (isAdded && !own.has(recordId)) ? id : []))
}
