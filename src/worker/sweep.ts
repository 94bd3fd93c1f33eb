// What a worker does about time: queues the runs of connections that are due, gives back runs whose worker died, and
// puts runs whose time has come before the workers. Any number of processes may sweep; each step is harmless twice.
import { nextDueAt } from '../domain/schedule.ts'
import { setNextDue } from '../storage/connections.ts'
import { withTransaction } from '../storage/database.ts'
import { recordEvent } from '../storage/events.ts'
import { claimDue, claimRun, dueConnections, dueRuns, endAttempt, readRun, releaseToken, staleRuns } from '../storage/runs.ts'
import type { DueConnection, RunTicket } from '../storage/runs.ts'
import type { SyncDeps } from '../sync/deps.ts'
import { STALE_MS } from '../sync/limits.ts'
import { requestRunIn } from '../sync/request-run.ts'
import type { Wake } from '../sync/request-run.ts'

/** Connections, stale runs and due runs taken in one sweep; the next sweep takes the rest. */
const SWEEP_MAX = 200
/** A token for the one transaction it is made for. */
const MOMENT_SECONDS = 60

export type Swept = { readonly queued: number; readonly recovered: number; readonly sent: number }

/** One sweep. `send` puts a run before the workers. */
export async function sweep(deps: SyncDeps, send: (ticket: RunTicket) => Promise<void>, wake?: Wake): Promise<Swept> {
  const now = deps.now()
  const due = await dueConnections(deps.db, now, SWEEP_MAX)
  for (const connection of due) await queueScheduled(deps, connection, wake)
  const stale = await staleRuns(deps.db, new Date(now.getTime() - STALE_MS), SWEEP_MAX)
  for (const run of stale) await giveBack(deps, run)
  const waiting = await dueRuns(deps.db, deps.now(), SWEEP_MAX)
  for (const ticket of waiting) await send(ticket)
  return { queued: due.length, recovered: stale.length, sent: waiting.length }
}

/** Queues the scheduled run of a due connection; one that is open already serves. */
async function queueScheduled(deps: SyncDeps, { connectionId }: DueConnection, wake?: Wake): Promise<void> {
  const claim = await claimDue(deps.db, deps.randomBytes, connectionId, MOMENT_SECONDS)
  if (claim === null) return
  try {
    await withTransaction(deps.db, claim.token, async (tx) => {
      const request = { ...deps, ...(wake === undefined ? {} : { wake }) }
      await requestRunIn(tx, request, { ...claim, connectionId, trigger: 'schedule' })
      // The run's end sets the true time; until then the connection must not come up at each sweep.
      await setNextDue(tx, claim.ownerId, connectionId, nextDueAt(connectionId, deps.now()))
    })
  } finally {
    await releaseToken(deps.db, claim.token)
  }
}

/** A run whose worker shows no life goes back to the queue. What it committed stays. */
async function giveBack(deps: SyncDeps, { runId }: Pick<RunTicket, 'runId'>): Promise<void> {
  const claim = await claimRun(deps.db, deps.randomBytes, runId, MOMENT_SECONDS)
  if (claim === null) return
  const { ownerId, token } = claim
  try {
    await withTransaction(deps.db, token, async (tx) => {
      const at = deps.now()
      const run = await readRun(tx, ownerId, runId)
      const outcome = { state: 'queued' as const, errorKind: null, errorReason: null, errorFacts: null }
      await endAttempt(tx, ownerId, runId, { ...outcome, nextAttemptAt: at }, at)
      const event = { runId, connectionId: run?.connectionId ?? null, facts: { state: 'queued' } }
      await recordEvent(tx, ownerId, { kind: 'run.changed', ...event })
    })
    deps.log.warn({ run: runId }, 'run-recovered')
  } finally {
    await releaseToken(deps.db, token)
  }
}
