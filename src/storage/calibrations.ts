// What was set right about how the bank of an account is read, and where that counts.
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { AccountId, AccountLinkId, BatchId, ConnectionId, OwnerId } from '../domain/ids.ts'
import type { CalibrationKind } from '../domain/proof/calibration.ts'
import type { Db, Tx } from './schema.ts'

/**
 * Calibrations that counted `at` an instant, or that count now, with each account and connection they count for: that
 * of their own link, and any through which the same provider reads the same bank.
 */
const calibrated = (at: RawBuilder<unknown> | null) => sql`
  select l.owner_id, l.account_id, k.id as connection_id, c.what from calibration c
  join account_link l on l.owner_id = c.owner_id and l.id = c.account_link_id
  join connection own on own.owner_id = l.owner_id and own.id = l.connection_id
  join connection k on k.owner_id = own.owner_id
    and (k.id = own.id or k.provider = own.provider and k.institution_name = own.institution_name)
  where ${at === null ? sql`c.ended_at is null` : sql`c.applied_at <= ${at} and (c.ended_at is null or c.ended_at > ${at})`}`

/** Whether a calibration counts for rows that name an account and a connection. */
export const isCalibrated = (
  what: RawBuilder<unknown>,
  account: RawBuilder<unknown>,
  connection: RawBuilder<unknown>,
  at: RawBuilder<unknown> | null = null,
): RawBuilder<boolean> => sql<boolean>`exists (
  select 1 from (${calibrated(at)}) x
  where x.account_id = ${account} and x.connection_id = ${connection} and x.what = ${what})`

export type CalibrationRow = {
  readonly what: CalibrationKind
  readonly agreeing: number
  readonly intervals: number
  readonly batchId: BatchId | null
  readonly appliedAt: Date
}

/** What counts for an account now, in the order it was applied. */
export async function readCalibrations(db: Db | Tx, accountId: AccountId): Promise<readonly CalibrationRow[]> {
  const { rows } = await sql<CalibrationRow>`
    select c.what, c.agreeing, c.intervals, c.batch_id, c.applied_at from calibration c
    join account_link l on l.owner_id = c.owner_id and l.id = c.account_link_id
    where l.account_id = ${accountId}::uuid and c.ended_at is null
    order by c.applied_at, c.id`.execute(db)
  return rows
}

export type CalibratedLink = {
  readonly linkId: AccountLinkId
  readonly connectionId: ConnectionId
  readonly isOpen: boolean
  /** Equal where the same provider reads the same bank. */
  readonly bank: string
}

/** The account's links to connections, those that still read first. */
export async function readConnectionLinks(tx: Tx, accountId: AccountId): Promise<readonly CalibratedLink[]> {
  const { rows } = await sql<CalibratedLink>`
    select l.id as link_id, l.connection_id, l.ended_at is null and c.disconnected_at is null as is_open,
      c.provider || ' ' || c.institution_name as bank
    from account_link l join connection c on c.owner_id = l.owner_id and c.id = l.connection_id
    where l.account_id = ${accountId}::uuid
    order by is_open desc, l.created_at desc, l.id desc`.execute(tx)
  return rows
}

export async function insertCalibration(
  tx: Tx,
  ownerId: OwnerId,
  calibration: Omit<CalibrationRow, 'appliedAt'> & {
    readonly id: string
    readonly accountLinkId: AccountLinkId
    readonly appliedAt: Date
  },
): Promise<void> {
  await tx.insertInto('calibration').values({ ownerId, ...calibration }).execute()
}

/** Ends what counts for an account. Gives the batch that it corrected rows by; undefined where nothing of it counts. */
export async function endCalibration(
  tx: Tx,
  accountId: AccountId,
  what: CalibrationKind,
  at: Date,
): Promise<{ readonly batchId: BatchId | null; readonly linkId: AccountLinkId } | undefined> {
  const { rows } = await sql<{ batchId: BatchId | null; linkId: AccountLinkId }>`
    update calibration c set ended_at = ${at} from account_link l
    where l.owner_id = c.owner_id and l.id = c.account_link_id and l.account_id = ${accountId}::uuid
      and c.what = ${what} and c.ended_at is null
    returning c.batch_id, c.account_link_id as link_id`.execute(tx)
  return rows[0]
}

/** The account whose calibration corrected rows by this batch, and still counts. */
export async function calibratedBy(
  tx: Tx,
  batchId: BatchId,
): Promise<{ readonly accountId: AccountId; readonly what: CalibrationKind } | undefined> {
  const { rows } = await sql<{ accountId: AccountId; what: CalibrationKind }>`
    select l.account_id, c.what from calibration c
    join account_link l on l.owner_id = c.owner_id and l.id = c.account_link_id
    where c.batch_id = ${batchId}::uuid and c.ended_at is null`.execute(tx)
  return rows[0]
}

/** A run that reads now may be writing the very rows. A queued one has read nothing yet. */
export async function hasRunningRun(tx: Tx, connectionId: ConnectionId): Promise<boolean> {
  const run = await tx
    .selectFrom('syncRun')
    .select('id')
    .where('connectionId', '=', connectionId)
    .where('state', '=', 'running')
    .executeTakeFirst()
  return run !== undefined
}

/** What the batch did was taken back by other means: there is nothing left of it to undo. */
export async function closeBatch(tx: Tx, ownerId: OwnerId, batchId: BatchId, at: Date): Promise<void> {
  await tx
    .updateTable('importBatch')
    .set({ undoneAt: at })
    .where('ownerId', '=', ownerId)
    .where('id', '=', batchId)
    .execute()
}
