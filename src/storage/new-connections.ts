// Connections as people make, repair, pause and end them. What runs write is in connections.ts.
import { sql } from 'kysely'
import type { ConnectionId, OwnerId } from '../domain/ids.ts'
import type { Tx } from './schema.ts'

export type NewConnection = {
  readonly id: ConnectionId
  readonly provider: string
  readonly isDemo: boolean
  readonly connectionSourceId: string
  readonly institutionSourceId: string | null
  readonly institutionName: string
  readonly country: string
  readonly askedHistoryDays: number
}

export async function insertConnection(tx: Tx, ownerId: OwnerId, connection: NewConnection): Promise<void> {
  await tx
    .insertInto('connection')
    .values({ ownerId, ...connection })
    .execute()
}

/** The living connection that a provider knows by this id, if there is one. */
export async function findConnectionBySource(
  tx: Tx,
  ownerId: OwnerId,
  provider: string,
  connectionSourceId: string,
): Promise<ConnectionId | null> {
  const row = await tx
    .selectFrom('connection')
    .select('id')
    .where('ownerId', '=', ownerId)
    .where('provider', '=', provider)
    .where('connectionSourceId', '=', connectionSourceId)
    .where('disconnectedAt', 'is', null)
    .executeTakeFirst()
  return row?.id ?? null
}

/** The person signed in again: what went wrong before no longer counts, and a pause is over. */
export async function mendConnection(
  tx: Tx,
  ownerId: OwnerId,
  id: ConnectionId,
  connectionSourceId: string,
): Promise<void> {
  await tx
    .updateTable('connection')
    .set({
      connectionSourceId,
      lastErrorKind: null,
      lastErrorReason: null,
      lastErrorAt: null,
      lastErrorRetryAt: null,
      failuresInRow: 0,
      pausedAt: null,
      pausedUntilOn: null,
    })
    .where('ownerId', '=', ownerId)
    .where('id', '=', id)
    .execute()
}

export type NewConsent = {
  readonly id: string
  readonly connectionId: ConnectionId
  readonly scope: Readonly<Record<string, string | number | boolean>>
  readonly grantedAt: Date
  readonly expiresAt: string | null
}

/** Writes down a permission; one given earlier for the same connection ends with it. */
export async function keepConsent(tx: Tx, ownerId: OwnerId, consent: NewConsent): Promise<void> {
  await endConsents(tx, ownerId, consent.connectionId, 'renewed', consent.grantedAt)
  await tx
    .insertInto('consent')
    .values({ ownerId, ...consent, scope: JSON.stringify(consent.scope) })
    .execute()
}

export async function endConsents(
  tx: Tx,
  ownerId: OwnerId,
  connectionId: ConnectionId,
  endReason: 'renewed' | 'disconnected',
  endedAt: Date,
): Promise<void> {
  await tx
    .updateTable('consent')
    .set({ endedAt, endReason })
    .where('ownerId', '=', ownerId)
    .where('connectionId', '=', connectionId)
    .where('endedAt', 'is', null)
    .execute()
}

/** Pauses or resumes. False where the owner has no such living connection. */
export async function setPaused(
  tx: Tx,
  ownerId: OwnerId,
  id: ConnectionId,
  pausedAt: Date | null,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('connection')
    .set({ pausedAt, pausedUntilOn: null, ...(pausedAt === null ? { nextDueAt: sql<Date>`now()` } : {}) })
    .where('ownerId', '=', ownerId)
    .where('id', '=', id)
    .where('disconnectedAt', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
