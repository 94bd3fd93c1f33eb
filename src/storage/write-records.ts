// Source records as a plan wants them: new ones, new versions, those taken back and those whose place was taken. Each
// changed row is kept first as it was.
import { sql } from 'kysely'
import type { AccountId, AccountLinkId, BatchId, OwnerId, RecordId, TransactionId } from '../domain/ids.ts'
import type { ImportPlan, RecordAction, Span, TransactionMerge } from '../domain/reconcile/plan.ts'
import { recordDate } from '../domain/source-record.ts'
import type { SourceKind, SourceRecord } from '../domain/source-record.ts'
import type { PlanIds } from './plan-ids.ts'
import { crashPoint } from './crash-points.ts'
import type { EvidencePlace } from './evidence.ts'
import { insertRows, unnest, updateRows } from './rows.ts'
import type { Columns } from './rows.ts'
import type { Tx } from './schema.ts'

/** A record that is written anew or restated, with all that its row holds. */
type RecordRow = EvidencePlace & {
  readonly id: RecordId
  readonly linkId: AccountLinkId
  readonly accountId: AccountId
  readonly source: SourceKind
  readonly transactionId: TransactionId
  readonly action: RecordAction
  readonly record: SourceRecord
  readonly line: number | null
  readonly supersededBy: RecordId | null
}

export type RecordsWrite = {
  readonly ownerId: OwnerId
  readonly batchId: BatchId
  readonly span: Span
  readonly plan: ImportPlan
  readonly ids: PlanIds
  /** Where the original of each written record lies, by its index in the span. */
  readonly evidence: ReadonlyMap<number, EvidencePlace>
  /** The file's line of each record, by its index in the span; empty for connections. */
  readonly lines: readonly number[]
}

/** Whether the action writes a row: an unchanged record leaves its row alone, and of a repeated one the last counts. */
export const writesRecord = ({ recordId, repeatedBy, outcome }: RecordAction): boolean =>
  repeatedBy === null && (recordId === null || outcome === 'updated')

/** Writes everything about records that the plan holds. New transactions must be there already. */
export async function writeRecords(tx: Tx, write: RecordsWrite): Promise<void> {
  const { ownerId, plan } = write
  const rows = plan.actions.filter(writesRecord).map((action) => rowOf(write, action))
  const isNew = (row: RecordRow): boolean => row.action.recordId === null
  const displaced = plan.actions.flatMap(({ displaces }) => displaces ?? [])
  const superseded = knownSuperseded(write)
  const decided = decidedChanges(write)

  await keepBefore(tx, write, [
    ...rows.filter((row) => !isNew(row)).map(({ id }) => id),
    ...plan.removals,
    ...displaced,
    ...superseded.map(({ id }) => id),
    ...decided.map(({ id }) => id),
  ])
  crashPoint('records: kept as they were')
  const flagged: Columns<RecordId> = [['id', 'uuid', (id) => id]]
  await updateRows(tx, 'source_record', ownerId, displaced, flagged, 'is_current = false, version = t.version + 1')
  crashPoint('records: displaced')
  await moveMerged(tx, ownerId, plan.merges.filter(({ isDecided }) => !isDecided))
  crashPoint('records: moved')
  await updateRows(tx, 'source_record', ownerId, decided, DECIDED_COLUMNS, DECIDED)
  crashPoint('records: moved by decision')
  await updateRows(tx, 'source_record', ownerId, rows.filter((row) => !isNew(row)), columnsOf(write), RESTATED)
  crashPoint('records: restated')
  await updateRows(tx, 'source_record', ownerId, plan.removals, flagged, 'is_removed = true, version = t.version + 1')
  crashPoint('records: taken back')
  await insertRows(tx, 'source_record', ownerId, rows.filter(isNew), columnsOf(write))
  crashPoint('records: added')
  await updateRows(tx, 'source_record', ownerId, superseded, SUPERSEDED_COLUMNS, SUPERSEDED)
  crashPoint('records: superseded')
}

function rowOf({ span, plan, ids, evidence, lines }: RecordsWrite, action: RecordAction): RecordRow {
  const incoming = span.records[action.incoming]
  const place = evidence.get(action.incoming)
  if (incoming === undefined || place === undefined) throw new Error(`record ${action.incoming} is not of this span`)
  return {
    ...place,
    id: ids.record(action),
    linkId: incoming.linkId,
    accountId: incoming.accountId,
    source: span.traits.source,
    transactionId: ids.transaction(action.transaction),
    action,
    record: incoming.record,
    line: lines[action.incoming] ?? null,
    supersededBy: action.isSuperseded ? supersederOf(plan, ids, action.incoming) : null,
  }
}

/** The record of this span that took the place of another record of this span. */
function supersederOf(plan: ImportPlan, ids: PlanIds, incoming: number): RecordId {
  const superseder = plan.actions.find(({ supersedes }) =>
    supersedes.some((ref) => 'incoming' in ref && ref.incoming === incoming),
  )
  if (superseder === undefined) throw new Error(`nothing takes the place of record ${incoming}`)
  return ids.record(superseder)
}

type Superseded = { readonly id: RecordId; readonly supersededBy: RecordId }

function knownSuperseded({ plan, ids }: RecordsWrite): readonly Superseded[] {
  return plan.actions.flatMap((action) =>
    action.supersedes.flatMap((ref) => ('id' in ref ? [{ id: ref.id, supersededBy: ids.record(action) }] : [])),
  )
}

type Decided = { readonly id: RecordId; readonly transactionId: TransactionId; readonly supersededBy: RecordId | null; readonly isPlaceDecided: boolean }

const decidedChanges = ({ plan, ids }: RecordsWrite): readonly Decided[] =>
  (plan.changes ?? []).map(({ recordId, to, supersededBy }) => ({
    id: recordId,
    transactionId: ids.transaction(to),
    supersededBy: supersededBy ?? null,
    isPlaceDecided: supersededBy !== undefined,
  }))

const DECIDED_COLUMNS: Columns<Decided> = [
  ['id', 'uuid', (row) => row.id],
  ['transaction_id', 'uuid', (row) => row.transactionId],
  ['superseded_by', 'uuid', (row) => row.supersededBy],
  ['is_place_decided', 'bool', (row) => row.isPlaceDecided],
]
const DECIDED =
  'transaction_id = v.transaction_id, version = t.version + 1, ' +
  'superseded_by = case when v.is_place_decided then v.superseded_by else t.superseded_by end'

const SUPERSEDED_COLUMNS: Columns<Superseded> = [
  ['id', 'uuid', (row) => row.id],
  ['superseded_by', 'uuid', (row) => row.supersededBy],
]
const SUPERSEDED = 'superseded_by = v.superseded_by, version = t.version + 1'

/** One row before each change of this plan, however many changes it makes to a record. */
async function keepBefore(tx: Tx, { ownerId, batchId, plan }: RecordsWrite, ids: readonly RecordId[]): Promise<void> {
  const merged = plan.merges.filter(({ isDecided }) => !isDecided).map(({ from }) => from)
  if (ids.length === 0 && merged.length === 0) return
  const before = await sql`
    insert into source_record_version (owner_id, record_id, version, before, replaced_by)
    select r.owner_id, r.id, r.version, to_jsonb(r), ${batchId}::uuid from source_record r
    where r.owner_id = ${ownerId}::uuid
      and (r.id = any(${[...new Set(ids)]}::uuid[]) or r.transaction_id = any(${merged}::uuid[]))`.execute(tx)
  crashPoint('records: before-images written')
  if ((before.numAffectedRows ?? 0n) < BigInt(new Set(ids).size)) throw new Error('the plan changes records that are not there')
}

async function moveMerged(tx: Tx, ownerId: OwnerId, merged: ImportPlan['merges']): Promise<void> {
  if (merged.length === 0) return
  const columns: Columns<TransactionMerge> = [
    ['from_id', 'uuid', (row) => row.from],
    ['into_id', 'uuid', (row) => row.into],
  ]
  await sql`
    update source_record t set transaction_id = v.into_id, version = t.version + 1 from ${unnest(merged, columns)}
    where t.owner_id = ${ownerId}::uuid and t.transaction_id = v.from_id`.execute(tx)
  crashPoint('records: moved to their new transaction')
}

const columnsOf = ({ batchId }: RecordsWrite): Columns<RecordRow> => [
  ['id', 'uuid', (row) => row.id],
  ['account_link_id', 'uuid', (row) => row.linkId],
  ['account_id', 'uuid', (row) => row.accountId],
  ['transaction_id', 'uuid', (row) => row.transactionId],
  ['source', 'text', (row) => row.source],
  ['source_id', 'text', (row) => row.record.sourceId],
  ['content_key', 'text', (row) => row.action.contentKey],
  ['ordinal', 'int4', (row) => row.action.ordinal],
  ['content_hash', 'text', (row) => row.action.contentHash],
  ['status', 'text', (row) => row.record.status],
  ['amount_minor', 'int8', (row) => row.record.amount.minor],
  ['on_date', 'date', (row) => recordDate(row.record)],
  ['posted_on', 'date', (row) => row.record.postedOn],
  ['transaction_on', 'date', (row) => row.record.transactionOn],
  ['occurred_at', 'timestamptz', (row) => row.record.occurredAt],
  ['description', 'text', (row) => row.record.description],
  ['counterparty_name', 'text', (row) => row.record.counterpartyName],
  ['counterparty_account_mask', 'text', (row) => row.record.counterpartyAccountMask],
  ['category_scheme', 'text', (row) => row.record.providerCategory?.scheme ?? null],
  ['category_code', 'text', (row) => row.record.providerCategory?.code ?? null],
  ['supersedes_source_id', 'text', (row) => row.record.supersedes],
  ['balance_after_minor', 'int8', (row) => row.record.balanceAfter?.minor ?? null],
  ['reference', 'text', (row) => row.record.reference],
  ['line', 'int4', (row) => row.line],
  ['evidence_id', 'uuid', (row) => row.evidenceId],
  ['evidence_index', 'int4', (row) => row.evidenceIndex],
  ['batch_id', 'uuid', () => batchId],
  ['is_removed', 'bool', (row) => row.action.isRemoved],
  ['superseded_by', 'uuid', (row) => row.supersededBy],
  ['match_reason', 'text', (row) => row.action.reason],
]

/** A new version replaces the whole statement; what it is a statement of, and how it was matched first, stays. */
const RESTATED = (
  'transaction_id source_id content_key ordinal content_hash status amount_minor on_date posted_on transaction_on ' +
  'occurred_at description counterparty_name counterparty_account_mask category_scheme category_code ' +
  'supersedes_source_id balance_after_minor reference line evidence_id evidence_index batch_id'
)
  .split(' ')
  .map((name) => `${name} = v.${name}`)
  .concat('version = t.version + 1', 'is_removed = v.is_removed', 'superseded_by = coalesce(v.superseded_by, t.superseded_by)')
  .join(', ')
