import { setTimeout as sleep } from 'node:timers/promises'
import { endConsents } from '../storage/new-connections.ts'
import { disconnect } from '../sync/disconnect.ts'
import type { Disconnected } from '../sync/disconnect.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { asRefusal } from './failures.ts'
import { showConnection } from './list-connections.ts'
import { notFound } from './refusal.ts'
import type { ConnectionView } from './views/connection-view.ts'
import { wantId } from './views/show.ts'

/** Pauses between the tries: a person waits for the end of it. */
const RETRY_PAUSES_MS = [500, 2_000]

/** Ends the access at the provider, forgets the credential and keeps the history. Doing it twice is fine. */
export async function disconnectConnection(context: AppContext, shownId: string): Promise<ConnectionView> {
  const connectionId = wantId('connection', shownId, 'connection')
  const ended = await withRetries(() => disconnect(context, { ...context, connectionId }))
  if (ended.kind === 'unknown') throw notFound('connection')
  if (ended.kind === 'refused') throw asRefusal(ended.error) ?? ended.error
  await asOwner(context, (tx) =>
    endConsents(tx, context.ownerId, connectionId, 'disconnected', context.now()),
  )
  return showConnection(context, shownId)
}

/** Tries again where waiting can help. */
async function withRetries(attempt: () => Promise<Disconnected>): Promise<Disconnected> {
  let ended = await attempt()
  for (const pauseMs of RETRY_PAUSES_MS) {
    if (ended.kind !== 'refused' || ended.error.kind !== 'retryLater') return ended
    await sleep(pauseMs)
    ended = await attempt()
  }
  return ended
}
