const DAY_MS = 86_400_000

type DayStyle = 'short' | 'long' | 'full'

const DAY_STYLES: Record<DayStyle, Intl.DateTimeFormatOptions> = {
  short: { day: 'numeric', month: 'short', timeZone: 'UTC' },
  long: { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' },
  full: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' },
}

/** A bank's calendar date. It has no time zone: it is shown as the day it names, wherever the reader is. */
export function formatDay(on: string, locale: string, style: DayStyle = 'long'): string {
  return new Intl.DateTimeFormat(locale, DAY_STYLES[style]).format(new Date(`${on}T00:00:00Z`))
}

/** A moment in the reader's own time zone. */
export function formatMoment(at: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at))
}

function startOfDay(at: Date): number {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime()
}

/**
 * "12 minutes ago", "in 3 hours", "yesterday, 06:00", "tomorrow, 18:00", else the date. Beyond six hours the clock
 * time says more than a count of hours.
 */
export function formatRelative(at: string, now: Date, locale: string): string {
  const moment = new Date(at)
  const seconds = Math.round((moment.getTime() - now.getTime()) / 1000)
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  if (Math.abs(seconds) < 45) return relative.format(0, 'second')
  if (Math.abs(seconds) < 3600) return relative.format(Math.round(seconds / 60), 'minute')
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }).format(moment)
  const days = Math.round((startOfDay(moment) - startOfDay(now)) / DAY_MS)
  if (days === 0 && Math.abs(seconds) < 6 * 3600) return relative.format(Math.round(seconds / 3600), 'hour')
  if (Math.abs(days) <= 1) return `${relative.format(days, 'day')}, ${time}`
  const isThisYear = moment.getFullYear() === now.getFullYear()
  const date = isThisYear
    ? { day: 'numeric' as const, month: 'short' as const }
    : { day: 'numeric' as const, month: 'short' as const, year: 'numeric' as const }
  return new Intl.DateTimeFormat(locale, date).format(moment)
}

/** The milliseconds between two instants as "48 s", "2 min 5 s". */
export function formatDuration(startedAt: string, endedAt: string, locale: string): string {
  const seconds = Math.max(0, Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 1000))
  const unit = (value: number, name: 'second' | 'minute' | 'hour') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value)
  if (seconds < 60) return unit(seconds, 'second')
  if (seconds < 3600) {
    const minutes = unit(Math.floor(seconds / 60), 'minute')
    return seconds % 60 === 0 ? minutes : `${minutes} ${unit(seconds % 60, 'second')}`
  }
  return `${unit(Math.floor(seconds / 3600), 'hour')} ${unit(Math.floor((seconds % 3600) / 60), 'minute')}`
}

export const isThisYear = (on: string): boolean => on.startsWith(String(new Date().getFullYear()))

/** The calendar date so many days later; negative is earlier. */
export function addDays(on: string, days: number): string {
  return new Date(Date.parse(`${on}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}
