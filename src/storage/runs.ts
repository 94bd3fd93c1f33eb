// Sync runs: our own record of one attempt after another to bring a connection up to date. The job queue carries their
// ids; what people see is here.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { DatabaseError } from 'pg'
import type { Counts } from '../domain/counts.ts'
import type { CalendarDate } from '../domain/calendar.ts'
import type { CurrencyCode } from '../domain/currency.ts'
import type { ConnectionId, OwnerId, RunId } from '../domain/ids.ts'
import type { RecordStatus } from '../domain/source-record.ts'
import type { Db, RunState, RunStep, RunTrigger, Tx } from './schema.ts'

/** A run's key to its owner's rows, for as long as the run is open. */
export type RunClaim = { readonly ownerId: OwnerId; readonly token: string }

const TOKEN_BYTES = 32

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

const newToken = (randomBytes: (count: number) => Uint8Array): string =>
  Buffer.from(randomBytes(TOKEN_BYTES)).toString('base64url')

/**
 * Binds a new random token to the run and takes it from any earlier runner. Null where the run has ended or never was.
 * @param lifetimeSeconds how long the token holds; longer than a run may take
 */
export async function claimRun(
  db: Db,
  randomBytes: (count: number) => Uint8Array,
  runId: RunId,
  lifetimeSeconds: number,
): Promise<RunClaim | null> {
  const token = newToken(randomBytes)
  const { rows } = await sql<{ ownerId: OwnerId | null }>`
    select guard.claim_run(${runId}, ${hashOf(token)}, now() + make_interval(secs => ${lifetimeSeconds})) as owner_id
  `.execute(db)
  const ownerId = rows[0]?.ownerId ?? null
  return ownerId === null ? null : { ownerId, token }
}

/** A token to act for the owner of a connection that is due, to queue its run. */
export async function claimDue(
  db: Db,
  randomBytes: (count: number) => Uint8Array,
  connectionId: ConnectionId,
  lifetimeSeconds: number,
): Promise<RunClaim | null> {
  const token = newToken(randomBytes)
  const { rows } = await sql<{ ownerId: OwnerId | null }>`
    select guard.claim_due(${connectionId}, ${hashOf(token)}, now() + make_interval(secs => ${lifetimeSeconds}))
      as owner_id`.execute(db)
  const ownerId = rows[0]?.ownerId ?? null
  return ownerId === null ? null : { ownerId, token }
}

/** PostgreSQL's "insufficient privilege": also what a write meets that row-level security refuses. */
const INSUFFICIENT_PRIVILEGE = '42501'

/** Whether a write was refused because its token stands for nobody any more: another runner took the run. */
export const isClaimLost = (error: unknown): boolean =>
  error instanceof DatabaseError && error.code === INSUFFICIENT_PRIVILEGE

/** Ends a token before its time. */
export async function releaseToken(db: Db, token: string): Promise<void> {
  await sql`select guard.release(${hashOf(token)})`.execute(db)
}

export type RunFacts = {
  readonly id: RunId
  readonly connectionId: ConnectionId
  readonly trigger: RunTrigger
  readonly state: RunState
  readonly isDryRun: boolean
  /** The run saves what a dry run of this plan showed, or nothing. */
  readonly expectedPlanHash: string | null
  readonly attempt: number
  readonly queuedAt: Date
  readonly nextAttemptAt: Date
}

const FACTS = [
  'id',
  'connectionId',
  'trigger',
  'state',
  'isDryRun',
  'expectedPlanHash',
  'attempt',
  'queuedAt',
  'nextAttemptAt',
] as const

/** Makes the run running. Null where it has ended meanwhile. */
export async function startAttempt(
  tx: Tx,
  ownerId: OwnerId,
  runId: RunId,
  at: Date,
  asOf: CalendarDate,
): Promise<RunFacts | null> {
  const row = await tx
    .updateTable('syncRun')
    .set({
      state: 'running',
      step: 'contacting',
      attempt: sql<number>`attempt + 1`,
      asOf,
      startedAt: sql<Date>`coalesce(started_at, ${at})`,
      heartbeatAt: at,
      errorKind: null,
      errorReason: null,
      errorFacts: null,
    })
    .where('ownerId', '=', ownerId)
    .where('id', '=', runId)
    .where('state', 'in', ['queued', 'running'])
    .returning(FACTS)
    .executeTakeFirst()
  return row ?? null
}

/** The run that a claim is for, whatever its state. */
export async function readRun(tx: Tx, ownerId: OwnerId, runId: RunId): Promise<RunFacts | null> {
  const row = await tx
    .selectFrom('syncRun')
    .select(FACTS)
    .where('ownerId', '=', ownerId)
    .where('id', '=', runId)
    .executeTakeFirst()
  return row ?? null
}

/** What a running run shows of itself. False where it is not running any more: it was cancelled or taken over. */
export async function showProgress(
  tx: Tx,
  ownerId: OwnerId,
  runId: RunId,
  progress: { readonly step?: RunStep; readonly pages: number; readonly at: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('syncRun')
    .set({
      ...(progress.step === undefined ? {} : { step: progress.step }),
      pages: sql<number>`pages + ${progress.pages}`,
      heartbeatAt: progress.at,
    })
    .where('ownerId', '=', ownerId)
    .where('id', '=', runId)
    .where('state', '=', 'running')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** One record of a dry run and what would become of it. */
export type PlannedRow = {
  readonly outcome: 'added' | 'updated'
  readonly reason: string
  readonly on: string
  readonly status: RecordStatus
  /** Minor units as text. */
  readonly minor: string
  readonly currency: CurrencyCode
  readonly description: string
  readonly counterpartyName: string | null
}

/** What a committed span adds to its run. */
export type SpanOfRun = {
  readonly counts: Counts
  readonly batchHash: string | null
  /** Of a dry run: the first of what it would write. */
  readonly planned?: readonly PlannedRow[]
  /** Pages read since the run last showed them. */
  readonly pages: number
  readonly at: Date
}

/** Adds a committed span to the run. False as above. */
export async function addSpan(
  tx: Tx,
  ownerId: OwnerId,
  runId: RunId,
  { counts, batchHash, planned, pages, at }: SpanOfRun,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('syncRun')
    .set({
      step: 'reading',
      heartbeatAt: at,
      pages: sql<number>`pages + ${pages}`,
      spans: sql<number>`spans + 1`,
      fetched: sql<number>`fetched + ${counts.fetched}`,
      added: sql<number>`added + ${counts.added}`,
      updated: sql<number>`updated + ${counts.updated}`,
      unchanged: sql<number>`unchanged + ${counts.unchanged}`,
      ignored: sql<number>`ignored + ${counts.ignored}`,
      rejected: sql<number>`rejected + ${counts.rejected}`,
      removed: sql<number>`removed + ${counts.removed}`,
      reviews: sql<number>`reviews + ${counts.reviews}`,
      planHash: batchHash,
      ...(planned === undefined ? {} : { plannedRows: JSON.stringify(planned) }),
    })
    .where('ownerId', '=', ownerId)
    .where('id', '=', runId)
    .where('state', '=', 'running')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** How an attempt ended: the run is over, or waits for its next attempt. */
export type RunOutcome = {
  readonly state: Exclude<RunState, 'running'>
  readonly errorKind: string | null
  readonly errorReason: string | null
  /** For "details for support"; no secrets. */
  readonly errorFacts: Readonly<Record<string, string>> | null
  /** Null when the run is over. */
  readonly nextAttemptAt: Date | null
}

/** Writes the end of an attempt. False where somebody else has ended it already. */
export async function endAttempt(
  tx: Tx,
  ownerId: OwnerId,
  runId: RunId,
  { nextAttemptAt, errorFacts, ...outcome }: RunOutcome,
  at: Date,
): Promise<boolean> {
  const ending =
    nextAttemptAt === null ? { step: 'done' as const, endedAt: at } : { step: 'waiting' as const, nextAttemptAt }
  const { numUpdatedRows } = await tx
    .updateTable('syncRun')
    .set({ ...outcome, ...ending, errorFacts: errorFacts === null ? null : JSON.stringify(errorFacts) })
    .where('ownerId', '=', ownerId)
    .where('id', '=', runId)
    .where('state', 'in', ['queued', 'running'])
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Ends an open run at the person's wish. A running one stops at its next step. */
export async function cancelRun(tx: Tx, ownerId: OwnerId, runId: RunId, at: Date): Promise<boolean> {
  const over = { errorKind: null, errorReason: null, errorFacts: null, nextAttemptAt: null }
  return endAttempt(tx, ownerId, runId, { state: 'cancelled', ...over }, at)
}

/** The connection's open run, or a new one. `isNew` tells which. */
export async function openRun(
  tx: Tx,
  ownerId: OwnerId,
  wish: {
    readonly id: RunId
    readonly connectionId: ConnectionId
    readonly trigger: RunTrigger
    readonly isDryRun: boolean
    readonly expectedPlanHash: string | null
    readonly at: Date
  },
): Promise<RunFacts & { readonly isNew: boolean }> {
  const { at, ...values } = wish
  const made = await tx
    .insertInto('syncRun')
    .values({ ownerId, ...values, state: 'queued', queuedAt: at, nextAttemptAt: at })
    .onConflict((conflict) =>
      conflict.columns(['ownerId', 'connectionId']).where(sql<boolean>`state in ('queued', 'running')`).doNothing(),
    )
    .returning(FACTS)
    .executeTakeFirst()
  if (made !== undefined) return { ...made, isNew: true }
  const open = await tx
    .selectFrom('syncRun')
    .select(FACTS)
    .where('ownerId', '=', ownerId)
    .where('connectionId', '=', wish.connectionId)
    .where('state', 'in', ['queued', 'running'])
    .executeTakeFirstOrThrow()
  return { ...open, isNew: false }
}

/** Lets a waiting run go on now, because the person asked. A time that the bank named is kept to. */
export async function hurryRun(tx: Tx, ownerId: OwnerId, runId: RunId, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('syncRun')
    .set({ nextAttemptAt: at })
    .where('ownerId', '=', ownerId)
    .where('id', '=', runId)
    .where('state', '=', 'queued')
    .where('nextAttemptAt', '>', at)
    .where(sql<boolean>`error_reason is distinct from 'rate-limited'`)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export type RunTicket = { readonly ownerId: OwnerId; readonly runId: RunId; readonly connectionId: ConnectionId }

/** Queued runs whose time has come, whoever's they are: ids only. */
export async function dueRuns(db: Db, at: Date, limit: number): Promise<readonly RunTicket[]> {
  const { rows } = await sql<RunTicket>`
    select owner_id, run_id, connection_id from guard.due_runs(${at}, ${limit})`.execute(db)
  return rows
}

/** Running runs that have not shown a heartbeat since: their worker is gone. */
export async function staleRuns(db: Db, since: Date, limit: number): Promise<readonly Omit<RunTicket, 'connectionId'>[]> {
  const { rows } = await sql<Omit<RunTicket, 'connectionId'>>`
    select owner_id, run_id from guard.stale_runs(${since}, ${limit})`.execute(db)
  return rows
}

export type DueConnection = { readonly ownerId: OwnerId; readonly connectionId: ConnectionId }

/** Connections whose time has come, whoever's they are: ids only. */
export async function dueConnections(db: Db, at: Date, limit: number): Promise<readonly DueConnection[]> {
  const { rows } = await sql<DueConnection>`
    select owner_id, connection_id from guard.due_connections(${at}, ${limit})`.execute(db)
  return rows
}
