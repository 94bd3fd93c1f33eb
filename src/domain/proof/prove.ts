// The balance proof: between two balances of the bank the ledger must have moved by what the bank says. Where it has
// not, the rows that explain the difference are named, and nothing is changed.
import { addDays } from '../calendar.ts'
import type { CalendarDate } from '../calendar.ts'
import type { SourceBalance } from '../account.ts'
import { hasHolds, inOrderOfTime } from './balance-point.ts'
import type { BalancePoint, ProofRow } from './balance-point.ts'
import { flippedRows, movedRows, suspects } from './candidates.ts'
import type { Interval } from './candidates.ts'
import { explain } from './explain.ts'
import type { Explanation } from './explain.ts'
import { ledgerSums } from './ledger-sums.ts'
import { openingOf, readChain } from './readings.ts'
import type { ReadPoint } from './readings.ts'

/**
 * `fits`: to the last minor unit. `heals`: a later interval differs by as much the other way, so the ledger is right
 * and only a day is not. `by-choice`: it is what the person hid. `differs`: something is wrong.
 */
export type Verdict = 'fits' | 'heals' | 'by-choice' | 'differs'

/** What two balances in a row say of the rows between them. Minor units. */
export type IntervalCheck = {
  readonly from: ReadPoint
  readonly to: ReadPoint
  readonly bankMinor: bigint
  readonly ledgerMinor: bigint
  /** What the ledger's sum lacks to be the bank's; negative where it has too much. */
  readonly differenceMinor: bigint
  readonly verdict: Verdict
  /** Null where nothing is to be explained, or the difference is older than those that are. */
  readonly explanation: Explanation | null
}

/**
 * What the account held before its first row. Balances say nothing of rows before the first of them, so rows that were
 * added there later move this and break no interval; what it was at first tells.
 */
export type Opening = {
  /** Worked out anew from the newest balance, minor units. */
  readonly nowMinor: bigint
  /** What rows from before the first balance came to be worth more or less since it was told. */
  readonly movedMinor: bigint
  /** Rows that are there twice, where they explain the move. */
  readonly explanation: Explanation | null
}

/** The chain of one kind of balance. */
export type ChainProof = {
  readonly kind: SourceBalance['kind']
  readonly points: number
  readonly checks: readonly IntervalCheck[]
  /** Null without a booked balance. */
  readonly opening: Opening | null
  /** The newest balance, as it was read. */
  readonly last: ReadPoint | null
}

/** Differences that are explained, the newest ones: each costs a search. */
export const EXPLAINED_MAX = 8
/** A row that is dated so late that more balances lie between is no matter of a day any more. */
const HEAL_INTERVALS_MAX = 4

/** @param earlierMinor what is posted and shown before the first of `rows` */
export function proveChain(
  kind: SourceBalance['kind'],
  points: readonly BalancePoint[],
  rows: readonly ProofRow[],
  earlierMinor: bigint,
): ChainProof {
  const sums = ledgerSums(rows, earlierMinor)
  const own = inOrderOfTime(points.filter((point) => point.kind === kind))
  const chain = readChain(own, sums)
  const [first] = chain
  const last = chain.at(-1) ?? null
  // What is available holds an overdraft or a card's limit too: no opening balance follows from it.
  const opening = first && last && kind === 'booked' ? openingFrom(first, last, rows) : null
  return { kind, points: chain.length, checks: explained(measured(chain), rows), opening, last }
}

function openingFrom(first: ReadPoint, last: ReadPoint, rows: readonly ProofRow[]): Opening {
  const nowMinor = openingOf(last)
  const { asRead, on } = first.point
  const thenMinor = asRead === null ? null : asRead.postedMinor + (hasHolds(first.point) ? asRead.pendingMinor : 0n)
  const movedMinor = thenMinor === null ? 0n : first.ledgerMinor - thenMinor
  const [oldest] = rows
  if (movedMinor === 0n || oldest === undefined) return { nowMinor, movedMinor, explanation: null }
  // Every row that changed since is under suspicion, and where that is not known every row.
  const after = asRead?.at == null ? addDays(oldest.on, -1) : on
  const scope = { interval: { after, through: on }, since: asRead?.at ?? null, openEnds: [] }
  const doubled = suspects(rows, 'booked', scope).filter(({ fault }) => fault === 'doubled')
  const explanation = explain(-movedMinor, doubled, [])
  return { nowMinor, movedMinor, explanation: explanation.sets.length === 0 ? null : explanation }
}

type Measured = Pick<IntervalCheck, 'from' | 'to' | 'bankMinor' | 'ledgerMinor' | 'differenceMinor'>

function measured(chain: readonly ReadPoint[]): readonly Measured[] {
  return chain.slice(1).flatMap((to, index) => {
    const from = chain[index]
    if (from === undefined) return []
    const bankMinor = to.point.amountMinor - from.point.amountMinor
    const ledgerMinor = to.ledgerMinor - from.ledgerMinor
    return [{ from, to, bankMinor, ledgerMinor, differenceMinor: bankMinor - ledgerMinor }]
  })
}

function explained(
  checks: readonly Measured[],
  rows: readonly ProofRow[],
): readonly IntervalCheck[] {
  const partners = healingPairs(checks)
  const broken = checks.flatMap((check, index) => (check.differenceMinor === 0n ? [] : [index]))
  const recent = new Set(broken.slice(-EXPLAINED_MAX))
  return checks.map((check, index) => {
    if (check.differenceMinor === 0n) return { ...check, verdict: 'fits', explanation: null }
    const partner = partners.get(index)
    const [earlier, later] = partner === undefined || partner > index ? [index, partner] : [partner, index]
    const explanation = recent.has(index) ? explainAt(checks, rows, earlier, later) : null
    return { ...check, verdict: verdictOf(partner !== undefined, explanation), explanation }
  })
}

function verdictOf(isHealed: boolean, explanation: Explanation | null): Verdict {
  if (isHealed) return 'heals'
  const [only, ...others] = explanation?.sets ?? []
  const isHidden = only?.every(({ fault }) => fault === 'hidden') && others.length === 0
  return isHidden && explanation?.certainty === 'only' ? 'by-choice' : 'differs'
}

/** Each difference with the nearest later one that undoes it, both ways. */
function healingPairs(checks: readonly Measured[]): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>()
  checks.forEach(({ differenceMinor }, index) => {
    if (differenceMinor === 0n || pairs.has(index)) return
    for (let later = index + 1; later <= index + HEAL_INTERVALS_MAX; later += 1) {
      if (pairs.has(later) || checks[later]?.differenceMinor !== -differenceMinor) continue
      pairs.set(index, later)
      pairs.set(later, index)
      return
    }
  })
  return pairs
}

function explainAt(
  checks: readonly Measured[],
  rows: readonly ProofRow[],
  earlier: number,
  later: number | undefined,
): Explanation | null {
  const check = checks[earlier]
  if (check === undefined) return null
  const interval = intervalOf(check)
  const undoing = later === undefined ? undefined : checks[later]
  if (undoing !== undefined)
    return explain(check.differenceMinor, movedRows(rows, interval, intervalOf(undoing)), [])
  const openEnds = [
    ...(earlier === 0 && check.from.point.source === 'bank' ? [interval.after] : []),
    ...(earlier === checks.length - 1 && check.to.point.source === 'bank' ? [interval.through] : []),
  ]
  const { reading, point } = check.from
  const suspected = hasHolds(check.to.point) ? 'available' : 'booked'
  const scope = { interval, openEnds, since: reading === 'as-read' ? (point.asRead?.at ?? null) : null }
  return explain(check.differenceMinor, suspects(rows, suspected, scope), flippedRows(rows, scope))
}

/** The days between two balances, as they were read. */
export const intervalOf = ({ from, to }: Pick<IntervalCheck, 'from' | 'to'>): Interval => ({
  after: lastDayIn(from),
  through: lastDayIn(to),
})

function lastDayIn({ point, reading }: ReadPoint): CalendarDate {
  if (reading === 'before') return addDays(point.on, -1)
  return reading === 'next-day' ? addDays(point.on, 1) : point.on
}
