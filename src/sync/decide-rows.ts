// What a person decides about rows: that two are one movement, that one is two, or that two never are one. Written as a
// batch in one transaction, remembered for later syncs, and undone like any batch.
import type { AccountId, BatchId, OwnerId, RecordId, ReviewId, TransactionId } from '../domain/ids.ts'
import { decorateBy } from '../domain/decorate.ts'
import type { ConstraintPair } from '../domain/reconcile/constraints.ts'
import { planSame, planSeparate, remember, rememberNames } from '../domain/reconcile/decisions.ts'
import { NO_PLAN, NO_SPAN } from '../domain/reconcile/nothing.ts'
import type { ImportPlan, KnownRecord, KnownTransaction, Snapshot } from '../domain/reconcile/plan.ts'
import { lockAccounts, writePlan } from '../storage/commit.ts'
import { keepConstraints } from '../storage/constraints.ts'
import { crashPoint } from '../storage/crash-points.ts'
import { withTransaction } from '../storage/database.ts'
import { recordEvent } from '../storage/events.ts'
import { decide, lockIntent } from '../storage/intents.ts'
import { closeReview, readReview } from '../storage/reviews.ts'
import { rulebookFor } from '../storage/rulebook.ts'
import { accountOf, snapshotOf } from '../storage/snapshot.ts'
import { decideTransfer } from '../storage/transfers-decide.ts'
import type { TransferDecision } from '../storage/transfers-decide.ts'
import type { Db, Tx } from '../storage/schema.ts'
import type { StorageDeps } from './deps.ts'

export type RowDecision =
  | { readonly kind: 'same'; readonly one: TransactionId; readonly other: TransactionId }
  | { readonly kind: 'different'; readonly one: TransactionId; readonly other: TransactionId }
  | { readonly kind: 'separate'; readonly one: TransactionId; readonly recordIds: readonly RecordId[] }
  /** The question is answered without a change of rows. */
  | { readonly kind: 'leave'; readonly one: TransactionId }

export type DecisionWish = {
  readonly ownerId: OwnerId
  readonly token: string
  readonly decision: RowDecision
  /** The question that this answers. */
  readonly reviewId?: ReviewId
  /** Remember it of the two names as well, for this account. */
  readonly always?: boolean
}

export type DecisionResult =
  | { readonly kind: 'decided'; readonly batchId: BatchId; readonly transactionId: TransactionId }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'answered-before' }
  /** The decision does not fit the rows as they are by now; nothing was changed. */
  | { readonly kind: 'does-not-fit' }

type Deps = StorageDeps & { readonly db: Db; readonly now: () => Date }

/** Writes the decision whole, or says why not. */
export async function decideRows(deps: Deps, wish: DecisionWish): Promise<DecisionResult> {
  const result = await withTransaction(deps.db, wish.token, async (tx) => {
    const decided = await write(tx, deps, wish)
    crashPoint('decide-rows: written')
    return decided
  })
  crashPoint('decide-rows: committed')
  return result
}

async function write(tx: Tx, deps: Deps, { ownerId, decision, reviewId, always = false }: DecisionWish): Promise<DecisionResult> {
  const { one } = decision
  const accountId = await accountOf(tx, ownerId, one)
  crashPoint('decide-rows: account known')
  if (accountId === null) return { kind: 'unknown' }
  await lockAccounts(tx, [accountId])
  crashPoint('decide-rows: account locked')
  const review = reviewId === undefined ? null : await readReview(tx, ownerId, reviewId)
  crashPoint('decide-rows: question read')
  if (review === undefined) return { kind: 'unknown' }
  if (review !== null && review.state !== 'open') return { kind: 'answered-before' }
  const other = 'other' in decision ? decision.other : null
  if (review?.kind === 'transfer' && other !== null) {
    return writeTransfer(tx, deps, { ownerId, accountId, outId: one, inId: other, isTransfer: decision.kind === 'same' })
  }
  const snapshot = await snapshotOf(tx, ownerId, other === null ? [one] : [one, other])
  crashPoint('decide-rows: rows read')
  const [first, second] = [find(snapshot, one), other === null ? null : find(snapshot, other)]
  if (first === undefined || second === undefined) return { kind: 'unknown' }
  const rulebook = await rulebookFor(tx, ownerId, deps.newId)
  crashPoint('decide-rows: rulebook read')
  const outcome = outcomeOf(snapshot, decision, first, second, always, decorateBy(rulebook))
  if (outcome === null) return { kind: 'does-not-fit' }
  if (outcome.intentFrom !== null) await joinIntents(tx, deps, ownerId, outcome.transactionId, outcome.intentFrom)
  crashPoint('decide-rows: what both were given joined')
  const { batchId } = await writePlan(tx, deps, {
    ownerId,
    origin: { kind: 'decision', accountId: accountId satisfies AccountId },
    span: NO_SPAN,
    plan: outcome.plan,
    lines: [],
  })
  crashPoint('decide-rows: plan written')
  await keepConstraints(tx, ownerId, batchId, outcome.remembered, deps.newId)
  crashPoint('decide-rows: words kept')
  if (reviewId !== undefined) await closeReview(tx, ownerId, { reviewId, batchId, answer: decision.kind, at: deps.now() })
  crashPoint('decide-rows: question closed')
  const told = { kind: 'ledger.changed', runId: null, connectionId: null, facts: { decided: 1 } } as const
  await recordEvent(tx, ownerId, told)
  crashPoint('decide-rows: change told')
  return { kind: 'decided', batchId, transactionId: outcome.transactionId }
}

/** Two accounts hold one row each: they are tied, and never become one. */
async function writeTransfer(
  tx: Tx,
  deps: Deps,
  { ownerId, accountId, ...decision }: TransferDecision & { readonly ownerId: OwnerId; readonly accountId: AccountId },
): Promise<DecisionResult> {
  let batchId: BatchId | null = null
  const openBatch = async (): Promise<BatchId> => {
    const origin = { kind: 'decision' as const, accountId }
    const opened = await writePlan(tx, deps, { ownerId, origin, span: NO_SPAN, plan: NO_PLAN, lines: [] })
    crashPoint('decide-rows: batch of a transfer written')
    batchId = opened.batchId
    return opened.batchId
  }
  const decided = await decideTransfer(tx, ownerId, decision, { newId: deps.newId, at: deps.now(), openBatch })
  crashPoint('decide-rows: transfer decided')
  if (decided.kind === 'unknown') return { kind: 'unknown' }
  if (decided.kind !== 'decided' || batchId === null) return { kind: 'does-not-fit' }
  await recordEvent(tx, ownerId, { kind: 'ledger.changed', runId: null, connectionId: null, facts: { decided: 1 } })
  crashPoint('decide-rows: transfer told')
  return { kind: 'decided', batchId, transactionId: decision.outId }
}

/** What the person gave both stays with the one that stays; where they differ, its own counts. */
export async function joinIntents(tx: Tx, deps: Pick<Deps, 'newId' | 'now'>, ownerId: OwnerId, into: TransactionId, from: TransactionId): Promise<void> {
  const [kept, ending] = [await lockIntent(tx, into), await lockIntent(tx, from)]
  crashPoint('decide-rows: what both were given read')
  const deciding = { ownerId, at: deps.now(), newId: deps.newId, by: 'person', batchId: null }
  await decide(tx, deciding, into, { ...ending, ...kept })
  crashPoint('decide-rows: what both were given written')
}

type Outcome = {
  readonly plan: ImportPlan
  readonly remembered: readonly ConstraintPair[]
  readonly transactionId: TransactionId
  /** The transaction that ends, whose edits go over. */
  readonly intentFrom: TransactionId | null
}

function outcomeOf(
  snapshot: Snapshot,
  decision: RowDecision,
  first: KnownTransaction,
  second: KnownTransaction | null,
  always: boolean,
  decorate: Parameters<typeof planSame>[3],
): Outcome | null {
  const rows = (id: TransactionId): readonly KnownRecord[] => snapshot.records.filter(({ transactionId }) => transactionId === id)
  const unchanged = { plan: NO_PLAN, transactionId: first.id, intentFrom: null }
  if (decision.kind === 'leave') return { ...unchanged, remembered: [] }
  if (decision.kind === 'separate') {
    const parting = rows(first.id).filter(({ id }) => decision.recordIds.includes(id))
    const staying = rows(first.id).filter(({ id }) => !decision.recordIds.includes(id))
    if (parting.length === 0 || staying.length === 0) return null
    const plan = planSeparate(snapshot, first.id, decision.recordIds, decorate)
    return { ...unchanged, plan, remembered: remember([parting, staying], false) }
  }
  if (second === null || first.id === second.id || first.accountId !== second.accountId) return null
  const isSame = decision.kind === 'same'
  const names = always ? rememberNames(first, second, isSame) : []
  const remembered = [...remember([rows(first.id), rows(second.id)], isSame), ...names]
  if (!isSame) return { ...unchanged, remembered }
  // The one that the person worked on stays; of two, the one that was there first.
  const [into, from] = second.hasIntent || !first.hasIntent ? [second, first] : [first, second]
  const plan = planSame(snapshot, into.id, from.id, decorate)
  return { plan, remembered, transactionId: into.id, intentFrom: from.hasIntent ? from.id : null }
}

const find = ({ transactions }: Snapshot, id: TransactionId): KnownTransaction | undefined =>
  transactions.find((transaction) => transaction.id === id)
