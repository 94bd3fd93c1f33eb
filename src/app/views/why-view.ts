// The why-card: what each visible field rests on, and everything that was ever said of the transaction.
import type { CurrencyCode } from '../../domain/currency.ts'
import { showId } from '../../domain/ids.ts'
import type { RuleId } from '../../domain/ids.ts'
import type { JsonValue } from '../../domain/source-record.ts'
import { derivedOf } from '../../storage/derived-columns.ts'
import type { FieldChangeRow } from '../../storage/field-changes.ts'
import type { LayersRow, VersionRow, WhyRecordRow, WhyReviewRow, WhyTransferRow } from '../../storage/read/why.ts'
import { showAt, showMaybeAt, showMinor } from './show.ts'

/**
 * A visible field and whose word it is: `person`, `bank`, `rule:<id>` or what decided in the derived layer; null where
 * nobody said anything. `beneath` is what would show without the person's decision.
 */
export function fieldsView(layers: LayersRow) {
  const { payoree, category, note, ignored, tags } = derivedOf(layers)
  const { counterpartyName } = layers
  const named = payoree ?? (counterpartyName === null ? null : { name: counterpartyName, by: 'bank' })
  return [
    fieldView(layers, 'payoree', layers.intentPayoree, named?.name ?? null, named?.by ?? null),
    fieldView(layers, 'category', layers.intentCategory, category?.id ?? null, category?.by ?? null, category?.confidence),
    fieldView(layers, 'note', layers.intentNote, note?.value ?? null, ruledBy(note)),
    fieldView(layers, 'isHidden', layers.intentIsHidden, ignored !== null, ruledBy(ignored)),
    fieldView(layers, 'tags', [...(layers.intentTags ?? [])], tags.map(({ value }) => value), ruledBy(tags[0] ?? null)),
  ]
}

const ruledBy = (ruled: { readonly by: RuleId } | null): string | null => (ruled === null ? null : `rule:${ruled.by}`)

function fieldView<Value extends string | boolean | string[] | null>(
  { decided, intentAt }: LayersRow,
  field: string,
  intended: Value,
  beneath: Value,
  by: string | null,
  confidence: number | null = null,
) {
  if (!decided.includes(field)) return { field, value: beneath, by, confidence, decidedAt: null, beneath: null }
  const other = { value: beneath, by }
  return { field, value: intended, by: 'person', confidence: null, decidedAt: showMaybeAt(intentAt), beneath: other }
}

export function recordView(row: WhyRecordRow, currency: CurrencyCode, versions: readonly VersionRow[]) {
  return {
    id: showId('record', row.id),
    source: row.source,
    sourceName: row.sourceName,
    connectionId: row.connectionId === null ? null : showId('connection', row.connectionId),
    fileId: row.fileId === null ? null : showId('file', row.fileId),
    batchId: showId('batch', row.batchId),
    sourceId: row.sourceId,
    line: row.line,
    status: row.status,
    amount: showMinor(row.amountMinor, currency),
    postedOn: row.postedOn as string | null,
    transactionOn: row.transactionOn as string | null,
    description: row.description,
    counterpartyName: row.counterpartyName,
    providerCategory:
      row.categoryScheme === null || row.categoryCode === null
        ? null
        : { scheme: row.categoryScheme, code: row.categoryCode },
    reference: row.reference,
    balanceAfter: row.balanceAfterMinor === null ? null : showMinor(row.balanceAfterMinor, currency),
    matchReason: row.matchReason,
    version: row.version,
    isCurrent: row.isCurrent,
    isRemoved: row.isRemoved,
    supersededBy: row.supersededBy === null ? null : showId('record', row.supersededBy),
    hasEvidence: row.hasEvidence,
    versions: versions.map(versionView),
  }
}

/** Columns that say how a record is kept, not what was said. */
const BOOKKEEPING = new Set([
  'owner_id',
  'id',
  'version',
  'batch_id',
  'evidence_id',
  'evidence_index',
  'content_key',
  'content_hash',
  'ordinal',
  'on_date',
])

/** Which fields a version changed, in the database's own names; amounts are whole minor units as text. */
function versionView({ version, before, after, replacedBy, replacedAt }: VersionRow) {
  const names = Object.keys(after).filter((name) => !BOOKKEEPING.has(name) && before[name] !== after[name])
  return {
    version,
    batchId: showId('batch', replacedBy),
    at: showAt(replacedAt),
    changes: names.map((name) => ({
      field: name,
      before: plainText(before[name]),
      after: plainText(after[name]),
    })),
  }
}

const plainText = (value: JsonValue | undefined): string | null =>
  value === null || value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value)

export const reviewAboutView = (row: WhyReviewRow) => ({
  id: showId('review', row.id),
  kind: row.kind,
  state: row.state,
  why: row.why,
  answer: row.answer,
  subjectId: showId('transaction', row.subjectId),
  candidateIds: row.candidateIds.map((id) => showId('transaction', id)),
  batchId: showId('batch', row.batchId),
  decisionBatchId: row.decisionBatchId === null ? null : showId('batch', row.decisionBatchId),
  createdAt: showAt(row.createdAt),
  closedAt: showMaybeAt(row.closedAt),
})

export const fieldChangeView = (row: FieldChangeRow) => ({
  field: row.field,
  before: plainText(row.before),
  after: plainText(row.after),
  by: row.by,
  batchId: row.batchId === null ? null : showId('batch', row.batchId),
  at: showAt(row.at),
})

export const transferView = (row: WhyTransferRow) => ({
  state: row.state,
  /** `auto` or `user`. */
  by: row.source,
  partnerId: showId('transaction', row.partnerId),
  accountName: row.partnerAccountName,
  amount: showMinor(row.partnerMinor, row.partnerCurrency),
  on: row.partnerOn as string,
})
