// Budget programs that the ledger is sent to: their settings, with secrets sealed, and which account goes where.
import { sql } from 'kysely'
import type { CalendarDate } from '../domain/calendar.ts'
import type { CurrencyCode } from '../domain/currency.ts'
import type { AccountId, DestinationId, OwnerId } from '../domain/ids.ts'
import type { RequestMinutes } from '../domain/push/request-budget.ts'
import type { CredentialDeps } from './credentials.ts'
import type { KeyRing } from './key-ring.ts'
import type { Tx } from './schema.ts'
import { open, seal } from './seal.ts'
import type { SealedPlace } from './seal.ts'

export type DestinationRow = {
  readonly id: DestinationId
  readonly program: string
  readonly name: string
  readonly settings: Readonly<Record<string, string>>
  readonly createdAt: Date
}

export type NewDestination = Omit<DestinationRow, 'createdAt'> & {
  readonly secrets: Readonly<Record<string, string>>
}

export async function insertDestination(
  tx: Tx,
  deps: CredentialDeps,
  ownerId: OwnerId,
  { id, program, name, settings, secrets }: NewDestination,
): Promise<void> {
  const sealed = seal(deps.keyRing, deps.randomBytes, placeOf(ownerId, id), Buffer.from(JSON.stringify(secrets)))
  await tx
    .insertInto('destination')
    .values({ ownerId, id, program, name, settings: JSON.stringify(settings), ...sealed })
    .execute()
}

/** New settings and secrets in place of the old ones; what was sent is still known. */
export async function updateDestination(
  tx: Tx,
  deps: CredentialDeps,
  ownerId: OwnerId,
  { id, name, settings, secrets }: Omit<NewDestination, 'program'>,
): Promise<void> {
  const sealed = seal(deps.keyRing, deps.randomBytes, placeOf(ownerId, id), Buffer.from(JSON.stringify(secrets)))
  await tx
    .updateTable('destination')
    .set({ name, settings: JSON.stringify(settings), ...sealed })
    .where('ownerId', '=', ownerId)
    .where('id', '=', id)
    .execute()
}

/** Oldest first. */
export const readDestinations = (tx: Tx): Promise<DestinationRow[]> =>
  tx
    .selectFrom('destination')
    .select(['id', 'program', 'name', 'settings', 'createdAt'])
    .orderBy('createdAt')
    .orderBy('id')
    .execute()

/** Throws `SealError` where the secrets can't be opened. */
export async function readSecrets(
  tx: Tx,
  keyRing: KeyRing,
  ownerId: OwnerId,
  id: DestinationId,
): Promise<Readonly<Record<string, string>>> {
  const row = await tx
    .selectFrom('destination')
    .select(['keyId', 'sealed'])
    .where('ownerId', '=', ownerId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return JSON.parse(open(keyRing, placeOf(ownerId, id), row).toString()) as Record<string, string>
}

/** Forgets it with everything that was noted of it. What was sent stays there. */
export async function deleteDestination(tx: Tx, ownerId: OwnerId, id: DestinationId): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('destination')
    .where('ownerId', '=', ownerId)
    .where('id', '=', id)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

export type MappingRow = {
  readonly accountId: AccountId
  readonly accountName: string
  readonly currency: CurrencyCode
  readonly theirAccountId: string
  readonly theirName: string
  readonly theirCurrency: CurrencyCode | null
  readonly sendsFromOn: CalendarDate
}

export const readMappings = (tx: Tx, id: DestinationId): Promise<MappingRow[]> =>
  tx
    .selectFrom('destinationAccount as m')
    .innerJoin('account as a', (join) =>
      join.onRef('a.ownerId', '=', 'm.ownerId').onRef('a.id', '=', 'm.accountId'),
    )
    .where('m.destinationId', '=', id)
    .select(['m.accountId', 'a.name as accountName', 'a.currency', 'm.theirAccountId', 'm.theirName'])
    .select(['m.theirCurrency', 'm.sendsFromOn'])
    .orderBy('a.name')
    .orderBy('a.id')
    .execute()

export type NewMapping = Omit<MappingRow, 'accountName' | 'currency'> & { readonly id: string }

/** These and no others from now on. */
export async function replaceMappings(
  tx: Tx,
  ownerId: OwnerId,
  destinationId: DestinationId,
  mappings: readonly NewMapping[],
): Promise<void> {
  await tx
    .deleteFrom('destinationAccount')
    .where('ownerId', '=', ownerId)
    .where('destinationId', '=', destinationId)
    .execute()
  if (mappings.length === 0) return
  await tx
    .insertInto('destinationAccount')
    .values(mappings.map((mapping) => ({ ...mapping, ownerId, destinationId })))
    .execute()
}

/** The requests of the last hour, held until the transaction ends so that two processes count one after the other. */
export async function holdRequestMinutes(tx: Tx, ownerId: OwnerId, id: DestinationId): Promise<RequestMinutes> {
  const row = await tx
    .selectFrom('destination')
    .select('requestMinutes')
    .where('ownerId', '=', ownerId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row?.requestMinutes ?? {}
}

export async function keepRequestMinutes(
  tx: Tx,
  ownerId: OwnerId,
  id: DestinationId,
  minutes: RequestMinutes,
): Promise<void> {
  await sql`
    update destination set request_minutes = ${JSON.stringify(minutes)}::jsonb
    where owner_id = ${ownerId}::uuid and id = ${id}::uuid`.execute(tx)
}

const placeOf = (ownerId: OwnerId, id: DestinationId): SealedPlace => ({
  ownerId,
  table: 'destination',
  column: 'sealed',
  rowId: id,
  purpose: 'access to a budget program',
})
