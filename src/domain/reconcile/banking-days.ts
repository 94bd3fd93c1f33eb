// Days on which banks book. A purchase of Saturday is booked on Monday, and that is not two days late.
import { addDays, calendarDate, dayNumber, isWeekend } from '../calendar.ts'
import type { CalendarDate } from '../calendar.ts'

/** Years whose holidays are worked out once and kept. */
const YEARS_KEPT_MAX = 200

/** Longer spans are not looked through day by day: nothing that far apart is matched by its days. */
const DAYS_MAX = 31

/**
 * Calendar days from one to the other, less the days between them on which no bank books: weekends, and the holidays on
 * which European and American banks both rest or the euro's settlement does. At least one where the two differ. Signed.
 */
export function bankingDays(from: CalendarDate, to: CalendarDate): number {
  const days = dayNumber(to) - dayNumber(from)
  if (days === 0 || Math.abs(days) > DAYS_MAX) return days
  const [first, last] = days > 0 ? [from, to] : [to, from]
  let idle = 0
  for (let day = first; day < last; day = addDays(day, 1)) if (isIdle(day)) idle += 1
  const booked = Math.max(Math.abs(days) - idle, 1)
  return days > 0 ? booked : -booked
}

const isIdle = (day: CalendarDate): boolean => isWeekend(day) || holidaysOf(Number(day.slice(0, 4))).has(day)

const HOLIDAYS = new Map<number, ReadonlySet<CalendarDate>>()

/** New Year, Good Friday, Easter Monday, Labour Day, Christmas and the day after. */
function holidaysOf(year: number): ReadonlySet<CalendarDate> {
  const kept = HOLIDAYS.get(year)
  if (kept !== undefined) return kept
  const easter = easterOf(year)
  const fixed = [calendarDate(year, 1, 1), calendarDate(year, 5, 1), calendarDate(year, 12, 25), calendarDate(year, 12, 26)]
  const days = new Set([...fixed, easter && addDays(easter, -2), easter && addDays(easter, 1)].filter((day) => day !== null))
  if (HOLIDAYS.size >= YEARS_KEPT_MAX) HOLIDAYS.clear()
  HOLIDAYS.set(year, days)
  return days
}

/** Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876, as Meeus restates it). */
function easterOf(year: number): CalendarDate | null {
  const moon = year % 19
  const century = Math.floor(year / 100)
  const rest = year % 100
  const correction = Math.floor((century + 8) / 25)
  const third = Math.floor((century - correction + 1) / 3)
  const epact = (19 * moon + century - Math.floor(century / 4) - third + 15) % 30
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - epact - (rest % 4)) % 7
  const late = Math.floor((moon + 11 * epact + 22 * weekday) / 451)
  const sum = epact + weekday - 7 * late + 114
  return calendarDate(year, Math.floor(sum / 31), (sum % 31) + 1)
}
