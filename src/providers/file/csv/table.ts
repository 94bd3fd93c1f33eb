// From lines to a table: what stands before the header, the header, and the body with its footer.
import { readAmountText } from './amounts.ts'
import { readDateText } from './dates.ts'
import { matchHeader } from './header-words.ts'
import { PREAMBLE_LINES_MAX } from '../limits.ts'
import { isFilled, isTransactionLike } from './tokens.ts'
import type { Line } from './tokens.ts'

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
  const header = findHeader(
    early.slice(0, firstRow < 0 ? early.length : firstRow),
    filled[firstRow]?.cells.length ?? 0,
  )
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
