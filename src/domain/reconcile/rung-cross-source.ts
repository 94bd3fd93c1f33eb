// Rung e: another source of the account stated the movement: a file, a second connection, the person's own entry; or the
// same source states it anew under another id and in other words.
import { addDays, daysBetween, isWithin } from '../calendar.ts'
import type { CalendarDate, DateRange } from '../calendar.ts'
import type { AccountLinkId } from '../ids.ts'
import { recordDate } from '../source-record.ts'
import type { SourceKind } from '../source-record.ts'
import { assign, kindsBy } from './assignment.ts'
import type { Edge, Kind } from './assignment.ts'
import { nearestDates, NOTHING_AROUND } from './day-shift.ts'
import type { DayShift, Surroundings } from './day-shift.ts'
import { BITS_ASK, BITS_SURE } from './judge.ts'
import { comparedOf } from './pair.ts'
import type { Weight } from './pair.ts'
import { amountKey, comparedLook, isFree, isLive, isOpen, isVacant, saidOf, saidOfNames, takePlace, tie } from './matching.ts'
import type { Matching, Slot } from './matching.ts'
import type { KnownRecord, KnownTransaction } from './plan.ts'
import { yieldEnded } from './rung-content.ts'
import { seenAround } from './snapshot-needs.ts'
import { SOURCES_DAYS_MAX } from './weigh-sources.ts'
import { isSameWording, LIKENESS_COMPATIBLE, namesLikeness } from './text.ts'

/** More candidates than this for one record are not shown: nobody could choose among them. */
const CANDIDATES_MAX = 5
/** Questions about one amount and name in one span: a daily fare that two sources date differently is one question. */
const QUESTIONS_ALIKE_MAX = 3
/**
 * Kinds of transactions of one amount that one record is weighed against, the nearest in days first. Ten thousand rows
 * of one amount in a week are no payments; then nothing is joined by likeness.
 */
const KINDS_MAX = 200
/** From here on a habit is a habit: several a day. */
const LOOKALIKES_MAX = 20
/** Rows of one amount that are looked through for a habit: of so many, some show it. */
const ALIKE_LOOKED_AT_MAX = 400
/** Statements of one transaction that are weighed: a bank's, a file's, the person's own, and one to spare. */
const STATEMENTS_MAX = 4

type Candidate = { readonly transaction: KnownTransaction; readonly statements: readonly Statement[] }
type Statement = { readonly record: KnownRecord; readonly source: SourceKind; readonly isGone: boolean }
type SourceEdge = Edge<Slot, Candidate> & { readonly weight: Weight }

export function matchOtherSources(matching: Matching): void {
  const edges = edgesOf(matching)
  const { pairs, unsure } = assign<Slot, Candidate, SourceEdge>(edges, BITS_SURE)
  const settled = new Set<Slot | KnownTransaction>()
  for (const { left, right } of pairs) {
    settled.add(left).add(right.transaction)
    join(matching, left, right)
  }
  const faint = edges.filter(
    ({ left, right, bits }) => bits < 0 && bits >= BITS_ASK && left.length === 1 && right.length === 1,
  )
  const isOnly = onlyEdges(faint, edges)
  askEach(matching, [...unsure, ...faint.filter((edge) => isOnly.has(edge))], settled)
}

function join(matching: Matching, slot: Slot, { transaction, statements }: Candidate): void {
  yieldEnded(matching, slot, transaction.id)
  // What the source no longer stands behind goes on as this one.
  for (const { record, isGone } of statements) if (isGone && record.linkId === slot.incoming.linkId) takePlace(matching, slot, record)
  tie(matching, slot, { reason: 'cross-source', transactionId: transaction.id, record: null })
}

/** What may belong together, by kinds: thousands of equal rows are looked at once. */
function edgesOf(matching: Matching): readonly SourceEdge[] {
  const met = meetings(matching)
  if (met.length === 0) return []
  const dayShift = learnShift(met)
  const spanDays = spanDaysOf(matching)
  const first = met.flatMap((meeting) => weighed(matching, spanDays, meeting, { ...NOTHING_AROUND, dayShift }))
  const slotsOf = Map.groupBy(matching.slots, amountOf)
  return first.flatMap((edge) => {
    const lookalikes = lookalikesOf(matching, slotsOf, edge)
    return lookalikes < 2 ? [edge] : weighed(matching, spanDays, edge, { dayShift, lookalikes })
  })
}

/**
 * Movements of this amount and name near the pair, on the side that has more: also those that are placed already, for
 * they show the habit as well.
 */
function lookalikesOf(matching: Matching, slotsOf: ReadonlyMap<string, readonly Slot[]>, { left, right }: SourceEdge): number {
  const [[slot], [candidate]] = [left, right]
  const known = candidate?.statements[0]?.record
  if (slot === undefined || known === undefined) return 1
  const { record } = slot.incoming
  const key = amountOf(slot)
  const isNear = (on: CalendarDate): boolean =>
    Math.abs(daysBetween(on, slot.on)) <= SOURCES_DAYS_MAX || Math.abs(daysBetween(on, known.on)) <= SOURCES_DAYS_MAX
  const isAlike = (likeness: number | null): boolean => likeness === null || likeness >= LIKENESS_COMPATIBLE
  let [held, stated] = [0, 0]
  for (const { id, evidence } of (matching.byAmount.get(key) ?? []).slice(0, ALIKE_LOOKED_AT_MAX)) {
    if (held >= LOOKALIKES_MAX) break
    if (!matching.merges.has(id) && isNear(recordDate(evidence)) && isAlike(namesLikeness(evidence, record))) held += 1
  }
  for (const { repeatedBy, on, incoming } of (slotsOf.get(key) ?? []).slice(0, ALIKE_LOOKED_AT_MAX)) {
    if (stated >= LOOKALIKES_MAX) break
    if (repeatedBy === null && isNear(on) && isAlike(namesLikeness(incoming.record, known))) stated += 1
  }
  return Math.max(held, stated)
}

type Meeting = { readonly left: Kind<Slot>; readonly right: Kind<Candidate> }

/** Records still to be placed and transactions of their amount that they may state. */
function meetings(matching: Matching): readonly Meeting[] {
  const rights = new Map<string, readonly Kind<Candidate>[]>()
  const range = rangeOf(matching)
  const nearDays = nearDaysIn(matching)
  // Most of a first import meets no equal amount: nothing of it need be looked at.
  const open = matching.slots.filter((slot) => isOpen(slot) && !slot.isRemoved && matching.byAmount.has(amountOf(slot)))
  return kindsBy(open, lookOf).flatMap((left): readonly Meeting[] => {
    const [slot] = left
    if (slot === undefined) return []
    // What was said, and which rows of other files may be meant, is of this content alone.
    const own = matching.span.traits.source === 'file' || matching.hasConstraints ? slot.contentKey : ''
    const amount = amountOf(slot)
    const key = `${amount} ${slot.stream} ${own}`
    const among = own === '' ? (matching.byAmount.get(amount) ?? []) : nearDays(amount, slot)
    const kinds = rights.get(key) ?? candidateKinds(matching, among, slot, range)
    rights.set(key, kinds)
    return nearest(kinds, slot).map((right) => ({ left, right }))
  })
}

function nearest(kinds: readonly Kind<Candidate>[], slot: Slot): readonly Kind<Candidate>[] {
  if (kinds.length <= KINDS_MAX) return kinds
  const far = ([candidate]: Kind<Candidate>): number =>
    Math.abs(daysBetween(candidate?.statements[0]?.record.on ?? slot.on, slot.on))
  return kinds.toSorted((left, right) => far(left) - far(right)).slice(0, KINDS_MAX)
}

/**
 * Transactions of an amount in the days that a span of this one record would see. A file of ten years sees all that was
 * ever paid of a round amount, and would look at each for each of its rows.
 */
function nearDaysIn(matching: Matching): (amount: string, slot: Slot) => readonly KnownTransaction[] {
  const byDay = new Map<string, ReadonlyMap<CalendarDate, readonly KnownTransaction[]>>()
  return (amount, { incoming: { record } }) => {
    const all = matching.byAmount.get(amount) ?? []
    const { from, to } = seenAround(record)
    const count = daysBetween(from, to) + 1
    if (all.length <= count) return all.filter(({ evidence }) => isWithin(recordDate(evidence), { from, to }))
    const days = byDay.get(amount) ?? Map.groupBy(all, ({ evidence }) => recordDate(evidence))
    byDay.set(amount, days)
    const near = Array.from({ length: count }, (_, index) => days.get(addDays(from, index)) ?? []).flat()
    return near.toSorted((left, right) => (left.id < right.id ? -1 : 1))
  }
}

const amountOf = ({ incoming: { accountId, record } }: Slot): string => amountKey(accountId, record.amount)

const lookOf = (slot: Slot): string =>
  `${slot.stream} ${slot.incoming.record.status} ${amountOf(slot)} ${comparedLook(comparedOf(slot.incoming.record))}`

/** Transactions of the amount, with their statements that the record may be another one of. */
function candidateKinds(
  matching: Matching,
  among: readonly KnownTransaction[],
  slot: Slot,
  range: DateRange | null,
): readonly Kind<Candidate>[] {
  const candidates = among.flatMap((transaction): readonly Candidate[] => {
    if (matching.merges.has(transaction.id)) return []
    if (saidOf(matching, transaction.id, transaction.accountId, slot.contentKey) === 'different') return []
    const statements = joinableStatements(matching, transaction, slot, range)
    return statements.length === 0 ? [] : [{ transaction, statements }]
  })
  return kindsBy(candidates, ({ statements }) =>
    statements
      .map(({ record, source, isGone }) => `${source} ${isGone ? 'gone' : ''} ${comparedLook(record)}`)
      .toSorted()
      .join('\n\n'),
  )
}

function joinableStatements(
  matching: Matching,
  { id }: KnownTransaction,
  slot: Slot,
  range: DateRange | null,
): readonly Statement[] {
  const records = (matching.recordsOf.get(id) ?? []).filter((record) => !record.isSuperseded && !matching.superseded.has(record.id))
  if (isVacant(matching, id)) {
    // It vanished just now, as this one came: a source that gives out its ids anew, and other words with them.
    const gone = records.filter((record) => matching.gone.has(record.id) && !record.isRemoved && record.status === 'posted')
    return gone.slice(-STATEMENTS_MAX).map((record) => ({ record, source: record.source, isGone: true }))
  }
  const isRestated = records.some((record) => isOfOtherFile(matching, record, slot, range))
  if (!isRestated && !isFree(matching, id, slot.stream)) return []
  const live = records.filter((record) => isLive(matching, record))
  // A person's own entry is the only one whose date is loose; any bank's word beside it makes the date firm.
  const isEntry = live.every(({ source }) => source === 'manual')
  return live.slice(-STATEMENTS_MAX).map((record) => ({ record, source: isEntry ? 'manual' : 'connection', isGone: false }))
}

/**
 * A row of an earlier file lies in the days of this one, and this one does not have it: it may have it in other words.
 * Only on the same day, for of a daily fare each day's row has the same words. Rows of one file never meet each other.
 */
const isOfOtherFile = (matching: Matching, record: KnownRecord, slot: Slot, range: DateRange | null): boolean =>
  matching.span.traits.source === 'file' &&
  record.source === 'file' &&
  record.sourceId === null &&
  slot.incoming.record.sourceId === null &&
  record.linkId === slot.incoming.linkId &&
  record.on === slot.on &&
  isSameWording(record.description, slot.incoming.record.description) &&
  range !== null &&
  isWithin(record.on, range) &&
  isLive(matching, record) &&
  !matching.stated.has(record.id) &&
  !matching.claims.has(record.transactionId)

/** The days of a file that comes in one span: of one in several, this span does not know all rows. */
function rangeOf({ span, slots }: Matching): DateRange | null {
  if (span.traits.source !== 'file' || (span.earlier?.size ?? 0) > 0) return null
  const days = slots.map(({ on }) => on).toSorted()
  const [from, to] = [days[0], days.at(-1)]
  return from === undefined || to === undefined ? null : { from, to }
}

function weighed(matching: Matching, spanDays: SpanDays, { left, right }: Meeting, around: Surroundings): readonly SourceEdge[] {
  const [[slot], [candidate]] = [left, right]
  if (slot === undefined || candidate === undefined) return []
  const { record } = slot.incoming
  const later = comparedOf(record)
  const { accountId, id } = candidate.transaction
  const saidOfRows = saidOf(matching, id, accountId, slot.contentKey) === 'same' ? 'same' : null
  let best: Weight | null = null
  for (const { record: known, source, isGone } of candidate.statements) {
    const weight = matching.judge({
      kind: 'cross-source',
      known,
      knownSource: source,
      later,
      traits: matching.span.traits,
      gone: isGone ? 'now' : 'not',
      sidesWithin: sidesWithin(matching, slot, known, spanDays),
      saidOfRows,
      saidOfNames: saidOfNames(matching, accountId, known, record),
      around,
    })
    if (weight !== null && (best === null || weight.bits > best.bits)) best = weight
  }
  return best === null ? [] : [{ left, right, bits: best.bits, weight: best }]
}

/** Strictly within: on its first and last day a source has not stated all. */
const isAmong = (on: CalendarDate, range: DateRange | undefined): boolean => range !== undefined && on > range.from && on < range.to

function sidesWithin(matching: Matching, slot: Slot, known: KnownRecord, spanDays: SpanDays): number {
  const { span, statedDays } = matching
  const isCovered = span.coverage.some(
    ({ linkId, range, statuses }) => linkId === slot.incoming.linkId && statuses.includes('posted') && isWithin(known.on, range),
  )
  const isKnownWithin = isCovered || isAmong(known.on, spanDays.get(slot.incoming.linkId))
  return (isKnownWithin ? 1 : 0) + (isAmong(slot.on, statedDays.get(known.linkId)) ? 1 : 0)
}

type SpanDays = ReadonlyMap<AccountLinkId, DateRange>

/** The days that the span states of each link. */
function spanDaysOf({ slots }: Matching): SpanDays {
  const days = new Map<AccountLinkId, DateRange>()
  for (const { on, incoming } of slots) {
    const kept = days.get(incoming.linkId)
    const from = kept === undefined || on < kept.from ? on : kept.from
    const to = kept === undefined || on > kept.to ? on : kept.to
    days.set(incoming.linkId, { from, to })
  }
  return days
}

/** How far apart the sources date what can only be each other: one record meets one transaction, of a like name. */
function learnShift(met: readonly Meeting[]): DayShift {
  const onLeft = sumBy(met, ({ left }) => left, ({ right }) => right.length)
  const onRight = sumBy(met, ({ right }) => right, ({ left }) => left.length)
  const shift = new Map<number, number>()
  for (const { left, right } of met) {
    const [[slot], [candidate]] = [left, right]
    const known = candidate?.statements.find(({ source }) => source !== 'manual')?.record
    if (slot === undefined || known === undefined || onLeft.get(left) !== 1 || onRight.get(right) !== 1) continue
    const dates = nearestDates(known, slot.incoming.record)
    if (dates === null) continue
    const days = daysBetween(dates.from, dates.to)
    shift.set(days, (shift.get(days) ?? 0) + 1)
  }
  return shift
}

function sumBy<Value, Key>(values: readonly Value[], keyOf: (value: Value) => Key, countOf: (value: Value) => number): Map<Key, number> {
  const sums = new Map<Key, number>()
  for (const value of values) sums.set(keyOf(value), (sums.get(keyOf(value)) ?? 0) + countOf(value))
  return sums
}

/** Those that are the only edge of both their ends: equal sums under different names otherwise meet by chance. */
function onlyEdges(some: readonly SourceEdge[], all: readonly SourceEdge[]): ReadonlySet<SourceEdge> {
  const worthwhile = all.filter(({ bits }) => bits >= BITS_ASK)
  const lefts = sumBy(worthwhile, ({ left }) => left, () => 1)
  const rights = sumBy(worthwhile, ({ right }) => right, () => 1)
  return new Set(some.filter(({ left, right }) => lefts.get(left) === 1 && rights.get(right) === 1))
}

/** One question for each record, with all that it may be. */
function askEach(matching: Matching, edges: readonly SourceEdge[], settled: ReadonlySet<Slot | KnownTransaction>): void {
  const asked = new Map<string, number>()
  for (const [left, own] of Map.groupBy(edges, (edge) => edge.left)) {
    const byBits = own.toSorted((one, other) => other.bits - one.bits)
    const [first] = byBits
    const candidates = byBits
      .flatMap(({ right }) => right.map(({ transaction }) => transaction))
      .filter((transaction) => !settled.has(transaction))
      .slice(0, CANDIDATES_MAX)
    for (const slot of left) {
      if (first === undefined || candidates.length === 0 || settled.has(slot)) continue
      const alike = amountOf(slot)
      const before = asked.get(alike) ?? 0
      if (before >= QUESTIONS_ALIKE_MAX) continue
      asked.set(alike, before + 1)
      matching.questions.push({
        kind: 'same-transaction',
        slot,
        candidates: candidates.map(({ id }) => id),
        daysApart: first.weight.daysApart,
        amountDiffersBy: 0n,
        textLikeness: first.weight.textLikeness,
        bits: first.bits,
        runnerUpBits: byBits[1]?.bits ?? null,
        why: whyOf(first, candidates.length),
      })
    }
  }
}

function whyOf({ weight }: SourceEdge, candidates: number): string {
  if (candidates > 1) return 'several transactions could be the same one'
  return weight.textLikeness !== null && weight.textLikeness >= LIKENESS_COMPATIBLE
    ? 'another source has the same amount and name near this day'
    : 'another source has the same amount near this day under another name'
}
