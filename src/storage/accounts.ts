// A connection's accounts and the links that tie them to what the source calls them.
import { sql } from 'kysely'
import type { AccountKind, SourceAccount } from '../domain/account.ts'
import type { CurrencyCode } from '../domain/currency.ts'
import type { AccountId, AccountLinkId, ConnectionId, OwnerId, RunId } from '../domain/ids.ts'
import { isCalibrated } from './calibrations.ts'
import type { Tx } from './schema.ts'

/** A link of a connection together with its account. */
export type LinkedAccount = {
  readonly linkId: AccountLinkId
  readonly accountId: AccountId
  readonly accountSourceId: string
  readonly name: string
  readonly kind: AccountKind
  readonly currency: CurrencyCode
  readonly mask: string | null
  readonly persistentId: string | null
  readonly isSelected: boolean
  readonly hasFailed: boolean
  /** Its balances have proved that its transactions have the other sign. */
  readonly isFlipped: boolean
}

/** The links of a connection that still read. */
export async function readLinks(tx: Tx, ownerId: OwnerId, connectionId: ConnectionId): Promise<readonly LinkedAccount[]> {
  const { rows } = await sql<LinkedAccount>`
    select l.id as link_id, l.account_source_id, l.is_selected, l.failed_at is not null as has_failed,
      a.id as account_id, a.name, a.kind, a.currency, a.mask, a.persistent_id,
      ${isCalibrated(sql`'flip-rows'`, sql`l.account_id`, sql`l.connection_id`)} as is_flipped
    from account_link l
    join account a on a.owner_id = l.owner_id and a.id = l.account_id
    where l.owner_id = ${ownerId} and l.connection_id = ${connectionId} and l.ended_at is null
    order by l.created_at, l.id`.execute(tx)
  return rows
}

/** Whether the transactions of a link have the other sign than it states. */
export async function isLinkFlipped(tx: Tx, ownerId: OwnerId, linkId: AccountLinkId): Promise<boolean> {
  const { rows } = await sql<{ isFlipped: boolean }>`
    select ${isCalibrated(sql`'flip-rows'`, sql`l.account_id`, sql`l.connection_id`)} as is_flipped
    from account_link l where l.owner_id = ${ownerId}::uuid and l.id = ${linkId}::uuid`.execute(tx)
  return rows[0]?.isFlipped ?? false
}

/** The account's link for files, made at its first file. */
export async function fileLink(tx: Tx, ownerId: OwnerId, accountId: AccountId, newId: () => string): Promise<AccountLinkId> {
  await sql`
    insert into account_link (owner_id, id, account_id, connection_id, account_source_id)
    values (${ownerId}, ${newId()}, ${accountId}, null, 'file')
    on conflict (owner_id, account_id) where connection_id is null and ended_at is null do nothing`.execute(tx)
  const link = await tx
    .selectFrom('accountLink')
    .select('id')
    .where('ownerId', '=', ownerId)
    .where('accountId', '=', accountId)
    .where('connectionId', 'is', null)
    .where('endedAt', 'is', null)
    .executeTakeFirstOrThrow()
  return link.id
}

/** The account's currency, or null where the owner has no such account. */
export async function accountCurrency(tx: Tx, ownerId: OwnerId, accountId: AccountId): Promise<CurrencyCode | null> {
  const row = await tx
    .selectFrom('account')
    .select('currency')
    .where('ownerId', '=', ownerId)
    .where('id', '=', accountId)
    .executeTakeFirst()
  return row?.currency ?? null
}

export async function insertAccount(tx: Tx, ownerId: OwnerId, accountId: AccountId, account: SourceAccount): Promise<void> {
  const { name, kind, currency, mask, persistentId, isClosed } = account
  await tx
    .insertInto('account')
    .values({ ownerId, id: accountId, name, kind, currency, mask, persistentId, isClosed })
    .execute()
}

/**
 * Whether a bank named the account `a`. What a connection makes is exactly as old as its first link, for both are
 * written at once; any other account was made by the person, who named it.
 */
export const isNamedByBank = sql<boolean>`exists (
  select 1 from account_link k where k.owner_id = a.owner_id and k.account_id = a.id
    and k.connection_id is not null and k.created_at = a.created_at)`

/**
 * What the source says of the account today; the name that a person gave it stays. Its currency never changes: another
 * currency is another account.
 */
export async function refreshAccount(tx: Tx, ownerId: OwnerId, accountId: AccountId, account: SourceAccount): Promise<void> {
  const { name, kind, mask, persistentId, isClosed } = account
  await sql`
    update account a set name = case when ${isNamedByBank} then ${name} else a.name end, kind = ${kind}, mask = ${mask},
      is_closed = ${isClosed}, persistent_id = coalesce(${persistentId}, a.persistent_id)
    where a.owner_id = ${ownerId}::uuid and a.id = ${accountId}::uuid`.execute(tx)
}

export async function insertLink(
  tx: Tx,
  ownerId: OwnerId,
  link: {
    readonly id: AccountLinkId
    readonly accountId: AccountId
    readonly connectionId: ConnectionId
    readonly accountSourceId: string
  },
): Promise<void> {
  await tx.insertInto('accountLink').values({ ownerId, ...link }).execute()
}

/** Nothing reads through these links any more. What they brought stays. */
export async function endLinks(tx: Tx, ownerId: OwnerId, linkIds: readonly AccountLinkId[]): Promise<void> {
  if (linkIds.length === 0) return
  await tx
    .updateTable('accountLink')
    .set({ endedAt: sql<Date>`now()` })
    .where('ownerId', '=', ownerId)
    .where('id', 'in', [...linkIds])
    .where('endedAt', 'is', null)
    .execute()
}

/** One account fails while the others go on; null clears it. */
export async function setLinkFailure(
  tx: Tx,
  ownerId: OwnerId,
  linkId: AccountLinkId,
  failure: { readonly kind: string; readonly reason: string } | null,
): Promise<void> {
  await tx
    .updateTable('accountLink')
    .set(
      failure === null
        ? { failedAt: null, failureKind: null, failureReason: null }
        : { failedAt: sql<Date>`now()`, failureKind: failure.kind, failureReason: failure.reason },
    )
    .where('ownerId', '=', ownerId)
    .where('id', '=', linkId)
    .execute()
}

/** Keeps the balances that a source told, each as a checkpoint of the proof that nothing is missing. */
export async function keepBalances(
  tx: Tx,
  ownerId: OwnerId,
  runId: RunId,
  balances: readonly (SourceAccount['balances'][number] & { readonly accountId: AccountId })[],
  heardAt: Date,
  newId: () => string,
): Promise<void> {
  if (balances.length === 0) return
  await tx
    .insertInto('balance')
    .values(
      balances.map(({ accountId, kind, amount, asOf }) => ({
        ownerId,
        id: newId(),
        accountId,
        runId,
        kind,
        amountMinor: amount.minor,
        asOfAt: asOf ?? heardAt,
        isHeard: asOf === null,
      })),
    )
    .execute()
}
