import { readConnections } from '../storage/read/connections.ts'
import { readRun } from '../storage/read/runs.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { queueRun } from './queue-run.ts'
import { notFound, Refusal } from './refusal.ts'
import { runView } from './views/run-view.ts'
import { wantId } from './views/show.ts'

/** Asks for a sync. Where one is under way already, the wish joins it. */
export async function requestSync(context: AppContext, shownId: string) {
  const id = wantId('connection', shownId, 'connection')
  const asked = await asOwner(context, async (tx) => {
    const [connection] = await readConnections(tx, id)
    if (!connection) throw notFound('connection')
    if (connection.disconnectedAt !== null) {
      throw new Refusal(
        'disconnected',
        `${connection.institutionName} is disconnected, so nothing can be fetched. Its transactions are still here. ` +
          'Connect the bank anew to go on.',
      )
    }
    const { runId, isNew } = await queueRun(context, tx, id, 'user')
    const run = await readRun(tx, runId)
    if (!run) throw notFound('sync run')
    return { run: runView(run), isNew }
  })
  await context.wakeWorker()
  return asked
}
