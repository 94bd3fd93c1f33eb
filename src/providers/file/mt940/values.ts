// Days and amounts as SWIFT writes them.
import { calendarDate, dayNumber, daysInMonth } from '../../../domain/calendar.ts'
import type { CalendarDate } from '../../../domain/calendar.ts'
import type { CurrencyCode } from '../../../domain/currency.ts'
import { parseCurrency } from '../../../domain/currency.ts'
import { money, parseDecimal } from '../../../domain/money.ts'
import type { Money } from '../../../domain/money.ts'
import { refused } from '../../../domain/result.ts'
import type { Result } from '../../../domain/result.ts'
import { QUOTED_CHARS_MAX } from '../limits.ts'

/** Two digits of a year: SWIFT statements are younger than this. */
const CENTURY_TURN = 70

/**
 * `YYMMDD`. Interest is often counted in months of 30 days, so banks write 30 February as a value date: it is
 * the month's last day.
 */
export function readDay(text: string): CalendarDate | null {
  if (!/^\d{6}$/.test(text)) return null
  const [year, month, day] = [text.slice(0, 2), text.slice(2, 4), text.slice(4, 6)].map(Number)
  if (year === undefined || month === undefined || day === undefined) return null
  const full = year < CENTURY_TURN ? 2000 + year : 1900 + year
  if (month === 2 && (day === 29 || day === 30)) return calendarDate(full, 2, daysInMonth(full, 2))
  return calendarDate(full, month, day)
}

/** Where a booking day without a year may lie. */
export type Period = { readonly from: CalendarDate | null; readonly to: CalendarDate | null }

/**
 * The year of an entry date `MMDD`: the one that puts it into the statement's period, else the one next to
 * the value date. Null where no year makes it a day.
 */
export function readEntryDay(
  text: string,
  value: CalendarDate | null,
  { from, to }: Period,
): CalendarDate | null {
  const reference = value ?? to ?? from
  if (reference === null || !/^\d{4}$/.test(text)) return null
  const year = Number(reference.slice(0, 4))
  const [month, day] = [Number(text.slice(0, 2)), Number(text.slice(2))]
  const candidates = [year - 1, year, year + 1, ...(to === null ? [] : [Number(to.slice(0, 4))])]
    .map((each) => calendarDate(each, month, day))
    .filter((date) => date !== null)
  const inside = candidates.find((date) => from !== null && to !== null && date >= from && date <= to)
  const distance = (date: CalendarDate) => Math.abs(dayNumber(date) - dayNumber(reference))
  return inside ?? candidates.toSorted((left, right) => distance(left) - distance(right))[0] ?? null
}

/**
 * An amount with a decimal comma and no sign: `233,15`, `15000,`, `000000001213,28`. Some banks write a
 * point; that is believed before one or two digits, where it can't group thousands.
 */
export function readAmount(text: string, currency: CurrencyCode): Result<Money> {
  const shape = /^(\d+)(?:,(\d*)|\.(\d{1,2}))?$/.exec(text.trim())
  if (!shape) return refused(`"${text.slice(0, QUOTED_CHARS_MAX)}" is not an amount`)
  const [, whole = '', comma, point] = shape
  const fraction = comma ?? point ?? ''
  const digits = whole.replace(/^0+(?=\d)/, '')
  return parseDecimal(fraction === '' ? digits : `${digits}.${fraction}`, currency)
}

export type ReadBalance =
  | { readonly kind: 'balance'; readonly amount: Money; readonly on: CalendarDate | null }
  /** `unknownCurrency` is the code, where the text is a balance but for it. */
  | { readonly kind: 'bad'; readonly reason: string; readonly unknownCurrency: string | null }

/** A balance such as `C210330EUR0,00`: its mark, its day, its currency, its amount. */
export function readBalance(text: string): ReadBalance {
  const shape = /^([CD])(\d{6})([A-Z]{3})([\d,.]+)\s*$/.exec(text.trim())
  const [, mark, day = '', code = '', amount = ''] = shape ?? []
  const currency = parseCurrency(code)
  const quoted = text.trim().slice(0, QUOTED_CHARS_MAX)
  if (!shape || currency === null) {
    return { kind: 'bad', reason: `"${quoted}" is not a balance`, unknownCurrency: code === '' ? null : code }
  }
  const read = readAmount(amount, currency)
  if (!read.ok) return { kind: 'bad', reason: read.reason, unknownCurrency: null }
  const { minor } = read.value
  return { kind: 'balance', amount: money(mark === 'D' ? -minor : minor, currency), on: readDay(day) }
}
