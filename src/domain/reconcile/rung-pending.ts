// Rung d: pending to posted without the bank naming it. Joined only when the pending record is no longer stated and
// nothing else could be meant on either side.
import { recordDate } from '../source-record.ts'
import type { Statement } from '../source-record.ts'
import type { TransactionId } from '../ids.ts'
import { assign } from './assignment.ts'
import type { Edge } from './assignment.ts'
import { amountKey, isLive, isOpen, isVacant, takePlace, tie } from './matching.ts'
import type { Matching, Slot } from './matching.ts'
import type { Verdict } from './judge.ts'
import type { KnownTransaction } from './plan.ts'

/** A posted statement that may be the pending one's: arriving now, or known and waiting for its pending one to go. */
type Posted =
  | { readonly slot: Slot; readonly known: null; readonly statement: Statement }
  | { readonly slot: null; readonly known: KnownTransaction; readonly statement: Statement }

type PostedEdge = Edge<Posted, KnownTransaction> & { readonly verdict: Verdict }

export function matchPending(matching: Matching): void {
  const waiting = waitingPendings(matching)
  if (waiting.length === 0) return
  const edges = edgesOf(matching, waiting)
  const certain = assign(
    edges.filter(({ verdict }) => verdict.answer === 'same'),
    ({ statement }) => lookOf(statement),
    ({ evidence }) => lookOf(evidence),
  )
  const paired = new Set<Posted | KnownTransaction>()
  for (const { left, right } of certain.pairs) {
    place(matching, left, right)
    paired.add(left).add(right)
  }
  askAboutRest(matching, edges, paired)
}

/** What the judge sees of a statement: where it is equal, two of them can't be told apart. */
export const lookOf = (statement: Statement): string =>
  [statement.postedOn, statement.transactionOn, statement.description, statement.counterpartyName].join('\n')

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
  const byAccount = Map.groupBy(waiting, ({ accountId }) => accountId)
  const edges: PostedEdge[] = []
  const consider = (left: Posted, right: KnownTransaction) => {
    const pair = { kind: 'pending-posted', known: right.evidence, later: left.statement } as const
    const verdict = judge({ ...pair, knownSource: span.traits.source, traits: span.traits })
    if (verdict.answer !== 'different') edges.push({ left, right, verdict })
  }
  for (const slot of matching.slots) {
    const { accountId, record } = slot.incoming
    if (!isOpen(slot) || record.status !== 'posted' || slot.isRemoved) continue
    const left: Posted = { slot, known: null, statement: record }
    for (const right of byAccount.get(accountId) ?? []) {
      if (right.evidence.amount.currency === record.amount.currency) consider(left, right)
    }
  }
  const lefts = new Map<TransactionId, Posted>()
  for (const right of waiting) {
    for (const known of laterPosted(matching, right)) {
      const left = lefts.get(known.id) ?? { slot: null, known, statement: known.evidence }
      lefts.set(known.id, left)
      consider(left, right)
    }
  }
  return edges
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
  const open = edges.filter(({ left, right }) => !paired.has(left) && !paired.has(right) && isAtStake(matching, right))
  for (const [left, candidates] of Map.groupBy(open, (edge) => edge.left)) {
    const [first, ...others] = candidates
    if (left.slot === null || first === undefined) continue
    matching.questions.push({
      kind: 'pending-or-posted',
      slot: left.slot,
      candidates: candidates.map(({ right }) => right.id),
      daysApart: first.verdict.daysApart,
      amountDiffersBy: left.statement.amount.minor - first.right.evidence.amount.minor,
      textLikeness: first.verdict.textLikeness,
      why: others.length > 0 ? 'several pending transactions could have become this one' : whyOf(first),
    })
  }
}

const isAtStake = (matching: Matching, { id, hasIntent, isHidden }: KnownTransaction): boolean =>
  !isHidden && (hasIntent || !isVacant(matching, id))

function whyOf({ left, right, verdict }: PostedEdge): string {
  if (left.statement.amount.minor !== right.evidence.amount.minor) return 'the amount differs from the pending one'
  if (verdict.answer === 'same') return 'several transactions could be what this pending one became'
  return `nothing but the amount ties it to the pending one of ${recordDate(right.evidence)}`
}
