// The seam of scoring: whether two statements without a common id are one movement. The rungs gather candidates and
// ask; replacing the judge changes nothing else.
import { daysBetween } from '../calendar.ts'
import type { CalendarDate } from '../calendar.ts'
import { recordDate } from '../source-record.ts'
import type { SourceKind, Statement } from '../source-record.ts'
import type { SourceTraits } from './plan.ts'
import { LIKENESS_COMPATIBLE, namesLikeness } from './text.ts'

/** Two statements of one account and currency that may be one movement. */
export type Pair = {
  readonly kind: 'pending-posted' | 'cross-source'
  /** What the ledger holds. */
  readonly known: Statement
  readonly knownSource: SourceKind
  /** What arrives, or arrived later. */
  readonly later: Statement
  readonly traits: SourceTraits
}

/** `same`: safe to join when it is the only candidate. `likely`: worth a question. `different`: neither. */
export type Verdict = {
  readonly answer: 'same' | 'likely' | 'different'
  /** Days from the known to the later one; the nearest of their dates. */
  readonly daysApart: number
  readonly textLikeness: number | null
}

export type Judge = (pair: Pair) => Verdict

/** Booking and value dates of one movement, a weekend between them. */
const SOURCES_DAYS_MAX = 3
/** People enter what they bought on another day than the bank books it. */
const MANUAL_DAYS_MAX = 7
/** The widest window any rung looks through around a record's day; pending days come on top, after it. */
export const NEAR_DAYS_MAX = Math.max(SOURCES_DAYS_MAX, MANUAL_DAYS_MAX)
/** The holder's day of purchase as the two statements give it may differ by a time zone. */
const PURCHASE_DAYS_MAX = 1
/** A tip or a hold changes an amount up to this factor; beyond it nobody would recognise it. */
const AMOUNT_FACTOR_MAX = 2n

/** The first judge: exact amounts, near days, compatible names. */
export const firstJudge: Judge = (pair) => (pair.kind === 'pending-posted' ? judgePosted(pair) : judgeSources(pair))

function judgePosted({ known, later, traits }: Pair): Verdict {
  const daysApart = daysBetween(recordDate(known), recordDate(later))
  const different: Verdict = { answer: 'different', daysApart, textLikeness: null }
  if (daysApart < 0 || daysApart > traits.pendingDays || !isSamePurchaseDay(known, later)) return different
  const sameAmount = known.amount.minor === later.amount.minor
  if (!sameAmount && !isWithinFactor(known.amount.minor, later.amount.minor)) return different
  const textLikeness = namesLikeness(known, later)
  const isCompatible = textLikeness !== null && textLikeness >= LIKENESS_COMPATIBLE
  if (isCompatible) return { answer: sameAmount ? 'same' : 'likely', daysApart, textLikeness }
  // Banks often book under another text than they held the amount under.
  return { answer: sameAmount ? 'likely' : 'different', daysApart, textLikeness }
}

function judgeSources({ known, knownSource, later }: Pair): Verdict {
  const daysApart = nearestDays(known, later)
  const daysMax = knownSource === 'manual' ? MANUAL_DAYS_MAX : SOURCES_DAYS_MAX
  if (known.amount.minor !== later.amount.minor || Math.abs(daysApart) > daysMax) {
    return { answer: 'different', daysApart, textLikeness: null }
  }
  const textLikeness = namesLikeness(known, later)
  const isCompatible = textLikeness !== null && textLikeness >= LIKENESS_COMPATIBLE
  // Another source states this very amount within days and has no counterpart for it: with other words that is a
  // question, since dropping it could swallow a payment and keeping it silently could double one.
  return { answer: isCompatible ? 'same' : 'likely', daysApart, textLikeness }
}

/** Where both give the day of purchase, it must be the same one; a posted record that only repeats its booking day gives none. */
function isSamePurchaseDay(pending: Statement, posted: Statement): boolean {
  if (pending.transactionOn === null || posted.transactionOn === null) return true
  if (posted.transactionOn === posted.postedOn) return true
  return Math.abs(daysBetween(pending.transactionOn, posted.transactionOn)) <= PURCHASE_DAYS_MAX
}

function isWithinFactor(known: bigint, later: bigint): boolean {
  if (known < 0n !== later < 0n) return false
  const [small, large] = [absolute(known), absolute(later)].toSorted((a, b) => (a < b ? -1 : 1))
  return small !== undefined && large !== undefined && large <= small * AMOUNT_FACTOR_MAX
}

const absolute = (minor: bigint): bigint => (minor < 0n ? -minor : minor)

/** Signed days between the two dates that lie nearest to each other. */
function nearestDays(known: Statement, later: Statement): number {
  let nearest: number | null = null
  for (const from of datesOf(known)) {
    for (const to of datesOf(later)) {
      const days = daysBetween(from, to)
      if (nearest === null || Math.abs(days) < Math.abs(nearest)) nearest = days
    }
  }
  return nearest ?? 0
}

const datesOf = ({ postedOn, transactionOn }: Statement): readonly CalendarDate[] =>
  [postedOn, transactionOn].filter((date) => date !== null)
