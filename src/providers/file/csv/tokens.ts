// From text to cells: which character separates, and where the quotes of a file break the rules.
import { parse } from 'csv-parse/sync'
import { readAmountText } from './amounts.ts'
import { readDateText } from './dates.ts'
import { CELL_CHARS_MAX, COLUMNS_MAX, DELIMITER_SAMPLE_CHARS } from '../limits.ts'

export type Line = {
  readonly cells: readonly string[]
  /** The file's line on which the row starts, 1-based. */
  readonly line: number
}

export type Tokens =
  | { readonly ok: true; readonly lines: readonly Line[]; readonly quote: string }
  | { readonly ok: false; readonly reason: string }

export const DELIMITERS = [',', ';', '\t', '|'] as const

/**
 * Cells of the whole text. Strict first. Where quotes break the rules, in this order: spaces before an opening quote
 * are dropped; a quote inside an unquoted cell, or behind a closing one, is text; and as the last resort, no quote has
 * a meaning, which counts only if every row then has the same number of cells. A quote that never closes otherwise
 * means a file that was cut off.
 */
export function tokenize(text: string, delimiter: string): Tokens {
  const strict = attempt(text, delimiter, {})
  if (strict.ok) return strict
  const spaced = attempt(text, delimiter, { ltrim: true })
  if (spaced.ok) return spaced
  const relaxed = attempt(text, delimiter, { relax_quotes: true })
  if (relaxed.ok) return relaxed
  const literal = attempt(text, delimiter, { quote: null })
  if (literal.ok && isEven(literal.lines)) return { ...literal, quote: '' }
  return { ok: false, reason: relaxed.reason }
}

type ParserOptions = { readonly ltrim?: true; readonly relax_quotes?: true; readonly quote?: null }

function attempt(text: string, delimiter: string, options: ParserOptions): Tokens {
  try {
    const rows: Line[] = []
    let line = 1
    parse(text, {
      delimiter,
      relax_column_count: true,
      skip_empty_lines: false,
      record_delimiter: ['\r\n', '\n', '\r'],
      on_record: (cells: string[]) => {
        rows.push({ cells, line })
        line += 1 + cells.reduce((breaks, cell) => breaks + lineBreaks(cell), 0)
        return null
      },
      ...options,
    })
    return withinLimits(rows)
  } catch (error) {
    return { ok: false, reason: reasonOf(error) }
  }
}

const lineBreaks = (cell: string): number =>
  /[\r\n]/.test(cell) ? (cell.match(/\r\n|\n|\r/g)?.length ?? 0) : 0

function withinLimits(lines: readonly Line[]): Tokens {
  const wide = lines.find(({ cells }) => cells.length > COLUMNS_MAX)
  if (wide)
    return {
      ok: false,
      reason: `Line ${wide.line} has ${wide.cells.length} cells; more than ${COLUMNS_MAX} is no bank export.`,
    }
  const long = lines.find(({ cells }) => cells.some((cell) => cell.length > CELL_CHARS_MAX))
  if (long)
    return { ok: false, reason: `The cell that starts on line ${long.line} never ends: a quote is missing.` }
  return { ok: true, lines, quote: '"' }
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  const line = /at line (\d+)/.exec(message)?.[1]
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
  const dates = cells.filter((cell) => readDateText(cell) !== null).length
  return dates > 0 && cells.some((cell) => readAmountText(cell) !== null && readDateText(cell) === null)
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
  const usable = tokens.ok ? tokens : attempt(sample, delimiter, { quote: null })
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
