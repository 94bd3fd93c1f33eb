// One attempt of a run while it lasts: whom it acts for, what it reads, and whether it may go on.
import type { CalendarDate } from '../domain/calendar.ts'
import type { OwnerId } from '../domain/ids.ts'
import type { ProviderError } from '../providers/contract/errors.ts'
import type { Page } from '../providers/contract/page.ts'
import type { ConnectionFacts } from '../storage/connections.ts'
import { crashPoint } from '../storage/crash-points.ts'
import { withTransaction } from '../storage/database.ts'
import { recordEvent } from '../storage/events.ts'
import { isClaimLost, showProgress } from '../storage/runs.ts'
import type { RunFacts } from '../storage/runs.ts'
import type { RunStep, Tx } from '../storage/schema.ts'
import type { ProviderRoute, SyncDeps } from './deps.ts'
import { ATTEMPT_MS_MAX, HEARTBEAT_MS, PROGRESS_MS } from './limits.ts'

/** Why an attempt was told to stop. */
export type StopReason = 'cancelled' | 'time' | 'shutdown'

export type Attempt = {
  readonly deps: SyncDeps
  readonly ownerId: OwnerId
  readonly token: string
  readonly run: RunFacts
  readonly connection: ConnectionFacts
  /** The one in use: a rotated one takes its place for the rest of the attempt. */
  readonly credential: { inUse: string }
  readonly route: ProviderRoute
  /** The day that counts as today until the run ends. */
  readonly asOf: CalendarDate
  readonly signal: AbortSignal
}

/** The run was cancelled, or another worker took it over: nothing of it may be written any more. */
export class RunEnded extends Error {
  override readonly name = 'RunEnded'
}

/** The cursor stands elsewhere than where the span began: somebody else committed it. Nothing was written. */
export class CursorMoved extends Error {
  override readonly name = 'CursorMoved'
}

/** Runs `work` in one transaction that sees the rows of the run's owner. Throws `RunEnded` where it may not any more. */
export async function asRun<Value>(
  { deps, token }: Pick<Attempt, 'deps' | 'token'>,
  work: (tx: Tx) => Promise<Value>,
): Promise<Value> {
  try {
    const value = await withTransaction(deps.db, token, work)
    crashPoint('attempt: transaction committed')
    return value
  } catch (error) {
    throw isClaimLost(error) ? new RunEnded() : error
  }
}

/** Shows where a run is, at most so often, and stops it where it may not go on. */
export class Progress {
  readonly #attempt: Attempt
  readonly #failures = new Map<string, ProviderError>()
  readonly #heardOf = new Set<string>()
  #pages = 0
  #shownAt = 0

  constructor(attempt: Attempt) {
    this.#attempt = attempt
  }

  /** One more page was read. It is shown by and by. */
  async page(page: Page): Promise<void> {
    this.#pages += 1
    for (const { accountSourceId } of page.upserts) this.#heardOf.add(accountSourceId)
    for (const { accountSourceId, error } of page.accountFailures) this.#failures.set(accountSourceId, error)
    if (this.#attempt.deps.now().getTime() - this.#shownAt < PROGRESS_MS) return
    await this.step('reading')
    crashPoint('attempt: page shown')
  }

  /** Accounts that failed while the others went on, and what with. */
  get failures(): ReadonlyMap<string, ProviderError> {
    return this.#failures
  }

  /** Accounts that records came of. */
  get heardOf(): ReadonlySet<string> {
    return this.#heardOf
  }

  /** Pages that were read and not shown yet; whoever takes them shows them. */
  takePages(): number {
    const pages = this.#pages
    this.#pages = 0
    this.#shownAt = this.#attempt.deps.now().getTime()
    return pages
  }

  /** The run is at this step now. Throws `RunEnded` where it is no longer this runner's. */
  async step(step: RunStep): Promise<void> {
    const { deps, ownerId, run, connection } = this.#attempt
    const pages = this.takePages()
    const at = deps.now()
    const isRunning = await asRun(this.#attempt, async (tx) => {
      const isOurs = await showProgress(tx, ownerId, run.id, { step, pages, at })
      crashPoint('attempt: progress written')
      if (isOurs) {
        const about = { runId: run.id, connectionId: connection.id, facts: { step } }
        await recordEvent(tx, ownerId, { kind: 'run.changed', ...about })
        crashPoint('attempt: progress told')
      }
      return isOurs
    })
    crashPoint('attempt: progress shown')
    if (!isRunning) throw new RunEnded()
  }
}

/**
 * Keeps the run's heart beating and watches the clock. `stop` ends an attempt from outside; a beat that finds the run
 * ended does the same.
 */
export function startWatch(
  deps: SyncDeps,
  claim: { readonly ownerId: OwnerId; readonly token: string; readonly run: RunFacts },
  outside: AbortSignal,
): { readonly signal: AbortSignal; readonly reason: () => StopReason | null; readonly end: () => void } {
  const controller = new AbortController()
  let reason: StopReason | null = null
  const stop = (why: StopReason): void => {
    reason ??= why
    controller.abort()
  }
  const beat = async (): Promise<void> => {
    try {
      const progress = { pages: 0, at: deps.now() }
      const isRunning = await withTransaction(deps.db, claim.token, (tx) =>
        showProgress(tx, claim.ownerId, claim.run.id, progress),
      )
      crashPoint('attempt: heart beaten')
      if (!isRunning) stop('cancelled')
    } catch (error) {
      // The next commit meets the same trouble and decides; a missed beat alone changes nothing.
      deps.log.warn({ run: claim.run.id, error: error instanceof Error ? error.name : 'unknown' }, 'heartbeat-missed')
    }
  }
  const onOutside = (): void => stop('shutdown')
  if (outside.aborted) onOutside()
  outside.addEventListener('abort', onOutside)
  const heart = setInterval(() => void beat(), HEARTBEAT_MS)
  const clock = setTimeout(() => stop('time'), ATTEMPT_MS_MAX)
  return {
    signal: controller.signal,
    reason: () => reason,
    end: () => {
      clearInterval(heart)
      clearTimeout(clock)
      outside.removeEventListener('abort', onOutside)
    },
  }
}
