// A digest of everything a plan would do. Two plans with one hash write the same, so a preview can be held to.
import { createHash } from 'node:crypto'
import type { ImportPlan } from '../domain/reconcile/plan.ts'
import type { RecordRef, TransactionRef } from '../domain/reconcile/refs.ts'
import type { ReviewDraft } from '../domain/review.ts'
import type { Derived } from '../domain/transaction.ts'

/** The hash of one span's plan: 64 hex digits. Ids of new rows are not in it, for they are made when it is written. */
export function planHash(plan: ImportPlan): string {
  const { add, addAll, end } = openDigest()
  addAll(plan.actions, (action) => {
    add(action.incoming, action.outcome, action.reason, transactionRef(action.transaction), action.recordId)
    addAll(action.supersedes, (ref) => add(recordRef(ref)))
    add(action.displaces, action.displacedBy, action.isSuperseded, action.isRemoved, action.repeatedBy)
    add(action.contentKey, action.ordinal, action.contentHash)
  })
  addAll(plan.removals, (id) => add(id))
  addAll(plan.transactions, ({ ref, accountId, evidence, derived }) => {
    add(transactionRef(ref), accountId, evidence.status, evidence.amount.minor.toString(), evidence.amount.currency)
    add(evidence.postedOn, evidence.transactionOn, evidence.description, evidence.counterpartyName, evidence.isRemoved)
    add(evidence.counterpartyAccountMask, evidence.providerCategory?.scheme ?? null)
    add(evidence.providerCategory?.code ?? null, evidence.reference)
    addDerived(derived)
  })
  addAll(plan.merges, ({ from, into }) => add(from, into))
  addAll(plan.changes ?? [], ({ recordId, to, supersededBy }) => add(recordId, transactionRef(to), supersededBy ?? null))
  addAll(plan.reviews, addReview)
  addAll(Object.values(plan.counts), (count) => add(count))
  return end()

  /** Not its key: that names links, and the first file's link is a new one in the preview and in the import. */
  function addReview({ kind, subject, candidates, record }: ReviewDraft): void {
    add(kind, transactionRef(subject))
    addAll(candidates, (ref) => add(transactionRef(ref)))
    add(record === null ? null : recordRef(record))
  }

  function addDerived({ payoree, category, note, tags, ignored, transfer }: Derived): void {
    add(payoree?.name ?? null, payoree?.key ?? null, payoree?.by ?? null)
    add(category?.id ?? null, category?.by ?? null, category?.confidence ?? null)
    addAll([note, ...tags, ignored, transfer], (ruled) => add(ruled?.value ?? null, ruled?.by ?? null))
  }
}

type Value = string | number | boolean | null

/** Text is digested in pieces of this length: a plan of 100,000 rows is 50 MB as one text. */
const PIECE_LENGTH = 65_536

/** A digest of values and lists, each with its kind and length in front: no two sequences are digested alike. */
function openDigest() {
  const hash = createHash('sha256')
  let piece = ''
  const add = (...values: readonly Value[]): void => {
    for (const value of values) piece += typeof value === 'string' ? `${value.length}:${value}` : `${value};`
    if (piece.length < PIECE_LENGTH) return
    hash.update(piece)
    piece = ''
  }
  const addAll = <Each>(list: readonly Each[], addOne: (each: Each) => void): void => {
    add(list.length)
    for (const each of list) addOne(each)
  }
  return { add, addAll, end: () => hash.update(piece).digest('hex') }
}

/** The hash of a batch so far, after one more span. */
export const extendHash = (batchHash: string | null, spanHash: string): string =>
  batchHash === null ? spanHash : createHash('sha256').update(`${batchHash} ${spanHash}`).digest('hex')

const transactionRef = (ref: TransactionRef): string | number => ('id' in ref ? ref.id : ref.new)
const recordRef = (ref: RecordRef): string | number => ('id' in ref ? ref.id : ref.incoming)
