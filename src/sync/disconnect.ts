// Ends a connection: at the provider first, then here. The history stays.
import type { ConnectionId, OwnerId } from '../domain/ids.ts'
import { asProviderError, type ProviderError } from '../providers/contract/errors.ts'
import { markDisconnected, readConnection } from '../storage/connections.ts'
import { crashPoint } from '../storage/crash-points.ts'
import { deleteCredential, keepCredential, readCredential } from '../storage/credentials.ts'
import { withTransaction } from '../storage/database.ts'
import { recordEvent } from '../storage/events.ts'
import type { SyncDeps } from './deps.ts'

/** How long the provider may take to end its side. */
const UNLINK_MS_MAX = 30_000

export type Disconnected =
  | { readonly kind: 'disconnected' }
  | { readonly kind: 'unknown' }
  /** The provider did not confirm; nothing was changed here, so that it can be tried again. */
  | { readonly kind: 'refused'; readonly error: ProviderError }

/**
 * Ends the connection and forgets its credential. Where the provider can't be reached nothing changes, unless `force`:
 * then our side ends anyway, and the access at the provider may live until it expires.
 */
export async function disconnect(
  deps: Pick<SyncDeps, 'db' | 'keyRing' | 'randomBytes' | 'providers' | 'now' | 'log'>,
  wish: {
    readonly ownerId: OwnerId
    readonly token: string
    readonly connectionId: ConnectionId
    readonly force?: boolean
  },
): Promise<Disconnected> {
  const { ownerId, token, connectionId, force = false } = wish
  const opened = await withTransaction(deps.db, token, async (tx) => {
    const connection = await readConnection(tx, ownerId, connectionId)
    crashPoint('disconnect: connection read')
    const credential = await readCredential(tx, deps.keyRing, ownerId, connectionId)
    crashPoint('disconnect: credential opened')
    return { connection, credential }
  })
  crashPoint('disconnect: opened')
  const { connection, credential } = opened
  if (connection === null) return { kind: 'unknown' }
  if (connection.disconnectedAt !== null) return { kind: 'disconnected' }
  if (credential !== null) {
    const error = await unlinkAtProvider(deps, wish, connection, credential)
    crashPoint('disconnect: provider asked')
    if (error !== null && error.kind !== 'gone' && !force) return { kind: 'refused', error }
  }
  await withTransaction(deps.db, token, async (tx) => {
    await markDisconnected(tx, ownerId, connectionId, deps.now())
    crashPoint('disconnect: marked')
    await deleteCredential(tx, ownerId, connectionId)
    crashPoint('disconnect: credential deleted')
    await recordEvent(tx, ownerId, { kind: 'connection.changed', runId: null, connectionId, facts: {} })
    crashPoint('disconnect: change told')
  })
  crashPoint('disconnect: done')
  return { kind: 'disconnected' }
}

/** Null where the provider has ended its side. */
async function unlinkAtProvider(
  deps: Parameters<typeof disconnect>[0],
  { ownerId, token, connectionId }: Parameters<typeof disconnect>[1],
  connection: { readonly provider: string; readonly isDemo: boolean },
  credential: string,
): Promise<ProviderError | null> {
  try {
    const { adapter, config, http } = deps.providers.route(connection.provider, connection.isDemo)
    await adapter.unlink({
      config,
      http,
      credential,
      signal: AbortSignal.timeout(UNLINK_MS_MAX),
      log: (event, facts) => deps.log.info({ connection: connectionId, ...facts }, event),
      keepCredential: async (next) => {
        await withTransaction(deps.db, token, (tx) => keepCredential(tx, deps, ownerId, connectionId, next))
        crashPoint('disconnect: rotated credential kept')
      },
    })
    crashPoint('disconnect: unlinked')
    return null
  } catch (error) {
    return asProviderError(error)
  }
}
