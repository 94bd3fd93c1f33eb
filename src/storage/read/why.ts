// Everything that a transaction rests on: its records with their earlier versions, the batches that wrote them, and the
// questions about it.
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { CalendarDate } from '../../domain/calendar.ts'
import type { CurrencyCode } from '../../domain/currency.ts'
import type { BatchId, ConnectionId, FileId, RecordId, ReviewId, TransactionId } from '../../domain/ids.ts'
import type { JsonValue, RecordStatus, SourceKind } from '../../domain/source-record.ts'
import type { DerivedRow } from '../derived-columns.ts'
import type { Tables } from '../schema.ts'

/** The layers of one transaction, as they stand beside each other. */
export type LayersRow = DerivedRow & {
  readonly counterpartyName: string | null
  readonly decided: readonly string[]
  readonly intentPayoree: string | null
  readonly intentCategory: string | null
  readonly intentNote: string | null
  readonly intentIsHidden: boolean
  readonly intentTags: readonly string[] | null
  readonly intentAt: Date | null
}

export async function readLayers(db: Kysely<Tables>, id: TransactionId): Promise<LayersRow | null> {
  const { rows } = await sql<LayersRow>`
    select t.counterparty_name, t.derived_payoree, t.derived_payoree_key, t.derived_payoree_by, t.derived_category,
      t.derived_category_by, t.derived_category_confidence, t.derived_ruled, coalesce(i.decided, '{}') as decided,
      i.payoree as intent_payoree, i.category as intent_category, i.note as intent_note,
      coalesce(i.is_hidden, false) as intent_is_hidden, i.tags as intent_tags, i.updated_at as intent_at
    from transaction t
    left join transaction_intent i on i.owner_id = t.owner_id and i.transaction_id = t.id
    where t.id = ${id}`.execute(db)
  return rows[0] ?? null
}

export type WhyRecordRow = {
  readonly id: RecordId
  readonly source: SourceKind
  /** The institution's or the file's name. */
  readonly sourceName: string
  readonly connectionId: ConnectionId | null
  readonly fileId: FileId | null
  readonly batchId: BatchId
  readonly sourceId: string | null
  readonly line: number | null
  readonly status: RecordStatus
  readonly amountMinor: bigint
  readonly postedOn: CalendarDate | null
  readonly transactionOn: CalendarDate | null
  readonly description: string
  readonly counterpartyName: string | null
  readonly categoryScheme: string | null
  readonly categoryCode: string | null
  readonly reference: string | null
  readonly balanceAfterMinor: bigint | null
  readonly matchReason: string
  readonly version: number
  readonly isCurrent: boolean
  readonly isRemoved: boolean
  readonly supersededBy: RecordId | null
  /** The original is kept, sealed. */
  readonly hasEvidence: boolean
}

/** A transaction has a handful of records; what a broken source would make of it is cut here. */
const RECORDS_MAX = 200

/** The records of a transaction, the leading ones first. */
export async function readWhyRecords(db: Kysely<Tables>, id: TransactionId): Promise<readonly WhyRecordRow[]> {
  const { rows } = await sql<WhyRecordRow>`
    select r.id, r.source, coalesce(c.institution_name, f.name, 'A file') as source_name, l.connection_id, b.file_id,
      r.batch_id, r.source_id, r.line, r.status, r.amount_minor, r.posted_on, r.transaction_on, r.description,
      r.counterparty_name, r.category_scheme, r.category_code, r.reference, r.balance_after_minor, r.match_reason,
      r.version, r.is_current, r.is_removed, r.superseded_by,
      exists (select 1 from evidence e where e.owner_id = r.owner_id and e.id = r.evidence_id) as has_evidence
    from source_record r
    join account_link l on l.owner_id = r.owner_id and l.id = r.account_link_id
    left join import_batch b on b.owner_id = r.owner_id and b.id = r.batch_id
    left join connection c on c.owner_id = l.owner_id and c.id = l.connection_id
    left join file f on f.owner_id = b.owner_id and f.id = b.file_id
    where r.transaction_id = ${id}
    order by r.superseded_by is not null, r.is_removed, r.id limit ${RECORDS_MAX}`.execute(db)
  return rows
}

export type VersionRow = {
  readonly recordId: RecordId
  readonly version: number
  /** The whole row as it was, in the database's own names. */
  readonly before: Readonly<Record<string, JsonValue>>
  /** The whole row as the next version has it. */
  readonly after: Readonly<Record<string, JsonValue>>
  readonly replacedBy: BatchId
  readonly replacedAt: Date
}

/** A record that a bank restates day after day for years; what is older is not shown. */
const VERSIONS_MAX = 500

/** What each record was before it was changed, and what it became, newest first. */
export async function readVersions(
  db: Kysely<Tables>,
  recordIds: readonly RecordId[],
): Promise<readonly VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    select v.record_id, v.version, v.before, v.replaced_by, v.replaced_at,
      coalesce(lead(v.before) over (partition by v.record_id order by v.version), to_jsonb(r)) as after
    from source_record_version v
    join source_record r on r.owner_id = v.owner_id and r.id = v.record_id
    where v.record_id = any(${recordIds}::uuid[])
    order by v.replaced_at desc, v.record_id, v.version desc limit ${VERSIONS_MAX}`.execute(db)
  return rows
}

export type WhyReviewRow = {
  readonly id: ReviewId
  readonly kind: string
  readonly state: string
  readonly why: string
  readonly answer: string | null
  readonly subjectId: TransactionId
  readonly candidateIds: readonly TransactionId[]
  readonly batchId: BatchId
  readonly decisionBatchId: BatchId | null
  readonly createdAt: Date
  readonly closedAt: Date | null
}

const REVIEWS_MAX = 100

/** Questions about a transaction and what was answered, newest first. */
export async function readReviewsAbout(db: Kysely<Tables>, id: TransactionId): Promise<readonly WhyReviewRow[]> {
  const { rows } = await sql<WhyReviewRow>`
    select id, kind, state, evidence ->> 'why' as why, answer, subject_transaction_id as subject_id,
      candidate_transaction_ids as candidate_ids, batch_id, decision_batch_id, created_at, closed_at
    from review
    where subject_transaction_id = ${id} or ${id}::uuid = any(candidate_transaction_ids)
    order by created_at desc, id desc limit ${REVIEWS_MAX}`.execute(db)
  return rows
}

/** Batches that changed the transaction itself or merged another into it, besides those of its records. */
export async function readChangingBatches(
  db: Kysely<Tables>,
  id: TransactionId,
): Promise<{ readonly addedBy: BatchId; readonly changedBy: readonly BatchId[] } | null> {
  const { rows } = await sql<{ addedBy: BatchId; changedBy: BatchId[] }>`
    select t.batch_id as added_by,
      array(select i.batch_id from before_image i
        where i.owner_id = t.owner_id and i.kind = 'transaction' and i.row_id = t.id) as changed_by
    from transaction t where t.id = ${id}`.execute(db)
  return rows[0] ?? null
}

export type WhyTransferRow = {
  readonly state: string
  readonly source: string
  /** The other side. */
  readonly partnerId: TransactionId
  readonly partnerAccountName: string
  readonly partnerMinor: bigint
  readonly partnerCurrency: CurrencyCode
  readonly partnerOn: CalendarDate
}

/** Other sides in the owner's own accounts: linked, refused or ended; the linked one first. */
export async function readTransfersOf(db: Kysely<Tables>, id: TransactionId): Promise<readonly WhyTransferRow[]> {
  const { rows } = await sql<WhyTransferRow>`
    select x.state, x.source, t.id as partner_id, a.name as partner_account_name, t.amount_minor as partner_minor,
      a.currency as partner_currency, t.on_date as partner_on
    from transfer x
    join transaction t on t.owner_id = x.owner_id
      and t.id = case when x.out_transaction_id = ${id}::uuid then x.in_transaction_id else x.out_transaction_id end
    join account a on a.owner_id = t.owner_id and a.id = t.account_id
    where x.out_transaction_id = ${id}::uuid or x.in_transaction_id = ${id}::uuid
    order by x.state <> 'linked', x.created_at desc, x.id limit ${REVIEWS_MAX}`.execute(db)
  return rows
}
