// The secrets that open connections, sealed at rest.
import { sql } from 'kysely'
import type { ConnectionId, OwnerId } from '../domain/ids.ts'
import type { KeyRing } from './key-ring.ts'
import type { Tx } from './schema.ts'
import { open, seal } from './seal.ts'
import type { SealedPlace } from './seal.ts'

export type CredentialDeps = { readonly keyRing: KeyRing; readonly randomBytes: (count: number) => Uint8Array }

/** Keeps the credential of a connection in place of any earlier one. */
export async function keepCredential(
  tx: Tx,
  { keyRing, randomBytes }: CredentialDeps,
  ownerId: OwnerId,
  connectionId: ConnectionId,
  credential: string,
): Promise<void> {
  const sealed = seal(keyRing, randomBytes, placeOf(ownerId, connectionId), Buffer.from(credential))
  await tx
    .insertInto('credential')
    .values({ ownerId, connectionId, ...sealed })
    .onConflict((conflict) =>
      conflict.columns(['ownerId', 'connectionId']).doUpdateSet({ ...sealed, updatedAt: sql<Date>`now()` }),
    )
    .execute()
}

/** The credential, or null where the connection has none (it was disconnected). Throws `SealError`. */
export async function readCredential(
  tx: Tx,
  keyRing: KeyRing,
  ownerId: OwnerId,
  connectionId: ConnectionId,
): Promise<string | null> {
  const row = await tx
    .selectFrom('credential')
    .select(['keyId', 'sealed'])
    .where('ownerId', '=', ownerId)
    .where('connectionId', '=', connectionId)
    .executeTakeFirst()
  return row === undefined ? null : open(keyRing, placeOf(ownerId, connectionId), row).toString()
}

export async function deleteCredential(tx: Tx, ownerId: OwnerId, connectionId: ConnectionId): Promise<void> {
  await tx.deleteFrom('credential').where('ownerId', '=', ownerId).where('connectionId', '=', connectionId).execute()
}

const placeOf = (ownerId: OwnerId, connectionId: ConnectionId): SealedPlace => ({
  ownerId,
  table: 'credential',
  column: 'sealed',
  rowId: connectionId,
  purpose: 'bank access',
})
