// The calendar date that it is for a person.
import type { CalendarDate } from '../domain/calendar.ts'
import { parseCalendarDate } from '../domain/calendar.ts'

/** The date in a time zone (IANA name) at an instant. An unknown zone counts as UTC. */
export function todayIn(timeZone: string, at: Date): CalendarDate {
  const date = parseCalendarDate(dateText(timeZone, at))
  if (date === null) throw new RangeError(`the clock shows ${at.toISOString()}, which is no day we know`)
  return date
}

function dateText(timeZone: string, at: Date): string {
  try {
    // Swedish dates are written YYYY-MM-DD.
    return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at)
  } catch (error) {
    if (error instanceof RangeError) return at.toISOString().slice(0, 10)
    throw error
  }
}
