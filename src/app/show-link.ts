import { readLinkSession } from '../storage/link-sessions.ts'
import { readRuns } from '../storage/read/runs.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { notFound } from './refusal.ts'
import { linkView } from './views/link-view.ts'
import type { LinkView } from './views/link-view.ts'
import { wantId } from './views/show.ts'

/** How far an attempt to connect a bank is. */
export async function showLink(context: AppContext, shownId: string): Promise<LinkView> {
  const id = wantId('linkSession', shownId, 'attempt to connect')
  return asOwner(context, async (tx) => {
    const found = await readLinkSession(tx, context, context.ownerId, id)
    if (!found) throw notFound('attempt to connect')
    const { session } = found
    if (session.connectionId === null) return linkView(session, null)
    const runs = await readRuns(tx, { connectionId: session.connectionId, after: null, limit: 1 })
    return linkView(session, runs[0]?.id ?? null)
  })
}
