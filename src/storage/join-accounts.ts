// Moves everything of one account into another one and takes the empty one away, and back again.
import { sql } from 'kysely'
import type { AccountId, AccountLinkId, BatchId, ConnectionId, OwnerId, RecordId, TransactionId } from '../domain/ids.ts'
import type { CurrencyCode } from '../domain/currency.ts'
import type { CalendarDate } from '../domain/calendar.ts'
import { money } from '../domain/money.ts'
import type { JsonValue, RecordStatus, SourceKind, SourceRecord } from '../domain/source-record.ts'
import { providerCategoryOf } from './snapshot.ts'
import { moveDestinations } from './joined-destinations.ts'
import type { JoinedDestinations } from './joined-destinations.ts'
import type { JoinedRules } from './joined-rules.ts'
import type { Tx } from './schema.ts'

export type AccountPair = {
  /** The newer one, which goes. */
  readonly from: AccountId
  /** The one that stays. */
  readonly into: AccountId
}

/** Connections that read, or once read, into the accounts, in the order in which they are locked. */
export async function connectionsOf(tx: Tx, ownerId: OwnerId, accountIds: readonly AccountId[]): Promise<readonly ConnectionId[]> {
  const { rows } = await sql<{ id: ConnectionId }>`
    select distinct connection_id as id from account_link
    where owner_id = ${ownerId}::uuid and account_id = any(${accountIds}::uuid[]) and connection_id is not null
    order by connection_id`.execute(tx)
  return rows.map(({ id }) => id)
}

/** A run that is reading has the accounts in mind that were there when it began. */
export async function isAnyRunning(tx: Tx, ownerId: OwnerId, connectionIds: readonly ConnectionId[]): Promise<boolean> {
  const { rows } = await sql`
    select 1 from sync_run
    where owner_id = ${ownerId}::uuid and connection_id = any(${connectionIds}::uuid[]) and state = 'running' limit 1`.execute(tx)
  return rows.length > 0
}

export type AccountFacts = { readonly id: AccountId; readonly currency: CurrencyCode; readonly rows: number }

/** The accounts that are there, with their numbers of transactions. */
export async function readAccountFacts(tx: Tx, ownerId: OwnerId, ids: readonly AccountId[]): Promise<readonly AccountFacts[]> {
  const { rows } = await sql<AccountFacts>`
    select a.id, a.currency,
      (select count(*)::int from transaction t where t.owner_id = a.owner_id and t.account_id = a.id) as rows
    from account a where a.owner_id = ${ownerId}::uuid and a.id = any(${ids}::uuid[])`.execute(tx)
  return rows
}

/** A transaction of the account as its leading record states it. */
export type StatedTransaction = {
  readonly transactionId: TransactionId
  readonly recordId: RecordId
  readonly source: SourceKind
  readonly record: SourceRecord
}

type StatedRow = Omit<SourceRecord, 'amount' | 'providerCategory' | 'balanceAfter' | 'supersedes' | 'raw' | 'occurredAt'> & {
  readonly transactionId: TransactionId
  readonly recordId: RecordId
  readonly source: SourceKind
  readonly status: RecordStatus
  readonly currency: CurrencyCode
  readonly amountMinor: bigint
  readonly balanceAfterMinor: bigint | null
  readonly categoryScheme: string | null
  readonly categoryCode: string | null
  readonly on: CalendarDate
}

/** Every transaction that stands, once: by its bank's record where it has one, in the order of its days. */
export async function readStated(tx: Tx, ownerId: OwnerId, id: AccountId): Promise<readonly StatedTransaction[]> {
  const { rows } = await sql<StatedRow>`
    select * from (
      select distinct on (r.transaction_id) r.transaction_id, r.id as record_id, r.source, l.account_source_id,
        r.source_id, r.status, a.currency, r.amount_minor, r.posted_on, r.transaction_on, r.description,
        r.counterparty_name, r.counterparty_account_mask, r.category_scheme, r.category_code, r.balance_after_minor,
        r.reference, r.on_date as "on"
      from source_record r
      join account_link l on l.owner_id = r.owner_id and l.id = r.account_link_id
      join account a on a.owner_id = r.owner_id and a.id = r.account_id
      where r.owner_id = ${ownerId}::uuid and r.account_id = ${id}::uuid and not r.is_removed and r.superseded_by is null
      order by r.transaction_id, r.status = 'posted' desc, r.source = 'connection' desc, r.source = 'file' desc, r.id desc
    ) stated order by "on", record_id`.execute(tx)
  return rows.map(({ transactionId, recordId, source, currency, on: _on, ...row }) => {
    const { amountMinor, balanceAfterMinor, categoryScheme, categoryCode, ...rest } = row
    const record: SourceRecord = {
      ...rest,
      amount: money(amountMinor, currency),
      providerCategory: providerCategoryOf(categoryScheme, categoryCode),
      balanceAfter: balanceAfterMinor === null ? null : money(balanceAfterMinor, currency),
      occurredAt: null,
      supersedes: null,
      raw: null,
    }
    return { transactionId, recordId, source, record }
  })
}

/** What was where, in the database's own names: what an undo needs beyond the images of rows. */
export type AccountImage = {
  readonly account: JsonValue
  readonly intoPersistentId: string | null
  readonly linkIds: readonly AccountLinkId[]
  /** Links that ended with the joining. */
  readonly endedLinkIds: readonly AccountLinkId[]
  readonly balanceIds: readonly string[]
  /** Those that the other account had: they stay its own. Absent in images of earlier versions. */
  readonly intoBalanceIds?: readonly string[]
  readonly constraints: JsonValue
  readonly batchIds: readonly BatchId[]
  /** Transactions that earlier batches ended: only their images tell which account they were in. */
  readonly imageRowIds: readonly string[]
  /** Absent in images of earlier versions, where no rule named the account. */
  readonly rules?: JoinedRules
  /** Absent in images of earlier versions, which knew no destinations. */
  readonly destinations?: JoinedDestinations
}

/** Moves all rows, and takes the empty account away. Fails, and so changes nothing, where any is left. */
export async function moveAccount(tx: Tx, ownerId: OwnerId, { from, into }: AccountPair): Promise<AccountImage> {
  const image = await imageOf(tx, ownerId, { from, into })
  await sql`
    update account_link set ended_at = now()
    where owner_id = ${ownerId}::uuid and id = any(${image.endedLinkIds}::uuid[])`.execute(tx)
  for (const table of ['account_link', 'transaction', 'source_record', 'coverage', 'balance', 'import_batch']) {
    await sql`
      update ${sql.table(table)} set account_id = ${into}::uuid
      where owner_id = ${ownerId}::uuid and account_id = ${from}::uuid`.execute(tx)
  }
  await moveConstraints(tx, ownerId, { from, into })
  await renameInImages(tx, ownerId, { from, into })
  const destinations = await moveDestinations(tx, ownerId, from, into)
  await sql`
    update account a set persistent_id = coalesce(a.persistent_id, e.persistent_id) from account e
    where a.owner_id = ${ownerId}::uuid and a.id = ${into}::uuid and e.owner_id = a.owner_id and e.id = ${from}::uuid
  `.execute(tx)
  const { numAffectedRows } = await sql`
    delete from account a where a.owner_id = ${ownerId}::uuid and a.id = ${from}::uuid
      and not exists (select 1 from transaction t where t.owner_id = a.owner_id and t.account_id = a.id)
      and not exists (select 1 from account_link l where l.owner_id = a.owner_id and l.account_id = a.id)`.execute(tx)
  if (numAffectedRows !== 1n) throw new Error('an account that was joined into another still holds something')
  return { ...image, destinations }
}

/** What was said of both accounts in the same words is said once. */
async function moveConstraints(tx: Tx, ownerId: OwnerId, { from, into }: AccountPair): Promise<void> {
  await sql`
    delete from constraint_pair c where c.owner_id = ${ownerId}::uuid and c.account_id = ${from}::uuid and exists (
      select 1 from constraint_pair k where k.owner_id = c.owner_id and k.account_id = ${into}::uuid
        and k.scope = c.scope and k.left_key = c.left_key and k.right_key = c.right_key)`.execute(tx)
  await sql`
    update constraint_pair set account_id = ${into}::uuid
    where owner_id = ${ownerId}::uuid and account_id = ${from}::uuid`.execute(tx)
}

/** Images of earlier batches restore rows into the account that is there. */
async function renameInImages(tx: Tx, ownerId: OwnerId, { from, into }: AccountPair): Promise<void> {
  await sql`
    update before_image set before = jsonb_set(before, '{account_id}', to_jsonb(${into}::text))
    where owner_id = ${ownerId}::uuid and kind = 'transaction' and before ->> 'account_id' = ${from}`.execute(tx)
  await sql`
    update source_record_version set before = jsonb_set(before, '{account_id}', to_jsonb(${into}::text))
    where owner_id = ${ownerId}::uuid and before ->> 'account_id' = ${from}`.execute(tx)
}

async function imageOf(tx: Tx, ownerId: OwnerId, { from, into }: AccountPair): Promise<AccountImage> {
  const ids = (table: string) => sql`
    array(select id from ${sql.table(table)} x where x.owner_id = a.owner_id and x.account_id = a.id order by x.id)`
  const { rows } = await sql<AccountImage>`
    select to_jsonb(a) as account, k.persistent_id as into_persistent_id, ${ids('account_link')} as link_ids,
      ${ids('balance')} as balance_ids,
      array(select id from balance x where x.owner_id = k.owner_id and x.account_id = k.id order by x.id) as into_balance_ids,
      ${ids('import_batch')} as batch_ids,
      array(
        -- One link for files goes on, and none that another link of the same connection stands in for.
        select l.id from account_link l left join connection c on c.owner_id = l.owner_id and c.id = l.connection_id
        where l.owner_id = a.owner_id and l.ended_at is null and (
          l.account_id = a.id and l.connection_id is null and exists (
            select 1 from account_link f where f.owner_id = l.owner_id and f.account_id = k.id
              and f.connection_id is null and f.ended_at is null)
          or l.account_id = k.id and l.connection_id is not null and (c.disconnected_at is not null or exists (
            select 1 from account_link n where n.owner_id = l.owner_id and n.account_id = a.id
              and n.connection_id = l.connection_id and n.ended_at is null)))
        order by l.id) as ended_link_ids,
      coalesce((select jsonb_agg(to_jsonb(c)) from constraint_pair c
        where c.owner_id = a.owner_id and c.account_id = a.id), '[]') as constraints,
      array(select distinct i.row_id from before_image i where i.owner_id = a.owner_id and i.kind = 'transaction'
        and i.before ->> 'account_id' = a.id::text order by i.row_id) as image_row_ids
    from account a, account k
    where a.owner_id = ${ownerId}::uuid and a.id = ${from}::uuid and k.owner_id = a.owner_id and k.id = ${into}::uuid
  `.execute(tx)
  const [image] = rows
  if (image === undefined) throw new Error('an account that was to be joined is gone')
  return image
}

/** Keeps the image with the batch. Keys are written as the type has them. */
export async function keepAccountImage(
  tx: Tx,
  ownerId: OwnerId,
  batchId: BatchId,
  { from }: AccountPair,
  image: AccountImage,
): Promise<void> {
  await tx
    .insertInto('beforeImage')
    .values({ ownerId, batchId, kind: 'account', rowId: from, before: JSON.stringify(image) })
    .execute()
}

/** The image of the account that the batch joined into another one; null for every other batch. */
export async function readAccountImage(tx: Tx, ownerId: OwnerId, batchId: BatchId): Promise<AccountImage | null> {
  const row = await tx
    .selectFrom('beforeImage')
    .select('before')
    .where('ownerId', '=', ownerId)
    .where('batchId', '=', batchId)
    .where('kind', '=', 'account')
    .executeTakeFirst()
  return (row?.before as unknown as AccountImage | undefined) ?? null
}
