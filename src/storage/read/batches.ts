// Import batches as people read them: what one sync or one file did.
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { AccountId, BatchId, ConnectionId, FileId, RunId } from '../../domain/ids.ts'
import type { Tables } from '../schema.ts'

export type BatchRow = {
  readonly id: BatchId
  readonly kind: 'sync' | 'file' | 'decision'
  /** The institution's or the file's name, or that it was the person's own decision. */
  readonly name: string
  readonly runId: RunId | null
  readonly connectionId: ConnectionId | null
  readonly fileId: FileId | null
  readonly accountId: AccountId | null
  readonly planHash: string
  readonly fetched: number
  readonly added: number
  readonly updated: number
  readonly unchanged: number
  readonly ignored: number
  readonly rejected: number
  readonly removed: number
  readonly reviews: number
  readonly createdAt: Date
  readonly undoneAt: Date | null
}

export type BatchPosition = { readonly createdAt: string; readonly id: BatchId }

const SELECT = sql`select b.id, b.kind, 
  case when b.kind = 'decision' then 'Your decision' else coalesce(c.institution_name, f.name, 'A file') end as name, b.run_id,
  b.connection_id, b.file_id, b.account_id, b.plan_hash, b.fetched, b.added, b.updated, b.unchanged, b.ignored,
  b.rejected, b.removed, b.reviews, b.created_at, b.undone_at
  from import_batch b
  left join connection c on c.owner_id = b.owner_id and c.id = b.connection_id
  left join file f on f.owner_id = b.owner_id and f.id = b.file_id`

/** Newest first, behind `after`. Syncs that found nothing to count are left out: there is nothing of them to see. */
export async function readBatches(
  db: Kysely<Tables>,
  wanted: { readonly after: BatchPosition | null; readonly limit: number },
): Promise<readonly BatchRow[]> {
  const { after, limit } = wanted
  // The driver's Date holds milliseconds only, so the position is compared at that precision.
  const at = sql`date_trunc('milliseconds', b.created_at)`
  const behind =
    after === null ? sql`true` : sql`(${at}, b.id) < (${after.createdAt}::timestamptz, ${after.id}::uuid)`
  const { rows } = await sql<BatchRow>`${SELECT}
    where (b.kind = 'decision' or b.fetched + b.removed + b.reviews > 0) and ${behind}
    order by ${at} desc, b.id desc limit ${limit}`.execute(db)
  return rows
}

/** The batches of these ids that the owner has, the latest first. */
export async function readBatchRows(db: Kysely<Tables>, ids: readonly BatchId[]): Promise<readonly BatchRow[]> {
  const { rows } = await sql<BatchRow>`${SELECT}
    where b.id = any(${ids}::uuid[]) order by b.last_position desc`.execute(db)
  return rows
}
