// A worker: takes queued runs one by one and several at a time, and sweeps for what time brings. Any number of processes
// may have one; on a small machine it shares the web server's process.
import type { PoolConfig } from 'pg'
import type { RunId } from '../domain/ids.ts'
import type { SyncDeps } from '../sync/deps.ts'
import { runSync } from '../sync/run.ts'
import type { Wake } from '../sync/request-run.ts'
import { openQueue, RUN_QUEUE, sendRun } from './queue.ts'
import type { RunJob } from './queue.ts'
import { repeat } from './repeat.ts'
import { sweep } from './sweep.ts'

export type WorkerDeps = SyncDeps & {
  /** The worker role's access, for the queue's own connections. */
  readonly access: PoolConfig
  /** How often to look for what time brings. */
  readonly sweepMs?: number
}

export type Worker = {
  /** Puts a run before the workers inside the transaction that makes it. */
  readonly wake: Wake
  /** Lets runs end at their next span, which is kept, and puts them back; then lets go of the queue. */
  readonly stop: () => Promise<void>
}

/** Runs at once in one process: they wait for banks most of the time, and share its one thread otherwise. */
const RUNS_AT_ONCE = 4
/** How late a run may be that a command line queued, or that waited for its next attempt. */
const SWEEP_MS = 5_000
/** Notifications wake a worker at once; this is for those that got lost. */
const POLL_SECONDS = 2
/** A span's commit and the goodbye take far less; a run that hangs longer is found by its missing heartbeat. */
const DRAIN_MS_MAX = 20_000

/** Starts working. Throws where the queue can't be opened. */
export async function startWorker(deps: WorkerDeps): Promise<Worker> {
  const boss = await openQueue(deps.access, deps.log)
  const stopping = new AbortController()
  const options = { batchSize: 1, localConcurrency: RUNS_AT_ONCE, pollingIntervalSeconds: POLL_SECONDS }
  await boss.work<RunJob>(RUN_QUEUE, options, async (jobs) => {
    for (const job of jobs) await takeRun(deps, job.data.runId, AbortSignal.any([stopping.signal, job.signal]))
  })
  const wake: Wake = (tx, ticket) => sendRun(boss, ticket, tx)
  const sweeper = repeat(deps.log, deps.sweepMs ?? SWEEP_MS, 'sweep-failed', async () => {
    await sweep(deps, (ticket) => sendRun(boss, ticket), wake)
  })
  return {
    wake,
    stop: async () => {
      stopping.abort()
      await sweeper.end()
      await boss.stop({ graceful: true, timeout: DRAIN_MS_MAX })
    },
  }
}

/** One attempt. Trouble of our own is thrown on, so that the queue tries again. */
async function takeRun(deps: SyncDeps, runId: RunId, signal: AbortSignal): Promise<void> {
  try {
    await runSync(deps, runId, signal)
  } catch (error) {
    deps.log.warn({ run: runId, error: error instanceof Error ? error.name : typeof error }, 'attempt-broken-off')
    throw error
  }
}
