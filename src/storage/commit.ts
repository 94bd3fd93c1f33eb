// Executes a plan: everything that one span changes, inside the caller's transaction. Whoever calls it has locked the
// accounts and read the snapshot in that same transaction, so the plan is one for the ledger as it is now.
import { sql } from 'kysely'
import type { Counts } from '../domain/counts.ts'
import type { AccountId, BatchId, OwnerId } from '../domain/ids.ts'
import type { ImportPlan, Span, SpanCoverage } from '../domain/reconcile/plan.ts'
import { moveAlerts } from './alerts.ts'
import { addToBatch, keepRejected, openBatch } from './batches.ts'
import type { BatchOrigin } from './batches.ts'
import { findingsOf } from '../domain/reconcile/id-findings.ts'
import { crashPoint } from './crash-points.ts'
import { keepIdFindings } from './id-trust.ts'
import { keepEvidence } from './evidence.ts'
import type { EvidenceDeps, EvidencePlace } from './evidence.ts'
import { planHash } from './plan-hash.ts'
import { planIds } from './plan-ids.ts'
import type { PlanIds } from './plan-ids.ts'
import { unnest } from './rows.ts'
import type { Columns } from './rows.ts'
import type { Tx } from './schema.ts'
import { linkTransfers, moveTransfers } from './transfers.ts'
import { writeRecords, writesRecord } from './write-records.ts'
import { endMerged, writeReviews, writeTransactions } from './write-transactions.ts'

export type PlanCommit = {
  readonly ownerId: OwnerId
  readonly origin: BatchOrigin
  readonly span: Span
  readonly plan: ImportPlan
  /** The file's line of each record, in the span's order; empty for connections. */
  readonly lines: readonly number[]
}

export type Committed = {
  readonly batchId: BatchId
  /** Of the batch so far. */
  readonly batchHash: string
  /** As written: a question that was asked before is not counted again. */
  readonly counts: Counts
  /** Ids of the transactions that the plan added. */
  readonly idOf: PlanIds['transaction']
}

/** Writes the plan. Throws, and so undoes everything, where the plan does not fit the ledger. */
export async function writePlan(tx: Tx, deps: EvidenceDeps, commit: PlanCommit): Promise<Committed> {
  const { ownerId, origin, span, plan, lines } = commit
  const ids = planIds(plan, deps.newId)
  const batch = await openBatch(tx, ownerId, origin, deps.newId)
  crashPoint('commit: batch opened')
  const evidence = await keepOriginals(tx, deps, ownerId, batch.id, span, plan)
  crashPoint('commit: originals kept')
  const write = { ownerId, batchId: batch.id, span, plan, ids, lines, evidence: evidence.records }
  await writeTransactions(tx, write)
  crashPoint('commit: transactions written')
  if (plan.transactions.length >= WRITTEN_ROWS_MANY) await PLAN_CHECKS_ANEW.execute(tx)
  crashPoint('commit: checks planned anew')
  await writeRecords(tx, write)
  crashPoint('commit: records written')
  if (plan.merges.length > 0) await moveTransfers(tx, write, plan.merges, deps.newId)
  crashPoint('commit: transfers moved')
  if (plan.merges.length > 0) await moveAlerts(tx, ownerId, plan.merges)
  crashPoint('commit: alerts moved')
  await endMerged(tx, ownerId, plan)
  crashPoint('commit: merged transactions ended')
  const reviews = await writeReviews(tx, write, deps.newId)
  crashPoint('commit: reviews written')
  await writeCoverage(tx, ownerId, batch.id, span.coverage, deps.newId)
  crashPoint('commit: coverage written')
  await keepIdFindings(tx, ownerId, batch.id, findingsOf(span, plan), deps.newId)
  crashPoint('commit: findings about ids kept')
  const asked = await linkTransfers(tx, write, deps.newId)
  crashPoint('commit: transfers linked')
  const counts = { ...plan.counts, reviews: reviews + asked }
  const seen = plan.actions.flatMap(({ recordId, outcome }) => (outcome === 'unchanged' ? (recordId ?? []) : []))
  const batchHash = await addToBatch(tx, ownerId, origin, batch, { counts, spanHash: planHash(plan), seen })
  crashPoint('commit: batch counted')
  await keepRejected(tx, ownerId, batch, span.rejected, evidence.rejected)
  crashPoint('commit: rejected records kept')
  return { batchId: batch.id, batchHash, counts, idOf: ids.transaction }
}

/** Fewer rows are checked as fast by a bad plan; planning anew takes some two milliseconds. */
const WRITTEN_ROWS_MANY = 20

/**
 * PostgreSQL plans the check of a foreign key at the first row that a connection writes, and keeps that plan until it
 * has statistics of the table. Made for an empty table, it reads all of an owner's rows for every row of a first import.
 */
const PLAN_CHECKS_ANEW = sql`discard plans`

/**
 * Makes plans of these accounts wait for each other until the transaction ends, so that a plan is written to the ledger
 * it was made for. In one order, so that two of them can't wait in a circle.
 */
export async function lockAccounts(tx: Tx, accountIds: Iterable<AccountId>): Promise<void> {
  const ids = [...new Set(accountIds)].sort()
  if (ids.length === 0) return
  await sql`
    select pg_advisory_xact_lock(hashtextextended(id::text, 0))
    from unnest(${ids}::uuid[]) with ordinality as v (id, n) order by n`.execute(tx)
  crashPoint('commit: accounts locked')
}

type Originals = {
  readonly records: ReadonlyMap<number, EvidencePlace>
  readonly rejected: readonly EvidencePlace[]
}

/** What is new, restated or rejected is kept as it came; what is sent again unchanged is there already. */
async function keepOriginals(
  tx: Tx,
  deps: EvidenceDeps,
  ownerId: OwnerId,
  batchId: BatchId,
  span: Span,
  plan: ImportPlan,
): Promise<Originals> {
  const written = plan.actions.filter(writesRecord).map(({ incoming }) => incoming)
  const originals = written.map((incoming) => {
    const known = span.records[incoming]
    if (known === undefined) throw new Error(`the plan names record ${incoming}, which is not in the span`)
    return known.record.raw
  })
  const rejected = span.rejected.map(({ raw }) => raw)
  const places = await keepEvidence(tx, deps, { ownerId, batchId }, [...originals, ...rejected])
  crashPoint('commit: evidence written')
  const records = new Map<number, EvidencePlace>()
  written.forEach((incoming, index) => {
    const place = places[index]
    if (place !== undefined) records.set(incoming, place)
  })
  return { records, rejected: places.slice(written.length) }
}

const COVERAGE_COLUMNS: Columns<SpanCoverage & { readonly id: string }> = [
  ['id', 'uuid', (row) => row.id],
  ['link_id', 'uuid', (row) => row.linkId],
  ['from_on', 'date', (row) => row.range.from],
  ['to_on', 'date', (row) => row.range.to],
  ['statuses', 'text', (row) => `{${row.statuses.join(',')}}`],
]

async function writeCoverage(
  tx: Tx,
  ownerId: OwnerId,
  batchId: BatchId,
  coverage: readonly SpanCoverage[],
  newId: () => string,
): Promise<void> {
  if (coverage.length === 0) return
  const rows = coverage.map((range) => ({ ...range, id: newId() }))
  await sql`
    insert into coverage (owner_id, id, account_id, account_link_id, batch_id, from_on, to_on, statuses)
    select l.owner_id, v.id, l.account_id, l.id, ${batchId}::uuid, v.from_on, v.to_on, v.statuses::text[]
    from ${unnest(rows, COVERAGE_COLUMNS)}
    join account_link l on l.owner_id = ${ownerId}::uuid and l.id = v.link_id`.execute(tx)
  crashPoint('commit: coverage rows written')
}
