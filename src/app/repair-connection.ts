import { readConnections } from '../storage/read/connections.ts'
import { beginLink } from './begin-link.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { connectSession, openProvider } from './provider-session.ts'
import { notFound } from './refusal.ts'
import { wantId } from './views/show.ts'
import type { LinkView } from './views/link-view.ts'

/**
 * Begins to sign in again at a connected bank. The connection, its accounts and its history stay the same.
 */
export async function repairConnection(
  context: AppContext,
  shownId: string,
  language = 'en',
): Promise<LinkView> {
  const id = wantId('connection', shownId, 'connection')
  const [connection] = await asOwner(context, (tx) => readConnections(tx, id))
  if (!connection) throw notFound('connection')
  const { session } = openProvider(context, connection.provider, connection.isDemo)
  const { credential } = await connectSession(context, session, id)
  return beginLink(context, {
    provider: connection.provider,
    isDemo: connection.isDemo,
    institutionId: connection.institutionSourceId,
    institutionName: connection.institutionName,
    country: connection.country,
    historyDays: connection.askedHistoryDays,
    language,
    repair: { connectionId: id, credential },
  })
}
