// Rung e: another source of the account stated the movement: a file, a second connection, the person's own entry.
import { assign } from './assignment.ts'
import type { Edge } from './assignment.ts'
import { amountKey, isFree, isOpen, isVacant, tie } from './matching.ts'
import type { Matching, Slot } from './matching.ts'
import type { Verdict } from './judge.ts'
import type { KnownTransaction } from './plan.ts'
import { yieldEnded } from './rung-content.ts'
import { lookOf } from './rung-pending.ts'

/** More candidates than this for one record are not shown as a question: nobody could answer it. */
const CANDIDATES_MAX = 5

/** Transactions of one amount that are looked at for one record. A day of thousands of equal rows stays linear. */
const LOOKED_AT_MAX = 200

type SourceEdge = Edge<Slot, KnownTransaction> & { readonly verdict: Verdict }

export function matchOtherSources(matching: Matching): void {
  const edges = matching.slots.filter(isOpen).flatMap((slot) => edgesOf(matching, slot))
  if (edges.length === 0) return
  const look = (slot: Slot) => `${slot.stream}\n${slot.incoming.record.status}\n${lookOf(slot.incoming.record)}`
  const lookKnown = ({ evidence }: KnownTransaction) => lookOf(evidence)
  const certain = assign(edges.filter(({ verdict }) => verdict.answer === 'same'), look, lookKnown)
  const paired = new Set<Slot | KnownTransaction>()
  for (const { left, right } of certain.pairs) {
    yieldEnded(matching, left, right.id)
    tie(matching, left, { reason: 'cross-source', transactionId: right.id, record: null })
    paired.add(left).add(right)
  }
  const open = edges.filter(({ left, right }) => !paired.has(left) && !paired.has(right))
  for (const { lefts, rights } of certain.unsure) {
    for (const slot of lefts) ask(matching, slot, open.filter(({ left, right }) => left === slot && rights.includes(right)))
  }
  const asked = new Set<Slot | KnownTransaction>(certain.unsure.flatMap(({ lefts, rights }) => [...lefts, ...rights]))
  const likely = open.filter(({ left, right }) => !asked.has(left) && !asked.has(right))
  // Equal amounts under different names are a question only where one meets one: round sums meet by chance.
  for (const { left, right } of onlyChoices(likely)) ask(matching, left, likely.filter((edge) => edge.left === left && edge.right === right))
}

function edgesOf(matching: Matching, slot: Slot): readonly SourceEdge[] {
  const { judge, span } = matching
  const { accountId, record } = slot.incoming
  if (slot.isRemoved) return []
  const same = matching.byAmount.get(amountKey(accountId, record.amount)) ?? []
  const edges: SourceEdge[] = []
  for (const right of same.slice(0, LOOKED_AT_MAX)) {
    if (matching.merges.has(right.id) || isVacant(matching, right.id) || !isFree(matching, right.id, slot.stream)) continue
    const knownSource = leadingSource(matching, right)
    const verdict = judge({
      kind: 'cross-source',
      known: right.evidence,
      knownSource,
      later: record,
      traits: span.traits,
    })
    if (verdict.answer !== 'different') edges.push({ left: slot, right, verdict })
  }
  return edges
}

/** A person's own entry is the only one whose date is loose; any bank's word beside it makes the date firm. */
function leadingSource(matching: Matching, { id }: KnownTransaction): 'connection' | 'manual' {
  const records = matching.recordsOf.get(id) ?? []
  return records.every(({ source }) => source === 'manual') ? 'manual' : 'connection'
}

function onlyChoices(edges: readonly SourceEdge[]): readonly SourceEdge[] {
  const perLeft = Map.groupBy(edges, ({ left }) => left)
  const perRight = Map.groupBy(edges, ({ right }) => right)
  return edges.filter(({ left, right }) => perLeft.get(left)?.length === 1 && perRight.get(right)?.length === 1)
}

function ask(matching: Matching, slot: Slot, edges: readonly SourceEdge[]): void {
  const [first] = edges
  if (first === undefined || edges.length > CANDIDATES_MAX) return
  matching.questions.push({
    kind: 'same-transaction',
    slot,
    candidates: edges.map(({ right }) => right.id),
    daysApart: first.verdict.daysApart,
    amountDiffersBy: 0n,
    textLikeness: first.verdict.textLikeness,
    why:
      first.verdict.answer === 'same'
        ? 'several transactions could be the same one'
        : 'another source has the same amount near this day under another name',
  })
}
