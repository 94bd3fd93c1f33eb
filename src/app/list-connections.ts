import type { ConnectionId } from '../domain/ids.ts'
import { readAccounts } from '../storage/read/accounts.ts'
import { readConnections } from '../storage/read/connections.ts'
import { readNewestRuns } from '../storage/read/runs.ts'
import type { RunRow } from '../storage/read/runs.ts'
import type { Tx } from '../storage/schema.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { notFound } from './refusal.ts'
import { connectionView } from './views/connection-view.ts'
import type { ConnectionView } from './views/connection-view.ts'
import { wantId } from './views/show.ts'

/** All connections with their accounts and runs, the living ones first. */
export const listConnections = (context: AppContext): Promise<ConnectionView[]> =>
  asOwner(context, (tx) => readViews(context, tx, null))

/** One connection. */
export async function showConnection(context: AppContext, shownId: string): Promise<ConnectionView> {
  const id = wantId('connection', shownId, 'connection')
  const [view] = await asOwner(context, (tx) => readViews(context, tx, id))
  if (!view) throw notFound('connection')
  return view
}

const isOpen = (run: RunRow): boolean => run.state === 'queued' || run.state === 'running'

async function readViews(context: AppContext, tx: Tx, id: ConnectionId | null): Promise<ConnectionView[]> {
  const rows = await readConnections(tx, id)
  const accounts = await readAccounts(tx)
  const runs = await readNewestRuns(tx)
  const titles = new Map(context.providers.list().map((provider) => [provider.id, provider.title]))
  return rows.map((row) => {
    const own = runs.filter(({ connectionId }) => connectionId === row.id)
    return connectionView(row, {
      providerTitle: titles.get(row.provider) ?? row.provider,
      accounts: accounts.filter(({ connectionId }) => connectionId === row.id),
      openRun: own.find(isOpen) ?? null,
      lastRun: own.find((run) => !isOpen(run)) ?? null,
      now: context.now(),
    })
  })
}
