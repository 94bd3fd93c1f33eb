// A connection's facts as a run reads and writes them. The status that people see is worked out from them.
import { sql } from 'kysely'
import type { CalendarDate } from '../domain/calendar.ts'
import type { ConnectionId, OwnerId } from '../domain/ids.ts'
import type { Tx } from './schema.ts'

export type ConnectionFacts = {
  readonly id: ConnectionId
  readonly provider: string
  readonly isDemo: boolean
  readonly connectionSourceId: string
  readonly institutionName: string
  readonly askedHistoryDays: number
  readonly cursor: string | null
  readonly isCursorLost: boolean
  readonly isHistoryComplete: boolean
  readonly lastGoodReadAt: Date | null
  readonly lastErrorKind: string | null
  readonly lastErrorReason: string | null
  readonly failuresInRow: number
  readonly pausedUntilOn: CalendarDate | null
  readonly disconnectedAt: Date | null
  readonly nextDueAt: Date | null
  readonly timeZone: string
}

export async function readConnection(
  tx: Tx,
  ownerId: OwnerId,
  connectionId: ConnectionId,
): Promise<ConnectionFacts | null> {
  const row = await tx
    .selectFrom('connection as c')
    .innerJoin('owner as o', 'o.id', 'c.ownerId')
    .select([
      'c.id',
      'c.provider',
      'c.isDemo',
      'c.connectionSourceId',
      'c.institutionName',
      'c.askedHistoryDays',
      'c.cursor',
      'c.isCursorLost',
      'c.isHistoryComplete',
      'c.lastGoodReadAt',
      'c.lastErrorKind',
      'c.lastErrorReason',
      'c.failuresInRow',
      'c.pausedUntilOn',
      'c.disconnectedAt',
      'c.nextDueAt',
      'o.timeZone',
    ])
    .where('c.ownerId', '=', ownerId)
    .where('c.id', '=', connectionId)
    .executeTakeFirst()
  return row ?? null
}

/** Makes other runs of the connection wait until this transaction ends. */
export async function lockConnection(tx: Tx, ownerId: OwnerId, connectionId: ConnectionId): Promise<void> {
  await tx
    .selectFrom('connection')
    .select('id')
    .where('ownerId', '=', ownerId)
    .where('id', '=', connectionId)
    .forUpdate()
    .execute()
}

/**
 * Moves the cursor if nobody else has: the fence that makes a second run of one connection harmless. False where it
 * stands elsewhere by now, or the connection was disconnected.
 */
export async function moveCursor(
  tx: Tx,
  ownerId: OwnerId,
  connectionId: ConnectionId,
  from: string | null,
  to: string,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('connection')
    .set({ cursor: to })
    .where('ownerId', '=', ownerId)
    .where('id', '=', connectionId)
    .where('disconnectedAt', 'is', null)
    .where(sql<boolean>`cursor is not distinct from ${from}`)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** The provider refused the cursor: the next read is a full window in which absence counts. False as above. */
export async function loseCursor(
  tx: Tx,
  ownerId: OwnerId,
  connectionId: ConnectionId,
  refused: string | null,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('connection')
    .set({ cursor: null, isCursorLost: true })
    .where('ownerId', '=', ownerId)
    .where('id', '=', connectionId)
    .where('disconnectedAt', 'is', null)
    .where(sql<boolean>`cursor is not distinct from ${refused}`)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** The facts that the end of a run changes. */
export type ConnectionOutcome = {
  readonly lastAttemptAt: Date
  readonly lastGoodReadAt?: Date
  readonly isHistoryComplete?: boolean
  readonly isCursorLost?: boolean
  readonly lastErrorKind: string | null
  readonly lastErrorReason: string | null
  readonly lastErrorAt: Date | null
  readonly lastErrorRetryAt: Date | null
  readonly failuresInRow: number
  /** Left alone where absent. */
  readonly nextDueAt?: Date | null
}

export async function writeOutcome(
  tx: Tx,
  ownerId: OwnerId,
  connectionId: ConnectionId,
  outcome: ConnectionOutcome,
): Promise<void> {
  await tx
    .updateTable('connection')
    .set(outcome)
    .where('ownerId', '=', ownerId)
    .where('id', '=', connectionId)
    .execute()
}

/** Ends the connection on our side: open runs are cancelled, consents and links end, what was imported stays. */
export async function markDisconnected(tx: Tx, ownerId: OwnerId, connectionId: ConnectionId, at: Date): Promise<void> {
  await tx
    .updateTable('connection')
    .set({ disconnectedAt: at, nextDueAt: null, cursor: null })
    .where('ownerId', '=', ownerId)
    .where('id', '=', connectionId)
    .execute()
  await tx
    .updateTable('syncRun')
    .set({ state: 'cancelled', step: 'done', endedAt: at })
    .where('ownerId', '=', ownerId)
    .where('connectionId', '=', connectionId)
    .where('state', 'in', ['queued', 'running'])
    .execute()
  await tx
    .updateTable('consent')
    .set({ endedAt: at, endReason: 'disconnected' })
    .where('ownerId', '=', ownerId)
    .where('connectionId', '=', connectionId)
    .where('endedAt', 'is', null)
    .execute()
  await tx
    .updateTable('accountLink')
    .set({ endedAt: at })
    .where('ownerId', '=', ownerId)
    .where('connectionId', '=', connectionId)
    .where('endedAt', 'is', null)
    .execute()
}

/** When the connection comes up next. */
export async function setNextDue(tx: Tx, ownerId: OwnerId, connectionId: ConnectionId, at: Date): Promise<void> {
  await tx
    .updateTable('connection')
    .set({ nextDueAt: at })
    .where('ownerId', '=', ownerId)
    .where('id', '=', connectionId)
    .execute()
}
