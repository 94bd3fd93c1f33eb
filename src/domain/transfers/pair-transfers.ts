// Finds the movements between a person's own accounts. It only ties two transactions to each other: both stay, and no
// amount changes.
import { addDays } from '../calendar.ts'
import type { CalendarDate } from '../calendar.ts'
import type { TransactionId } from '../ids.ts'
import { assign, kindsBy } from '../reconcile/assignment.ts'
import type { Edge, Kind } from '../reconcile/assignment.ts'
import { recordDate } from '../source-record.ts'
import type { Leg, LegPair, TransferContext, TransferEvidence } from './leg.ts'
import { CALENDAR_DAYS_MAX, feeMax, readLeg, weighTransfer } from './weigh-transfer.ts'
import type { Limit, ReadLeg, Weighed } from './weigh-transfer.ts'

/** Below it, linking by itself would be wrong more often than once in nine, or another pair is nearly as likely. */
export const LINK_BITS = 3
/** From here on a pair is likely enough to be worth a person's time. */
export const ASK_BITS = 1
/** Without any word of a transfer, a person would be asked about too many sums that meet by chance. */
const ASK_SILENT_BITS = 4
/** Partners of one leg that are weighed, the nearest first: more are payments of every day. */
export const PARTNERS_MAX = 40
/** Candidates of a question. */
const ASKED_MAX = 5
/** What the person said outweighs all that can be seen. */
const SAID_BITS = 40

export type TransferPair = LegPair & { readonly evidence: TransferEvidence }

/** The likeliest first. */
export type TransferQuestion = {
  readonly outId: TransactionId
  readonly candidates: readonly { readonly inId: TransactionId; readonly evidence: TransferEvidence }[]
}

export type TransferPlan = { readonly pairs: readonly TransferPair[]; readonly questions: readonly TransferQuestion[] }

type TransferEdge = Edge<Leg, Leg> & { readonly weighed: Weighed; readonly limit: Limit }

/**
 * Pairs legs by what speaks for all pairs together. A leg is in at most one pair; a pair that the person refused never
 * returns; the order of the legs does not matter. What is likely but not sure becomes a question. Pending legs wait.
 * @param legs none that is linked already or taken back
 */
export function pairTransfers(legs: readonly Leg[], context: TransferContext): TransferPlan {
  const edges = edgesOf(legs, context)
  const { pairs, unsure } = assign<Leg, Leg, TransferEdge>(edges.filter(({ bits }) => bits >= 0), LINK_BITS)
  const rivals = rivalsIn(edges)
  const linked = pairs.filter(({ edge }) => edge.limit === 'link')
  const isTaken = new Set(pairs.filter(({ edge }) => edge.limit !== 'ask').flatMap(({ left, right }) => [left.id, right.id]))
  const asked = [...pairs.map(({ edge }) => edge).filter(({ limit }) => limit === 'ask'), ...unsure]
  return {
    pairs: linked.map(({ left, right, edge }) => ({
      outId: left.id,
      inId: right.id,
      evidence: evidenceOf(edge, rivals),
    })),
    questions: questionsOf(asked, edges, rivals, isTaken),
  }
}

const pairKey = (outId: string, inId: string): string => `${outId} ${inId}`
const keysOf = (pairs: readonly LegPair[]): ReadonlySet<string> => new Set(pairs.map(({ outId, inId }) => pairKey(outId, inId)))

function edgesOf(legs: readonly Leg[], context: TransferContext): readonly TransferEdge[] {
  const [refused, confirmed] = [keysOf(context.refused), keysOf(context.confirmed)]
  const spoken = new Set([...context.refused, ...context.confirmed].flatMap(({ outId, inId }) => [outId, inId]))
  const ordered = legs.toSorted((left, right) => (left.id < right.id ? -1 : 1))
  // Two legs that look the same are one kind, unless the person spoke about one of them.
  const lookOf = (leg: Leg): string => `${spoken.has(leg.id) ? leg.id : ''}\n${lookOfLeg(leg)}`
  const outs = kindsBy(ordered.filter(({ amount }) => amount.minor < 0n), lookOf)
  const partners = indexArrivals(kindsBy(ordered.filter(({ amount }) => amount.minor > 0n), lookOf))
  const read = readOnce(context)
  return outs.flatMap((left) => {
    const [out] = left
    if (out === undefined) return []
    return partners(out).flatMap((right): readonly TransferEdge[] => {
      const [arrival] = right
      if (arrival === undefined || refused.has(pairKey(out.id, arrival.id))) return []
      const [outRead, arrivalRead] = [read(out), read(arrival)]
      const weighed = outRead && arrivalRead && weighTransfer(outRead, arrivalRead, context)
      if (weighed === null) return []
      if (!confirmed.has(pairKey(out.id, arrival.id))) return [{ left, right, bits: weighed.bits, weighed, limit: weighed.limit }]
      const said = { ...weighed, reasons: ['person' as const, ...weighed.reasons] }
      return [{ left, right, bits: weighed.bits + SAID_BITS, weighed: said, limit: 'link' }]
    })
  })
}

const lookOfLeg = (leg: Leg): string =>
  [
    leg.accountId,
    leg.amount.minor,
    leg.amount.currency,
    leg.postedOn,
    leg.transactionOn,
    leg.status,
    leg.counterpartyAccountMask,
    leg.categoryKind,
    leg.isTransferByRule,
    leg.counterpartyName,
    leg.description,
  ].join('\n')

/** Most legs have no possible partner, and their texts need not be read. */
function readOnce(context: TransferContext): (leg: Leg) => ReadLeg | null {
  const known = new Map<Leg, ReadLeg | null>()
  return (leg) => {
    const before = known.get(leg)
    if (before !== undefined) return before
    const read = readLeg(leg, context)
    known.set(leg, read)
    return read
  }
}

/** Finds the arrivals that a leg could be, the nearest days first: by amount, then those that a fee or a rate parts. */
function indexArrivals(kinds: readonly Kind<Leg>[]): (out: Leg) => readonly Kind<Leg>[] {
  const byAmount = Map.groupBy(kinds, ([arrival]) => amountKey(arrival?.amount.minor ?? 0n, arrival))
  const others = kinds.filter(([arrival]) => arrival?.mayBeTransfer === true)
  const byDay = Map.groupBy(others, ([arrival]) => (arrival === undefined ? '' : recordDate(arrival)))
  return (out) => {
    const isElsewhere = ([arrival]: Kind<Leg>) => arrival !== undefined && arrival.accountId !== out.accountId
    const equal = (byAmount.get(amountKey(-out.amount.minor, out)) ?? []).filter(isElsewhere)
    const around = out.mayBeTransfer ? daysAround(recordDate(out)).flatMap((day) => byDay.get(day) ?? []) : []
    const unequal = around.filter((kind) => isElsewhere(kind) && isUnequalPartner(out, kind))
    return [...nearestFirst(out, equal).slice(0, PARTNERS_MAX), ...unequal.slice(0, PARTNERS_MAX)]
  }
}

const amountKey = (minor: bigint, leg: Leg | undefined): string => `${minor} ${leg?.amount.currency}`

function isUnequalPartner({ amount }: Leg, [arrival]: Kind<Leg>): boolean {
  if (arrival === undefined) return false
  if (arrival.amount.currency !== amount.currency) return true
  const missing = -amount.minor - arrival.amount.minor
  return missing > 0n && missing <= feeMax(amount.minor)
}

function daysAround(on: CalendarDate): readonly CalendarDate[] {
  const days: CalendarDate[] = [on]
  for (let distance = 1; distance <= CALENDAR_DAYS_MAX; distance += 1) days.push(addDays(on, distance), addDays(on, -distance))
  return days
}

function nearestFirst(leg: Leg, kinds: readonly Kind<Leg>[]): readonly Kind<Leg>[] {
  if (kinds.length < 2) return kinds
  const days = daysAround(recordDate(leg))
  const place = ([arrival]: Kind<Leg>): number => {
    const at = arrival === undefined ? -1 : days.indexOf(recordDate(arrival))
    return at < 0 ? days.length : at
  }
  return kinds.toSorted((left, right) => place(left) - place(right))
}

type Rivals = (edge: TransferEdge) => number | null

/** The likeliest other pair of either leg. */
function rivalsIn(edges: readonly TransferEdge[]): Rivals {
  const byKind = new Map<Kind<Leg>, TransferEdge[]>()
  for (const edge of edges) {
    for (const kind of [edge.left, edge.right]) {
      const all = byKind.get(kind) ?? []
      all.push(edge)
      byKind.set(kind, all)
    }
  }
  return (edge) => {
    const others = [edge.left, edge.right].flatMap((kind) => byKind.get(kind) ?? []).filter((each) => each !== edge)
    return others.length === 0 ? null : others.reduce((most, { bits }) => Math.max(most, bits), Number.NEGATIVE_INFINITY)
  }
}

const evidenceOf = (edge: TransferEdge, rivals: Rivals): TransferEvidence => ({
  bits: rounded(edge.bits),
  runnerUpBits: roundedOrNull(rivals(edge)),
  daysApart: edge.weighed.daysApart,
  feeMinor: edge.weighed.feeMinor,
  reasons: edge.weighed.reasons,
})

const rounded = (bits: number): number => Math.round(bits * 10) / 10
const roundedOrNull = (bits: number | null): number | null => (bits === null ? null : rounded(bits))

/** One question for each leg that left, with all that it could be. Legs that are spoken for are not asked about. */
function questionsOf(
  asked: readonly TransferEdge[],
  edges: readonly TransferEdge[],
  rivals: Rivals,
  isTaken: ReadonlySet<TransactionId>,
): readonly TransferQuestion[] {
  const lefts = new Set(asked.filter(isWorthAsking).map(({ left }) => left))
  return [...lefts].flatMap((left) => {
    const open = edges
      .filter((edge) => edge.left === left && edge.limit !== 'wait' && isWorthAsking(edge))
      .toSorted((one, other) => other.bits - one.bits)
    return left.flatMap((out, at): readonly TransferQuestion[] => {
      if (isTaken.has(out.id)) return []
      const candidates = open.flatMap((edge) => {
        // The n-th of equal ones is asked about with the n-th of the others.
        const arrival = edge.right[at] ?? edge.right.at(-1)
        if (arrival === undefined || isTaken.has(arrival.id)) return []
        return [{ inId: arrival.id, evidence: evidenceOf(edge, rivals) }]
      })
      return candidates.length === 0 ? [] : [{ outId: out.id, candidates: candidates.slice(0, ASKED_MAX) }]
    })
  })
}

function isWorthAsking({ bits, weighed, limit }: TransferEdge): boolean {
  if (limit === 'wait') return false
  const isSilent = limit === 'ask' && !weighed.reasons.includes('no-rate') && !weighed.reasons.includes('fee')
  return bits >= (isSilent ? ASK_SILENT_BITS : ASK_BITS)
}
