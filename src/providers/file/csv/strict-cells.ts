// Cells by the rules of RFC 4180, with any delimiter, quote and line end.
import { ROW_CHARS_MAX } from '../limits.ts'
import type { Line, Tokens } from './line.ts'

type Rules = {
  readonly delimiter: string
  readonly quote: string
  /** Spaces before a cell are no part of it. */
  readonly isSpaced: boolean
}

const LF = 10
const CR = 13
const SPACE = 32

/** The cells of the text, or the line where its quotes break the rules. Cells are slices of the text, not copies. */
export function splitStrictly(text: string, { delimiter, quote, isSpaced }: Rules): Tokens {
  const [mark, between] = [quote.charCodeAt(0), delimiter.charCodeAt(0)]
  const lines: Line[] = []
  let cells: string[] = []
  let [at, line, start, rowAt] = [0, 1, 1, 0]
  while (at < text.length) {
    if (isSpaced) while (text.charCodeAt(at) === SPACE) at += 1
    let end = at
    if (text.charCodeAt(at) === mark) {
      const close = closingQuote(text, at + 1, quote)
      if (close < 0) return broken(`A quote that opens before line ${line} never closes: the file is cut off or damaged.`)
      const inner = text.slice(at + 1, close)
      cells.push(inner.includes(quote) ? inner.replaceAll(quote + quote, quote) : inner)
      line += lineBreaks(inner)
      end = close + 1
    } else {
      let code = text.charCodeAt(end)
      while (end < text.length && code !== between && code !== LF && code !== CR) {
        if (code === mark) return broken(`Its quotes do not match on line ${line}.`)
        end += 1
        code = text.charCodeAt(end)
      }
      cells.push(text.slice(at, end))
    }
    if (end - rowAt > ROW_CHARS_MAX) return broken(`Line ${start} never ends: a quote is missing.`)
    const next = text.charCodeAt(end)
    if (next === between) {
      at = end + 1
      if (at === text.length) cells.push('')
      continue
    }
    if (end < text.length && next !== LF && next !== CR) return broken(`Its quotes do not match on line ${line}.`)
    lines.push({ cells, line: start })
    cells = []
    at = end + (next === CR && text.charCodeAt(end + 1) === LF ? 2 : 1)
    line += 1
    start = line
    rowAt = at
  }
  if (cells.length > 0) lines.push({ cells, line: start })
  return { ok: true, lines, quote }
}

const broken = (reason: string): Tokens => ({ ok: false, reason })

/** Where the quote closes, doubled ones passed over, or -1. */
function closingQuote(text: string, from: number, quote: string): number {
  let at = text.indexOf(quote, from)
  while (at >= 0 && text[at + 1] === quote) at = text.indexOf(quote, at + 2)
  return at
}

const lineBreaks = (cell: string): number =>
  /[\r\n]/.test(cell) ? (cell.match(/\r\n|\n|\r/g)?.length ?? 0) : 0
