// Rung e: another source of the account stated the movement: a file, a second connection, the person's own entry.
import { assign, kindsBy } from './assignment.ts'
import type { Edge, Kind } from './assignment.ts'
import type { SourceKind } from '../source-record.ts'
import { amountKey, isFree, isOpen, isVacant, lookOf, tie } from './matching.ts'
import type { Matching, Slot } from './matching.ts'
import type { Verdict } from './judge.ts'
import type { KnownTransaction } from './plan.ts'
import { yieldEnded } from './rung-content.ts'

/** More candidates than this for one record are not shown as a question: nobody could answer it. */
const CANDIDATES_MAX = 5

type SourceEdge = Edge<Slot, KnownTransaction> & { readonly verdict: Verdict }

export function matchOtherSources(matching: Matching): void {
  const edges = edgesOf(matching)
  const certain = edges.filter(({ verdict }) => verdict.answer === 'same')
  const { pairs, unsure } = assign(certain)
  for (const { left, right } of pairs) {
    yieldEnded(matching, left, right.id)
    tie(matching, left, { reason: 'cross-source', transactionId: right.id, record: null })
  }
  askEach(matching, certain.filter((edge) => unsure.includes(edge)))
  const settled = new Set(certain.flatMap(({ left, right }) => [left, right]))
  const likely = edges.filter(({ left, right }) => !settled.has(left) && !settled.has(right))
  // Equal amounts under different names are a question only where one meets one: round sums meet by chance.
  const isChoice = new Set(assign(likely).unsure)
  askEach(matching, likely.filter((edge) => !isChoice.has(edge) && edge.left.length === 1 && edge.right.length === 1))
}

/** What may belong together, by kinds: thousands of equal rows are looked at once. */
function edgesOf(matching: Matching): readonly SourceEdge[] {
  const { judge, span } = matching
  const known = new Map<string, readonly Kind<KnownTransaction>[]>()
  const edges: SourceEdge[] = []
  for (const left of kindsBy(matching.slots.filter((slot) => isOpen(slot) && !slot.isRemoved), kindOf)) {
    const [slot] = left
    if (slot === undefined) continue
    const { accountId, record } = slot.incoming
    const amount = amountKey(accountId, record.amount)
    const near = known.get(`${amount} ${slot.stream}`) ?? joinableKinds(matching, amount, slot.stream)
    known.set(`${amount} ${slot.stream}`, near)
    for (const right of near) {
      const [transaction] = right
      if (transaction === undefined) continue
      const knownSource = leadingSource(matching, transaction)
      const pair = { kind: 'cross-source', known: transaction.evidence, knownSource, later: record } as const
      const verdict = judge({ ...pair, traits: span.traits })
      if (verdict.answer !== 'different') edges.push({ left, right, verdict })
    }
  }
  return edges
}

const kindOf = ({ stream, incoming: { accountId, record } }: Slot): string =>
  `${stream} ${record.status} ${amountKey(accountId, record.amount)} ${lookOf(record)}`

/** Transactions of the amount that live and that the stream does not state yet. */
function joinableKinds(matching: Matching, amount: string, stream: string): readonly Kind<KnownTransaction>[] {
  const joinable = (matching.byAmount.get(amount) ?? []).filter(
    ({ id }) => !matching.merges.has(id) && !isVacant(matching, id) && isFree(matching, id, stream),
  )
  return kindsBy(joinable, (known) => `${leadingSource(matching, known)} ${lookOf(known.evidence)}`)
}

/** A person's own entry is the only one whose date is loose; any bank's word beside it makes the date firm. */
function leadingSource(matching: Matching, { id }: KnownTransaction): SourceKind {
  const records = matching.recordsOf.get(id) ?? []
  return records.every(({ source }) => source === 'manual') ? 'manual' : 'connection'
}

/** One question for each record, with all that it may be. */
function askEach(matching: Matching, edges: readonly SourceEdge[]): void {
  for (const [left, own] of Map.groupBy(edges, (edge) => edge.left)) {
    const [first] = own
    const candidates = own.flatMap(({ right }) => right)
    if (first === undefined || candidates.length > CANDIDATES_MAX) continue
    for (const slot of left) {
      matching.questions.push({
        kind: 'same-transaction',
        slot,
        candidates: candidates.map(({ id }) => id),
        daysApart: first.verdict.daysApart,
        amountDiffersBy: 0n,
        textLikeness: first.verdict.textLikeness,
        why:
          first.verdict.answer === 'same'
            ? 'several transactions could be the same one'
            : 'another source has the same amount near this day under another name',
      })
    }
  }
}
