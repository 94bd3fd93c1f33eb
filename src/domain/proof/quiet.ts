// An account that has gone quiet: measured by its own rhythm, since some post daily and some twice a year.
import { daysBetween } from '../calendar.ts'
import type { CalendarDate } from '../calendar.ts'

export type Rhythm = {
  /** The middle gap between two days with postings, in days. */
  readonly usualDays: number
  /** The longest gap of those looked at. */
  readonly longestDays: number
  readonly silentDays: number
  readonly lastOn: CalendarDate
  /** Silent for longer than ever lately, and for several times the usual gap. */
  readonly isQuiet: boolean
}

/** Posting days whose gaps are looked at: the habits of the last months, not of years ago. */
export const RHYTHM_DAYS_MAX = 60
/** Fewer gaps are no rhythm. */
const GAPS_MIN = 8
/** So many usual gaps must pass, and so many days: a long weekend is no silence. */
const USUAL_GAPS_MIN = 3
const SILENT_DAYS_MIN = 5

/**
 * The account's rhythm up to the day it was last read, or null where it has none yet.
 * @param days days with postings, in any order, repeats allowed
 */
export function rhythmOf(days: readonly CalendarDate[], readOn: CalendarDate): Rhythm | null {
  const past = [...new Set(days)]
    .filter((day) => day <= readOn)
    .toSorted()
    .slice(-RHYTHM_DAYS_MAX)
  const lastOn = past.at(-1)
  const gaps = past.slice(1).map((day, index) => daysBetween(past[index] ?? day, day))
  const sorted = gaps.toSorted((left, right) => left - right)
  const usualDays = sorted[sorted.length >> 1]
  const longestDays = sorted.at(-1)
  if (lastOn === undefined || usualDays === undefined || longestDays === undefined || gaps.length < GAPS_MIN)
    return null
  const silentDays = daysBetween(lastOn, readOn)
  const isQuiet =
    silentDays > longestDays && silentDays >= usualDays * USUAL_GAPS_MIN && silentDays >= SILENT_DAYS_MIN
  return { usualDays, longestDays, silentDays, lastOn, isQuiet }
}
