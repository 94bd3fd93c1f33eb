import { readRun } from '../storage/read/runs.ts'
import { cancelRun as cancelOpenRun } from '../sync/request-run.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { notFound, Refusal } from './refusal.ts'
import { runView } from './views/run-view.ts'
import type { RunView } from './views/run-view.ts'
import { wantId } from './views/show.ts'

/** Stops a run that is queued or running. What it has saved stays. */
export async function cancelRun(context: AppContext, shownId: string): Promise<RunView> {
  const runId = wantId('run', shownId, 'sync run')
  const { ownerId, token } = context
  const wasOpen = await cancelOpenRun(context, { ownerId, token, runId })
  const run = await asOwner(context, (tx) => readRun(tx, runId))
  if (!run) throw notFound('sync run')
  if (wasOpen) return runView(run)
  throw new Refusal(
    'run-ended',
    'This sync has ended already. What it saved is kept; there is nothing to stop.',
  )
}
