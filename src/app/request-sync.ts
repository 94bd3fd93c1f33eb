import { readConnections } from '../storage/read/connections.ts'
import { readRun } from '../storage/read/runs.ts'
import { requestRunIn } from '../sync/request-run.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { notFound, Refusal } from './refusal.ts'
import { runView } from './views/run-view.ts'
import type { RunView } from './views/run-view.ts'
import { wantId } from './views/show.ts'

/** A sync of a few pages takes about as long. */
const BUSY_SECONDS = 10

export type SyncOptions = {
  readonly isDryRun?: boolean
  /** Of a dry run. */
  readonly planHash?: string | undefined
}

export type RequestedSync = { readonly run: RunView; readonly isNew: boolean }

/**
 * Asks for a sync. Where one is under way already, the wish joins it. A dry run saves nothing but its counts and what
 * it would do; a run that is held to a dry run's plan saves that, or nothing.
 */
export async function requestSync(
  context: AppContext,
  shownId: string,
  { isDryRun = false, planHash }: SyncOptions = {},
): Promise<RequestedSync> {
  const connectionId = wantId('connection', shownId, 'connection')
  const { ownerId, token } = context
  return asOwner(context, async (tx) => {
    const [connection] = await readConnections(tx, connectionId)
    if (!connection) throw notFound('connection')
    const requested = await requestRunIn(tx, context, {
      ownerId,
      token,
      connectionId,
      trigger: 'user',
      isDryRun,
      ...(planHash === undefined ? {} : { expectedPlanHash: planHash }),
    })
    if (requested === null) throw disconnected(connection.institutionName)
    const run = await readRun(tx, requested.runId)
    if (!run) throw notFound('sync run')
    // A wish that saves must not end in a run that doesn't, nor the other way round.
    const isOther = run.isDryRun !== isDryRun || run.expectedPlanHash !== (planHash ?? null)
    if (isOther) throw underWay(connection.institutionName)
    return { run: runView(run), isNew: !requested.hasJoined }
  })
}

const disconnected = (institutionName: string): Refusal =>
  new Refusal(
    'disconnected',
    `${institutionName} is disconnected, so nothing can be fetched. Its transactions are still here. ` +
      'Connect the bank anew to go on.',
  )

const underWay = (institutionName: string): Refusal =>
  new Refusal(
    'busy',
    `Another sync of ${institutionName} is under way. Nothing was changed by this one. ` +
      'Try again when it has ended.',
    { actor: 'nobody', retryAfterSeconds: BUSY_SECONDS },
  )
