// What the end of an attempt means: for the run, for the connection's facts, for its next time, and whether somebody
// is told. Pure: the same ending gives the same outcome.
import { nextDueAt } from '../domain/schedule.ts'
import type { ProviderError } from '../providers/contract/errors.ts'
import type { ConnectionFacts, ConnectionOutcome } from '../storage/connections.ts'
import type { RunFacts, RunOutcome } from '../storage/runs.ts'
import { BACKOFF_MS_MAX, BACKOFF_MS_MIN, RETRY_MS_MAX, STALE_NOTICE_MS } from './limits.ts'

/** How an attempt ended. */
export type Ending =
  | { readonly kind: 'read'; readonly accountFailures: readonly ProviderError[] }
  | {
      readonly kind: 'failed'
      readonly error: ProviderError
      readonly hasProgressed: boolean
      /** What was thrown: the error itself, unless it was a mistake of ours. */
      readonly cause: unknown
    }
  /** The process stops, or the cursor was moved: the run goes on at once, elsewhere or anew. */
  | { readonly kind: 'interrupted' }
  /** The run was held to a plan, and by now there is another. */
  | { readonly kind: 'differs' }

export type Notice = {
  readonly kind: 'connection.needs-you' | 'connection.recovered' | 'connection.silent' | 'provider.needs-operator'
  readonly key: string
  readonly facts: Readonly<Record<string, string>>
}

export type Outcome = {
  readonly run: RunOutcome
  /** Null leaves the connection's facts alone. */
  readonly connection: ConnectionOutcome | null
  readonly notice: Notice | null
}

type Before = {
  readonly run: Pick<RunFacts, 'id' | 'attempt' | 'queuedAt'>
  readonly connection: Pick<
    ConnectionFacts,
    'id' | 'lastErrorKind' | 'lastErrorReason' | 'lastGoodReadAt' | 'failuresInRow'
  >
  readonly at: Date
  readonly random: () => number
}

/** Works out what an attempt's ending means. */
export function outcomeOf(ending: Ending, before: Before): Outcome {
  if (ending.kind === 'interrupted') return { run: waits(before.at, null), connection: null, notice: null }
  if (ending.kind === 'differs') return { run: DIFFERS, connection: null, notice: null }
  return ending.kind === 'read' ? afterRead(ending.accountFailures, before) : afterFailure(ending, before)
}

function afterRead(accountFailures: readonly ProviderError[], before: Before): Outcome {
  const { at, connection } = before
  const [failure] = accountFailures
  return {
    run: failure === undefined ? ended('succeeded', null) : ended('partly', failure),
    connection: {
      lastAttemptAt: at,
      lastGoodReadAt: at,
      isHistoryComplete: true,
      isCursorLost: false,
      lastErrorKind: null,
      lastErrorReason: null,
      lastErrorAt: null,
      lastErrorRetryAt: null,
      failuresInRow: 0,
      nextDueAt: nextDue(before),
    },
    notice: hadAsked(connection) ? notice('connection.recovered', before, {}) : null,
  }
}

const hadAsked = ({ lastErrorKind }: Before['connection']): boolean =>
  lastErrorKind === 'needsUser' || lastErrorKind === 'gone'

function afterFailure(ending: Ending & { readonly kind: 'failed' }, before: Before): Outcome {
  const { error } = ending
  switch (error.kind) {
    case 'needsUser':
    case 'gone':
      return {
        run: ended('needs-user', error),
        connection: failed(error, before, { nextDueAt: null }),
        notice: ifNew('connection.needs-you', error, before),
      }
    case 'needsOperator':
      return {
        run: ended('failed', error),
        connection: failed(error, before, { nextDueAt: nextDue(before) }),
        notice: ifNew('provider.needs-operator', error, before),
      }
    case 'retryLater':
    case 'restartSpan':
    case 'cursorLost':
      return afterPassing(error, ending.hasProgressed, before)
    case 'broken':
      return {
        run: ended('failed', error),
        connection: failed(error, before, { nextDueAt: nextDue(before) }),
        notice: null,
      }
  }
}

/** Nobody must act: the run waits and tries again, until the next of its schedule would come anyway. */
function afterPassing(error: ProviderError, hasProgressed: boolean, before: Before): Outcome {
  const nextAt = retryAt(error, hasProgressed, before)
  const isTooLate = nextAt.getTime() - before.run.queuedAt.getTime() > RETRY_MS_MAX
  const facts = { nextDueAt: isTooLate ? nextAt : nextDue(before), lastErrorRetryAt: nextAt }
  return {
    run: isTooLate ? ended('failed', error) : waits(nextAt, error),
    connection: failed(error, before, facts),
    notice: silentFor(before) > STALE_NOTICE_MS ? silence(before) : null,
  }
}

/** The time that the bank named, else a wait that grows threefold with each attempt, with full jitter. */
function retryAt({ facts }: ProviderError, hasProgressed: boolean, { run, at, random }: Before): Date {
  const attempt = hasProgressed ? 1 : run.attempt
  const most = Math.min(BACKOFF_MS_MAX, BACKOFF_MS_MIN * 3 ** Math.min(attempt, 20))
  const own = at.getTime() + BACKOFF_MS_MIN + random() * (most - BACKOFF_MS_MIN)
  const named = facts.retryAt ? Date.parse(facts.retryAt) : Number.NaN
  const delayed = facts.retryAfterSeconds ? at.getTime() + facts.retryAfterSeconds * 1000 : Number.NaN
  const given = [named, delayed].filter((time) => Number.isFinite(time))
  return new Date(given.length > 0 ? Math.max(...given, at.getTime() + BACKOFF_MS_MIN) : own)
}

const nextDue = ({ at, connection }: Before): Date => nextDueAt(connection.id, at)

const silentFor = ({ connection, at }: Before): number =>
  connection.lastGoodReadAt === null ? 0 : at.getTime() - connection.lastGoodReadAt.getTime()

function silence(before: Before): Notice {
  const since = before.connection.lastGoodReadAt?.toISOString() ?? ''
  const { id } = before.connection
  return { kind: 'connection.silent', key: `${id} silent since ${since}`, facts: { connectionId: id, since } }
}

function failed(
  { kind, reason }: ProviderError,
  { at, connection }: Before,
  facts: { readonly nextDueAt: Date | null; readonly lastErrorRetryAt?: Date },
): ConnectionOutcome {
  return {
    lastAttemptAt: at,
    lastErrorKind: kind,
    lastErrorReason: reason,
    lastErrorAt: at,
    failuresInRow: connection.failuresInRow + 1,
    lastErrorRetryAt: facts.lastErrorRetryAt ?? null,
    nextDueAt: facts.nextDueAt,
  }
}

/** One notice for each change of state: the same trouble again is not told again. */
function ifNew(kind: Notice['kind'], error: ProviderError, before: Before): Notice | null {
  const { lastErrorKind, lastErrorReason } = before.connection
  if (lastErrorKind === error.kind && lastErrorReason === error.reason) return null
  return notice(kind, before, { reason: error.reason })
}

const notice = (kind: Notice['kind'], { connection, run }: Before, facts: Notice['facts']): Notice => ({
  kind,
  key: `${kind} ${run.id} ${run.attempt}`,
  facts: { connectionId: connection.id, runId: run.id, ...facts },
})

/** The plan is not the one that was shown: nothing was saved, and nothing is wrong with the connection. */
const DIFFERS: RunOutcome = {
  state: 'cancelled',
  errorKind: 'held',
  errorReason: 'plan-differs',
  errorFacts: null,
  nextAttemptAt: null,
}

const ended = (state: 'succeeded' | 'partly' | 'needs-user' | 'failed', error: ProviderError | null): RunOutcome => ({
  state,
  ...errorColumns(error),
  nextAttemptAt: null,
})

const waits = (nextAttemptAt: Date, error: ProviderError | null): RunOutcome => ({
  state: 'queued',
  ...errorColumns(error),
  nextAttemptAt,
})

function errorColumns(error: ProviderError | null): Pick<RunOutcome, 'errorKind' | 'errorReason' | 'errorFacts'> {
  if (error === null) return { errorKind: null, errorReason: null, errorFacts: null }
  const { internal, httpStatus, providerCode, providerRequestId, accountSourceId } = error.facts
  const details = { internal, httpStatus, providerCode, providerRequestId, accountSourceId }
  const shown = Object.entries(details).flatMap(([name, value]) => (value == null ? [] : [[name, String(value)]]))
  return { errorKind: error.kind, errorReason: error.reason, errorFacts: Object.fromEntries(shown) }
}
