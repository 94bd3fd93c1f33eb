// Dates as banks write them. A cell is first read as parts; which part is the day is decided over the whole file.
import { calendarDate, dayNumber, parseInstant } from '../../../domain/calendar.ts'
import type { CalendarDate, Instant } from '../../../domain/calendar.ts'
import { MONTHS } from '../months.ts'
import { normalizeWords } from '../words.ts'
import type { CsvLayout } from '../file-reading.ts'

export type DateOrder = CsvLayout['dateOrder']

/** A date that reads only one way, or three numbers whose order the file has to tell. */
export type DateText =
  | { readonly kind: 'fixed'; readonly date: CalendarDate; readonly instant: Instant | null }
  | { readonly kind: 'open'; readonly parts: readonly [string, string, string]; readonly hasDots: boolean }
  /** Looks like a date but is no day of the calendar: 2025-02-31. */
  | { readonly kind: 'impossible' }

const TIME = String.raw`(?:(?:[T\s,/_-]|\s[-/]\s)+\d{1,2}[:.hH]\d{2}(?:[:.,]\d+)*\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:Z|[A-Z]{2,5}|[+-]\d{2}:?\d{2})?(?:\[[^\]]*\])?)?`
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})([-/.\s])\s?(\d{1,2})\2\s?(\d{1,2})\.?${TIME}$`)
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})([-/.\s])\s?(\d{1,2})\2\s?(\d{4}|\d{2})\.?${TIME}$`)
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:\d{4}(?:\d{2}(?:\.\d+)?)?(?:\[[^\]]*\])?)?$/
const DAY_NAME_YEAR = new RegExp(
  String.raw`^(\d{1,2})(?:st|nd|rd|th|er|º|°)?[.\s/-]*(?:de\s|of\s)?(\p{L}{3,12})[.,\s/-]*(?:de\s|of\s)?(\d{4}|\d{2})${TIME}$`,
  'u',
)
const NAME_DAY_YEAR = new RegExp(
  String.raw`^(\p{L}{3,12})[.\s/-]*(\d{1,2})(?:st|nd|rd|th)?[,\s/-]+(\d{4})${TIME}$`,
  'u',
)
const YEAR_NAME_DAY = new RegExp(
  String.raw`^(\d{4})[.\s/-]+(\p{L}{3,12})[.\s/-]+(\d{1,2})\.?${TIME}$`,
  'u',
)
/** `Fri, 5 Mar`, `ma 5 maart`, `Fri Mar 05`: the day's name before the date. */
const WEEKDAY = /^\p{L}{2,12}[.,]?\s+(?=\d|\p{L}{3,12}[.]?\s+\d{1,2}[,\s])|^\p{L}{2,12}[.,]\s*(?=\d)/u

/** Longest text that is still one date with its time and zone. */
const DATE_CHARS_MAX = 48

/** Different date texts kept read: a file has few days and many rows. */
const KEPT_MAX = 4_000

const kept = new Map<string, DateText>()

/** Reads a cell as a date, or null where it does not look like one. */
export function readDateText(cell: string): DateText | null {
  if (cell.length < 6 || NUMBER.test(cell) || !/\d/.test(cell)) return null
  const known = kept.get(cell)
  if (known) return known
  const read = readTrimmed(withoutQuoting(cell))
  if (read === null) return null
  if (kept.size >= KEPT_MAX) kept.clear()
  kept.set(cell, read)
  return read
}

/** Amounts, the most usual cells that are no dates. */
const NUMBER = /^[-+(]|^\d+[.,]\d+$/

/** What a plain date consists of: nothing has to be taken off before it is read. */
const PLAIN = /^\d[\d./-]*$/

/** Spreadsheets keep text as it is behind an apostrophe, or as the formula `="2024-03-05"`. */
const withoutQuoting = (cell: string): string =>
  PLAIN.test(cell)
    ? cell
    : cell
        .trim()
        .replace(/^="?(.*?)"?$/, '$1')
        .replace(/^'|'$/g, '')
        .replace(WEEKDAY, (name) => (MONTHS.has(normalizeWords(name)) ? name : ''))

/** `2024年3月5日`, as Chinese and Japanese write it. */
const WITH_UNITS = /^(\d{4})年(\d{1,2})月(\d{1,2})日$/u

function readTrimmed(text: string): DateText | null {
  if (text.length < 6 || text.length > DATE_CHARS_MAX) return null
  if (!/^\d/.test(text)) return readNamed(text)
  const units = WITH_UNITS.exec(text)
  if (units) return fixed(Number(units[1]), Number(units[2]), Number(units[3]), null)
  const first = YEAR_FIRST.exec(text)
  if (first) return fixed(Number(first[1]), Number(first[3]), Number(first[4]), instantOf(text))
  const compact = COMPACT.exec(text)
  if (compact) return readCompact(text, compact)
  const last = YEAR_LAST.exec(text)
  if (last)
    return { kind: 'open', parts: [last[1] ?? '', last[3] ?? '', last[4] ?? ''], hasDots: last[2] === '.' }
  return readNamed(text)
}

function readCompact(text: string, [, year = '', month = '', day = '']: RegExpExecArray): DateText | null {
  const date = calendarDate(Number(year), Number(month), Number(day))
  if (date) return { kind: 'fixed', date, instant: null }
  if (text.length !== 8 || !/(?:19|20)\d{2}$/.test(text)) return null
  return { kind: 'open', parts: [text.slice(0, 2), text.slice(2, 4), text.slice(4)], hasDots: false }
}

function readNamed(text: string): DateText | null {
  const named =
    pick(DAY_NAME_YEAR.exec(text), 3, 2, 1) ??
    pick(NAME_DAY_YEAR.exec(text), 3, 1, 2) ??
    pick(YEAR_NAME_DAY.exec(text), 1, 2, 3)
  if (!named) return null
  const month = MONTHS.get(normalizeWords(named.month))
  if (month === undefined) return null
  return fixed(fullYear(named.year), month, Number(named.day), null)
}

function pick(match: RegExpExecArray | null, year: number, month: number, day: number) {
  return match && { year: match[year] ?? '', month: match[month] ?? '', day: match[day] ?? '' }
}

function fixed(year: number, month: number, day: number, instant: Instant | null): DateText {
  const date = calendarDate(year, month, day)
  return date ? { kind: 'fixed', date, instant } : { kind: 'impossible' }
}

/** The instant of a timestamp that states its zone; a local time without a zone is none. */
function instantOf(text: string): Instant | null {
  const match = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?) ?(Z|UTC|[+-]\d{2}:?\d{2})$/.exec(
    text,
  )
  if (!match) return null
  return parseInstant(`${match[1]}T${match[2]}${match[3] === 'UTC' ? 'Z' : match[3]}`)
}

/** Two-digit years as POSIX reads them: 69–99 are 1969–1999, 00–68 are 2000–2068. */
const fullYear = (text: string): number =>
  text.length === 4 ? Number(text) : Number(text) + (Number(text) >= 69 ? 1900 : 2000)

/** The day that a date text means under an order, or null where there is no such day. */
export function dateUnder(text: DateText, order: DateOrder): CalendarDate | null {
  if (text.kind === 'fixed') return text.date
  if (text.kind === 'impossible') return null
  const [first, second, third] = text.parts
  if (order === 'ymd')
    return third.length === 4 ? null : calendarDate(fullYear(first), Number(second), Number(third))
  const [day, month] = order === 'dmy' ? [first, second] : [second, first]
  return calendarDate(fullYear(third), Number(month), Number(day))
}

export type DateInference =
  | { readonly kind: 'known'; readonly order: DateOrder; readonly proof: string | null }
  | { readonly kind: 'unclear'; readonly orders: readonly DateOrder[]; readonly example: string }

export type DateEvidence = {
  /** The date columns, booking date first; each with one cell per row in the file's order, null where it has none. */
  readonly columns: readonly (readonly (DateText | null)[])[]
  /** The same cells as text, for the question. */
  readonly example: string
  /** Dates outside the rows, such as the statement's period. */
  readonly witnesses: readonly DateText[]
  /** The order of time that a running balance proves for the rows. */
  readonly direction: 'ascending' | 'descending' | null
}

/**
 * Decides which number is the day, from the whole file. In this order: a number that can only be a day or a year; all
 * orders meaning the same days; dots, which no country writes month first; date columns of one row lying close
 * together; the file's own order of time. Where none settles it, the person is asked.
 */
export function inferDateOrder(evidence: DateEvidence): DateInference {
  const all = [...evidence.columns.flat(), ...evidence.witnesses].filter((text) => text !== null)
  const open = all.filter((text) => text.kind === 'open')
  if (open.length === 0) return { kind: 'known', order: 'ymd', proof: null }
  const orders = possibleOrders(open)
  const [only] = orders
  if (orders.length === 0) return { kind: 'unclear', orders: ['dmy', 'mdy'], example: evidence.example }
  if (only !== undefined && orders.length === 1) return known(only, 'A number above 12 can only be a day.')
  const [first] = orders
  const means = (order: DateOrder) => open.map((text) => dateUnder(text, order)).join()
  if (first && orders.every((order) => means(order) === means(first))) return known(first, null)
  if (open.every(({ hasDots }) => hasDots) && orders.includes('dmy')) return known('dmy', null)
  const settled = byCloseColumns(evidence, orders) ?? byTimeOrder(evidence, orders)
  return settled ?? { kind: 'unclear', orders, example: evidence.example }
}

/** Orders of time in which a date column may run, under any order of day and month that it allows. */
export function timeDirections(
  column: readonly (DateText | null)[],
): readonly ('ascending' | 'descending')[] {
  const texts = column.filter((text) => text !== null && text.kind !== 'impossible')
  const open = texts.filter((text) => text?.kind === 'open')
  const orders: readonly DateOrder[] =
    open.length === 0 ? ['ymd'] : possibleOrders(open.filter((text) => text !== null))
  const allowed = (['ascending', 'descending'] as const).filter((direction) =>
    orders.some((order) => {
      const days = texts.map((text) => (text ? dateUnder(text, order) : null)).filter((date) => date !== null)
      const sorted = direction === 'ascending' ? days.toSorted() : days.toSorted().toReversed()
      return days.every((day, index) => day === sorted[index])
    }),
  )
  return allowed.length > 0 ? allowed : ['ascending', 'descending']
}

const known = (order: DateOrder, proof: string | null): DateInference => ({ kind: 'known', order, proof })

/** Orders under which no text is impossible that is possible under another order. */
function possibleOrders(open: readonly DateText[]): readonly DateOrder[] {
  const candidates: readonly DateOrder[] = [
    'dmy',
    'mdy',
    ...(mayStartWithYear(open) ? (['ymd'] as const) : []),
  ]
  const real = open.filter((text) => candidates.some((order) => dateUnder(text, order) !== null))
  if (real.length === 0) return ['dmy']
  return candidates.filter((order) => real.every((text) => dateUnder(text, order) !== null))
}

/**
 * `24-03-05` may be 2024. Only where every text has three pairs of digits, and the first number changes no more often
 * than the last: days change from row to row, years do not.
 */
function mayStartWithYear(texts: readonly DateText[]): boolean {
  const parts = texts.flatMap((text) => (text.kind === 'open' ? [text.parts] : []))
  if (!parts.every((triple) => triple.every((part) => part.length === 2))) return false
  if (texts.some((text) => text.kind === 'open' && text.hasDots)) return false
  return new Set(parts.map(([first]) => first)).size <= new Set(parts.map(([, , last]) => last)).size
}

/** Booking, purchase and value date of one row lie at most this far apart; a swapped day and month is a month or more. */
const CLOSE_DAYS_MAX = 12
const FAR_DAYS_MIN = 25

function byCloseColumns({ columns }: DateEvidence, orders: readonly DateOrder[]): DateInference | null {
  const [first, ...others] = columns
  if (!first || others.length === 0) return null
  const widest = (order: DateOrder): number =>
    Math.max(
      0,
      ...others.flatMap((column) =>
        column.map((text, row) => {
          const left = first[row] ? dateUnder(first[row], order) : null
          const right = text ? dateUnder(text, order) : null
          return left && right ? Math.abs(dayNumber(left) - dayNumber(right)) : 0
        }),
      ),
    )
  const close = orders.filter((order) => widest(order) <= CLOSE_DAYS_MAX)
  const [only] = close
  const othersAreFar = orders.every((order) => order === only || widest(order) >= FAR_DAYS_MIN)
  return only && close.length === 1 && othersAreFar
    ? known(only, 'The dates of one row lie days apart, not months.')
    : null
}

/**
 * Steps between different days that must all run one way. By chance, days read wrongly would do so once in 5! × 2
 * files; a proven running balance leaves no chance, since the bank itself computed it in that order.
 */
const STEPS_MIN = 6
const STEPS_WITH_BALANCE_MIN = 2

function byTimeOrder(
  { columns, direction }: DateEvidence,
  orders: readonly DateOrder[],
): DateInference | null {
  const [column] = columns
  if (!column) return null
  const runs = orders.filter((order) => {
    const days = column.flatMap((text) => {
      const date = text ? dateUnder(text, order) : null
      return date ? [dayNumber(date)] : []
    })
    const steps = days
      .slice(1)
      .map((day, index) => day - (days[index] ?? day))
      .filter((step) => step !== 0)
    const isUp = steps.every((step) => step > 0)
    const isDown = steps.every((step) => step < 0)
    if (direction !== null)
      return steps.length >= STEPS_WITH_BALANCE_MIN && (direction === 'ascending' ? isUp : isDown)
    return steps.length >= STEPS_MIN && (isUp || isDown)
  })
  const [only] = runs
  return only && runs.length === 1
    ? known(only, 'Only this way do the rows stand in the order of time.')
    : null
}
