// What the person touched since a batch, and what hangs together with it: an undo leaves that as it is and names it.
import { sql } from 'kysely'
import type { BatchId, OwnerId, RecordId, TransactionId } from '../domain/ids.ts'
import { crashPoint } from './crash-points.ts'
import type { Tx } from './schema.ts'
import type { Footprint, TouchedRecord } from './undo-footprint.ts'

/**
 * Why an undo leaves a transaction alone. `changed`: by something that is no batch. `together`: its records are tied to
 * one that stays. `hidden`: by the undo itself, so that it stays away.
 */
export type KeptReason = 'edited' | 'answered' | 'changed' | 'together' | 'hidden'

export type Kept = ReadonlyMap<TransactionId, KeptReason>

/**
 * Transactions of the batch that must stay as they are. They are locked first, so that an edit that is being saved is
 * either seen here or finds the transaction gone.
 */
export async function readKept(tx: Tx, ownerId: OwnerId, batchId: BatchId, footprint: Footprint): Promise<Kept> {
  const { added, changed, records } = footprint
  await sql`
    select id from transaction where owner_id = ${ownerId}::uuid and id = any(${[...added, ...changed]}::uuid[])
    order by id for update`.execute(tx)
  crashPoint('undo-kept: transactions held')
  const { rows } = await sql<{ id: TransactionId; reason: KeptReason }>`
    select i.transaction_id as id, 'edited' as reason from transaction_intent i
      where i.owner_id = ${ownerId}::uuid and i.transaction_id = any(${added}::uuid[])
        -- What came with the file goes with it, unless the person decided anew.
        and not exists (
          select 1 from field_change c
          where c.owner_id = i.owner_id and c.transaction_id = i.transaction_id
            and c.by = 'file' and c.at = i.updated_at)
    union all
    select b.row_id, 'edited' from before_image b
      join transaction_intent i on i.owner_id = b.owner_id and i.transaction_id = b.row_id
      where b.owner_id = ${ownerId}::uuid and b.batch_id = ${batchId}::uuid and b.kind = 'transaction'
        -- Decisions that an earlier version kept lack columns that came since.
        and jsonb_strip_nulls(to_jsonb(i)) is distinct from jsonb_strip_nulls(b.intent)
        and not exists (
          select 1 from field_change c
          where c.owner_id = i.owner_id and c.transaction_id = i.transaction_id
            and c.by = 'file' and c.at = i.updated_at)
    union all
    select mine.id, 'answered' from review r
      cross join lateral unnest(r.candidate_transaction_ids || r.subject_transaction_id) as about (id)
      join unnest(${[...added, ...changed]}::uuid[]) as mine (id) on mine.id = about.id
      where r.owner_id = ${ownerId}::uuid and r.state = 'answered' and r.kind not in ('uncertain-payoree', 'which-account')
        and r.decision_batch_id is distinct from ${batchId}::uuid
        and r.closed_at > (
          select created_at from import_batch where owner_id = ${ownerId}::uuid and id = ${batchId}::uuid)
    union all
    select d.row_id, 'answered' from before_image d
      join import_batch b on b.owner_id = d.owner_id and b.id = d.batch_id
      where d.owner_id = ${ownerId}::uuid and d.kind = 'transaction' and b.kind = 'decision' and b.undone_at is null
        and d.row_id = any(${[...added, ...changed]}::uuid[])
        and d.position > (
          select last_position from import_batch where owner_id = ${ownerId}::uuid and id = ${batchId}::uuid)
    union all
    select b.row_id, 'changed' from before_image b
      where b.owner_id = ${ownerId}::uuid and b.batch_id = ${batchId}::uuid and b.kind = 'transaction'
        and not b.is_ended
        and not exists (select 1 from transaction t where t.owner_id = b.owner_id and t.id = b.row_id)
    union all
    select v.id, 'changed' from unnest(${added}::uuid[]) as v (id)
      where exists (
        select 1 from source_record r
        where r.owner_id = ${ownerId}::uuid and r.transaction_id = v.id and r.batch_id <> ${batchId}::uuid
          and not exists (
            select 1 from source_record_version k
            where k.owner_id = r.owner_id and k.record_id = r.id and k.replaced_by = ${batchId}::uuid offset 0)
        offset 0)
    union all
    select r.transaction_id, 'changed' from unnest(
        ${records.map(({ id }) => id)}::uuid[], ${records.map(({ versionBefore }) => versionBefore)}::int4[]
      ) as mine (id, version)
      cross join lateral (
        select 1 from source_record_version where owner_id = ${ownerId}::uuid and record_id = mine.id
          and version > mine.version and replaced_by <> ${batchId}::uuid limit 1) v
      cross join lateral (
        select transaction_id from source_record where owner_id = ${ownerId}::uuid and id = mine.id offset 0) r
  `.execute(tx)
  crashPoint('undo-kept: touched transactions found')
  return closeOver(new Map(rows.map(({ id, reason }) => [id, reason])), records)
}

/**
 * Records that tie transactions together keep them together: a record that moved from one to the other, and two that
 * bear one id in turn.
 */
export function closeOver(touched: Kept, records: readonly TouchedRecord[]): Kept {
  if (touched.size === 0) return touched
  const neighbours = new Map<TransactionId, Set<TransactionId>>()
  const tie = (left: TransactionId, right: TransactionId): void => {
    if (left === right) return
    neighbours.set(left, (neighbours.get(left) ?? new Set()).add(right))
    neighbours.set(right, (neighbours.get(right) ?? new Set()).add(left))
  }
  const byRecord = new Map<RecordId, TransactionId>(records.map(({ id, transactionId }) => [id, transactionId]))
  const bySourceId = new Map<string, TransactionId>()
  for (const record of records) {
    const { linkId, transactionId, transactionBefore, supersededBy } = record
    if (transactionBefore !== null) tie(transactionId, transactionBefore)
    const successor = supersededBy === null ? undefined : byRecord.get(supersededBy)
    if (successor !== undefined) tie(transactionId, successor)
    for (const sourceId of [record.sourceId, record.sourceIdBefore]) {
      if (sourceId === null) continue
      const key = `${linkId} ${sourceId}`
      const other = bySourceId.get(key)
      if (other === undefined) bySourceId.set(key, transactionId)
      else tie(transactionId, other)
    }
  }
  const kept = new Map(touched)
  const waiting = [...touched.keys()]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    for (const neighbour of neighbours.get(id) ?? []) {
      if (kept.has(neighbour)) continue
      kept.set(neighbour, 'together')
      waiting.push(neighbour)
    }
  }
  return kept
}
