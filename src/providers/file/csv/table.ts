// From lines to a table: what stands before the header, the header, and the body with its footer.
import { readAmountText } from './amounts.ts'
import { readDateText } from './dates.ts'
import { matchHeader } from './header-words.ts'
import { PREAMBLE_LINES_MAX } from '../limits.ts'
import { isFilled, isTransactionLike } from './tokens.ts'
import type { Line } from './line.ts'

export type Table = {
  readonly preamble: readonly Line[]
  /** Null where the file starts with its rows. */
  readonly header: Line | null
  /** Lines with anything in them, after the header. */
  readonly body: readonly Line[]
  /** Columns: those of the header, or of the widest usual row. */
  readonly width: number
}

/** Splits a file's lines, or null where no line looks like a transaction. */
export function splitTable(lines: readonly Line[]): Table | null {
  const filled = lines.filter(isFilled)
  const firstRow = filled.findIndex(isTransactionLike)
  const early = filled.slice(0, PREAMBLE_LINES_MAX)
  const header =
    findHeader(
      early.slice(0, firstRow < 0 ? early.length : firstRow),
      filled[firstRow]?.cells.length ?? 0,
    ) ?? findLateHeader(early, filled)
  if (firstRow < 0 && !header) return null
  const start = header ? filled.indexOf(header) : usualStart(filled, firstRow)
  const body = filled.slice(header ? start + 1 : start)
  return {
    preamble: filled.slice(0, start),
    header,
    body,
    width: header ? header.cells.length : usualWidth(body),
  }
}

/** Header words needed to take a line for the header although rows without a date may follow it. */
const KNOWN_WORDS_MIN = 2

/** The line with the most known column names, the last of equals; else words as many as the first row below has cells. */
function findHeader(before: readonly Line[], width: number): Line | null {
  const named = before.map((line) => ({ line, words: knownWords(line) }))
  const most = Math.max(0, ...named.map(({ words }) => words))
  if (most >= KNOWN_WORDS_MIN) return named.findLast(({ words }) => words === most)?.line ?? null
  const last = before.at(-1)
  return last && last.cells.length === width && isWordy(last) ? last : null
}

/** Known words of a header that stands below a line like a row, such as a title with an account number and dates. */
const LATE_WORDS_MIN = 3

/** Lines like a row above a late header; more are rows of a file that has its header in the middle. */
const LIKE_ROWS_MAX = 2

/** A header below a title that looks like a row: more cells than any line above it, and rows as wide below it. */
function findLateHeader(early: readonly Line[], filled: readonly Line[]): Line | null {
  const header = early.find((line) => knownWords(line) >= LATE_WORDS_MIN)
  if (!header) return null
  const above = filled.slice(0, filled.indexOf(header))
  const below = filled.slice(filled.indexOf(header) + 1)
  const isTitle = above.every(({ cells }) => cells.length < header.cells.length)
  return isTitle && above.filter(isTransactionLike).length <= LIKE_ROWS_MAX && below.some(isTransactionLike)
    ? header
    : null
}

const knownWords = (line: Line): number =>
  isWordy(line) ? line.cells.filter((cell) => (matchHeader(cell)[0]?.score ?? 0) > 0).length : 0

/** Headers hold names: no dates, no amounts, at least two of them, none twice in a row of equals. */
function isWordy({ cells }: Line): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '')
  if (filled.length < 2) return false
  const isName = (cell: string) =>
    /\p{L}|#/u.test(cell) && readDateText(cell) === null && readAmountText(cell) === null
  return filled.every(isName) && filled.length >= cells.length / 2
}

/** Rows without a header start where lines have the width of the first row; pending rows may stand before it. */
function usualStart(filled: readonly Line[], firstRow: number): number {
  const width = filled[firstRow]?.cells.length ?? 0
  let start = firstRow
  while (start > 0 && filled[start - 1]?.cells.length === width && width > 2) start -= 1
  return start
}

function usualWidth(body: readonly Line[]): number {
  return Math.max(0, ...body.filter(isTransactionLike).map(({ cells }) => cells.length))
}
