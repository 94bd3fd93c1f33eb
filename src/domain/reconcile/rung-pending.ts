// Rung d: pending to posted without the bank naming it. Joined only when the pending record is no longer stated and
// nothing else could be meant on either side.
import { recordDate } from '../source-record.ts'
import type { Statement } from '../source-record.ts'
import type { AccountId, TransactionId } from '../ids.ts'
import { assign, kindsBy } from './assignment.ts'
import type { Edge } from './assignment.ts'
import { amountKey, isLive, isOpen, isVacant, lookOf, takePlace, tie } from './matching.ts'
import type { Matching, Slot } from './matching.ts'
import type { Verdict } from './judge.ts'
import type { KnownTransaction } from './plan.ts'

/** A posted statement that may be the pending one's: arriving now, or known and waiting for its pending one to go. */
type Posted = {
  readonly accountId: AccountId
  readonly statement: Statement
  /** What can be seen of it: equal ones can't be told apart. */
  readonly look: string
} & (
  | { readonly slot: Slot; readonly known: null; readonly after: null }
  /** `after`: the pending ones that it came after. */
  | { readonly slot: null; readonly known: KnownTransaction; readonly after: readonly TransactionId[] }
)

type PostedEdge = Edge<Posted, KnownTransaction> & { readonly verdict: Verdict }

export function matchPending(matching: Matching): void {
  const waiting = waitingPendings(matching)
  if (waiting.length === 0) return
  const edges = edgesOf(matching, waiting)
  const { pairs } = assign(edges.filter(({ verdict }) => verdict.answer === 'same'))
  for (const { left, right } of pairs) place(matching, left, right)
  const paired = new Set(pairs.flatMap(({ left, right }) => [left, right]))
  askAboutRest(matching, edges, paired)
}

/** Pending transactions that no source states any more, or whose source never tells when it stops. */
function waitingPendings(matching: Matching): readonly KnownTransaction[] {
  return [...matching.transactions.values()].filter(
    ({ id, evidence }) =>
      evidence.status === 'pending' &&
      !matching.merges.has(id) &&
      !matching.claims.has(id) &&
      (isVacant(matching, id) || isUntold(matching, id)),
  )
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

function edgesOf(matching: Matching, waiting: readonly KnownTransaction[]): readonly PostedEdge[] {
  const { judge, span } = matching
  const rights = Map.groupBy(
    kindsBy(waiting, ({ accountId, evidence }) => `${amountKey(accountId, evidence.amount)} ${lookOf(evidence)}`),
    ([first]) => first?.accountId,
  )
  const edges: PostedEdge[] = []
  for (const left of kindsBy(postedOf(matching, waiting), ({ look }) => look)) {
    const [posted] = left
    if (posted === undefined) continue
    const { statement, accountId, after } = posted
    for (const right of rights.get(accountId) ?? []) {
      const [pending] = right
      if (pending === undefined || pending.evidence.amount.currency !== statement.amount.currency) continue
      if (after !== null && !after.includes(pending.id)) continue
      const pair = { kind: 'pending-posted', known: pending.evidence, later: statement } as const
      const verdict = judge({ ...pair, knownSource: span.traits.source, traits: span.traits })
      if (verdict.answer !== 'different') edges.push({ left, right, verdict })
    }
  }
  return edges
}

function postedOf(matching: Matching, waiting: readonly KnownTransaction[]): readonly Posted[] {
  const arriving = matching.slots
    .filter((slot) => isOpen(slot) && slot.incoming.record.status === 'posted' && !slot.isRemoved)
    .map((slot): Posted => {
      const { accountId, record } = slot.incoming
      const look = `${slot.stream} ${amountKey(accountId, record.amount)} ${lookOf(record)}`
      return { slot, known: null, accountId, statement: record, after: null, look }
    })
  const pendingsOf = new Map<KnownTransaction, TransactionId[]>()
  for (const pending of waiting) {
    for (const known of laterPosted(matching, pending)) {
      pendingsOf.set(known, [...(pendingsOf.get(known) ?? []), pending.id])
    }
  }
  const waitingLonger = [...pendingsOf].map(([known, after]): Posted => {
    const { accountId, evidence } = known
    const look = `known ${amountKey(accountId, evidence.amount)} ${lookOf(evidence)} after ${after.join()}`
    return { slot: null, known, accountId, statement: evidence, after, look }
  })
  return [...arriving, ...waitingLonger]
}

/**
 * Posted transactions of an equal amount that came after a pending one which only now is gone, and stand alone. Only
 * where the source has no better word to come: one that links or keeps ids may still say it in a later span.
 */
function laterPosted(matching: Matching, pending: KnownTransaction): readonly KnownTransaction[] {
  if (matching.span.traits.pending !== 'unlinked') return []
  const records = matching.recordsOf.get(pending.id) ?? []
  const isGoneNow = records.some(({ id, isRemoved }) => matching.gone.has(id) && !isRemoved)
  const last = records.at(-1)
  if (!isGoneNow || last === undefined) return []
  const same = matching.byAmount.get(amountKey(pending.accountId, pending.evidence.amount)) ?? []
  return same.filter((known) => {
    const [only, ...others] = matching.recordsOf.get(known.id) ?? []
    if (only === undefined || others.length > 0 || known.hasIntent || matching.merges.has(known.id)) return false
    return known.evidence.status === 'posted' && only.id > last.id && isLive(matching, only)
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
  paired: ReadonlySet<Posted | KnownTransaction>,
): void {
  for (const [left, own] of Map.groupBy(edges, (edge) => edge.left)) {
    const open = own.flatMap((edge) => {
      const rights = edge.right.filter((right) => !paired.has(right) && isAtStake(matching, right))
      return rights.map((right) => ({ right, edge }))
    })
    const [first] = open
    if (first === undefined) continue
    for (const posted of left) {
      if (posted.slot === null || paired.has(posted)) continue
      matching.questions.push({
        kind: 'pending-or-posted',
        slot: posted.slot,
        candidates: open.map(({ right }) => right.id),
        daysApart: first.edge.verdict.daysApart,
        amountDiffersBy: posted.statement.amount.minor - first.right.evidence.amount.minor,
        textLikeness: first.edge.verdict.textLikeness,
        why: open.length > 1 ? 'several pending transactions could have become this one' : whyOf(posted, first.right, first.edge),
      })
    }
  }
}

const isAtStake = (matching: Matching, { id, hasIntent, isHidden }: KnownTransaction): boolean =>
  !isHidden && (hasIntent || !isVacant(matching, id))

function whyOf({ statement }: Posted, { evidence }: KnownTransaction, { verdict }: PostedEdge): string {
  if (statement.amount.minor !== evidence.amount.minor) return 'the amount differs from the pending one'
  if (verdict.answer === 'same') return 'several transactions could be what this pending one became'
  return `nothing but the amount ties it to the pending one of ${recordDate(evidence)}`
}
