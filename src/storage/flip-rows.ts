// Turns the sign of every record that a link brought, and of the transactions that rest on them. Written as a batch, with
// images of everything as it was.
import { sql } from 'kysely'
import type { CurrencyCode } from '../domain/currency.ts'
import { decorateBy } from '../domain/decorate.ts'
import type { AccountId, AccountLinkId, BatchId, OwnerId, RecordId, TransactionId } from '../domain/ids.ts'
import { money } from '../domain/money.ts'
import { contentHash, contentKey } from '../domain/reconcile/fingerprint.ts'
import { NO_PLAN, NO_SPAN } from '../domain/reconcile/nothing.ts'
import type { ImportPlan } from '../domain/reconcile/plan.ts'
import type { SourceRecord } from '../domain/source-record.ts'
import { keepReviews } from './before-images.ts'
import { lockAccounts, writePlan } from './commit.ts'
import { crashPoint } from './crash-points.ts'
import type { EvidenceDeps } from './evidence.ts'
import { updateRows } from './rows.ts'
import { rulebookFor } from './rulebook.ts'
import type { Tx } from './schema.ts'
import { snapshotOf } from './snapshot.ts'
import { openQuestionsOf } from './transfers.ts'

/** Records turned in one database transaction: some ten seconds. */
export const FLIPPED_MAX = 20_000
/** Banks date one movement a few days apart. */
const SAME_DAYS = 3

export type Flip = {
  readonly ownerId: OwnerId
  readonly accountId: AccountId
  readonly linkIds: readonly AccountLinkId[]
}

export type Flipped =
  | { readonly kind: 'flipped'; readonly batchId: BatchId; readonly transactions: number }
  | { readonly kind: 'too-many'; readonly records: number }
  /** So many transactions rest on another source too, which tells the same sign. */
  | { readonly kind: 'shared'; readonly transactions: number }
  /** So many would be there twice, for another source tells them with the right sign. */
  | { readonly kind: 'doubled'; readonly transactions: number }

type RecordRow = Pick<
  SourceRecord,
  | 'status'
  | 'postedOn'
  | 'transactionOn'
  | 'occurredAt'
  | 'description'
  | 'counterpartyName'
  | 'counterpartyAccountMask'
  | 'supersedes'
  | 'reference'
> & {
  readonly id: RecordId
  readonly transactionId: TransactionId
  readonly currency: CurrencyCode
  readonly amountMinor: bigint
  readonly balanceAfterMinor: bigint | null
  readonly scheme: string | null
  readonly code: string | null
}

/** Turns everything, or says why not; then nothing is changed. */
export async function flipRows(tx: Tx, deps: EvidenceDeps, flip: Flip): Promise<Flipped> {
  const { ownerId, accountId, linkIds } = flip
  await lockAccounts(tx, [accountId])
  crashPoint('flip-rows: account locked')
  const records = await readRecords(tx, flip)
  crashPoint('flip-rows: records read')
  if (records.length > FLIPPED_MAX) return { kind: 'too-many', records: records.length }
  const ids = [...new Set(records.map(({ transactionId }) => transactionId))]
  const shared = await countShared(tx, ownerId, ids, linkIds)
  crashPoint('flip-rows: other sources looked at')
  if (shared > 0) return { kind: 'shared', transactions: shared }
  const doubled = await countDoubled(tx, ownerId, accountId, ids)
  crashPoint('flip-rows: doubles looked for')
  if (doubled > 0) return { kind: 'doubled', transactions: doubled }
  const { transactions } = await snapshotOf(tx, ownerId, ids)
  crashPoint('flip-rows: transactions read')
  const rulebook = await rulebookFor(tx, ownerId, deps.newId)
  crashPoint('flip-rows: rulebook read')
  const decorate = decorateBy(rulebook)
  const plan: ImportPlan = {
    ...NO_PLAN,
    transactions: transactions.map(({ id, evidence }) => {
      const turned = { ...evidence, amount: money(-evidence.amount.minor, evidence.amount.currency) }
      return { ref: { id }, accountId, evidence: turned, derived: decorate(turned, accountId) }
    }),
  }
  const origin = { kind: 'decision' as const, accountId }
  const { batchId } = await writePlan(tx, deps, { ownerId, origin, span: NO_SPAN, plan, lines: [] })
  crashPoint('flip-rows: plan written')
  await turnRecords(tx, ownerId, batchId, records)
  crashPoint('flip-rows: records turned')
  await settleTransferQuestions(tx, ownerId, batchId, ids)
  crashPoint('flip-rows: questions about transfers settled')
  return { kind: 'flipped', batchId, transactions: ids.length }
}

/** Also those that were taken back or replaced: a later statement of them must find its like. */
async function readRecords(tx: Tx, { ownerId, linkIds }: Flip): Promise<readonly RecordRow[]> {
  const { rows } = await sql<RecordRow>`
    select r.id, r.transaction_id, a.currency, r.amount_minor, r.balance_after_minor, r.status, r.posted_on,
      r.transaction_on, to_char(r.occurred_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as occurred_at,
      r.description, r.counterparty_name, r.counterparty_account_mask, r.category_scheme as scheme,
      r.category_code as code, r.supersedes_source_id as supersedes, r.reference
    from source_record r join account a on a.owner_id = r.owner_id and a.id = r.account_id
    where r.owner_id = ${ownerId}::uuid and r.account_link_id = any(${[...linkIds]}::uuid[])
    order by r.id limit ${FLIPPED_MAX + 1}`.execute(tx)
  crashPoint('flip-rows: stated records read')
  return rows
}

async function countShared(
  tx: Tx,
  ownerId: OwnerId,
  ids: readonly TransactionId[],
  linkIds: readonly AccountLinkId[],
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct v.id)::int as count from unnest(${[...ids]}::uuid[]) as v (id)
    join source_record r on r.owner_id = ${ownerId}::uuid and r.transaction_id = v.id
      and r.account_link_id <> all(${[...linkIds]}::uuid[])`.execute(tx)
  crashPoint('flip-rows: shared counted')
  return rows[0]?.count ?? 0
}

async function countDoubled(
  tx: Tx,
  ownerId: OwnerId,
  accountId: AccountId,
  ids: readonly TransactionId[],
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from transaction t
    where t.owner_id = ${ownerId}::uuid and t.id = any(${[...ids]}::uuid[]) and not t.is_removed and t.amount_minor <> 0
      and exists (
        select 1 from transaction o
        where o.owner_id = t.owner_id and o.account_id = ${accountId}::uuid and o.amount_minor = -t.amount_minor
          and o.on_date between t.on_date - ${SAME_DAYS}::int and t.on_date + ${SAME_DAYS}::int
          and not o.is_removed and o.id <> all(${[...ids]}::uuid[]))`.execute(tx)
  crashPoint('flip-rows: doubles counted')
  return rows[0]?.count ?? 0
}

async function turnRecords(tx: Tx, ownerId: OwnerId, batchId: BatchId, records: readonly RecordRow[]): Promise<void> {
  await sql`
    insert into source_record_version (owner_id, record_id, version, before, replaced_by)
    select r.owner_id, r.id, r.version, to_jsonb(r), ${batchId}::uuid from source_record r
    where r.owner_id = ${ownerId}::uuid and r.id = any(${records.map(({ id }) => id)}::uuid[])`.execute(tx)
  crashPoint('flip-rows: records kept as they were')
  const turned = records.map((row) => ({ id: row.id, record: turnedRecord(row) }))
  await updateRows(
    tx,
    'source_record',
    ownerId,
    turned,
    [
      ['id', 'uuid', ({ id }) => id],
      ['amount_minor', 'int8', ({ record }) => record.amount.minor],
      ['content_key', 'text', ({ record }) => contentKey(record)],
      ['content_hash', 'text', ({ record }) => contentHash(record)],
    ],
    'amount_minor = v.amount_minor, content_key = v.content_key, content_hash = v.content_hash, version = t.version + 1',
  )
  crashPoint('flip-rows: records rewritten')
}

/** The record as its source will state it again, once its sign is turned on the way in. */
function turnedRecord({ amountMinor, balanceAfterMinor, currency, scheme, code, ...row }: RecordRow): SourceRecord {
  return {
    ...row,
    accountSourceId: '',
    sourceId: null,
    amount: money(-amountMinor, currency),
    balanceAfter: balanceAfterMinor === null ? null : money(balanceAfterMinor, currency),
    providerCategory: scheme === null || code === null ? null : { scheme, code },
    raw: null,
  }
}

/** Questions about transfers that these were a side of are about another direction now. */
async function settleTransferQuestions(
  tx: Tx,
  ownerId: OwnerId,
  batchId: BatchId,
  ids: readonly TransactionId[],
): Promise<void> {
  const open = await openQuestionsOf(tx, ownerId, ids)
  crashPoint('flip-rows: open questions found')
  if (open.length === 0) return
  await keepReviews(tx, ownerId, batchId, open)
  crashPoint('flip-rows: open questions kept as they were')
  await sql`
    update review set state = 'settled', closed_at = now()
    where owner_id = ${ownerId}::uuid and id = any(${[...open]}::uuid[]) and batch_id <> ${batchId}::uuid`.execute(tx)
  crashPoint('flip-rows: open questions settled')
}
