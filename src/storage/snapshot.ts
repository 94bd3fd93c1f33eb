// Reads what the plan of a span needs to know: everything that could matter, closed over transactions, and nothing that
// grows with the ledger. Four statements, whatever the span holds.
//
// Each looks its rows up one by one: `lateral (… offset 0)` is a subquery that PostgreSQL neither dissolves nor turns
// around. While a first import fills the tables faster than their statistics are taken, it would otherwise think them
// small and read a person's whole ledger for every span.
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { CalendarDate } from '../domain/calendar.ts'
import type { CurrencyCode } from '../domain/currency.ts'
import type { AccountId, AccountLinkId, OwnerId, RecordId, TransactionId } from '../domain/ids.ts'
import { money } from '../domain/money.ts'
import type { KnownRecord, KnownTransaction, Snapshot, Span } from '../domain/reconcile/plan.ts'
import { recordDate } from '../domain/source-record.ts'
import { snapshotNeeds } from '../domain/reconcile/snapshot-needs.ts'
import { EARLY_DAYS_MAX } from '../domain/reconcile/weigh-posted.ts'
import type { SnapshotNeeds } from '../domain/reconcile/snapshot-needs.ts'
import type { ProviderCategory, RecordStatus, SourceKind } from '../domain/source-record.ts'
import { readConstraints } from './constraints.ts'
import { crashPoint } from './crash-points.ts'
import { readIdTrust } from './id-trust.ts'
import { unnest } from './rows.ts'
import type { Columns } from './rows.ts'
import type { Tx } from './schema.ts'

/**
 * Transactions in one snapshot. A span holds at most 20,000 records and each meets a handful; more means that something
 * is not as it was thought, and a clear failure is better than a process without memory.
 */
const TRANSACTIONS_MAX = 200_000

/** The snapshot for a span, as this transaction sees the ledger. Lock the accounts before. */
export async function readSnapshot(tx: Tx, ownerId: OwnerId, span: Span): Promise<Snapshot> {
  const ids = await findTransactions(tx, ownerId, span, snapshotNeeds(span))
  crashPoint('snapshot: transactions found')
  const transactions = await readTransactions(tx, ownerId, ids)
  crashPoint('snapshot: transactions read')
  const records = await readRecords(tx, ownerId, ids)
  crashPoint('snapshot: records read')
  const endedLinkIds = await readEndedLinks(tx, ownerId, span)
  crashPoint('snapshot: links read')
  const constraints = await readConstraints(tx, ownerId, accountsOf(span))
  crashPoint('snapshot: constraints read')
  const statedDays = await readStatedDays(tx, ownerId, span)
  crashPoint('snapshot: stated days read')
  const idTrust = await readIdTrust(tx, ownerId, [...new Set(span.records.map(({ linkId }) => linkId))])
  crashPoint('snapshot: trust in ids read')
  return { records, transactions, endedLinkIds, constraints, statedDays, idTrust }
}

/** Transactions with all of their records, as a decision of the person's needs them. Lock their accounts before. */
export async function snapshotOf(tx: Tx, ownerId: OwnerId, ids: readonly TransactionId[]): Promise<Snapshot> {
  const transactions = await readTransactions(tx, ownerId, ids)
  crashPoint('snapshot: decided transactions read')
  const records = await readRecords(tx, ownerId, ids)
  crashPoint('snapshot: decided records read')
  return { records, transactions }
}

/** The account of a transaction; null where the owner has no such one. */
export async function accountOf(tx: Tx, ownerId: OwnerId, id: TransactionId): Promise<AccountId | null> {
  const row = await tx
    .selectFrom('transaction')
    .select('accountId')
    .where('ownerId', '=', ownerId)
    .where('id', '=', id)
    .executeTakeFirst()
  crashPoint('snapshot: account looked up')
  return row?.accountId ?? null
}

async function findTransactions(
  tx: Tx,
  ownerId: OwnerId,
  span: Span,
  needs: SnapshotNeeds,
): Promise<readonly TransactionId[]> {
  const parts = [...bySourceId(ownerId, needs), ...byLikeness(ownerId, needs), ...byWindow(ownerId, span, needs)]
  if (parts.length === 0) return []
  const { rows } = await sql<{ id: TransactionId }>`
    select distinct id from (${sql.join(parts, sql` union all `)}) found limit ${TRANSACTIONS_MAX + 1}`.execute(tx)
  crashPoint('snapshot: ids found')
  if (rows.length > TRANSACTIONS_MAX) {
    throw new RangeError(`one span touches more than ${TRANSACTIONS_MAX} transactions; nothing was changed`)
  }
  return rows.map(({ id }) => id)
}

type Part = RawBuilder<unknown>
type SourceIdNeed = SnapshotNeeds['sourceIds'][number]

const SOURCE_ID_COLUMNS: Columns<SourceIdNeed> = [
  ['link_id', 'uuid', (need) => need.linkId],
  ['source_id', 'text', (need) => need.sourceId],
]

function bySourceId(ownerId: OwnerId, { sourceIds }: SnapshotNeeds): readonly Part[] {
  if (sourceIds.length === 0) return []
  return [
    sql`select r.id from ${unnest(sourceIds, SOURCE_ID_COLUMNS)} cross join lateral (
        select transaction_id as id from source_record where owner_id = ${ownerId}::uuid
          and account_link_id = v.link_id and source_id = v.source_id and is_current offset 0) r`,
  ]
}

function byLikeness(ownerId: OwnerId, { contents, amounts, pendings }: SnapshotNeeds): readonly Part[] {
  const parts: Part[] = []
  if (contents.length > 0) {
    const columns: Columns<(typeof contents)[number]> = [
      ['account_id', 'uuid', (need) => need.accountId],
      ['content_key', 'text', (need) => need.contentKey],
    ]
    parts.push(
      sql`select r.id from ${unnest(contents, columns)} cross join lateral (
          select transaction_id as id from source_record where owner_id = ${ownerId}::uuid
            and account_id = v.account_id and content_key = v.content_key offset 0) r`,
    )
  }
  if (amounts.length > 0) {
    const columns: Columns<(typeof amounts)[number]> = [
      ['account_id', 'uuid', (need) => need.accountId],
      ['amount_minor', 'int8', (need) => need.minor],
      ['from_on', 'date', (need) => need.range.from],
      ['to_on', 'date', (need) => need.range.to],
    ]
    parts.push(
      sql`select t.id from ${unnest(amounts, columns)} cross join lateral (
          select id from transaction where owner_id = ${ownerId}::uuid and account_id = v.account_id
            and amount_minor = v.amount_minor and on_date between v.from_on and v.to_on offset 0) t`,
    )
  }
  if (pendings.length > 0) {
    const columns: Columns<(typeof pendings)[number]> = [
      ['account_id', 'uuid', (need) => need.accountId],
      ['from_on', 'date', (need) => need.range.from],
      ['to_on', 'date', (need) => need.range.to],
    ]
    parts.push(
      sql`select t.id from ${unnest(pendings, columns)} cross join lateral (
          select id from transaction where owner_id = ${ownerId}::uuid and account_id = v.account_id
            and status = 'pending' and on_date between v.from_on and v.to_on offset 0) t`,
    )
  }
  return parts
}

/** Records in covered windows, and the posted forms that pending ones about to go may have. */
function byWindow(ownerId: OwnerId, span: Span, { coverage, successorDays }: SnapshotNeeds): readonly Part[] {
  const parts: Part[] = []
  const covered =
    coverage.length === 0
      ? null
      : sql`select r.* from ${unnest(coverage, COVERAGE_COLUMNS)} cross join lateral (
            select * from source_record where owner_id = ${ownerId}::uuid and account_link_id = v.link_id
              and on_date between v.from_on and v.to_on and status = any(v.statuses::text[])
              and not is_removed and superseded_by is null offset 0) r`
  const takenBack =
    span.removals.length === 0
      ? null
      : sql`select r.* from ${unnest(span.removals, SOURCE_ID_COLUMNS)} cross join lateral (
            select * from source_record where owner_id = ${ownerId}::uuid and account_link_id = v.link_id
              and source_id = v.source_id and is_current offset 0) r`
  if (covered !== null) parts.push(sql`select c.transaction_id as id from (${covered}) c`)
  for (const going of [covered, takenBack]) {
    if (going === null) continue
    parts.push(
      sql`select t.id from (${going}) g cross join lateral (
          select id from transaction where owner_id = ${ownerId}::uuid and account_id = g.account_id
            and status = 'posted'
            and on_date between g.on_date - ${EARLY_DAYS_MAX}::int and g.on_date + ${successorDays}::int offset 0) t
        where g.status = 'pending'`,
    )
  }
  return parts
}

const COVERAGE_COLUMNS: Columns<SnapshotNeeds['coverage'][number]> = [
  ['link_id', 'uuid', (need) => need.linkId],
  ['from_on', 'date', (need) => need.range.from],
  ['to_on', 'date', (need) => need.range.to],
  ['statuses', 'text', (need) => `{${need.statuses.join(',')}}`],
]

type TransactionRow = {
  readonly id: TransactionId
  readonly accountId: AccountId
  readonly currency: CurrencyCode
  readonly status: RecordStatus
  readonly amountMinor: bigint
  readonly postedOn: CalendarDate | null
  readonly transactionOn: CalendarDate | null
  readonly description: string
  readonly counterpartyName: string | null
  readonly counterpartyAccountMask: string | null
  readonly categoryScheme: string | null
  readonly categoryCode: string | null
  readonly reference: string | null
  readonly isRemoved: boolean
  readonly hasIntent: boolean
  readonly isHidden: boolean
}

async function readTransactions(
  tx: Tx,
  ownerId: OwnerId,
  ids: readonly TransactionId[],
): Promise<readonly KnownTransaction[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<TransactionRow>`
    select t.id, t.account_id, a.currency, t.status, t.amount_minor, t.posted_on, t.transaction_on, t.description,
      t.counterparty_name, t.counterparty_account_mask, t.category_scheme, t.category_code, t.reference,
      t.is_removed, coalesce(cardinality(i.decided) > 0, false) as has_intent,
      coalesce(i.is_hidden, false) as is_hidden
    from unnest(${ids}::uuid[]) as v (id)
    cross join lateral (select * from transaction where owner_id = ${ownerId}::uuid and id = v.id offset 0) t
    cross join lateral (
      select currency from account where owner_id = ${ownerId}::uuid and id = t.account_id offset 0) a
    left join lateral (
      select decided, is_hidden from transaction_intent
      where owner_id = ${ownerId}::uuid and transaction_id = t.id offset 0) i on true`.execute(tx)
  crashPoint('snapshot: transaction rows read')
  return rows.map(({ id, accountId, currency, amountMinor, categoryScheme, categoryCode, ...row }) => {
    const { hasIntent, isHidden, ...stated } = row
    const providerCategory = providerCategoryOf(categoryScheme, categoryCode)
    const evidence = { ...stated, providerCategory, amount: money(amountMinor, currency) }
    return { id, accountId, evidence, hasIntent, isHidden }
  })
}

/** A source's category from its two columns. */
export const providerCategoryOf = (scheme: string | null, code: string | null): ProviderCategory | null =>
  scheme === null || code === null ? null : { scheme, code }

type RecordRow = {
  readonly id: RecordId
  readonly linkId: AccountLinkId
  readonly accountId: AccountId
  readonly transactionId: TransactionId
  readonly source: SourceKind
  readonly sourceId: string | null
  readonly isCurrent: boolean
  readonly contentKey: string
  readonly ordinal: number
  readonly contentHash: string
  readonly status: RecordStatus
  readonly amountMinor: bigint
  readonly currency: CurrencyCode
  readonly on: CalendarDate
  readonly postedOn: CalendarDate | null
  readonly transactionOn: CalendarDate | null
  readonly description: string
  readonly counterpartyName: string | null
  readonly counterpartyAccountMask: string | null
  readonly categoryScheme: string | null
  readonly categoryCode: string | null
  readonly reference: string | null
  readonly balanceAfterMinor: bigint | null
  readonly isRemoved: boolean
  readonly isSuperseded: boolean
}

async function readRecords(
  tx: Tx,
  ownerId: OwnerId,
  ids: readonly TransactionId[],
): Promise<readonly KnownRecord[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<RecordRow>`
    select r.id, r.account_link_id as link_id, r.account_id, r.transaction_id, r.source, r.source_id, r.is_current,
      r.content_key, r.ordinal, r.content_hash, r.status, r.amount_minor, a.currency, r.on_date as "on", r.posted_on,
      r.transaction_on, r.description, r.counterparty_name, r.counterparty_account_mask, r.category_scheme,
      r.category_code, r.reference,
      r.balance_after_minor, r.is_removed, r.superseded_by is not null as is_superseded
    from unnest(${ids}::uuid[]) as v (id)
    cross join lateral (
      select * from source_record where owner_id = ${ownerId}::uuid and transaction_id = v.id offset 0) r
    cross join lateral (
      select currency from account where owner_id = ${ownerId}::uuid and id = r.account_id offset 0) a`.execute(tx)
  crashPoint('snapshot: record rows read')
  return rows.map(({ amountMinor, currency, categoryScheme, categoryCode, ...record }) => {
    const providerCategory = providerCategoryOf(categoryScheme, categoryCode)
    return { ...record, providerCategory, amount: money(amountMinor, currency) }
  })
}

const accountsOf = (span: Span): readonly AccountId[] => [
  ...new Set([...span.records, ...span.coverage].map(({ accountId }) => accountId)),
]

/** So far beyond a span's own days it matters whether a link has stated anything. */
const AROUND_DAYS = 10

/**
 * Which days the links of the span's accounts have stated, as far as the span's own days and those around go. Only for
 * accounts that several links state: else there is nothing to compare, and nothing is read.
 */
async function readStatedDays(tx: Tx, ownerId: OwnerId, span: Span): Promise<NonNullable<Snapshot['statedDays']>> {
  const days = span.records.map(({ record }) => recordDate(record)).toSorted()
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return []
  const { rows } = await sql<{ linkId: AccountLinkId; from: CalendarDate | null; to: CalendarDate | null }>`
    select l.id as link_id, r.first_on as "from", r.last_on as "to" from account_link l
    cross join lateral (
      select min(on_date) as first_on, max(on_date) as last_on from source_record
      where owner_id = ${ownerId}::uuid and account_link_id = l.id
        and on_date between ${first}::date - ${AROUND_DAYS}::int and ${last}::date + ${AROUND_DAYS}::int offset 0) r
    where l.owner_id = ${ownerId}::uuid and l.account_id = any(${accountsOf(span)}::uuid[])
      and exists (
        select 1 from account_link other
        where other.owner_id = l.owner_id and other.account_id = l.account_id and other.id <> l.id)`.execute(tx)
  crashPoint('snapshot: stated days found')
  return rows.flatMap(({ linkId, from, to }) => (from === null || to === null ? [] : [{ linkId, range: { from, to } }]))
}

/** Links of the span's accounts that nothing reads any more: their word yields to a newer link's. */
async function readEndedLinks(tx: Tx, ownerId: OwnerId, span: Span): Promise<readonly AccountLinkId[]> {
  const accountIds = accountsOf(span)
  if (accountIds.length === 0) return []
  const { rows } = await sql<{ id: AccountLinkId }>`
    select l.id from account_link l
    left join connection c on c.owner_id = l.owner_id and c.id = l.connection_id
    where l.owner_id = ${ownerId}::uuid and l.account_id = any(${accountIds}::uuid[])
      and (l.ended_at is not null or c.disconnected_at is not null)`.execute(tx)
  crashPoint('snapshot: ended links read')
  return rows.map(({ id }) => id)
}
