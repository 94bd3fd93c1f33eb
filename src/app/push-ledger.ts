// Sends the ledger to a budget program: plan, call by call, and after each call a note of what was done.
import type { DestinationId, PushId } from '../domain/ids.ts'
import { countSteps } from '../domain/push/push-counts.ts'
import type { PushCounts } from '../domain/push/push-counts.ts'
import type { DestinationRow } from '../storage/destinations.ts'
import { endPush, renewPush, startPush } from '../storage/pushes.ts'
import type { PushEnd } from '../storage/pushes.ts'
import { DestinationError } from '../destinations/contract.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { asDestinationError } from './destination-failures.ts'
import { findDestination, withDestination } from './destination-session.ts'
import type { OpenedDestination } from './destination-session.ts'
import { showPush } from './list-pushes.ts'
import { makePlan } from './plan-push.ts'
import { Refusal } from './refusal.ts'
import { sendSteps } from './send-steps.ts'
import { PushTally } from './push-tally.ts'
import { showId } from '../domain/ids.ts'

/** A first push of a decade at a slow program takes an hour; a push that hangs must end some day. */
const PUSH_MS_MAX = 4 * 3_600_000
/** A call with its retries can take minutes; meanwhile this says that the process lives. */
const BEAT_MS = 60_000

export type StartedPush = {
  readonly id: string
  /** Resolves when it has ended, well or not; the history tells how. */
  readonly ended: Promise<void>
}

/** Begins a push, unless one is under way there. It goes on by itself until `ended`. */
export async function beginPush(context: AppContext, shownId: string, signal?: AbortSignal): Promise<StartedPush> {
  const row = await findDestination(context, shownId)
  const id = await claim(context, row.id, { kind: 'push', undoesPushId: null })
  const ended = carryOut(context, row, id, signal, async (opened, tally) => {
    const plan = await makePlan(context, row, opened)
    tally.begin(plan.counts)
    await sendSteps({ context, destinationId: row.id, pushId: id, opened, tally }, plan)
  })
  return { id: showId('push', id), ended }
}

/** Pushes and waits for the end. */
export async function pushLedger(context: AppContext, shownId: string, signal?: AbortSignal) {
  const { id, ended } = await beginPush(context, shownId, signal)
  await ended
  return showPush(context, id)
}

const NOTHING: PushCounts = countSteps([], 0)

/** One push or undo at a time for each destination. */
export async function claim(
  context: AppContext,
  destinationId: DestinationId,
  { kind, undoesPushId }: { readonly kind: 'push' | 'undo'; readonly undoesPushId: PushId | null },
): Promise<PushId> {
  const id = context.newId() as PushId
  const start = { id, destinationId, kind, undoesPushId, counts: NOTHING }
  const isOurs = await asOwner(context, (tx) => startPush(tx, context.ownerId, start))
  if (isOurs) return id
  throw new Refusal('busy', 'A push to this destination is under way. Nothing was changed. Wait until it has ended.', {
    actor: 'nobody',
    retryAfterSeconds: 10,
  })
}

/** Does the work and writes down how it ended. Throws only where that can't be written. */
export async function carryOut(
  context: AppContext,
  row: DestinationRow,
  id: PushId,
  stop: AbortSignal | undefined,
  work: (opened: OpenedDestination, tally: PushTally) => Promise<void>,
): Promise<void> {
  const tally = new PushTally(NOTHING)
  const taken = new AbortController()
  const signal = AbortSignal.any([AbortSignal.timeout(PUSH_MS_MAX), taken.signal, ...(stop === undefined ? [] : [stop])])
  const beat = setInterval(() => void showLife(context, id, taken), BEAT_MS)
  let failure: DestinationError | null = null
  try {
    await withDestination(context, row, { isDryRun: false, signal }, (opened) => work(opened, tally))
  } catch (error) {
    failure = failureOf(error)
    if (failure.failure === 'answer') context.log.error({ err: error }, 'a push failed')
  } finally {
    clearInterval(beat)
  }
  await asOwner(context, (tx) => endPush(tx, context.ownerId, id, endOf(context, tally, failure)))
}

/** Stops the push where it was taken for dead and ended. A sign of life that fails is given again a minute later. */
async function showLife(context: AppContext, id: PushId, taken: AbortController): Promise<void> {
  try {
    if (!(await asOwner(context, (tx) => renewPush(tx, context.ownerId, id)))) taken.abort()
  } catch (err) {
    context.log.warn({ err }, 'a push could not show life')
  }
}

/** A mistake of ours is told as one, so that the history never has a push without an end. */
function failureOf(error: unknown): DestinationError {
  try {
    return asDestinationError(error)
  } catch (cause) {
    const text = 'Something in Tributary went wrong. Your transactions are safe, and what was sent is known.'
    return new DestinationError('answer', `${text} Report it; it is ours to mend.`, { cause })
  }
}

function endOf(context: AppContext, tally: PushTally, failure: DestinationError | null): PushEnd {
  const counts = tally.counts()
  const hasWritten = counts.created + counts.updated + counts.deleted > 0
  const seconds = failure?.retryAfterSeconds ?? null
  return {
    state: failure === null ? (counts.refused > 0 ? 'partly' : 'succeeded') : hasWritten ? 'partly' : 'failed',
    counts,
    failure: failure?.failure ?? null,
    failureMessage: failure?.message ?? null,
    retryAt: seconds === null ? null : new Date(context.now().getTime() + seconds * 1000),
  }
}
