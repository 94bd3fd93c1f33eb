import { setPaused } from '../storage/new-connections.ts'
import { recordEvent } from '../storage/events.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { showConnection } from './list-connections.ts'
import { notFound } from './refusal.ts'
import type { ConnectionView } from './views/connection-view.ts'
import { wantId } from './views/show.ts'

/** Nothing is fetched until the person resumes. */
export const pauseConnection = (context: AppContext, shownId: string): Promise<ConnectionView> =>
  change(context, shownId, context.now())

/** Fetches again, and what is due at once. */
export const resumeConnection = (context: AppContext, shownId: string): Promise<ConnectionView> =>
  change(context, shownId, null)

async function change(context: AppContext, shownId: string, pausedAt: Date | null): Promise<ConnectionView> {
  const id = wantId('connection', shownId, 'connection')
  await asOwner(context, async (tx) => {
    if (!(await setPaused(tx, context.ownerId, id, pausedAt))) throw notFound('living connection')
    await recordEvent(tx, context.ownerId, {
      kind: 'connection.changed',
      runId: null,
      connectionId: id,
      facts: {},
    })
  })
  return showConnection(context, shownId)
}
