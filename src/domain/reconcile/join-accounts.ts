// Which rows of two accounts that are one are the same movement, from the plan of an import of the one into the other.
import { NO_COUNTS } from '../counts.ts'
import type { RecordId, TransactionId } from '../ids.ts'
import type { ReviewDraft } from '../review.ts'
import { planSame } from './decisions.ts'
import type { Decorate } from './derive.ts'
import type { ImportPlan, Snapshot } from './plan.ts'
import type { TransactionRef } from './refs.ts'

/** A row of the account that goes, in the order of the span that was planned. */
export type JoinedRow = { readonly transactionId: TransactionId; readonly recordId: RecordId }

/** The same movement in both accounts. */
export type SamePair = { readonly old: TransactionId; readonly kept: TransactionId }

export type Met = { readonly pairs: readonly SamePair[]; readonly reviews: readonly ReviewDraft[] }

/**
 * What the plan of `rows` into the other account says of the rows themselves: those that meet a row there, each at most
 * once, and the questions about the others. Rows that the plan would put together stay two: their own account has them
 * as two.
 */
export function pairsOf(plan: ImportPlan, rows: readonly JoinedRow[]): Met {
  const taken = new Set<TransactionId>()
  const pairs: SamePair[] = []
  const made = new Map<number, TransactionId>()
  for (const { incoming, transaction } of plan.actions) {
    const row = rows[incoming]
    if (row === undefined) throw new RangeError(`the plan names row ${incoming}, which is not there`)
    if ('new' in transaction) {
      if (!made.has(transaction.new)) made.set(transaction.new, row.transactionId)
    } else if (!taken.has(transaction.id)) {
      taken.add(transaction.id)
      pairs.push({ old: row.transactionId, kept: transaction.id })
    }
  }
  const known = (ref: TransactionRef): TransactionRef => {
    if ('id' in ref) return ref
    const id = made.get(ref.new)
    if (id === undefined) throw new RangeError('a question is about a row that is not there')
    return { id }
  }
  const reviews = plan.reviews.map((draft): ReviewDraft => {
    const record = draft.record !== null && 'incoming' in draft.record ? rows[draft.record.incoming] : undefined
    return {
      ...draft,
      subject: known(draft.subject),
      candidates: draft.candidates.map(known),
      record: record === undefined ? draft.record : { id: record.recordId },
    }
  })
  return { pairs, reviews }
}

/** Edits of the row that ends go to the one that stays. */
export type JoinedIntent = { readonly to: TransactionId; readonly of: TransactionId }

/**
 * The plan that makes each pair one row, once all rows are in one account. The row that was there first stays, unless
 * only the other was worked on. Both rows' edits stay; where they differ, those of the row that stays.
 */
export function planJoined(
  snapshot: Snapshot,
  { pairs, reviews }: Met,
  decorate: Decorate | undefined,
): { readonly plan: ImportPlan; readonly intents: readonly JoinedIntent[] } {
  const records = Map.groupBy(snapshot.records, ({ transactionId }) => transactionId)
  const transactions = new Map(snapshot.transactions.map((transaction) => [transaction.id, transaction]))
  const intents: JoinedIntent[] = []
  const plans = pairs.map(({ old, kept }): ImportPlan => {
    const [one, other] = [transactions.get(kept), transactions.get(old)]
    if (one === undefined || other === undefined) throw new RangeError('a row that both accounts hold is not there')
    const [into, from] = one.hasIntent || !other.hasIntent ? [one, other] : [other, one]
    if (from.hasIntent) intents.push({ to: into.id, of: from.id })
    const both = [into, from]
    const part = { transactions: both, records: both.flatMap(({ id }) => records.get(id) ?? []) }
    return planSame(part, into.id, from.id, decorate)
  })
  const plan: ImportPlan = {
    actions: [],
    removals: [],
    transactions: plans.flatMap((each) => each.transactions),
    merges: plans.flatMap((each) => each.merges),
    changes: plans.flatMap((each) => each.changes ?? []),
    reviews,
    counts: NO_COUNTS,
  }
  return { plan, intents }
}
