// Transactions as a plan wants them, and the questions about them. Only evidence and derived layers: a plan can't write
// what the person decided.
import { sql } from 'kysely'
import type { BatchId, OwnerId, ReviewId, TransactionId } from '../domain/ids.ts'
import type { ImportPlan, TransactionWrite } from '../domain/reconcile/plan.ts'
import type { ReviewDraft } from '../domain/review.ts'
import { recordDate } from '../domain/source-record.ts'
import { keepReviews, keepTransactions } from './before-images.ts'
import { crashPoint } from './crash-points.ts'
import { DERIVED_COLUMNS } from './derived-columns.ts'
import type { PlanIds } from './plan-ids.ts'
import { insertRows, unnest, updateRows } from './rows.ts'
import type { Columns } from './rows.ts'
import type { Tx } from './schema.ts'

export type TransactionsWrite = {
  readonly ownerId: OwnerId
  readonly batchId: BatchId
  readonly plan: ImportPlan
  readonly ids: PlanIds
}

type Row = TransactionWrite & { readonly id: TransactionId }

const COLUMNS: Columns<Row> = [
  ['id', 'uuid', (row) => row.id],
  ['account_id', 'uuid', (row) => row.accountId],
  ['status', 'text', (row) => row.evidence.status],
  ['amount_minor', 'int8', (row) => row.evidence.amount.minor],
  ['on_date', 'date', (row) => recordDate(row.evidence)],
  ['posted_on', 'date', (row) => row.evidence.postedOn],
  ['transaction_on', 'date', (row) => row.evidence.transactionOn],
  ['description', 'text', (row) => row.evidence.description],
  ['counterparty_name', 'text', (row) => row.evidence.counterpartyName],
  ['counterparty_account_mask', 'text', (row) => row.evidence.counterpartyAccountMask],
  ['category_scheme', 'text', (row) => row.evidence.providerCategory?.scheme ?? null],
  ['category_code', 'text', (row) => row.evidence.providerCategory?.code ?? null],
  ['reference', 'text', (row) => row.evidence.reference],
  ['is_removed', 'bool', (row) => row.evidence.isRemoved],
  ...DERIVED_COLUMNS,
]

const REWRITTEN = COLUMNS.map(([name]) => name)
  .filter((name) => name !== 'id')
  .map((name) => `${name} = v.${name}`)
  .concat('updated_at = now()')
  .join(', ')

/** Inserts new transactions and rewrites the known ones, which are kept first as they were, as are merged ones. */
export async function writeTransactions(tx: Tx, { ownerId, batchId, plan, ids }: TransactionsWrite): Promise<void> {
  const rows = plan.transactions.map((write): Row => ({ ...write, id: ids.transaction(write.ref) }))
  const added = rows.filter(({ ref }) => 'new' in ref)
  await insertRows(tx, 'transaction', ownerId, added, [...COLUMNS, ['batch_id', 'uuid', () => batchId]])
  crashPoint('transactions: added')
  const known = rows.filter(({ ref }) => 'id' in ref)
  const ended = plan.merges.map(({ from }) => from)
  const changed = [...known.map(({ id }) => id), ...ended, ...plan.merges.map(({ into }) => into)]
  await keepTransactions(tx, ownerId, batchId, changed, ended)
  crashPoint('transactions: kept as they were')
  await updateRows(tx, 'transaction', ownerId, known, COLUMNS, REWRITTEN)
  crashPoint('transactions: rewritten')
}

/** Ends the transactions that turned out to be others. Their records must have moved; intent is never ended. */
export async function endMerged(tx: Tx, ownerId: OwnerId, plan: ImportPlan): Promise<void> {
  const ended = plan.merges.map(({ from }) => from)
  if (ended.length === 0) return
  // An edit that is being saved holds its transaction; after this wait the next statement sees it.
  await sql`
    select id from transaction where owner_id = ${ownerId}::uuid and id = any(${ended}::uuid[]) for update`.execute(tx)
  crashPoint('transactions: merged ones held')
  const decided = plan.merges.filter(({ isDecided }) => isDecided).map(({ from }) => from)
  if (decided.length > 0) {
    await sql`
      delete from transaction_intent
      where owner_id = ${ownerId}::uuid and transaction_id = any(${decided}::uuid[])`.execute(tx)
    crashPoint('transactions: intent of merged ones ended')
  }
  const { numAffectedRows } = await sql`
    delete from transaction t where t.owner_id = ${ownerId}::uuid and t.id = any(${ended}::uuid[])
      and not exists (select 1 from source_record r where r.owner_id = t.owner_id and r.transaction_id = t.id)
      and not exists (select 1 from transaction_intent i where i.owner_id = t.owner_id and i.transaction_id = t.id)
  `.execute(tx)
  crashPoint('transactions: merged ones ended')
  if (numAffectedRows !== BigInt(ended.length)) throw new Error('a merged transaction still holds something')
}

/** Asks the plan's questions, each once, and settles those that it made moot. Gives how many were opened. */
export async function writeReviews(
  tx: Tx,
  { ownerId, batchId, plan, ids }: TransactionsWrite,
  newId: () => string,
): Promise<number> {
  await settleMoot(tx, ownerId, batchId, plan)
  crashPoint('transactions: reviews settled')
  if (plan.reviews.length === 0) return 0
  const columns: Columns<ReviewDraft> = [
    ['id', 'uuid', () => newId()],
    ['key', 'text', (draft) => draft.key],
    ['kind', 'text', (draft) => draft.kind],
    ['subject', 'uuid', (draft) => ids.transaction(draft.subject)],
    ['candidates', 'text', (draft) => `{${draft.candidates.map(ids.transaction).join(',')}}`],
    ['record_id', 'uuid', (draft) => (draft.record === null ? null : ids.recordOf(draft.record))],
    ['evidence', 'jsonb', evidenceJson],
  ]
  const { numAffectedRows } = await sql`
    insert into review (owner_id, id, key, kind, subject_transaction_id, candidate_transaction_ids, record_id, evidence,
      batch_id)
    select ${ownerId}::uuid, v.id, v.key, v.kind, v.subject, v.candidates::uuid[], v.record_id, v.evidence,
      ${batchId}::uuid
    from ${unnest(plan.reviews, columns)}
    on conflict (owner_id, key) do nothing`.execute(tx)
  crashPoint('transactions: reviews asked')
  return Number(numAffectedRows ?? 0n)
}

const evidenceJson = ({ evidence }: ReviewDraft): string =>
  JSON.stringify({ ...evidence, amountDiffersBy: evidence.amountDiffersBy?.toString() ?? null })

/** A question about a transaction that was taken back or merged into another needs no answer any more. */
async function settleMoot(tx: Tx, ownerId: OwnerId, batchId: BatchId, plan: ImportPlan): Promise<void> {
  const removed = plan.transactions.flatMap(({ ref, evidence }) => ('id' in ref && evidence.isRemoved ? ref.id : []))
  const gone = [...removed, ...plan.merges.map(({ from }) => from)]
  if (gone.length === 0) return
  const { rows } = await sql<{ id: ReviewId }>`
    select id from review
    where owner_id = ${ownerId}::uuid and state = 'open'
      and kind not in ('removed-with-edits', 'uncertain-payoree')
      and (subject_transaction_id = any(${gone}::uuid[]) or candidate_transaction_ids <@ ${gone}::uuid[])
    for update`.execute(tx)
  crashPoint('transactions: moot reviews found')
  const moot = rows.map(({ id }) => id)
  await keepReviews(tx, ownerId, batchId, moot)
  crashPoint('transactions: moot reviews kept as they were')
  await sql`
    update review set state = 'settled', closed_at = now()
    where owner_id = ${ownerId}::uuid and id = any(${moot}::uuid[])`.execute(tx)
  crashPoint('transactions: moot reviews settled')
}
