// Two accounts turned out to be one: everything of the newer goes into the other, rows that both hold are matched by the
// planner of every import, and what stays uncertain is asked. One transaction, and a batch that can be undone.
import { decidersBy } from '../domain/decorate.ts'
import type { AccountLinkId, BatchId, OwnerId, ReviewId, TransactionId } from '../domain/ids.ts'
import { pairsOf, planJoined } from '../domain/reconcile/join-accounts.ts'
import { planSpan } from '../domain/reconcile/plan-span.ts'
import { NO_SPAN } from '../domain/reconcile/nothing.ts'
import type { Span } from '../domain/reconcile/plan.ts'
import { lockAccounts, writePlan } from '../storage/commit.ts'
import { lockConnection } from '../storage/connections.ts'
import { crashPoint } from '../storage/crash-points.ts'
import { withTransaction } from '../storage/database.ts'
import { recordEvent } from '../storage/events.ts'
import {
  connectionsOf,
  isAnyRunning,
  keepAccountImage,
  moveAccount,
  readAccountFacts,
  readStated,
} from '../storage/join-accounts.ts'
import type { AccountPair, StatedTransaction } from '../storage/join-accounts.ts'
import { followAccount } from '../storage/joined-rules.ts'
import { rederiveAccounts, rederiveStatedBy } from '../storage/part-accounts.ts'
import { closeReview, readReview } from '../storage/reviews.ts'
import { rulebookFor } from '../storage/rulebook.ts'
import { readSnapshot, snapshotOf } from '../storage/snapshot.ts'
import { endTransfersWithin, settleWithin } from '../storage/transfers-within.ts'
import type { Db, Tx } from '../storage/schema.ts'
import { joinIntents } from './decide-rows.ts'
import type { StorageDeps } from './deps.ts'

/** Transactions of the account that goes: as many as one span may hold. A busy account of twenty years has fewer. */
export const JOINED_ROWS_MAX = 20_000

export type JoinWish = AccountPair & {
  readonly ownerId: OwnerId
  readonly token: string
  /** The question that this answers. */
  readonly reviewId: ReviewId
}

export type JoinResult =
  | { readonly kind: 'decided'; readonly batchId: BatchId; readonly transactionId: TransactionId }
  | { readonly kind: 'unknown' | 'answered-before' | 'does-not-fit' }
  /** Refused, and nothing was changed. */
  | { readonly kind: 'other-currency' | 'running' | 'too-large' }

type Deps = StorageDeps & { readonly db: Db; readonly now: () => Date }

/** Joins the accounts whole, or says why not. */
export async function joinAccounts(deps: Deps, wish: JoinWish): Promise<JoinResult> {
  const result = await withTransaction(deps.db, wish.token, async (tx) => {
    const joined = await write(tx, deps, wish)
    crashPoint('join-accounts: written')
    return joined
  })
  crashPoint('join-accounts: committed')
  return result
}

async function write(tx: Tx, deps: Deps, wish: JoinWish): Promise<JoinResult> {
  const { ownerId, from, into, reviewId } = wish
  const refused = await hold(tx, wish)
  crashPoint('join-accounts: accounts held')
  if (refused !== null) return refused
  const review = await readReview(tx, ownerId, reviewId)
  crashPoint('join-accounts: question read')
  if (review === undefined) return { kind: 'unknown' }
  if (review.state !== 'open') return { kind: 'answered-before' }
  const stated = await readStated(tx, ownerId, from)
  crashPoint('join-accounts: rows of the newer account read')
  const span = spanOf(stated, wish)
  const snapshot = await readSnapshot(tx, ownerId, span)
  crashPoint('join-accounts: rows of the other account read')
  const rulebook = await rulebookFor(tx, ownerId, deps.newId)
  crashPoint('join-accounts: rulebook read')
  const deciders = decidersBy(rulebook)
  const met = pairsOf(planSpan(span, snapshot, deciders), stated)
  const image = await moveAccount(tx, ownerId, { from, into })
  crashPoint('join-accounts: account moved')
  const both = await snapshotOf(tx, ownerId, met.pairs.flatMap(({ old, kept }) => [old, kept]))
  crashPoint('join-accounts: rows that both hold read')
  const { plan, intents } = planJoined(both, met, deciders.decorate)
  for (const { to, of } of intents) {
    await joinIntents(tx, deps, ownerId, to, of)
    crashPoint('join-accounts: what both were given joined')
  }
  const origin = { kind: 'decision' as const, accountId: into }
  const { batchId, counts } = await writePlan(tx, deps, { ownerId, origin, span: NO_SPAN, plan, lines: [] })
  crashPoint('join-accounts: plan written')
  const rules = await followAccount(tx, { ownerId, newId: deps.newId }, from, into)
  crashPoint('join-accounts: rules follow')
  await keepAccountImage(tx, ownerId, batchId, { from, into }, { ...image, rules })
  crashPoint('join-accounts: account kept as it was')
  await endTransfersWithin(tx, ownerId, batchId, into)
  crashPoint('join-accounts: transfers within ended')
  await settleWithin(tx, ownerId, batchId, { from, into })
  crashPoint('join-accounts: moot questions settled')
  if (rules.rules.length === 0) await rederiveStatedBy(tx, ownerId, image.linkIds, deps.newId)
  else await rederiveAccounts(tx, ownerId, [into], deps.newId)
  crashPoint('join-accounts: moved rows worked out again')
  await closeReview(tx, ownerId, { reviewId, batchId, answer: 'same', at: deps.now() })
  crashPoint('join-accounts: question closed')
  const facts = { joined: stated.length, same: met.pairs.length, reviews: counts.reviews }
  await recordEvent(tx, ownerId, { kind: 'ledger.changed', runId: null, connectionId: null, facts })
  crashPoint('join-accounts: change told')
  const ended = new Map(plan.merges.map((merge) => [merge.from, merge.into]))
  return { kind: 'decided', batchId, transactionId: ended.get(review.subjectId) ?? review.subjectId }
}

/** Locks everything in the order of a sync: connections, then accounts. Gives why it can't be, or null. */
async function hold(tx: Tx, { ownerId, from, into }: JoinWish): Promise<JoinResult | null> {
  const connectionIds = await connectionsOf(tx, ownerId, [from, into])
  crashPoint('join-accounts: connections known')
  for (const connectionId of connectionIds) {
    await lockConnection(tx, ownerId, connectionId)
    crashPoint('join-accounts: connection locked')
  }
  await lockAccounts(tx, [from, into])
  crashPoint('join-accounts: accounts locked')
  const isRunning = await isAnyRunning(tx, ownerId, connectionIds)
  crashPoint('join-accounts: runs looked at')
  if (isRunning) return { kind: 'running' }
  const facts = await readAccountFacts(tx, ownerId, [from, into])
  crashPoint('join-accounts: accounts read')
  const [old, kept] = [facts.find(({ id }) => id === from), facts.find(({ id }) => id === into)]
  if (old === undefined || kept === undefined || from === into) return { kind: 'does-not-fit' }
  if (old.currency !== kept.currency) return { kind: 'other-currency' }
  if (old.rows > JOINED_ROWS_MAX) return { kind: 'too-large' }
  return null
}

/** The rows of the account as one more source of the other account would state them. */
function spanOf(stated: readonly StatedTransaction[], { from, into }: AccountPair): Span {
  // One link of its own: whatever link stated them, two rows of this account are two movements.
  const linkId = from as string as AccountLinkId
  const isFromBank = stated.some(({ source }) => source === 'connection')
  return {
    ...NO_SPAN,
    traits: { source: isFromBank ? 'connection' : 'file', pending: 'unlinked', pendingDays: PENDING_DAYS },
    records: stated.map(({ record }) => ({ linkId, accountId: into, record })),
  }
}

/** Within which a pending row of one account may be a posted one of the other. */
const PENDING_DAYS = 7
