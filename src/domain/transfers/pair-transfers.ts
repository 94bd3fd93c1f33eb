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

type TransferEdge = Edge<ReadLeg, ReadLeg> & { readonly weighed: Weighed; readonly limit: Limit }

/**
 * Pairs legs by what speaks for all pairs together. A leg is in at most one pair; a pair that the person refused never
 * returns; the order of the legs does not matter. What is likely but not sure becomes a question. Pending legs wait.
 * @param legs none that is linked already or taken back
 */
export function pairTransfers(legs: readonly Leg[], context: TransferContext): TransferPlan {
  const edges = edgesOf(legs, context)
  const { pairs, unsure } = assign<ReadLeg, ReadLeg, TransferEdge>(edges.filter(({ bits }) => bits >= 0), LINK_BITS)
  const rivals = rivalsIn(edges)
  const linked = pairs.filter(({ edge }) => edge.limit === 'link')
  const isTaken = new Set(pairs.filter(({ edge }) => edge.limit !== 'ask').flatMap(({ left, right }) => [left.leg.id, right.leg.id]))
  const asked = [...pairs.map(({ edge }) => edge).filter(({ limit }) => limit === 'ask'), ...unsure]
  return {
    pairs: linked.map(({ left, right, edge }) => ({
      outId: left.leg.id,
      inId: right.leg.id,
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
  const read = ordered.flatMap((leg) => readLeg(leg, context) ?? [])
  // Two legs that look the same are one kind, unless the person spoke about one of them.
  const lookOf = ({ leg, text, account }: ReadLeg): string =>
    [
      spoken.has(leg.id) ? leg.id : '',
      account.id, leg.amount.minor, leg.amount.currency, leg.postedOn, leg.transactionOn, leg.status,
      leg.counterpartyAccountMask, leg.categoryKind, leg.isTransferByRule, text,
    ].join('\n')
  const outs = kindsBy(read.filter(({ leg }) => leg.amount.minor < 0n), lookOf)
  const partners = indexArrivals(kindsBy(read.filter(({ leg }) => leg.amount.minor > 0n), lookOf))
  return outs.flatMap((left) => {
    const [out] = left
    if (out === undefined) return []
    return partners(out).flatMap((right): readonly TransferEdge[] => {
      const [arrival] = right
      if (arrival === undefined || refused.has(pairKey(out.leg.id, arrival.leg.id))) return []
      const weighed = weighTransfer(out, arrival, context)
      if (weighed === null) return []
      const isSaid = confirmed.has(pairKey(out.leg.id, arrival.leg.id))
      return isSaid
        ? [{ left, right, bits: weighed.bits + SAID_BITS, weighed: { ...weighed, reasons: ['person', ...weighed.reasons] }, limit: 'link' }]
        : [{ left, right, bits: weighed.bits, weighed, limit: weighed.limit }]
    })
  })
}

/** Finds the arrivals that a leg could be, the nearest days first: by amount, then those that a fee or a rate parts. */
function indexArrivals(kinds: readonly Kind<ReadLeg>[]): (out: ReadLeg) => readonly Kind<ReadLeg>[] {
  const byAmount = Map.groupBy(kinds, ([arrival]) => (arrival === undefined ? '' : `${arrival.leg.amount.minor} ${arrival.leg.amount.currency}`))
  const byDay = Map.groupBy(kinds, ([arrival]) => (arrival === undefined ? '' : recordDate(arrival.leg)))
  return (out) => {
    const { minor, currency } = out.leg.amount
    const isElsewhere = ([arrival]: Kind<ReadLeg>) => arrival !== undefined && arrival.account.id !== out.account.id
    const equal = (byAmount.get(`${-minor} ${currency}`) ?? []).filter(isElsewhere)
    const others = daysAround(recordDate(out.leg)).flatMap((day) => byDay.get(day) ?? [])
    const unequal = others.filter((kind) => isElsewhere(kind) && isUnequalPartner(out, kind))
    return [...nearestFirst(out, equal).slice(0, PARTNERS_MAX), ...unequal.slice(0, PARTNERS_MAX)]
  }
}

function isUnequalPartner({ leg }: ReadLeg, [arrival]: Kind<ReadLeg>): boolean {
  if (arrival === undefined) return false
  const { minor, currency } = arrival.leg.amount
  if (currency !== leg.amount.currency) return true
  const missing = -leg.amount.minor - minor
  return missing > 0n && missing <= feeMax(leg.amount.minor)
}

function daysAround(on: CalendarDate): readonly CalendarDate[] {
  const days: CalendarDate[] = [on]
  for (let distance = 1; distance <= CALENDAR_DAYS_MAX; distance += 1) days.push(addDays(on, distance), addDays(on, -distance))
  return days
}

function nearestFirst({ leg }: ReadLeg, kinds: readonly Kind<ReadLeg>[]): readonly Kind<ReadLeg>[] {
  const days = daysAround(recordDate(leg))
  const place = ([arrival]: Kind<ReadLeg>): number => {
    const at = arrival === undefined ? -1 : days.indexOf(recordDate(arrival.leg))
    return at < 0 ? days.length : at
  }
  return kinds.toSorted((left, right) => place(left) - place(right))
}

type Rivals = (edge: TransferEdge) => number | null

/** The likeliest other pair of either leg. */
function rivalsIn(edges: readonly TransferEdge[]): Rivals {
  const byKind = new Map<Kind<ReadLeg>, TransferEdge[]>()
  for (const edge of edges) {
    for (const kind of [edge.left, edge.right]) byKind.set(kind, [...(byKind.get(kind) ?? []), edge])
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
      if (isTaken.has(out.leg.id)) return []
      const candidates = open.flatMap((edge) => {
        // The n-th of equal ones is asked about with the n-th of the others.
        const arrival = edge.right[at] ?? edge.right.at(-1)
        if (arrival === undefined || isTaken.has(arrival.leg.id)) return []
        return [{ inId: arrival.leg.id, evidence: evidenceOf(edge, rivals) }]
      })
      return candidates.length === 0 ? [] : [{ outId: out.leg.id, candidates: candidates.slice(0, ASKED_MAX) }]
    })
  })
}

function isWorthAsking({ bits, weighed, limit }: TransferEdge): boolean {
  if (limit === 'wait') return false
  const isSilent = limit === 'ask' && !weighed.reasons.includes('no-rate') && !weighed.reasons.includes('fee')
  return bits >= (isSilent ? ASK_SILENT_BITS : ASK_BITS)
}
