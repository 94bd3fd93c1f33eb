// A digest of everything a plan would do. Two plans with one hash write the same, so a preview can be held to.
import { createHash } from 'node:crypto'
import type { ImportPlan } from '../domain/reconcile/plan.ts'
import type { RecordRef, TransactionRef } from '../domain/reconcile/refs.ts'
import type { ReviewDraft } from '../domain/review.ts'
import type { Derived } from '../domain/transaction.ts'

/** The hash of one span's plan: 64 hex digits. Ids of new rows are not in it, for they are made when it is written. */
export function planHash(plan: ImportPlan): string {
  const content = [
    plan.actions.map((action) => [
      action.incoming,
      action.outcome,
      action.reason,
      transactionRef(action.transaction),
      action.recordId,
      action.supersedes.map(recordRef),
      action.displaces,
      action.displacedBy,
      action.isSuperseded,
      action.isRemoved,
      action.repeatedBy,
      action.contentKey,
      action.ordinal,
      action.contentHash,
    ]),
    plan.removals,
    plan.transactions.map(({ ref, accountId, evidence, derived }) => [
      transactionRef(ref),
      accountId,
      evidence.status,
      evidence.amount.minor.toString(),
      evidence.amount.currency,
      evidence.postedOn,
      evidence.transactionOn,
      evidence.description,
      evidence.counterpartyName,
      evidence.isRemoved,
      evidence.counterpartyAccountMask,
      evidence.providerCategory?.scheme ?? null,
      evidence.providerCategory?.code ?? null,
      evidence.reference,
      derivedContent(derived),
    ]),
    plan.merges.map(({ from, into }) => [from, into]),
    (plan.changes ?? []).map(({ recordId, to, supersededBy }) => [recordId, transactionRef(to), supersededBy ?? null]),
    plan.reviews.map(reviewContent),
    Object.values(plan.counts),
  ]
  return digest(JSON.stringify(content))
}

/** Not its key: that names links, and the first file's link is a new one in the preview and in the import. */
const reviewContent = ({ kind, subject, candidates, record }: ReviewDraft) => [
  kind,
  transactionRef(subject),
  candidates.map(transactionRef),
  record === null ? null : recordRef(record),
]

const derivedContent = ({ payoree, category, note, tags, ignored, transfer }: Derived) => [
  payoree === null ? null : [payoree.name, payoree.key, payoree.by],
  category === null ? null : [category.id, category.by, category.confidence],
  [note, ...tags, ignored, transfer].map((ruled) => (ruled === null ? null : [ruled.value, ruled.by])),
]

/** The hash of a batch so far, after one more span. */
export const extendHash = (batchHash: string | null, spanHash: string): string =>
  batchHash === null ? spanHash : digest(`${batchHash} ${spanHash}`)

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

const transactionRef = (ref: TransactionRef): string | number => ('id' in ref ? ref.id : ref.new)
const recordRef = (ref: RecordRef): string | number => ('id' in ref ? ref.id : ref.incoming)
