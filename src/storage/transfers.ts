// Ties the transactions that a plan wrote to their other sides in the owner's other accounts, and asks where that is not
// certain. In the transaction of the commit, after its rows are there.
import { sql } from 'kysely'
import type { CurrencyCode } from '../domain/currency.ts'
import type { BatchId, OwnerId, ReviewId, TransactionId } from '../domain/ids.ts'
import type { TransactionMerge } from '../domain/reconcile/plan.ts'
import { recordDate } from '../domain/source-record.ts'
import type { Leg, TransferContext, TransferEvidence } from '../domain/transfers/leg.ts'
import { pairTransfers } from '../domain/transfers/pair-transfers.ts'
import type { TransferPair, TransferQuestion } from '../domain/transfers/pair-transfers.ts'
import { readLeg, weighTransfer } from '../domain/transfers/weigh-transfer.ts'
import { whyTransfer } from '../domain/transfers/why-transfer.ts'
import { keepReviews } from './before-images.ts'
import { crashPoint } from './crash-points.ts'
import { unnest } from './rows.ts'
import type { Columns } from './rows.ts'
import type { Tx } from './schema.ts'
import { legFactsOf, readEqualPartners, readLegs, readOwned, readRates, readStanding, readUnequalPartners } from './transfers-legs.ts'
import type { Owned, StandingTransfer } from './transfers-legs.ts'
import type { TransactionsWrite } from './write-transactions.ts'

/** Legs of one span whose other side is looked for by more than its sum: those that say they are transfers are few. */
const UNEQUAL_LEGS_MAX = 30

/**
 * Links what the plan wrote. Gives how many questions it asked.
 * @param write of the plan that is written by now
 */
export async function linkTransfers(tx: Tx, write: TransactionsWrite, newId: () => string): Promise<number> {
  const { ownerId, plan, ids } = write
  if (plan.transactions.length === 0) return 0
  const owned = await readOwned(tx, ownerId)
  crashPoint('transfers: accounts known')
  if (owned.accounts.length < 2) return 0
  await lockTransfers(tx, ownerId)
  crashPoint('transfers: locked')
  const written = plan.transactions.map(({ ref, accountId, evidence, derived }) => {
    return { ...evidence, id: ids.transaction(ref), accountId, ...legFactsOf(derived, evidence.counterpartyAccountMask), isNew: 'new' in ref }
  })
  const known = written.filter(({ isNew }) => !isNew).map(({ id }) => id)
  const standing = await readStanding(tx, ownerId, known)
  crashPoint('transfers: what stood read')
  const live = written.filter(({ isRemoved, amount }) => !isRemoved && amount.minor !== 0n)
  const gathered = await gatherLegs(tx, ownerId, owned, live, standing)
  crashPoint('transfers: other sides read')
  const found = await contextOf(tx, ownerId, owned, gathered, known)
  crashPoint('transfers: context known')
  const legs = new Map(gathered.map((leg) => [leg.id, leg]))
  const isWritten = new Set(written.map(({ id }) => id))
  const unfit = found.linked.filter((each) => isUnfit(each, isWritten, legs, found.context))
  await endTransfers(tx, write, unfit)
  crashPoint('transfers: unfit ones ended')
  const ended = new Set(unfit.map(({ id }) => id))
  const taken = new Set(found.linked.filter(({ id }) => !ended.has(id)).flatMap(({ outId, inId }) => [outId, inId]))
  const { pairs, questions } = pairTransfers(gathered.filter(({ id }) => !taken.has(id)), found.context)
  const linked = await keepPairs(tx, write, pairs, newId)
  crashPoint('transfers: pairs kept')
  await settleQuestions(tx, write, [...taken, ...linked])
  crashPoint('transfers: questions settled')
  const asked = await ask(tx, write, questions, newId)
  crashPoint('transfers: questions asked')
  return asked
}

/**
 * Two commits that write the two sides at once see nothing of each other; one after the other, the second sees both.
 * Taken last of all locks, so that nobody who holds it waits for another.
 */
export async function lockTransfers(tx: Tx, ownerId: OwnerId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('transfers ' || ${ownerId}::text, 0))`.execute(tx)
  crashPoint('transfers: lock taken')
}

/** The written legs, their possible other sides, and who else could be the other side of those. */
async function gatherLegs(
  tx: Tx,
  ownerId: OwnerId,
  owned: Owned,
  live: readonly Leg[],
  standing: readonly StandingTransfer[],
): Promise<readonly Leg[]> {
  const isWritten = new Set(live.map(({ id }) => id))
  const linked = new Set(standing.filter(({ state }) => state === 'linked').flatMap(({ outId, inId }) => [outId, inId]))
  const linkedElsewhere = await readLegs(tx, ownerId, owned, [...linked].filter((id) => !isWritten.has(id)))
  crashPoint('transfers: other sides of linked ones read')
  const partners = await readEqualPartners(tx, ownerId, owned, live)
  crashPoint('transfers: partners read')
  const met = new Set(partners.map(({ amount }) => sumKey(-amount.minor, amount.currency)))
  const isMet = ({ amount }: Leg): boolean => met.has(sumKey(amount.minor, amount.currency))
  const lonely = live.filter((leg) => leg.mayBeTransfer && !linked.has(leg.id) && !isMet(leg))
  const unequal = await readUnequalPartners(tx, ownerId, owned, lonely.slice(0, UNEQUAL_LEGS_MAX))
  crashPoint('transfers: unequal partners read')
  const rivals = await readEqualPartners(tx, ownerId, owned, partners.filter(({ id }) => !isWritten.has(id)))
  crashPoint('transfers: rivals read')
  // Most of what a span brings meets nothing and need not be weighed.
  const worthWeighing = live.filter((leg) => leg.mayBeTransfer || linked.has(leg.id) || isMet(leg))
  const others = [...partners, ...unequal, ...rivals, ...linkedElsewhere].filter(({ id }) => !isWritten.has(id))
  return [...new Map([...worthWeighing, ...others].map((leg) => [leg.id, leg])).values()]
}

const sumKey = (minor: bigint, currency: CurrencyCode): string => `${minor} ${currency}`

type Found = { readonly linked: readonly StandingTransfer[]; readonly context: TransferContext }

async function contextOf(
  tx: Tx,
  ownerId: OwnerId,
  owned: Owned,
  legs: readonly Leg[],
  known: readonly TransactionId[],
): Promise<Found> {
  const standing = await readStanding(tx, ownerId, [...new Set([...known, ...legs.map(({ id }) => id)])])
  crashPoint('transfers: what was said read')
  const days = legs.map((leg) => recordDate(leg)).toSorted()
  const [from, to] = [days[0], days.at(-1)]
  const hasCurrencies = new Set(legs.map(({ amount }) => amount.currency)).size > 1
  const rates = hasCurrencies && from && to ? await readRates(tx, ownerId, { from, to }) : []
  crashPoint('transfers: rates read')
  const refused = standing.filter(({ state }) => state === 'refused')
  const confirmed = standing.filter(({ source, state }) => source === 'user' && state !== 'refused')
  return { linked: standing.filter(({ state }) => state === 'linked'), context: { ...owned, rates, refused, confirmed } }
}

/** A side that the plan took back, or changed so that the two can't be one transfer any more. */
function isUnfit(
  { outId, inId }: StandingTransfer,
  isWritten: ReadonlySet<TransactionId>,
  legs: ReadonlyMap<TransactionId, Leg>,
  context: TransferContext,
): boolean {
  if (!isWritten.has(outId) && !isWritten.has(inId)) return false
  const [out, arrival] = [legs.get(outId), legs.get(inId)]
  // One of them was taken back.
  if (out === undefined || arrival === undefined) return true
  const [left, right] = [readLeg(out, context), readLeg(arrival, context)]
  if (left === null || right === null) return true
  const isSaid = context.confirmed.some((pair) => pair.outId === outId && pair.inId === inId)
  return !isSaid && (weighTransfer(left, right, context)?.bits ?? -1) < 0
}

async function endTransfers(tx: Tx, { ownerId, batchId }: TransactionsWrite, unfit: readonly StandingTransfer[]): Promise<void> {
  if (unfit.length === 0) return
  const ids = unfit.map(({ id }) => id)
  await sql`
    update transfer set state = 'ended', ended_batch_id = ${batchId}::uuid
    where owner_id = ${ownerId}::uuid and id = any(${ids}::uuid[])`.execute(tx)
  crashPoint('transfers: ended')
}

type KeptPair = TransferPair & { readonly id: string }

const PAIR_COLUMNS: Columns<KeptPair> = [
  ['id', 'uuid', ({ id }) => id],
  ['out_id', 'uuid', ({ outId }) => outId],
  ['in_id', 'uuid', ({ inId }) => inId],
  ['evidence', 'jsonb', ({ evidence }) => evidenceJson(evidence)],
]

/** Minor units as decimal text, as everywhere in JSON. */
export const evidenceJson = (evidence: TransferEvidence): string =>
  JSON.stringify({ ...evidence, feeMinor: evidence.feeMinor?.toString() ?? null })

/** Keeps the pairs; one that had ended is linked again. Gives their legs. */
async function keepPairs(
  tx: Tx,
  { ownerId, batchId }: TransactionsWrite,
  pairs: readonly TransferPair[],
  newId: () => string,
): Promise<readonly TransactionId[]> {
  if (pairs.length === 0) return []
  const rows = pairs.map((pair): KeptPair => ({ ...pair, id: newId() }))
  await sql`
    insert into transfer (owner_id, id, out_transaction_id, in_transaction_id, source, state, evidence, batch_id)
    select ${ownerId}::uuid, v.id, v.out_id, v.in_id, 'auto', 'linked', v.evidence, ${batchId}::uuid
    from ${unnest(rows, PAIR_COLUMNS)}
    on conflict (owner_id, out_transaction_id, in_transaction_id) do update
      set state = 'linked', ended_batch_id = null, evidence = excluded.evidence,
        batch_id = case when transfer.source = 'user' then null else excluded.batch_id end
      where transfer.state = 'ended'`.execute(tx)
  crashPoint('transfers: linked')
  return pairs.flatMap(({ outId, inId }) => [outId, inId])
}

type Asked = { readonly id: string; readonly question: TransferQuestion }

const ASKED_COLUMNS: Columns<Asked> = [
  ['id', 'uuid', ({ id }) => id],
  ['key', 'text', ({ question }) => questionKey(question)],
  ['subject', 'uuid', ({ question }) => question.outId],
  ['candidates', 'text', ({ question }) => `{${question.candidates.map(({ inId }) => inId).join(',')}}`],
  ['evidence', 'jsonb', ({ question }) => JSON.stringify(askedEvidence(question))],
]

/** The same question about the same legs is asked once. */
const questionKey = ({ outId, candidates }: TransferQuestion): string =>
  ['transfer', outId, ...candidates.map(({ inId }) => inId).toSorted()].join(' ')

function askedEvidence({ candidates: [best, next] }: TransferQuestion) {
  if (best === undefined) throw new Error('a question about a transfer has no candidate')
  const { evidence } = best
  return {
    daysApart: evidence.daysApart,
    amountDiffersBy: evidence.feeMinor?.toString() ?? null,
    textLikeness: null,
    bits: evidence.bits,
    runnerUpBits: next?.evidence.bits ?? null,
    why: `This may be a transfer between your own accounts. ${whyTransfer(evidence)}`,
  }
}

async function ask(
  tx: Tx,
  { ownerId, batchId }: TransactionsWrite,
  questions: readonly TransferQuestion[],
  newId: () => string,
): Promise<number> {
  if (questions.length === 0) return 0
  const rows = questions.map((question): Asked => ({ id: newId(), question }))
  const { numAffectedRows } = await sql`
    insert into review (owner_id, id, key, kind, subject_transaction_id, candidate_transaction_ids, evidence, batch_id)
    select ${ownerId}::uuid, v.id, v.key, 'transfer', v.subject, v.candidates::uuid[], v.evidence, ${batchId}::uuid
    from ${unnest(rows, ASKED_COLUMNS)}
    on conflict (owner_id, key) do nothing`.execute(tx)
  crashPoint('transfers: asked')
  return Number(numAffectedRows ?? 0n)
}

/** A leg that is linked is asked about no more. */
async function settleQuestions(tx: Tx, { ownerId, batchId }: TransactionsWrite, linked: readonly TransactionId[]): Promise<void> {
  const moot = await openQuestionsOf(tx, ownerId, linked)
  crashPoint('transfers: moot questions found')
  if (moot.length === 0) return
  await keepReviews(tx, ownerId, batchId, moot)
  crashPoint('transfers: moot questions kept as they were')
  await sql`
    update review set state = 'settled', closed_at = now()
    where owner_id = ${ownerId}::uuid and id = any(${moot}::uuid[])`.execute(tx)
  crashPoint('transfers: moot questions settled')
}

/** Open questions about transfers that these legs decide: theirs, and those whose candidates they all are. */
export async function openQuestionsOf(tx: Tx, ownerId: OwnerId, legs: readonly TransactionId[]): Promise<readonly ReviewId[]> {
  if (legs.length === 0) return []
  const { rows } = await sql<{ id: ReviewId }>`
    select id from review
    where owner_id = ${ownerId}::uuid and state = 'open' and kind = 'transfer'
      and (subject_transaction_id = any(${legs}::uuid[]) or candidate_transaction_ids <@ ${legs}::uuid[])
    for update`.execute(tx)
  crashPoint('transfers: open questions read')
  return rows.map(({ id }) => id)
}

async function keepTransfers(tx: Tx, ownerId: OwnerId, batchId: BatchId, ids: readonly string[]): Promise<void> {
  await sql`
    insert into before_image (owner_id, batch_id, kind, row_id, before)
    select t.owner_id, ${batchId}::uuid, 'transfer', t.id, to_jsonb(t) from transfer t
    where t.owner_id = ${ownerId}::uuid and t.id = any(${ids}::uuid[]) and t.batch_id is distinct from ${batchId}::uuid
    on conflict (owner_id, batch_id, kind, row_id) do nothing`.execute(tx)
  crashPoint('transfers: rows kept as they were')
}

/** What was linked or said of a transaction that ends holds for the one that it goes into. Before it ends. */
export async function moveTransfers(
  tx: Tx,
  { ownerId, batchId }: { readonly ownerId: OwnerId; readonly batchId: BatchId },
  merges: readonly TransactionMerge[],
  newId: () => string,
): Promise<void> {
  const standing = await readStanding(tx, ownerId, merges.map(({ from }) => from))
  crashPoint('transfers: those of merged ones read')
  const into = new Map(merges.map((merge) => [merge.from, merge.into]))
  const moved = standing.filter(({ state }) => state !== 'ended').map((each) => ({ ...each, to: newId() }))
  if (moved.length === 0) return
  await keepTransfers(tx, ownerId, batchId, moved.map(({ id }) => id))
  crashPoint('transfers: those of merged ones kept as they were')
  // The leg that stays is free for its new row; the old one goes with the transaction that ends.
  await sql`
    update transfer set state = 'ended', ended_batch_id = ${batchId}::uuid
    where owner_id = ${ownerId}::uuid and id = any(${moved.map(({ id }) => id)}::uuid[])`.execute(tx)
  crashPoint('transfers: those of merged ones ended')
  const columns: Columns<(typeof moved)[number]> = [
    ['id', 'uuid', ({ to }) => to],
    ['from_id', 'uuid', ({ id }) => id],
    ['out_id', 'uuid', ({ outId }) => into.get(outId) ?? outId],
    ['in_id', 'uuid', ({ inId }) => into.get(inId) ?? inId],
    ['state', 'text', ({ state }) => state],
  ]
  await sql`
    insert into transfer (owner_id, id, out_transaction_id, in_transaction_id, source, state, evidence, batch_id,
      created_at, decided_at)
    select x.owner_id, v.id, v.out_id, v.in_id, x.source, v.state, x.evidence,
      case when x.source = 'user' then null else ${batchId}::uuid end, x.created_at, x.decided_at
    from ${unnest(moved, columns)} join transfer x on x.owner_id = ${ownerId}::uuid and x.id = v.from_id
    on conflict do nothing`.execute(tx)
  crashPoint('transfers: moved')
}

/** What was moved with a merge goes back with it, the person's word too; it is known by when it was said. */
async function moveBack(tx: Tx, ownerId: OwnerId, batchId: BatchId): Promise<void> {
  await sql`
    with home as (
      select b.* from before_image i cross join lateral jsonb_populate_record(null::transfer, i.before) b
      where i.owner_id = ${ownerId}::uuid and i.batch_id = ${batchId}::uuid and i.kind = 'transfer'
        and exists (select 1 from transaction t where t.owner_id = b.owner_id and t.id = b.out_transaction_id)
        and exists (select 1 from transaction t where t.owner_id = b.owner_id and t.id = b.in_transaction_id)
    )
    delete from transfer x using home b
    where x.owner_id = b.owner_id and x.id <> b.id and x.source = b.source and x.created_at = b.created_at
      and (x.out_transaction_id = b.out_transaction_id or x.in_transaction_id = b.in_transaction_id)`.execute(tx)
  crashPoint('transfers: moved ones gone')
  await sql`
    insert into transfer
    select b.* from before_image i cross join lateral jsonb_populate_record(null::transfer, i.before) b
    where i.owner_id = ${ownerId}::uuid and i.batch_id = ${batchId}::uuid and i.kind = 'transfer'
      and exists (select 1 from transaction t where t.owner_id = b.owner_id and t.id = b.out_transaction_id)
      and exists (select 1 from transaction t where t.owner_id = b.owner_id and t.id = b.in_transaction_id)
    on conflict do nothing`.execute(tx)
  crashPoint('transfers: kept ones inserted')
}

/**
 * Takes back what the batch linked, or decided where it is a decision, and links again what it ended. What the person
 * decided since is of no import's batch and stays.
 */
export async function undoTransfers(
  tx: Tx,
  ownerId: OwnerId,
  batchId: BatchId,
  kept: readonly TransactionId[],
): Promise<void> {
  await sql`
    delete from transfer
    where owner_id = ${ownerId}::uuid and batch_id = ${batchId}::uuid
      and out_transaction_id <> all(${kept}::uuid[]) and in_transaction_id <> all(${kept}::uuid[])`.execute(tx)
  crashPoint('transfers: linked ones gone')
  await moveBack(tx, ownerId, batchId)
  crashPoint('transfers: moved ones back')
  await sql`
    update transfer x set state = 'linked', ended_batch_id = null
    where x.owner_id = ${ownerId}::uuid and x.ended_batch_id = ${batchId}::uuid
      and not exists (
        select 1 from transfer y where y.owner_id = x.owner_id and y.state = 'linked'
          and (y.out_transaction_id = x.out_transaction_id or y.in_transaction_id = x.in_transaction_id))`.execute(tx)
  crashPoint('transfers: ended ones linked again')
}
