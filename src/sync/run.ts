// One sync run, top to bottom: claim it, list accounts, read span by span and commit each, then say how it ended.
// The network is here and the database is here, but never one inside the other.
import type { CalendarDate } from '../domain/calendar.ts'
import type { RunId } from '../domain/ids.ts'
import { asProviderError, ProviderError } from '../providers/contract/errors.ts'
import { keepSumsAsRead } from '../storage/balances.ts'
import { readConnection, writeOutcome } from '../storage/connections.ts'
import { crashPoint } from '../storage/crash-points.ts'
import { readCredential } from '../storage/credentials.ts'
import { DatabaseUnavailableError } from '../storage/database-errors.ts'
import { enqueueNotice, recordEvent } from '../storage/events.ts'
import { claimRun, endAttempt, readRun, releaseToken, startAttempt } from '../storage/runs.ts'
import type { RunClaim, RunFacts, RunOutcome } from '../storage/runs.ts'
import type { RunState } from '../storage/schema.ts'
import { asRun, CursorMoved, RunEnded, startWatch } from './attempt.ts'
import type { Attempt, StopReason } from './attempt.ts'
import type { SyncDeps } from './deps.ts'
import { rehearse } from './dry-run.ts'
import { TOKEN_SECONDS } from './limits.ts'
import { PlanDiffers, readHeld } from './held-run.ts'
import { outcomeOf } from './outcome.ts'
import type { Ending } from './outcome.ts'
import { readAll } from './read-all.ts'
import { todayIn } from './today.ts'

/** `gone`: the run had ended before, or another worker has it. */
export type RunResult =
  | { readonly state: Exclude<RunState, 'running'>; readonly nextAttemptAt: Date | null }
  | { readonly state: 'gone'; readonly nextAttemptAt: null }

const GONE = { state: 'gone', nextAttemptAt: null } as const

/**
 * Runs one attempt of a queued run. Any number of workers may try at once: the last to claim it has it, and the cursor
 * decides what is committed. Throws `DatabaseUnavailableError` where the database went away; the run then stays open,
 * and calling this again goes on from the last committed span.
 * @param outside stops the attempt, as when the process is asked to end; the run is queued again
 */
export async function runSync(
  deps: SyncDeps,
  runId: RunId,
  outside: AbortSignal = new AbortController().signal,
): Promise<RunResult> {
  const claim = await claimRun(deps.db, deps.randomBytes, runId, TOKEN_SECONDS)
  crashPoint('run: claimed')
  if (claim === null) return GONE
  try {
    const result = await runClaimed(deps, runId, claim, outside)
    crashPoint('run: attempt over')
    return result
  } catch (error) {
    if (error instanceof RunEnded) return GONE
    throw error
  } finally {
    await releaseToken(deps.db, claim.token)
    crashPoint('run: token released')
  }
}

async function runClaimed(deps: SyncDeps, runId: RunId, claim: RunClaim, outside: AbortSignal): Promise<RunResult> {
  const opened = await openAttempt(deps, runId, claim)
  crashPoint('run: attempt opened')
  if (opened === null) return GONE
  const watch = startWatch(deps, { ...claim, run: opened.run }, outside)
  try {
    const ending = await attemptEnding({ ...opened, signal: watch.signal }, watch.reason)
    crashPoint('run: ending known')
    if (ending === null) return GONE
    const result = await close(opened, ending)
    crashPoint('run: closed')
    return result
  } finally {
    watch.end()
  }
}

type Opened = Omit<Attempt, 'signal' | 'credential' | 'route'> & { readonly credential: string | null }

/** Reads what the run is about and marks it running. */
async function openAttempt(deps: SyncDeps, runId: RunId, claim: RunClaim): Promise<Opened | null> {
  const about = await asRun({ deps, token: claim.token }, async (tx) => {
    const run = await readRun(tx, claim.ownerId, runId)
    crashPoint('run: run read')
    if (run === null) return null
    const connection = await readConnection(tx, claim.ownerId, run.connectionId)
    crashPoint('run: connection read')
    return connection
  })
  crashPoint('run: subject known')
  if (about === null) return null
  const asOf = await dayOf(deps, about)
  crashPoint('run: day known')
  return asRun({ deps, token: claim.token }, async (tx) => {
    const run = await startAttempt(tx, claim.ownerId, runId, deps.now(), asOf)
    crashPoint('run: started')
    const connection = await readConnection(tx, claim.ownerId, about.id)
    crashPoint('run: connection read again')
    const credential = await readCredential(tx, deps.keyRing, claim.ownerId, about.id)
    crashPoint('run: credential opened')
    if (run === null || connection === null) return null
    await tell(tx, claim, run)
    crashPoint('run: start told')
    return { deps, ...claim, run, connection, credential, asOf }
  })
}

/** Today at the demo banks, or in the owner's time zone. */
async function dayOf(
  deps: SyncDeps,
  { isDemo, timeZone }: { readonly isDemo: boolean; readonly timeZone: string },
): Promise<CalendarDate> {
  if (!isDemo) return todayIn(timeZone, deps.now())
  const day = await deps.demoBanks.day()
  crashPoint('run: demo day known')
  return day
}

/** Reads everything and says how that ended; null where the run is somebody else's by now. */
async function attemptEnding(
  opened: Opened & { readonly signal: AbortSignal },
  stopReason: () => StopReason | null,
): Promise<Ending | null> {
  const { deps, credential, connection, run } = opened
  const progressed = { spans: 0 }
  try {
    if (credential === null || connection.disconnectedAt !== null) throw disconnected()
    const route = deps.providers.route(connection.provider, connection.isDemo)
    const attempt: Attempt = { ...opened, credential: { inUse: credential }, route }
    const read = run.isDryRun ? rehearse : run.expectedPlanHash === null ? readAll : readHeld
    const accountFailures = await read(attempt, progressed)
    crashPoint('run: everything read')
    return { kind: 'read', accountFailures }
  } catch (error) {
    if (error instanceof DatabaseUnavailableError) throw error
    if (error instanceof RunEnded) return null
    if (error instanceof CursorMoved) return { kind: 'interrupted' }
    if (error instanceof PlanDiffers) return { kind: 'differs' }
    const stopped = stopReason()
    if (stopped === 'cancelled') return null
    if (stopped === 'shutdown') return { kind: 'interrupted' }
    const known = stopped === 'time' ? outOfTime(progressed.spans > 0) : failureOf(error)
    return { kind: 'failed', error: known, hasProgressed: progressed.spans > 0, cause: error }
  }
}

const failureOf = (error: unknown): ProviderError => asProviderError(error)

/** A long first import goes on where it stopped; an attempt that got nowhere in all its time won't the next time. */
const outOfTime = (hasProgressed: boolean): ProviderError =>
  hasProgressed
    ? new ProviderError('retryLater', 'timeout', { internal: 'the attempt used up its time; it goes on from here' })
    : new ProviderError('broken', 'limit', { internal: 'the attempt used up its time without one whole span' })

const disconnected = (): ProviderError =>
  new ProviderError('gone', 'deleted-at-provider', { internal: 'the connection was disconnected' })

/** Neither the bank's trouble nor the database's: ours. */
function reportMistake({ deps, run }: Opened, error: unknown): void {
  const name = error instanceof Error ? error.name : typeof error
  const stack = error instanceof Error ? (error.stack?.split('\n').slice(1, 6).join('\n') ?? '') : ''
  deps.log.error({ run: run.id, error: name, stack }, 'sync-mistake')
}

/** Writes what the ending means. Where another runner has ended the run, that stands. */
async function close(opened: Opened, ending: Ending): Promise<RunResult> {
  const { deps, ownerId, run, connection } = opened
  const at = deps.now()
  const isWritten = await asRun(opened, async (tx) => {
    const now = await readConnection(tx, ownerId, connection.id)
    crashPoint('run: facts read')
    const outcome = outcomeOf(ending, { run, connection: now ?? connection, at, random: deps.random })
    const runOutcome = run.isDryRun ? endedNow(outcome.run) : outcome.run
    const isOurs = await endAttempt(tx, ownerId, run.id, runOutcome, at)
    crashPoint('run: run ended')
    if (!isOurs) return null
    if (ending.kind === 'read' && !run.isDryRun) await keepSumsAsRead(tx, ownerId, run.id)
    crashPoint('run: sums kept beside balances')
    if (outcome.connection !== null && !run.isDryRun) await writeOutcome(tx, ownerId, connection.id, outcome.connection)
    crashPoint('run: facts written')
    if (outcome.notice !== null && !run.isDryRun) await enqueueNotice(tx, ownerId, { id: deps.newId(), ...outcome.notice })
    crashPoint('run: notice queued')
    await tell(tx, opened, { ...run, state: runOutcome.state })
    crashPoint('run: end told')
    return runOutcome
  })
  crashPoint('run: outcome written')
  if (isWritten === null) return GONE
  // Only now: a runner that lost its run meets refusals of the database that are nobody's mistake.
  if (ending.kind === 'failed' && !(ending.cause instanceof ProviderError)) reportMistake(opened, ending.cause)
  const { state, nextAttemptAt } = isWritten
  deps.log.info({ run: run.id, state, attempt: run.attempt }, 'sync-attempt-ended')
  return { state, nextAttemptAt }
}

/** A rehearsal is for now: it never waits for another attempt. */
const endedNow = (outcome: RunOutcome): RunOutcome =>
  outcome.state === 'queued' ? { ...outcome, state: 'failed', nextAttemptAt: null } : outcome

async function tell(
  tx: Parameters<typeof recordEvent>[0],
  { ownerId }: Pick<RunClaim, 'ownerId'>,
  run: Pick<RunFacts, 'id' | 'connectionId' | 'state'>,
): Promise<void> {
  const event = { runId: run.id, connectionId: run.connectionId, facts: { state: run.state } }
  await recordEvent(tx, ownerId, { kind: 'run.changed', ...event })
  crashPoint('run: change told')
  await recordEvent(tx, ownerId, { kind: 'connection.changed', ...event })
  crashPoint('run: connection change told')
}
