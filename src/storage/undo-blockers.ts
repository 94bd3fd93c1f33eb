// Later batches that stand on a batch: they changed what it wrote, added to it, or rely on it. They have to be undone
// first, for their own images are of the ledger as this batch left it.
import { sql } from 'kysely'
import type { BatchId, OwnerId } from '../domain/ids.ts'
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

/** The batches in the way, the latest first, as they are to be undone. */
export async function readBlockers(
  tx: Tx,
  ownerId: OwnerId,
  batch: UndoneBatch,
  { records, added, changed }: Footprint,
): Promise<readonly BatchId[]> {
  const held = records.map(({ transactionId }) => transactionId)
  const recordIds = records.map(({ id }) => id)
  const { rows } = await sql<{ id: BatchId }>`
    with later as (
      select v2.replaced_by as id from ${unnest(records, RECORD_COLUMNS)}
      join source_record_version v2 on v2.owner_id = ${ownerId}::uuid and v2.record_id = v.id and v2.version > v.version
      union
      select i.batch_id from before_image i
      left join before_image own on own.owner_id = i.owner_id and own.batch_id = ${batch.id}::uuid
        and own.kind = i.kind and own.row_id = i.row_id
      where i.owner_id = ${ownerId}::uuid and i.kind = 'transaction'
        and (i.row_id = any(${added}::uuid[])
          or i.row_id = any(${[...changed, ...held]}::uuid[])
            and i.position > coalesce(own.position, ${batch.lastPosition}::bigint))
      union
      select r.batch_id from source_record r
      where r.owner_id = ${ownerId}::uuid and r.transaction_id = any(${added}::uuid[])
        and not exists (select 1 from unnest(${recordIds}::uuid[]) as mine (id) where mine.id = r.id)
      union
      select r.batch_id from source_record r join import_batch b on b.owner_id = r.owner_id and b.id = r.batch_id
      where r.owner_id = ${ownerId}::uuid and r.transaction_id = any(${changed}::uuid[])
        and b.last_position > ${batch.lastPosition}::bigint
      union
      select b.id from import_batch b
      where b.owner_id = ${ownerId}::uuid and b.last_position > ${batch.lastPosition}::bigint
        and b.seen_record_ids is not null
        and exists (
          select 1 from unnest(b.seen_record_ids) as seen (id)
          join unnest(${recordIds}::uuid[]) as mine (id) on mine.id = seen.id)
    )
    select b.id from import_batch b
    where b.owner_id = ${ownerId}::uuid and b.id <> ${batch.id}::uuid and b.undone_at is null
      -- What the person decided since is no batch in the way: the rows it is about are kept.
      and b.kind <> 'decision'
      and b.id in (select id from later)
    order by b.last_position desc limit ${BLOCKERS_MAX}`.execute(tx)
  crashPoint('undo-blockers: later batches found')
  return rows.map(({ id }) => id)
}
