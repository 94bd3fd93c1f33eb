// How far apart two sources date one movement, learned from the movements of a span that can only be each other.
import { daysBetween } from '../calendar.ts'
import type { CalendarDate } from '../calendar.ts'
import type { Statement } from '../source-record.ts'
import { bankingDays } from './banking-days.ts'

/** Days from the known to the later statement, by how often a span's plain pairs are so far apart. */
export type DayShift = ReadonlyMap<number, number>

/** What a pair stands among. */
export type Surroundings = {
  readonly dayShift: DayShift
  /**
   * Movements near this pair that look like it (amount and name), on the side that has more of them: at least 1. A daily
   * fare looks like its neighbours, and then only the day tells which is which.
   */
  readonly lookalikes: number
}

export const NOTHING_AROUND: Surroundings = { dayShift: new Map(), lookalikes: 1 }

/** Shares of plain pairs by banking days apart, where nothing is learned yet; later in the list is farther. */
const PRIOR_SHARES = [0.6, 0.14, 0.04, 0.02]
/** So many pairs is the prior worth: a handful of plain pairs outweighs it. */
const PRIOR_PAIRS = 3

/** The share of one source's dates that lie so far from the other's, 0..1. */
export function shiftShare(shift: DayShift, known: CalendarDate, later: CalendarDate): number {
  const days = daysBetween(known, later)
  let pairs = 0
  for (const count of shift.values()) pairs += count
  const prior = PRIOR_SHARES[Math.abs(bankingDays(known, later))] ?? 0.005
  return (prior * PRIOR_PAIRS + (shift.get(days) ?? 0)) / (PRIOR_PAIRS + pairs)
}

/** The number of days that most plain pairs are apart: 0 unless the sources count days differently. */
export function usualShift(shift: DayShift): number {
  let [usual, most] = [0, shift.get(0) ?? 0]
  for (const [days, count] of shift) if (count > most) [usual, most] = [days, count]
  // One pair alone may be a late booking.
  return most > 1 ? usual : 0
}

/** Of the dates of two statements, the two that lie nearest to each other. */
export function nearestDates(known: Statement, later: Statement): { readonly from: CalendarDate; readonly to: CalendarDate } | null {
  let nearest: { readonly from: CalendarDate; readonly to: CalendarDate } | null = null
  for (const from of datesOf(known)) {
    for (const to of datesOf(later)) {
      if (nearest === null || Math.abs(daysBetween(from, to)) < Math.abs(daysBetween(nearest.from, nearest.to))) nearest = { from, to }
    }
  }
  return nearest
}

const datesOf = ({ postedOn, transactionOn }: Statement): readonly CalendarDate[] =>
  [postedOn, transactionOn].filter((date) => date !== null)
