// A wish to bring a connection up to date becomes a queued run, or joins the one that is open.
import type { ConnectionId, OwnerId, RunId } from '../domain/ids.ts'
import { readConnection } from '../storage/connections.ts'
import { crashPoint } from '../storage/crash-points.ts'
import { withTransaction } from '../storage/database.ts'
import { recordEvent } from '../storage/events.ts'
import { cancelRun as cancelOpenRun, hurryRun, openRun } from '../storage/runs.ts'
import type { RunFacts } from '../storage/runs.ts'
import type { Db, RunTrigger, Tx } from '../storage/schema.ts'

/** Puts a run's id before the workers, inside the transaction that makes the run. */
export type Wake = (tx: Tx, ticket: { readonly runId: RunId; readonly connectionId: ConnectionId }) => Promise<void>

export type RequestDeps = {
  readonly db: Db
  readonly newId: () => string
  readonly now: () => Date
  /** Without it the workers find the run at their next sweep, within a minute. */
  readonly wake?: Wake
}

export type RunWish = {
  readonly ownerId: OwnerId
  /** A session's or a due connection's. */
  readonly token: string
  readonly connectionId: ConnectionId
  readonly trigger: RunTrigger
  readonly isDryRun?: boolean
  /** Save what the dry run of this plan showed, or nothing. */
  readonly expectedPlanHash?: string
}

export type RequestedRun = {
  readonly runId: RunId
  readonly state: RunFacts['state']
  /** True where the wish joined a run that was open already. */
  readonly hasJoined: boolean
}

/** Queues a run of the connection. Null where there is no such connection, or it was disconnected. */
export async function requestRun(deps: RequestDeps, wish: RunWish): Promise<RequestedRun | null> {
  const requested = await withTransaction(deps.db, wish.token, (tx) => requestRunIn(tx, deps, wish))
  crashPoint('request-run: requested')
  return requested
}

/** The same inside a transaction of the caller, as where a connection is made together with its first run. */
export async function requestRunIn(tx: Tx, deps: RequestDeps, wish: RunWish): Promise<RequestedRun | null> {
  const { ownerId, connectionId, trigger, isDryRun = false, expectedPlanHash = null } = wish
  const connection = await readConnection(tx, ownerId, connectionId)
  crashPoint('request-run: connection read')
  if (connection === null || connection.disconnectedAt !== null) return null
  const at = deps.now()
  const id = deps.newId() as RunId
  const run = await openRun(tx, ownerId, { id, connectionId, trigger, isDryRun, expectedPlanHash, at })
  crashPoint('request-run: run opened')
  const isHurried = !run.isNew && trigger !== 'schedule' && (await hurryRun(tx, ownerId, run.id, at))
  crashPoint('request-run: run hurried')
  if (run.isNew || isHurried) {
    const event = { runId: run.id, connectionId, facts: { state: run.state } }
    await recordEvent(tx, ownerId, { kind: 'run.changed', ...event })
    crashPoint('request-run: change told')
    await deps.wake?.(tx, { runId: run.id, connectionId })
    crashPoint('request-run: workers woken')
  }
  return { runId: run.id, state: run.state, hasJoined: !run.isNew }
}

/** Ends an open run at the person's wish: what it committed stays. False where it was over already. */
export async function cancelRun(
  deps: Pick<RequestDeps, 'db' | 'now'>,
  wish: Pick<RunWish, 'ownerId' | 'token'> & { readonly runId: RunId },
): Promise<boolean> {
  const isCancelled = await withTransaction(deps.db, wish.token, async (tx) => {
    const isOver = await cancelOpenRun(tx, wish.ownerId, wish.runId, deps.now())
    crashPoint('request-run: run cancelled')
    if (isOver) {
      const event = { runId: wish.runId, connectionId: null, facts: { state: 'cancelled' } }
      await recordEvent(tx, wish.ownerId, { kind: 'run.changed', ...event })
      crashPoint('request-run: end told')
    }
    return isOver
  })
  crashPoint('request-run: cancelled')
  return isCancelled
}
