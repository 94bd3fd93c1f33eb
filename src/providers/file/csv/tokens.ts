// From text to cells: which character separates, and where the quotes of a file break the rules.
import { parse } from 'csv-parse/sync'
import { readAmountText } from './amounts.ts'
import { readDateText } from './dates.ts'
import type { Line, Tokens } from './line.ts'
import { splitLoosely } from './loose-quotes.ts'
import { splitStrictly } from './strict-cells.ts'
import { CELL_CHARS_MAX, COLUMNS_MAX, DELIMITER_SAMPLE_CHARS, ROW_CHARS_MAX } from '../limits.ts'

export const DELIMITERS = [',', ';', '\t', '|', '^', '~'] as const

/**
 * Cells of the whole text. Strict first, with apostrophes for quotes where every cell of the first line stands between
 * them. Where quotes break the rules, in this order: spaces before an opening quote are dropped; a quote closes a cell
 * only before a delimiter or the end of its line, which counts only if every row then has the same number of cells; a
 * quote inside an unquoted cell, or behind a closing one, is text; and as the last resort no quote has a meaning, with
 * the same condition. A reading in which a cell holds another row is none: a quote is missing. A quote that never closes
 * means a file that was cut off.
 */
export function tokenize(text: string, delimiter: string): Tokens {
  if (isInApostrophes(text, delimiter)) {
    const apostrophes = withinLimits(splitStrictly(text, { delimiter, quote: "'", isSpaced: false }))
    if (apostrophes.ok && isEven(apostrophes.lines)) return apostrophes
  }
  const ways = [
    () => withinLimits(splitStrictly(text, { delimiter, quote: '"', isSpaced: false })),
    () => withinLimits(splitStrictly(text, { delimiter, quote: '"', isSpaced: true })),
    () => evenly(withinLimits({ ok: true, lines: splitLoosely(text, delimiter), quote: '"' })),
    () => relaxed(text, delimiter),
  ]
  let failed: Tokens = UNEVEN
  for (const way of ways) {
    const tokens = way()
    const swallowed = tokens.ok ? tokens.lines.find((line) => hasRowInside(line, delimiter)) : undefined
    if (tokens.ok && !swallowed) return tokens
    failed = swallowed ? missingQuote(swallowed.line) : tokens
  }
  const literal = splitPlainly(text, delimiter)
  return literal.ok && isEven(literal.lines) ? literal : failed
}

const UNEVEN: Tokens = { ok: false, reason: 'Its quotes do not match.' }

const missingQuote = (line: number): Tokens => ({
  ok: false,
  reason: `A quote that opens on line ${line} closes in another row: rows would be lost.`,
})

/** Loosely split cells count only where each row has as many and none goes on below its line. */
const evenly = (tokens: Tokens): Tokens =>
  tokens.ok && isEven(tokens.lines) && !tokens.lines.some(({ cells }) => cells.some(hasBreak)) ? tokens : UNEVEN

/** A cell of several lines, one of which is a row of its own: a quote is missing before it. */
const hasRowInside = ({ cells }: Line, delimiter: string): boolean =>
  cells.some(
    (cell) =>
      hasBreak(cell) &&
      cell
        .split(/[\r\n]+/)
        .slice(1)
        .map((part) => ({ cells: part.split(delimiter), line: 0 }))
        .some((part) => part.cells.length >= cells.length - 1 && isTransactionLike(part)),
  )

const hasBreak = (cell: string): boolean => /[\r\n]/.test(cell)

/** Every delimiter separates and every line end ends a row: quotes are text. */
const splitPlainly = (text: string, delimiter: string): Tokens =>
  withinLimits({
    ok: true,
    lines: text
      .split(/\r\n|\n|\r/)
      .map((cells, index) => ({ cells: cells.split(delimiter), line: index + 1 }))
      .filter(({ cells }, index, lines) => index < lines.length - 1 || cells.join('') !== ''),
    quote: '',
  })

/** Whether each cell of the first line stands between apostrophes. */
function isInApostrophes(text: string, delimiter: string): boolean {
  const [first = ''] = text.slice(0, CELL_CHARS_MAX).split(/[\r\n]/, 1)
  const cells = first.split(delimiter)
  return cells.length > 1 && cells.every((cell) => /^\s*'[^']*'\s*$/.test(cell))
}

/** A quote inside an unquoted cell, or behind a closing one, is text. */
function relaxed(text: string, delimiter: string): Tokens {
  try {
    const rows: Line[] = []
    let line = 1
    parse(text, {
      delimiter,
      relax_column_count: true,
      skip_empty_lines: false,
      record_delimiter: ['\r\n', '\n', '\r'],
      max_record_size: ROW_CHARS_MAX,
      on_record: (cells: string[]) => {
        rows.push({ cells, line })
        line += 1 + cells.reduce((breaks, cell) => breaks + lineBreaks(cell), 0)
        return null
      },
      relax_quotes: true,
    })
    return withinLimits({ ok: true, lines: rows, quote: '"' })
  } catch (error) {
    return { ok: false, reason: reasonOf(error) }
  }
}

const lineBreaks = (cell: string): number =>
  /[\r\n]/.test(cell) ? (cell.match(/\r\n|\n|\r/g)?.length ?? 0) : 0

function withinLimits(tokens: Tokens): Tokens {
  if (!tokens.ok) return tokens
  const { lines } = tokens
  const wide = lines.find(({ cells }) => cells.length > COLUMNS_MAX)
  if (wide)
    return {
      ok: false,
      reason: `Line ${wide.line} has ${wide.cells.length} cells; more than ${COLUMNS_MAX} is no bank export.`,
    }
  const long = lines.find(({ cells }) => cells.some((cell) => cell.length > CELL_CHARS_MAX))
  if (long)
    return { ok: false, reason: `The cell that starts on line ${long.line} never ends: a quote is missing.` }
  return tokens
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  const line = /at line (\d+)/.exec(message)?.[1]
  if (/Max Record Size/.test(message)) return `Line ${line ?? '?'} never ends: a quote is missing.`
  if (/Quote Not Closed/.test(message)) {
    return `A quote that opens before line ${line ?? '?'} never closes: the file is cut off or damaged.`
  }
  return line === undefined ? 'Its quotes do not match.' : `Its quotes do not match on line ${line}.`
}

const isEven = (lines: readonly Line[]): boolean =>
  new Set(lines.filter(isFilled).map(({ cells }) => cells.length)).size === 1

export const isFilled = ({ cells }: Line): boolean => cells.some((cell) => cell.trim() !== '')

/** Whether a line looks like a row of a statement: a date, and an amount beside it. */
export function isTransactionLike({ cells }: Line): boolean {
  let [hasDate, hasAmount] = [false, false]
  for (const cell of cells) {
    if (cell === '') continue
    if (readDateText(cell) !== null) hasDate = true
    else if (!hasAmount && readAmountText(cell) !== null) hasAmount = true
    if (hasDate && hasAmount) return true
  }
  return false
}

/**
 * The delimiter under which most lines look like rows of a statement; then the one that gives most lines the same
 * number of cells. Null where no delimiter splits anything.
 */
export function detectDelimiter(text: string): string | null {
  const sample = sampleOf(text)
  const scored = DELIMITERS.map((delimiter) => {
    const lines = sampleLines(sample, delimiter)
    const wide = lines.filter(({ cells }) => cells.length > 1)
    return {
      delimiter,
      rows: wide.filter(isTransactionLike).length,
      even: mostCommonCount(wide.map(({ cells }) => cells.length)),
      width: Math.max(0, ...wide.map(({ cells }) => cells.length)),
    }
  }).filter(({ width }) => width > 1)
  scored.sort((left, right) => right.rows - left.rows || right.even - left.even || right.width - left.width)
  return scored[0]?.delimiter ?? null
}

/** A sample may end inside quotes, and so may a damaged file: then quotes have no meaning for choosing the delimiter. */
function sampleLines(sample: string, delimiter: string): readonly Line[] {
  const tokens = tokenize(sample, delimiter)
  const usable = tokens.ok ? tokens : splitPlainly(sample, delimiter)
  return usable.ok ? usable.lines.filter(isFilled) : []
}

function sampleOf(text: string): string {
  if (text.length <= DELIMITER_SAMPLE_CHARS) return text
  const cut = text.slice(0, DELIMITER_SAMPLE_CHARS)
  const end = Math.max(cut.lastIndexOf('\n'), cut.lastIndexOf('\r'))
  return end > 0 ? cut.slice(0, end) : cut
}

function mostCommonCount(values: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return Math.max(0, ...counts.values())
}
