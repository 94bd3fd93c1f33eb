// The job queue: pg-boss carries the ids of runs, wakes workers, notices dead ones and tries again after trouble of our
// own (the database was away). When a run is tried again after trouble of the bank's is decided by the run itself.
import { fromKysely, PgBoss } from 'pg-boss'
import type { PoolConfig } from 'pg'
import type { ConnectionId, RunId } from '../domain/ids.ts'
import { ATTEMPT_MS_MAX } from '../sync/limits.ts'
import type { SyncLog } from '../sync/deps.ts'
import type { Tx } from '../storage/schema.ts'

export const RUN_QUEUE = 'sync-run'
/** Jobs that failed for reasons of our own again and again. Their runs are found by the sweep once all is well. */
export const DEAD_QUEUE = 'sync-run-dead'

export type RunJob = { readonly runId: RunId }

export type Ticket = { readonly runId: RunId; readonly connectionId: ConnectionId }

/** Connections of pg-boss's own: one listens, the others fetch and settle jobs. */
const CONNECTIONS_MAX = 3
/** A worker that shows no life for so long is dead, and its job is given to another. */
const HEARTBEAT_SECONDS = 30
/** An attempt ends itself before this. */
const EXPIRE_SECONDS = ATTEMPT_MS_MAX / 1000 + 300
/** Waits of 1 s to 1 min; five of them outlast a restart of the database. The sweep goes on after that. */
const RETRIES_MAX = 5
const RETRY_SECONDS_MAX = 60
/** Done jobs are only of use for looking into trouble; what happened is told by the runs. */
const KEEP_SECONDS = 3 * 86_400

/** Opens the queue. The schema is one of our migrations: pg-boss may not change tables. */
export async function openQueue(access: PoolConfig, log: SyncLog): Promise<PgBoss> {
  const boss = new PgBoss({
    ...connectionOf(access),
    max: CONNECTIONS_MAX,
    application_name: 'tributary-queue',
    migrate: false,
    createSchema: false,
    // Our sweep is the schedule; rebuilding indexes needs rights that a worker has not.
    schedule: false,
    reindex: false,
    useListenNotify: true,
  })
  boss.on('error', (error) => log.warn({ error: error.message }, 'queue-error'))
  boss.on('warning', ({ message }) => log.warn({ message }, 'queue-warning'))
  await boss.start()
  await boss.createQueue(DEAD_QUEUE, { deleteAfterSeconds: KEEP_SECONDS })
  await boss.createQueue(RUN_QUEUE, {
    // One queued and one active job for each key, which is the connection.
    policy: 'stately',
    deadLetter: DEAD_QUEUE,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    expireInSeconds: EXPIRE_SECONDS,
    retryLimit: RETRIES_MAX,
    retryDelay: 1,
    retryBackoff: true,
    retryDelayMax: RETRY_SECONDS_MAX,
    deleteAfterSeconds: KEEP_SECONDS,
    notify: true,
  })
  return boss
}

/** Puts a run before the workers; where its connection's job waits already, that one serves. */
export async function sendRun(boss: PgBoss, { runId, connectionId }: Ticket, tx?: Tx): Promise<void> {
  const job: RunJob = { runId }
  await boss.send(RUN_QUEUE, job, {
    singletonKey: connectionId,
    ...(tx === undefined ? {} : { db: fromKysely(tx) }),
  })
}

/** What pg-boss takes of a pool's settings. */
function connectionOf({ connectionString, host, port, database, user, password, ssl, options }: PoolConfig) {
  const given = { connectionString, host, port, database, user, password, ssl, options }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}
