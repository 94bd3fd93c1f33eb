// Sync runs as people read them.
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { ConnectionId, RunId } from '../../domain/ids.ts'
import type { PlannedRow } from '../runs.ts'
import type { RunState, RunStep, RunTrigger, Tables } from '../schema.ts'

export type RunRow = {
  readonly id: RunId
  readonly connectionId: ConnectionId
  readonly institutionName: string
  readonly trigger: RunTrigger
  readonly state: RunState
  readonly step: RunStep
  readonly isDryRun: boolean
  readonly attempt: number
  readonly pages: number
  readonly spans: number
  readonly fetched: number
  readonly added: number
  readonly updated: number
  readonly unchanged: number
  readonly ignored: number
  readonly rejected: number
  readonly removed: number
  readonly reviews: number
  readonly errorKind: string | null
  readonly errorReason: string | null
  readonly errorFacts: Readonly<Record<string, string>> | null
  readonly queuedAt: Date
  readonly startedAt: Date | null
  readonly endedAt: Date | null
  readonly nextAttemptAt: Date | null
  readonly planHash: string | null
  readonly expectedPlanHash: string | null
  /** Of a dry run: the first rows of what it would write. */
  readonly plannedRows: readonly PlannedRow[] | null
}

export type RunPosition = { readonly queuedAt: string; readonly id: RunId }

const SELECT = sql`select r.id, r.connection_id, c.institution_name, r.trigger, r.state, r.step, r.is_dry_run,
  r.attempt, r.pages, r.spans, r.fetched, r.added, r.updated, r.unchanged, r.ignored, r.rejected, r.removed,
  r.reviews, r.error_kind, r.error_reason, r.error_facts, r.queued_at, r.started_at, r.ended_at,
  r.next_attempt_at, r.plan_hash, r.expected_plan_hash, r.planned_rows
  from sync_run r join connection c on c.owner_id = r.owner_id and c.id = r.connection_id`

/** Newest first, behind `after`. */
export async function readRuns(
  db: Kysely<Tables>,
  wanted: {
    readonly connectionId: ConnectionId | null
    readonly after: RunPosition | null
    readonly limit: number
  },
): Promise<readonly RunRow[]> {
  const { connectionId, after, limit } = wanted
  // The driver's Date holds milliseconds only, so the position is compared at that precision.
  const at = sql`date_trunc('milliseconds', r.queued_at)`
  const behind =
    after === null ? sql`true` : sql`(${at}, r.id) < (${after.queuedAt}::timestamptz, ${after.id}::uuid)`
  const { rows } = await sql<RunRow>`${SELECT}
    where (${connectionId}::uuid is null or r.connection_id = ${connectionId}::uuid) and ${behind}
    order by ${at} desc, r.id desc limit ${limit}`.execute(db)
  return rows
}

export async function readRun(db: Kysely<Tables>, id: RunId): Promise<RunRow | null> {
  const { rows } = await sql<RunRow>`${SELECT} where r.id = ${id}`.execute(db)
  return rows[0] ?? null
}

/** The newest run of each connection, and its open one, as far as there are any. */
export async function readNewestRuns(db: Kysely<Tables>): Promise<readonly RunRow[]> {
  const { rows } = await sql<RunRow>`${SELECT}
    where r.id in (
        select distinct on (connection_id) id from sync_run order by connection_id, queued_at desc, id desc)
      or r.state in ('queued', 'running')
    order by r.queued_at desc, r.id desc`.execute(db)
  return rows
}

export type RejectedRow = {
  readonly line: number | null
  readonly sourceId: string | null
  readonly reason: string
}

/** Rejected records of a run or a file batch, in their order. */
export async function readRejected(
  db: Kysely<Tables>,
  of: { readonly runId: string } | { readonly batchId: string },
  limit: number,
): Promise<readonly RejectedRow[]> {
  const which = 'runId' in of ? sql`b.run_id = ${of.runId}` : sql`b.id = ${of.batchId}`
  const { rows } = await sql<RejectedRow>`
    select x.line, x.source_id, x.reason from rejected_record x
    join import_batch b on b.owner_id = x.owner_id and b.id = x.batch_id
    where ${which} order by b.created_at, x.batch_id, x.position limit ${limit}`.execute(db)
  return rows
}

/** Names of the accounts that a connection reads. */
export async function readAccountNames(
  db: Kysely<Tables>,
  connectionId: ConnectionId,
): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select a.name from account_link l join account a on a.owner_id = l.owner_id and a.id = l.account_id
    where l.connection_id = ${connectionId} and l.is_selected order by a.name`.execute(db)
  return rows.map(({ name }) => name)
}
