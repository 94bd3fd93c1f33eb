// The bank's calendar days, kept as ISO text so that no host time zone can move them.

declare const dateBrand: unique symbol

/** A calendar date of the bank, `YYYY-MM-DD`, proleptic Gregorian, without a time zone. */
export type CalendarDate = string & { readonly [dateBrand]: true }

declare const instantBrand: unique symbol

/** A point in time, RFC 3339 with a zone, as the source gave it. */
export type Instant = string & { readonly [instantBrand]: true }

/** An inclusive run of days. */
export type DateRange = { readonly from: CalendarDate; readonly to: CalendarDate }

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/
const DAY_MS = 86_400_000

/** Years outside this are typing errors in bank exports, not dates. */
const YEAR_MIN = 1900
const YEAR_MAX = 2200

/** The date, or null where the text is not a real day (31 February) or not of the form YYYY-MM-DD. */
export function parseCalendarDate(text: string): CalendarDate | null {
  const match = SHAPE.exec(text)
  if (!match) return null
  const [, year, month, day] = match
  return calendarDate(Number(year), Number(month), Number(day))
}

/** The date of a year, month (1–12) and day (1–31), or null where there is no such day. */
export function calendarDate(year: number, month: number, day: number): CalendarDate | null {
  if (year < YEAR_MIN || year > YEAR_MAX || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) {
    return null
  }
  const pad = (value: number, width: number) => String(value).padStart(width, '0')
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` as CalendarDate
}

export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/** Whole days since 1970-01-01. */
export const dayNumber = (date: CalendarDate): number => Date.parse(date) / DAY_MS

export const fromDayNumber = (day: number): CalendarDate =>
  new Date(day * DAY_MS).toISOString().slice(0, 10) as CalendarDate

export const addDays = (date: CalendarDate, days: number): CalendarDate => fromDayNumber(dayNumber(date) + days)

/** Days from `left` to `right`; negative when `right` is earlier. */
export const daysBetween = (left: CalendarDate, right: CalendarDate): number => dayNumber(right) - dayNumber(left)

export const isWithin = (date: CalendarDate, { from, to }: DateRange): boolean => date >= from && date <= to

/** Saturday or Sunday. 1970-01-01 was a Thursday. */
export const isWeekend = (date: CalendarDate): boolean => [2, 3].includes(((dayNumber(date) % 7) + 7) % 7)

/** The instant, or null where the text has no zone or is not RFC 3339. */
export function parseInstant(text: string): Instant | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/.test(text)) return null
  return Number.isNaN(Date.parse(text)) ? null : (text as Instant)
}
