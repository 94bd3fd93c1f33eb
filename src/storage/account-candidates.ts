// Accounts of the ledger that an unknown account of a source could be, and what they were told of lately.
import { sql } from 'kysely'
import type { HistoryRow, KnownAccount } from '../domain/account-identity.ts'
import type { DateRange } from '../domain/calendar.ts'
import type { AccountId, AccountLinkId, ConnectionId, OwnerId } from '../domain/ids.ts'
import { isNamedByBank } from './accounts.ts'
import type { Tx } from './schema.ts'

export type AccountCandidate = KnownAccount & {
  /** The newest link, of this connection or its provider where there is one. */
  readonly linkId: AccountLinkId
  /** That link is of the connection that asks. */
  readonly isOwn: boolean
  /** That link is for files: it never ends. */
  readonly isForFiles: boolean
}

/**
 * Whether the candidate's link ends when its account is read through another one. A link that another connection still
 * reads through goes on, and one for files is no connection's to end.
 */
export const isReplaced = ({ isOwn, isRead, isForFiles }: AccountCandidate): boolean => isOwn || (!isRead && !isForFiles)

/** Every account of the owner's that a connection or files brought, demo banks and real ones apart. */
export async function readAccountCandidates(
  tx: Tx,
  ownerId: OwnerId,
  connection: { readonly id: ConnectionId; readonly provider: string; readonly isDemo: boolean },
): Promise<readonly AccountCandidate[]> {
  const { id, provider, isDemo } = connection
  const { rows } = await sql<AccountCandidate>`
    select distinct on (a.id) a.id as account_id, a.name, a.kind, a.currency, a.mask, a.persistent_id,
      l.id as link_id, c.id is null as is_for_files, coalesce(c.id = ${id}::uuid, false) as is_own,
      case when c.provider = ${provider} then l.account_source_id end as account_source_id,
      coalesce((
        select array_agg(distinct d.institution_name) from account_link k
        join connection d on d.owner_id = k.owner_id and d.id = k.connection_id
        where k.owner_id = a.owner_id and k.account_id = a.id), '{}') as bank_names,
      exists (
        select 1 from account_link k join connection d on d.owner_id = k.owner_id and d.id = k.connection_id
        where k.owner_id = a.owner_id and k.account_id = a.id and k.ended_at is null
          and d.disconnected_at is null and d.id <> ${id}::uuid) as is_read
    from account a
    join account_link l on l.owner_id = a.owner_id and l.account_id = a.id
    left join connection c on c.owner_id = l.owner_id and c.id = l.connection_id
    where a.owner_id = ${ownerId}::uuid and (c.id is null or c.is_demo = ${isDemo})
    order by a.id, is_own desc, coalesce(c.provider = ${provider}, false) desc, l.created_at desc`.execute(tx)
  return rows
}

/** Movements of one account that are compared: some months of a busy one. */
const HISTORY_ROWS_MAX = 1_000

/** What is booked in the accounts in these days, the newest rows of each. */
export async function readHistories(
  tx: Tx,
  ownerId: OwnerId,
  accountIds: readonly AccountId[],
  { from, to }: DateRange,
): Promise<ReadonlyMap<AccountId, readonly HistoryRow[]>> {
  const { rows } = await sql<HistoryRow & { readonly accountId: AccountId }>`
    select v.id as account_id, t.amount_minor, t.on_date as "on" from unnest(${accountIds}::uuid[]) as v (id)
    cross join lateral (
      select amount_minor, on_date from transaction
      where owner_id = ${ownerId}::uuid and account_id = v.id and on_date between ${from}::date and ${to}::date
        and status = 'posted' and not is_removed
      order by on_date desc, id desc limit ${HISTORY_ROWS_MAX}) t`.execute(tx)
  return Map.groupBy(rows, ({ accountId }) => accountId)
}

/** Those of the accounts that hold nothing yet and have one link: made for an account that nobody knew. */
export async function readEmptyAccounts(
  tx: Tx,
  ownerId: OwnerId,
  accountIds: readonly AccountId[],
): Promise<ReadonlySet<AccountId>> {
  const { rows } = await sql<{ id: AccountId }>`
    select v.id from unnest(${accountIds}::uuid[]) as v (id)
    where not exists (
        select 1 from transaction t where t.owner_id = ${ownerId}::uuid and t.account_id = v.id)
      and (select count(*) from account_link l where l.owner_id = ${ownerId}::uuid and l.account_id = v.id) = 1`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}

/**
 * The link reads into the known account from now on; the empty one that was made for it ends in it. The name that a
 * person gave the known one stays.
 */
export async function moveLink(
  tx: Tx,
  ownerId: OwnerId,
  { linkId, from, into }: { readonly linkId: AccountLinkId; readonly from: AccountId; readonly into: AccountId },
): Promise<void> {
  await sql`
    update account a set name = case when ${isNamedByBank} then e.name else a.name end, kind = e.kind, mask = e.mask,
      is_closed = e.is_closed, persistent_id = coalesce(e.persistent_id, a.persistent_id)
    from account e
    where a.owner_id = ${ownerId}::uuid and a.id = ${into}::uuid and e.owner_id = a.owner_id and e.id = ${from}::uuid
  `.execute(tx)
  await sql`
    update account_link set account_id = ${into}::uuid
    where owner_id = ${ownerId}::uuid and id = ${linkId}::uuid`.execute(tx)
  await sql`
    update balance set account_id = ${into}::uuid
    where owner_id = ${ownerId}::uuid and account_id = ${from}::uuid`.execute(tx)
  await sql`delete from account where owner_id = ${ownerId}::uuid and id = ${from}::uuid`.execute(tx)
}

export type AccountQuestion = {
  readonly accountId: AccountId
  readonly candidateIds: readonly AccountId[]
  readonly why: string
}

/** Asks which account this is, of the newest transaction of each: people know their accounts by what is in them. */
export async function askWhichAccount(
  tx: Tx,
  ownerId: OwnerId,
  { accountId, candidateIds, why }: AccountQuestion,
  { id, batchId }: { readonly id: string; readonly batchId: string },
): Promise<void> {
  const evidence = { daysApart: null, amountDiffersBy: null, textLikeness: null, bits: null, runnerUpBits: null, why }
  const newest = sql`
    select id from transaction t where t.owner_id = ${ownerId}::uuid and t.account_id = v.id and not t.is_removed
    order by on_date desc, id desc limit 1`
  await sql`
    insert into review (owner_id, id, key, kind, subject_transaction_id, candidate_transaction_ids, evidence, batch_id,
      subject_account_id, candidate_account_ids)
    select ${ownerId}::uuid, ${id}::uuid, ${`which-account ${accountId}`}, 'which-account', s.id,
      array(select c.id from unnest(${candidateIds}::uuid[]) as v (id) cross join lateral (${newest}) c),
      ${JSON.stringify(evidence)}::jsonb, ${batchId}::uuid, ${accountId}::uuid, ${candidateIds}::uuid[]
    from (select ${accountId}::uuid as id) v cross join lateral (${newest}) s
    on conflict (owner_id, key) do nothing`.execute(tx)
}
