// What a person decides about rows, as a plan: written, hashed and undone like an import's.
import { NO_COUNTS } from '../counts.ts'
import type { RecordId, TransactionId } from '../ids.ts'
import type { Evidence } from '../transaction.ts'
import { constraintPair, nameKey } from './constraints.ts'
import type { ConstraintPair } from './constraints.ts'
import { derive } from './derive.ts'
import type { Decorate } from './derive.ts'
import { evidenceOf, sameEvidence, takenBack } from './evidence.ts'
import type { ImportPlan, KnownRecord, KnownTransaction, RecordChange, Snapshot } from './plan.ts'
import type { TransactionRef } from './refs.ts'

/** Contents of one side that a word of the person's is kept for: a movement has few statements. */
const KEYS_MAX = 20

/**
 * `from` is the same movement as `into`: its records move, and what was pending is superseded by what was posted. Both
 * must be of one account and in the snapshot.
 */
export function planSame(snapshot: Snapshot, into: TransactionId, from: TransactionId, decorate: Decorate = derive): ImportPlan {
  const [kept, ended] = [transactionOf(snapshot, into), transactionOf(snapshot, from)]
  if (kept.accountId !== ended.accountId || into === from) throw new RangeError('two rows of one account can be the same')
  const records = recordsOf(snapshot, [into, from])
  const posted = records.findLast(({ status, isRemoved, isSuperseded }) => status === 'posted' && !isRemoved && !isSuperseded)
  const changes = records.flatMap((record): readonly RecordChange[] => {
    const isPast = record.status === 'pending' && !record.isSuperseded && posted !== undefined
    if (record.transactionId === into && !isPast) return []
    return [{ recordId: record.id, to: { id: into }, supersededBy: isPast ? posted.id : undefined }]
  })
  const after = records.map((record) => ({ ...record, isSuperseded: record.isSuperseded || isSupersededBy(changes, record) }))
  return planOf({
    changes,
    merges: [{ from, into, isDecided: true }],
    transactions: writeOf(kept, { id: into }, after, decorate),
  })
}

const isSupersededBy = (changes: readonly RecordChange[], { id }: KnownRecord): boolean =>
  changes.some(({ recordId, supersededBy }) => recordId === id && supersededBy !== undefined && supersededBy !== null)

/** The records are another movement than the rest of their transaction: they get one of their own. */
export function planSeparate(
  snapshot: Snapshot,
  transactionId: TransactionId,
  recordIds: readonly RecordId[],
  decorate: Decorate = derive,
): ImportPlan {
  const transaction = transactionOf(snapshot, transactionId)
  const records = recordsOf(snapshot, [transactionId])
  const parting = records.filter(({ id }) => recordIds.includes(id))
  const staying = records.filter(({ id }) => !recordIds.includes(id))
  if (parting.length === 0 || staying.length === 0) throw new RangeError('some of the records go, and some stay')
  const stand = (some: readonly KnownRecord[]) => some.map((record) => ({ ...record, isSuperseded: false }))
  // What took a place or lost one to the other side stands for itself again.
  const changes = [
    ...parting.map(({ id }): RecordChange => ({ recordId: id, to: { new: 0 }, supersededBy: null })),
    ...staying.filter(({ isSuperseded }) => isSuperseded).map(({ id }): RecordChange => ({ recordId: id, to: { id: transactionId }, supersededBy: null })),
  ]
  return planOf({
    changes,
    merges: [],
    transactions: [
      ...writeOf(transaction, { id: transactionId }, stand(staying), decorate),
      ...writeOf(transaction, { new: 0 }, stand(parting), decorate),
    ],
  })
}

/** What is remembered of the two sides, so that no later sync decides otherwise. */
export function remember(sides: readonly [readonly KnownRecord[], readonly KnownRecord[]], isSame: boolean): readonly ConstraintPair[] {
  const [one, other] = sides
  const [first] = one
  if (first === undefined) return []
  const pairs = keysOf(one).flatMap((left) =>
    keysOf(other).map((right) => constraintPair(first.accountId, 'rows', [left, right], isSame)),
  )
  return [...new Map(pairs.map((pair) => [`${pair.leftKey}\n${pair.rightKey}`, pair])).values()]
}

/** "Always treat these two names alike for this account": both must name somebody. */
export function rememberNames(one: KnownTransaction, other: KnownTransaction, isSame: boolean): readonly ConstraintPair[] {
  const [left, right] = [nameKey(one.evidence.description), nameKey(other.evidence.description)]
  if (left === '' || right === '' || left === right) return []
  return [constraintPair(one.accountId, 'names', [left, right], isSame)]
}

const keysOf = (records: readonly KnownRecord[]): readonly string[] => [...new Set(records.map(({ contentKey }) => contentKey))].slice(0, KEYS_MAX)

function transactionOf({ transactions }: Snapshot, id: TransactionId): KnownTransaction {
  const found = transactions.find((transaction) => transaction.id === id)
  if (found === undefined) throw new RangeError('the snapshot does not hold the transaction')
  return found
}

const recordsOf = ({ records }: Snapshot, ids: readonly TransactionId[]): readonly KnownRecord[] =>
  records.filter(({ transactionId }) => ids.includes(transactionId)).toSorted((one, other) => (one.id < other.id ? -1 : 1))

function writeOf(known: KnownTransaction, ref: TransactionRef, records: readonly KnownRecord[], decorate: Decorate): ImportPlan['transactions'] {
  const standing = records.filter(({ isRemoved, isSuperseded }) => !isRemoved && !isSuperseded)
  const last = records.at(-1) ?? known.evidence
  const evidence: Evidence = evidenceOf(standing.map((statement) => ({ statement, source: statement.source }))) ?? takenBack(last)
  if ('id' in ref && sameEvidence(evidence, known.evidence)) return []
  return [{ ref, accountId: known.accountId, evidence, derived: decorate(evidence, known.accountId) }]
}

const planOf = (parts: Pick<ImportPlan, 'merges' | 'transactions'> & { readonly changes: readonly RecordChange[] }): ImportPlan => ({
  actions: [],
  removals: [],
  reviews: [],
  counts: NO_COUNTS,
  ...parts,
})
