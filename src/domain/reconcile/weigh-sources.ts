// Two sources of an account: a file and a connection, two connections, the person's own entry. Amounts are equal.
import { daysBetween } from '../calendar.ts'
import { amountBits } from './amount-bits.ts'
import { nearestDates, shiftShare, usualShift } from './day-shift.ts'
import { likenessOf } from './pair.ts'
import type { Compared, Pair, Weight } from './pair.ts'
import type { SourceKind } from '../source-record.ts'
import { isCommonNoun, LIKENESS_COMPATIBLE, sharesMeans } from './text.ts'

/** Booking and value dates of one movement, a weekend or a holiday between them. */
export const SOURCES_DAYS_MAX = 4
/** People enter what they bought on another day than the bank books it. */
export const MANUAL_DAYS_MAX = 7

/** What equal amounts in one week are worth less, since most of what a source states is not in the other yet. */
const PRIOR_BITS = -4
/** For each side: the other source has stated the days around, so what a bank stated once is among it. */
const WITHIN_BITS = 1.5
/** Two purchases of one amount and name on one day, among days that have one: a second coffee. */
const TWIN_SHARE = 0.08
/** Days over which a habit is counted: the window of candidates on both sides of a day. */
const HABIT_DAYS = 2 * SOURCES_DAYS_MAX

/** Shares of own entries by the days until the bank's date, from a week before to a week after. */
const ENTRY_AHEAD_SHARES = [0.3, 0.2, 0.12, 0.1, 0.05, 0.04, 0.03, 0.03]
const ENTRY_BEHIND_SHARES = [0.3, 0.06, 0.03, 0.02, 0.01, 0.01, 0.01, 0.01]
const ENTRY_DAYS = 15

export function weighSources(pair: Pair): Weight | null {
  const { known, knownSource, later } = pair
  const dates = nearestDates(known, later)
  if (dates === null || known.amount.minor !== later.amount.minor) return null
  const daysApart = daysBetween(dates.from, dates.to)
  const isEntry = knownSource === 'manual'
  if (Math.abs(daysApart) > (isEntry ? MANUAL_DAYS_MAX : SOURCES_DAYS_MAX)) return null
  const textLikeness = likenessOf(pair)
  const text = textBits(pair, textLikeness)
  // What was left out by a bank once may be left out again: a name that contradicts outweighs it.
  const within = isEntry || text < 0 ? 0 : pair.sidesWithin * WITHIN_BITS
  const said = text + within + extraBits(known, later)
  const chance = amountBits(known.amount.minor) + said + PRIOR_BITS
  if (isEntry) return { bits: chance + entryDayBits(daysApart), daysApart, textLikeness }
  const share = shiftShare(pair.around.dayShift, dates.from, dates.to)
  const plain = chance + Math.log2(share * HABIT_DAYS)
  return { bits: Math.min(plain, habitBits(pair, daysApart, share, within + extraBits(known, later))), daysApart, textLikeness }
}

function entryDayBits(days: number): number {
  const shares = days >= 0 ? ENTRY_AHEAD_SHARES : ENTRY_BEHIND_SHARES
  return Math.log2((shares[Math.abs(days)] ?? 0.01) * ENTRY_DAYS)
}

/**
 * Among its own kind an equal amount and name say nothing, only the day does: how likely one movement is dated so by
 * the two, against how likely the habit put another one there.
 */
function habitBits({ around }: Pair, daysApart: number, share: number, extra: number): number {
  if (around.lookalikes < 2) return Number.POSITIVE_INFINITY
  const rate = Math.min(around.lookalikes / HABIT_DAYS, 1)
  const isUsual = daysApart === usualShift(around.dayShift)
  return Math.log2(share / (isUsual ? rate * TWIN_SHARE : rate)) + extra
}

const ALIKE_BITS = 4
/** Neither names a party, both are transfers, or both came from a cash machine. */
const MEANS_BITS = 1.5
/**
 * Other words for one shop are common in banks' texts, but for what another source states at all they are not. Also of a
 * person's own entry: counting an unlike name less there joined two shops' rows of one amount.
 */
const UNLIKE_BITS = -5

function textBits({ known, knownSource, later, traits }: Pair, textLikeness: number | null): number {
  if (textLikeness === null) return sharesMeans(known.description, later.description) ? MEANS_BITS : 0
  if (textLikeness >= LIKENESS_COMPATIBLE) return ALIKE_BITS
  if (textLikeness > 0) return -1
  // What people write is often no shop's name: "lunch" neither agrees nor contradicts. A bank's "TRAM TICKET" does.
  const isPlain = (source: SourceKind, { counterpartyName, description }: Compared): boolean =>
    source === 'manual' && isCommonNoun(counterpartyName ?? description)
  return isPlain(knownSource, known) || isPlain(traits.source, later) ? 0 : UNLIKE_BITS
}

/** A reference shorter than this is a counter, not a reference. */
const REFERENCE_MIN = 6

/** What only some sources give: where both do, it settles much. */
export function extraBits(known: Compared, later: Compared): number {
  let bits = 0
  if (known.reference !== null && known.reference.length >= REFERENCE_MIN && known.reference === later.reference) bits += 6
  if (known.balanceAfterMinor !== null && later.balanceAfterMinor !== null) {
    // Sources order the rows of a day differently, so an unequal balance says less than an equal one.
    bits += known.balanceAfterMinor === later.balanceAfterMinor ? 5 : -2
  }
  if (known.counterpartyAccountMask !== null && later.counterpartyAccountMask !== null) {
    bits += known.counterpartyAccountMask === later.counterpartyAccountMask ? 3 : -6
  }
  return bits
}
