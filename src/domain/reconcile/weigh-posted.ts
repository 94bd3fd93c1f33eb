// A pending statement and the posted one that it may have become. The amount may change on the way: tips, rates of
// exchange, holds of a fuel pump or a hotel.
import { daysBetween } from '../calendar.ts'
import { recordDate } from '../source-record.ts'
import type { Statement } from '../source-record.ts'
import { amountBits, isRoundHold, isSameDirection, ratioOf } from './amount-bits.ts'
import { bankingDays } from './banking-days.ts'
import { likenessOf } from './pair.ts'
import type { Pair, Weight } from './pair.ts'
import { LIKENESS_COMPATIBLE } from './text.ts'
import { extraBits } from './weigh-sources.ts'

/** The holder's day of purchase as the two statements give it may differ by a time zone. */
const PURCHASE_DAYS_MAX = 1
/** A bank may book under the day before, by its own clock. */
export const EARLY_DAYS_MAX = 1

const PRIOR_BITS = -4
/** The pending one goes as this one comes: that is how a bank books. */
const GONE_BITS = 2.5
const STANDING_BITS = -4
const ALIKE_BITS = 4
const UNLIKE_BITS = -6

/**
 * By banking days until it is booked: banks book within a week. After that an equal purchase at the same shop is as
 * likely, and small round sums are met by chance.
 */
const DAY_BITS = [1.5, 2, 1.8, 1, -2.5, -5.5, -6.5, -7.5]
const LATE_BITS = -8.5
const EARLY_BITS = -1
const SAME_PURCHASE_DAY_BITS = 2

/** A rate of exchange moves little between the two. */
const EXCHANGE_SHARE_MAX = 0.04
const EXCHANGE_BITS = 4
/** The most that people add to a bill. */
const TIP_FACTOR_MAX = 1.35
const TIP_BITS = 3
const HOLD_BITS = 1.5
/** A hold may be a hundred times what is taken in the end ($1.00 against a full tank is the other way round). */
const HOLD_FACTOR_MAX = 250
/** Beyond this nobody would recognise an amount that is no hold. */
const CHANGE_FACTOR_MAX = 2
const CHANGE_BITS = -3

export function weighPosted(pair: Pair): Weight | null {
  const { known, later, traits, gone: went } = pair
  const daysApart = daysBetween(recordDate(known), recordDate(later))
  if (daysApart < -EARLY_DAYS_MAX || daysApart > traits.pendingDays) return null
  const purchase = purchaseDays(known, later)
  if (purchase !== null && purchase > PURCHASE_DAYS_MAX) return null
  if (!isSameDirection(known.amount.minor, later.amount.minor)) return null
  const textLikeness = likenessOf(pair)
  const isAlike = textLikeness !== null && textLikeness >= LIKENESS_COMPATIBLE
  const isSameAmount = known.amount.minor === later.amount.minor
  // Nothing ties another amount under another name to the pending one.
  if (!isSameAmount && !isAlike) return null
  const amount = isSameAmount ? amountBits(known.amount.minor) : changedBits(known.amount.minor, later.amount.minor)
  if (amount === null) return null
  const text = isAlike ? ALIKE_BITS : textLikeness === null ? 0 : UNLIKE_BITS
  const day = dayBits(known, later) + (purchase === 0 ? SAME_PURCHASE_DAY_BITS : 0)
  // While the pending one may still stand, another amount is more likely another purchase.
  const standing = isSameAmount ? 0 : STANDING_BITS
  const gone = went === 'now' ? GONE_BITS : went === 'before' ? 0 : standing
  const bits = PRIOR_BITS + amount + text + day + gone + extraBits(known, later)
  return { bits, daysApart, textLikeness }
}

function dayBits(known: Statement, later: Statement): number {
  const days = bankingDays(recordDate(known), recordDate(later))
  return days < 0 ? EARLY_BITS : (DAY_BITS[days] ?? LATE_BITS)
}

/** Days between the holder's days of purchase where both are given; one that only repeats the booking day is not. */
function purchaseDays(pending: Statement, posted: Statement): number | null {
  if (pending.transactionOn === null || posted.transactionOn === null) return null
  if (posted.transactionOn === posted.postedOn) return null
  return Math.abs(daysBetween(pending.transactionOn, posted.transactionOn))
}

/** What a changed amount is worth, by what usually changes one. */
function changedBits(pending: bigint, posted: bigint): number | null {
  const factor = ratioOf(posted, pending)
  if (factor === null || factor <= 0) return null
  if (Math.abs(factor - 1) <= EXCHANGE_SHARE_MAX) return EXCHANGE_BITS
  if (factor > 1 && factor <= TIP_FACTOR_MAX) return TIP_BITS
  const most = Math.max(factor, 1 / factor)
  if (isRoundHold(pending)) return most <= HOLD_FACTOR_MAX ? HOLD_BITS : null
  return most <= CHANGE_FACTOR_MAX ? CHANGE_BITS : null
}
