// Reads what the plan of a span needs to know: everything that could matter, closed over transactions, and nothing that
// grows with the ledger. Four statements, whatever the span holds.
//
// Each looks its rows up one by one: `lateral (… offset 0)` is a subquery that PostgreSQL neither dissolves nor turns
// around. While a first import fills the tables faster than their statistics are taken, it would otherwise think them
// small and read a person's whole ledger for every span.
//
// Rows come in the order in which they were made: between equal ones the plan takes the first, and the same ledger must
// give the same plan.
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { CalendarDate } from '../domain/calendar.ts'
import type { CurrencyCode } from '../domain/currency.ts'
import type { AccountId, AccountLinkId, OwnerId, TransactionId } from '../domain/ids.ts'
import { money } from '../domain/money.ts'
import type { KnownRecord, KnownTransaction, Snapshot, Span } from '../domain/reconcile/plan.ts'
import { recordDate } from '../domain/source-record.ts'
import { snapshotNeeds } from '../domain/reconcile/snapshot-needs.ts'
import { EARLY_DAYS_MAX } from '../domain/reconcile/weigh-posted.ts'
import type { SnapshotNeeds } from '../domain/reconcile/snapshot-needs.ts'
import type { ProviderCategory } from '../domain/source-record.ts'
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

type Evidence = KnownTransaction['evidence']

/** A transaction's evidence as its columns hold it. */
export type EvidenceRow = Omit<Evidence, 'amount' | 'providerCategory'> & {
  readonly currency: CurrencyCode
  readonly amountMinor: bigint
  readonly categoryScheme: string | null
  readonly categoryCode: string | null
}

/** What sources said of a transaction, from its columns. */
export const evidenceOf = (row: EvidenceRow): Evidence => ({
  status: row.status,
  amount: money(row.amountMinor, row.currency),
  postedOn: row.postedOn,
  transactionOn: row.transactionOn,
  description: row.description,
  counterpartyName: row.counterpartyName,
  counterpartyAccountMask: row.counterpartyAccountMask,
  providerCategory: providerCategoryOf(row.categoryScheme, row.categoryCode),
  reference: row.reference,
  isRemoved: row.isRemoved,
})

type TransactionRow = EvidenceRow & {
  readonly id: TransactionId
  readonly accountId: AccountId
  readonly hasIntent: boolean
  readonly isHidden: boolean
}

/** Thousands of rows for every span: named here as they are needed, so that nothing is renamed row by row. */
async function readTransactions(
  tx: Tx,
  ownerId: OwnerId,
  ids: readonly TransactionId[],
): Promise<readonly KnownTransaction[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<TransactionRow>`
    select t.id, t.account_id as "accountId", a.currency, t.status, t.amount_minor as "amountMinor",
      t.posted_on as "postedOn", t.transaction_on as "transactionOn", t.description,
      t.counterparty_name as "counterpartyName", t.counterparty_account_mask as "counterpartyAccountMask",
      t.category_scheme as "categoryScheme", t.category_code as "categoryCode", t.reference,
      t.is_removed as "isRemoved", coalesce(cardinality(i.decided) > 0, false) as "hasIntent",
      coalesce(i.is_hidden, false) as "isHidden"
    from unnest(${ids}::uuid[]) as v (id)
    cross join lateral (select * from transaction where owner_id = ${ownerId}::uuid and id = v.id offset 0) t
    join account a on a.owner_id = ${ownerId}::uuid and a.id = t.account_id
    left join lateral (
      select decided, is_hidden from transaction_intent
      where owner_id = ${ownerId}::uuid and transaction_id = t.id offset 0) i on true
    order by t.id`.execute(tx.withoutPlugins())
  crashPoint('snapshot: transaction rows read')
  return rows.map((row) => ({
    id: row.id,
    accountId: row.accountId,
    evidence: evidenceOf(row),
    hasIntent: row.hasIntent,
    isHidden: row.isHidden,
  }))
}

/** A source's category from its two columns. */
export const providerCategoryOf = (scheme: string | null, code: string | null): ProviderCategory | null =>
  scheme === null || code === null ? null : { scheme, code }

type RecordRow = Omit<KnownRecord, 'amount' | 'providerCategory'> & {
  readonly currency: CurrencyCode
  readonly amountMinor: bigint
  readonly categoryScheme: string | null
  readonly categoryCode: string | null
}

async function readRecords(
  tx: Tx,
  ownerId: OwnerId,
  ids: readonly TransactionId[],
): Promise<readonly KnownRecord[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<RecordRow>`
    select r.id, r.account_link_id as "linkId", r.account_id as "accountId", r.transaction_id as "transactionId",
      r.source, r.source_id as "sourceId", r.is_current as "isCurrent", r.content_key as "contentKey", r.ordinal,
      r.content_hash as "contentHash", r.status, r.amount_minor as "amountMinor", a.currency, r.on_date as "on",
      r.posted_on as "postedOn", r.transaction_on as "transactionOn", r.description,
      r.counterparty_name as "counterpartyName", r.counterparty_account_mask as "counterpartyAccountMask",
      r.category_scheme as "categoryScheme", r.category_code as "categoryCode", r.reference,
      r.balance_after_minor as "balanceAfterMinor", r.is_removed as "isRemoved",
      r.superseded_by is not null as "isSuperseded"
    from unnest(${ids}::uuid[]) as v (id)
    cross join lateral (
      select * from source_record where owner_id = ${ownerId}::uuid and transaction_id = v.id offset 0) r
    join account a on a.owner_id = ${ownerId}::uuid and a.id = r.account_id
    order by r.id`.execute(tx.withoutPlugins())
  crashPoint('snapshot: record rows read')
  return rows.map((row) => ({
    id: row.id,
    linkId: row.linkId,
    accountId: row.accountId,
    transactionId: row.transactionId,
    source: row.source,
    sourceId: row.sourceId,
    isCurrent: row.isCurrent,
    contentKey: row.contentKey,
    ordinal: row.ordinal,
    contentHash: row.contentHash,
    status: row.status,
    amount: money(row.amountMinor, row.currency),
    on: row.on,
    postedOn: row.postedOn,
    transactionOn: row.transactionOn,
    description: row.description,
    counterpartyName: row.counterpartyName,
    counterpartyAccountMask: row.counterpartyAccountMask,
    providerCategory: providerCategoryOf(row.categoryScheme, row.categoryCode),
    reference: row.reference,
    balanceAfterMinor: row.balanceAfterMinor,
    isRemoved: row.isRemoved,
    isSuperseded: row.isSuperseded,
  }))
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
