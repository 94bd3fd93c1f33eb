// Rung d: pending to posted without the bank naming it. Joined only when the pending record is no longer stated and
// nothing else could be meant on either side.
import { recordDate } from '../source-record.ts'
import type { AccountId, TransactionId } from '../ids.ts'
import { assign, kindsBy } from './assignment.ts'
import type { Edge } from './assignment.ts'
import { bankingDays } from './banking-days.ts'
import { NOTHING_AROUND } from './day-shift.ts'
import { BITS_ASK, BITS_SURE } from './judge.ts'
import { comparedOf } from './pair.ts'
import type { Compared, Pair, Weight } from './pair.ts'
import { amountKey, comparedLook, isLive, isOpen, isVacant, saidOf, saidOfNames, takePlace, tie } from './matching.ts'
import type { Matching, Slot } from './matching.ts'
import type { KnownRecord, KnownTransaction } from './plan.ts'

/** More candidates than this for one record are not shown: nobody could choose among them. */
const CANDIDATES_MAX = 5

/** What must speak for a booking of the same sum before edits go over to it: more than an equal coin and a name. */
const BITS_EDITED = 5.5

/** A posted statement that may be the pending one's: arriving now, or known and waiting for its pending one to go. */
type Posted = {
  readonly accountId: AccountId
  readonly statement: Compared
  readonly contentKey: string
  /** What can be seen of it: equal ones can't be told apart. */
  readonly look: string
} & (
  | { readonly slot: Slot; readonly known: null; readonly after: null }
  /** `after`: the pending ones that it came after. */
  | { readonly slot: null; readonly known: KnownTransaction; readonly after: readonly TransactionId[] }
)

/** A pending transaction that may have been booked by now, and the statement it stands by. */
type Waiting = { readonly transaction: KnownTransaction; readonly statement: Compared; readonly gone: Pair['gone'] }

type PostedEdge = Edge<Posted, Waiting> & { readonly weight: Weight }

export function matchPending(matching: Matching): void {
  matchWaiting(matching)
  askAboutLingering(matching)
}

function matchWaiting(matching: Matching): void {
  const waiting = waitingPendings(matching)
  if (waiting.length === 0) return
  const edges = edgesOf(matching, waiting)
  const assigned = assign<Posted, Waiting, PostedEdge>(edges, BITS_SURE)
  const pairs = assigned.pairs.filter(({ left, right, edge }) => !isTooWeakForEdits(left, right, edge))
  for (const { left, right } of pairs) place(matching, left, right.transaction)
  const paired = new Set<Posted | Waiting>(pairs.flatMap(({ left, right }) => [left, right]))
  askAboutRest(matching, edges, paired)
}

/**
 * A fare of three coins is met again within days by its own kind. Where the person worked on the one that went, that is
 * asked: else the work could go over to the next ride.
 */
const isTooWeakForEdits = ({ statement }: Posted, right: Waiting, { bits }: PostedEdge): boolean =>
  right.transaction.hasIntent && statement.amount.minor === right.statement.amount.minor && bits < BITS_EDITED

/** Pending transactions that no source states any more, or whose source never tells when it stops. */
function waitingPendings(matching: Matching): readonly Waiting[] {
  return [...matching.transactions.values()].flatMap((transaction): readonly Waiting[] => {
    const { id, evidence } = transaction
    if (evidence.status !== 'pending' || matching.merges.has(id) || matching.claims.has(id)) return []
    const isGone = isVacant(matching, id)
    if (!isGone && !isUntold(matching, id)) return []
    const records = matching.recordsOf.get(id) ?? []
    const record = records.findLast(({ status }) => status === 'pending')
    const goes = records.some((each) => matching.gone.has(each.id) && !each.isRemoved)
    const gone = !isGone ? 'not' : goes ? 'now' : 'before'
    return record === undefined ? [] : [{ transaction, statement: record, gone }]
  })
}

/**
 * A source that neither names nor keeps ids of pending records, and whose spans are no complete windows, never says
 * that one is gone. Its unstated pending records count as gone once their posted form is there: were that another
 * purchase, the pending one's own posted form would still arrive as a transaction of its own.
 */
function isUntold(matching: Matching, id: TransactionId): boolean {
  const { span } = matching
  if (span.traits.pending !== 'unlinked') return false
  const links = new Set(span.records.map(({ linkId }) => linkId))
  const covered = new Set(span.coverage.map(({ linkId }) => linkId))
  return (matching.recordsOf.get(id) ?? []).every(({ linkId }) => links.has(linkId) && !covered.has(linkId))
}

function edgesOf(matching: Matching, waiting: readonly Waiting[]): readonly PostedEdge[] {
  const { judge, span } = matching
  const rights = Map.groupBy(
    kindsBy(waiting, ({ transaction: { accountId }, statement, gone }) => `${gone} ${lookOf(accountId, statement)}`),
    ([first]) => first?.transaction.accountId,
  )
  const edges: PostedEdge[] = []
  for (const left of kindsBy(postedOf(matching, waiting), ({ look }) => look)) {
    const [posted] = left
    if (posted === undefined) continue
    const { statement, accountId, after } = posted
    for (const right of rights.get(accountId) ?? []) {
      const [pending] = right
      if (pending === undefined || pending.statement.amount.currency !== statement.amount.currency) continue
      if (after !== null && !after.includes(pending.transaction.id)) continue
      // A source that names what it books or keeps its ids has said so where an amount changed.
      const isSameAmount = pending.statement.amount.minor === statement.amount.minor
      if (span.traits.pending !== 'unlinked' && !isSameAmount) continue
      // One that the ledger has had for a while is another purchase, unless everything is equal.
      if (after !== null && !isSameAmount) continue
      const said = pending.transaction.id === posted.known?.id ? null : saidOf(matching, pending.transaction.id, accountId, posted.contentKey)
      if (said === 'different') continue
      const weight = judge({
        kind: 'pending-posted',
        known: pending.statement,
        knownSource: span.traits.source,
        later: statement,
        traits: span.traits,
        gone: pending.gone,
        sidesWithin: 0,
        saidOfRows: said,
        saidOfNames: saidOfNames(matching, accountId, pending.statement, statement),
        around: NOTHING_AROUND,
      })
      if (weight !== null) edges.push({ left, right, bits: weight.bits, weight })
    }
  }
  return edges
}

const lookOf = (accountId: AccountId, statement: Compared): string =>
  `${amountKey(accountId, statement.amount)} ${comparedLook(statement)}`

function postedOf(matching: Matching, waiting: readonly Waiting[]): readonly Posted[] {
  const arriving = matching.slots
    .filter((slot) => isOpen(slot) && slot.incoming.record.status === 'posted' && !slot.isRemoved)
    .map((slot): Posted => {
      const { accountId, record } = slot.incoming
      const statement = comparedOf(record)
      const { contentKey } = slot
      return { slot, known: null, accountId, statement, contentKey, after: null, look: `${slot.stream} ${lookOf(accountId, statement)}` }
    })
  const pendingsOf = new Map<KnownTransaction, { readonly record: KnownRecord; readonly after: TransactionId[] }>()
  for (const { transaction } of waiting) {
    for (const { known, record } of laterPosted(matching, transaction)) {
      const kept = pendingsOf.get(known) ?? { record, after: [] }
      kept.after.push(transaction.id)
      pendingsOf.set(known, kept)
    }
  }
  const waitingLonger = [...pendingsOf].map(([known, { record, after }]): Posted => {
    const look = `known ${lookOf(known.accountId, record)} after ${after.join()}`
    const { contentKey } = record
    return { slot: null, known, accountId: known.accountId, statement: record, contentKey, after, look }
  })
  return [...arriving, ...waitingLonger]
}

/**
 * Posted transactions that came after a pending one which only now is gone, and stand alone. Only where the source has
 * no better word to come: one that links or keeps ids may still say it in a later span.
 */
function laterPosted(
  matching: Matching,
  pending: KnownTransaction,
): readonly { readonly known: KnownTransaction; readonly record: KnownRecord }[] {
  if (matching.span.traits.pending !== 'unlinked') return []
  const records = matching.recordsOf.get(pending.id) ?? []
  const isGoneNow = records.some(({ id, isRemoved }) => matching.gone.has(id) && !isRemoved)
  const last = records.at(-1)
  if (!isGoneNow || last === undefined) return []
  return [...matching.transactions.values()].flatMap((known) => {
    const [record, ...others] = matching.recordsOf.get(known.id) ?? []
    if (known.accountId !== pending.accountId || known.evidence.status !== 'posted') return []
    if (record === undefined || others.length > 0 || known.hasIntent || matching.merges.has(known.id)) return []
    return record.id > last.id && isLive(matching, record) ? [{ known, record }] : []
  })
}

function place(matching: Matching, posted: Posted, pending: KnownTransaction): void {
  if (posted.slot === null) {
    matching.merges.set(posted.known.id, pending.id)
    return
  }
  for (const record of matching.recordsOf.get(pending.id) ?? []) {
    if (record.status === 'pending') takePlace(matching, posted.slot, record)
  }
  tie(matching, posted.slot, { reason: 'pending-posted', transactionId: pending.id, record: null })
}

/**
 * Several candidates, or another amount without the bank's word for it. Asked only where something is at stake: the
 * pending one still counts, or the person worked on it. Otherwise it is gone and the posted one stands for itself.
 */
function askAboutRest(
  matching: Matching,
  edges: readonly PostedEdge[],
  paired: ReadonlySet<Posted | Waiting>,
): void {
  const likely = edges.filter(({ bits }) => bits >= BITS_ASK)
  for (const [left, own] of Map.groupBy(likely, (edge) => edge.left)) {
    const open = own
      .flatMap((edge) => {
        const rights = edge.right.filter((right) => !paired.has(right) && isAtStake(matching, right.transaction))
        return rights.map((right) => ({ right, edge }))
      })
      .toSorted((one, other) => other.edge.bits - one.edge.bits)
      .slice(0, CANDIDATES_MAX)
    const [first, next] = open
    if (first === undefined) continue
    for (const posted of left) {
      if (posted.slot === null || paired.has(posted)) continue
      matching.questions.push({
        kind: 'pending-or-posted',
        slot: posted.slot,
        candidates: open.map(({ right }) => right.transaction.id),
        daysApart: first.edge.weight.daysApart,
        amountDiffersBy: posted.statement.amount.minor - first.right.statement.amount.minor,
        textLikeness: first.edge.weight.textLikeness,
        bits: first.edge.bits,
        runnerUpBits: next?.edge.bits ?? null,
        why: next === undefined ? whyOf(posted, first.right, first.edge) : 'several pending transactions could have become this one',
      })
    }
  }
}

/**
 * The bank lists the pending one still, and beside it what looks like its booking. Banks forget to take holds back, and
 * the purchase then counts twice; but a regular customer pays the same price twice, too.
 */
function askAboutLingering(matching: Matching): void {
  const { span, slots } = matching
  if (span.traits.pending !== 'unlinked') return
  const standing = [...matching.claims].flatMap(([id, claiming]): readonly Waiting[] => {
    const transaction = matching.transactions.get(id)
    const [slot] = claiming
    if (transaction?.evidence.status !== 'pending' || transaction.isHidden || slot === undefined) return []
    const { record } = slot.incoming
    if (record.status !== 'pending') return []
    return [{ transaction, statement: comparedOf(record), gone: 'not' }]
  })
  if (standing.length === 0) return
  for (const slot of slots) {
    const { record, accountId } = slot.incoming
    if (!isOpen(slot) || record.status !== 'posted' || slot.isRemoved) continue
    const later = comparedOf(record)
    for (const { transaction, statement } of standing) {
      if (transaction.accountId !== accountId || statement.amount.minor !== record.amount.minor) continue
      if (bankingDays(recordDate(statement), slot.on) < 1) continue
      if (saidOf(matching, transaction.id, accountId, slot.contentKey) === 'different') continue
      const known = { known: statement, knownSource: span.traits.source, traits: span.traits }
      const unsaid = { saidOfRows: null, saidOfNames: null, around: NOTHING_AROUND }
      const pair = { kind: 'pending-posted', ...known, ...unsaid, later, gone: 'not', sidesWithin: 0 } as const
      const weight = matching.judge(pair)
      if (weight === null || weight.bits < BITS_SURE) continue
      matching.questions.push({
        kind: 'pending-or-posted',
        slot,
        candidates: [transaction.id],
        daysApart: weight.daysApart,
        amountDiffersBy: 0n,
        textLikeness: weight.textLikeness,
        bits: weight.bits,
        runnerUpBits: null,
        why: 'the bank still lists the pending one beside what may be its booking',
      })
      break
    }
  }
}

const isAtStake = (matching: Matching, { id, hasIntent, isHidden }: KnownTransaction): boolean =>
  !isHidden && (hasIntent || !isVacant(matching, id))

function whyOf({ statement }: Posted, { statement: pending }: Waiting, { bits }: PostedEdge): string {
  if (statement.amount.minor !== pending.amount.minor) return 'the amount differs from the pending one'
  if (bits >= BITS_SURE) return 'several transactions could be what this pending one became'
  return `nothing but the amount ties it to the pending one of ${recordDate(pending)}`
}
