// Import batches: what one run or one file did, in counts that add up and a hash over its plans.
import { sql } from 'kysely'
import type { Counts } from '../domain/counts.ts'
import { countsAddUp } from '../domain/counts.ts'
import type { AccountId, BatchId, ConnectionId, FileId, OwnerId, RecordId, RunId } from '../domain/ids.ts'
import { crashPoint } from './crash-points.ts'
import type { EvidencePlace } from './evidence.ts'
import { extendHash } from './plan-hash.ts'
import { insertRows } from './rows.ts'
import type { Tx } from './schema.ts'
import type { RejectedRecord } from '../domain/source-record.ts'

/** Whose effects a batch gathers: a run's, span by span, or a file's. */
export type BatchOrigin =
  | {
      readonly kind: 'sync'
      readonly runId: RunId
      readonly connectionId: ConnectionId
      /** Where this span moved the connection's cursor from and to. */
      readonly cursor: { readonly before: string | null; readonly after: string }
    }
  | { readonly kind: 'file'; readonly fileId: FileId | null; readonly accountId: AccountId }
  /** What the person decided about rows. */
  | { readonly kind: 'decision'; readonly accountId: AccountId }

export type OpenBatch = {
  readonly id: BatchId
  readonly planHash: string | null
  /** Rejected records of earlier spans: the next one's position. */
  readonly rejected: number
}

/** The batch so far: that of the run where an earlier span made one, else a new one. */
export async function openBatch(tx: Tx, ownerId: OwnerId, origin: BatchOrigin, newId: () => string): Promise<OpenBatch> {
  const fresh = { id: newId() as BatchId, planHash: null, rejected: 0 }
  if (origin.kind !== 'sync') return fresh
  const known = await tx
    .selectFrom('importBatch')
    .select(['id', 'planHash', 'rejected'])
    .where('ownerId', '=', ownerId)
    .where('runId', '=', origin.runId)
    .executeTakeFirst()
  crashPoint('batches: looked up')
  return known ?? fresh
}

export type SpanOfBatch = {
  readonly counts: Counts
  readonly spanHash: string
  /** Known records that the span stated unchanged. */
  readonly seen: readonly RecordId[]
}

/** Adds a span's counts to its batch and extends the batch's hash. Gives the hash. */
export async function addToBatch(
  tx: Tx,
  ownerId: OwnerId,
  origin: BatchOrigin,
  batch: OpenBatch,
  { counts, spanHash, seen }: SpanOfBatch,
): Promise<string> {
  if (!countsAddUp(counts)) throw new Error(`the counts of a span do not add up: ${JSON.stringify(counts)}`)
  const hash = extendHash(batch.planHash, spanHash)
  const runId = origin.kind === 'sync' ? origin.runId : null
  const connectionId = origin.kind === 'sync' ? origin.connectionId : null
  const fileId = origin.kind === 'file' ? origin.fileId : null
  const accountId = origin.kind === 'sync' ? null : origin.accountId
  const cursor = origin.kind === 'sync' ? origin.cursor : { before: null, after: null }
  // A connection reads again what an undo takes away; a file does not come again by itself.
  const seenByFile = origin.kind === 'file' ? seen : null
  await sql`
    insert into import_batch (owner_id, id, kind, run_id, connection_id, file_id, account_id, plan_hash,
      cursor_before, cursor_after, seen_record_ids, rulebook_version, fetched, added, updated, unchanged, ignored,
      rejected, removed, reviews)
    values (${ownerId}, ${batch.id}, ${origin.kind}, ${runId}, ${connectionId}, ${fileId}, ${accountId}, ${hash},
      ${cursor.before}, ${cursor.after}, ${seenByFile}::uuid[],
      (select version from rulebook where owner_id = ${ownerId}::uuid and id = ${ownerId}::uuid),
      ${counts.fetched}, ${counts.added}, ${counts.updated}, ${counts.unchanged}, ${counts.ignored},
      ${counts.rejected}, ${counts.removed}, ${counts.reviews})
    on conflict (owner_id, id) do update set
      plan_hash = excluded.plan_hash,
      last_position = nextval('batch_position'),
      cursor_after = excluded.cursor_after,
      fetched = import_batch.fetched + excluded.fetched,
      added = import_batch.added + excluded.added,
      updated = import_batch.updated + excluded.updated,
      unchanged = import_batch.unchanged + excluded.unchanged,
      ignored = import_batch.ignored + excluded.ignored,
      rejected = import_batch.rejected + excluded.rejected,
      removed = import_batch.removed + excluded.removed,
      reviews = import_batch.reviews + excluded.reviews`.execute(tx)
  crashPoint('batches: counted')
  return hash
}

/** Keeps what could not be read, with its reason, so that it is shown and can be read again. */
export async function keepRejected(
  tx: Tx,
  ownerId: OwnerId,
  batch: OpenBatch,
  rejected: readonly RejectedRecord[],
  evidence: readonly EvidencePlace[],
): Promise<void> {
  const rows = rejected.map((record, index) => {
    const place = evidence[index]
    if (place === undefined) throw new Error('a rejected record has lost its original')
    return { ...record, ...place, position: batch.rejected + index }
  })
  await insertRows(tx, 'rejected_record', ownerId, rows, [
    ['batch_id', 'uuid', () => batch.id],
    ['position', 'int4', (row) => row.position],
    ['account_source_id', 'text', (row) => row.accountSourceId],
    ['source_id', 'text', (row) => row.sourceId],
    ['line', 'int4', (row) => row.line],
    ['reason', 'text', (row) => row.reason],
    ['evidence_id', 'uuid', (row) => row.evidenceId],
    ['evidence_index', 'int4', (row) => row.evidenceIndex],
  ])
  crashPoint('batches: rejected records kept')
}
