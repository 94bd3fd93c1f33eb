// Cells of a file whose quotes are not doubled inside quotes: `"Bar "Zum, Ochs" Inn",12.50`.
import { CELL_CHARS_MAX } from '../limits.ts'
import type { Line } from './line.ts'

/**
 * A quote opens a cell only at its start and closes it only before a delimiter or the end of a line; any other quote
 * is text. Never fails: a quote that does not close takes the rest of the text. Ends with the first cell over the limit.
 */
export function splitLoosely(text: string, delimiter: string): readonly Line[] {
  const lines: Line[] = []
  let cells: string[] = []
  let [at, line, start] = [0, 1, 1]
  while (at < text.length) {
    const cell = text[at] === '"' ? quotedCell(text, at, delimiter) : plainCell(text, at, delimiter)
    cells.push(cell.text)
    if (cell.text.length > CELL_CHARS_MAX) break
    line += (cell.text.match(/\r\n|\n|\r/g) ?? []).length
    at = cell.end
    if (text[at] === delimiter) {
      at += 1
      if (at >= text.length) cells.push('')
      continue
    }
    lines.push({ cells, line: start })
    cells = []
    at += text.startsWith('\r\n', at) ? 2 : 1
    line += 1
    start = line
  }
  if (cells.length > 0) lines.push({ cells, line: start })
  return lines
}

type Cell = { readonly text: string; readonly end: number }

function plainCell(text: string, start: number, delimiter: string): Cell {
  let end = start
  while (end < text.length && !isEnd(text, end, delimiter)) end += 1
  return { text: text.slice(start, end), end }
}

function quotedCell(text: string, start: number, delimiter: string): Cell {
  let from = start + 1
  for (;;) {
    const quote = text.indexOf('"', from)
    if (quote < 0) return { text: unquoted(text.slice(start + 1)), end: text.length }
    if (text[quote + 1] === '"' && !isEnd(text, quote + 2, delimiter)) {
      from = quote + 2
      continue
    }
    const isDoubled = text[quote + 1] === '"'
    const close = isDoubled ? quote + 1 : quote
    if (isEnd(text, close + 1, delimiter))
      return { text: unquoted(text.slice(start + 1, close)), end: close + 1 }
    from = quote + 1
  }
}

const isEnd = (text: string, at: number, delimiter: string): boolean => {
  const character = text[at]
  return character === undefined || character === delimiter || character === '\n' || character === '\r'
}

const unquoted = (text: string): string => text.replaceAll('""', '"')
