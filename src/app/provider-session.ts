// What an adapter is given when a person asks for something, outside of a run.
import type { Adapter, ConnectedSession, Session } from '../providers/contract/adapter.ts'
import type { ConnectionId } from '../domain/ids.ts'
import { keepCredential, readCredential } from '../storage/credentials.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { Refusal } from './refusal.ts'

/** A person waits for the answer; after this they are told instead. */
const CALL_MS_MAX = 30_000

export type OpenedProvider = { readonly adapter: Adapter; readonly session: Session<unknown> }

/** The provider with a session for one request of a person. Throws `ProviderError` where it isn't set up. */
export function openProvider(context: AppContext, provider: string, isDemo: boolean): OpenedProvider {
  const { adapter, config, http } = context.providers.route(provider, isDemo)
  const log: Session<unknown>['log'] = (event, facts) => context.log.info({ provider, ...facts }, event)
  return { adapter, session: { config, http, log, signal: AbortSignal.timeout(CALL_MS_MAX) } }
}

/** The same session, opened by the connection's credential. */
export async function connectSession(
  context: AppContext,
  session: Session<unknown>,
  connectionId: ConnectionId,
): Promise<ConnectedSession<unknown>> {
  const credential = await asOwner(context, (tx) =>
    readCredential(tx, context.keyRing, context.ownerId, connectionId),
  )
  if (credential === null) {
    throw new Refusal(
      'disconnected',
      'This connection has ended, so there is nothing to do at the bank. Your transactions are still here. ' +
        'Connect the bank anew to go on.',
    )
  }
  const keep = (next: string) =>
    asOwner(context, (tx) => keepCredential(tx, context, context.ownerId, connectionId, next))
  return { ...session, credential, keepCredential: keep }
}
