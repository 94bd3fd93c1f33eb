// CSV after RFC 4180: cells of text, with what a spreadsheet would run made harmless and given back unchanged.

/**
 * First characters by which spreadsheets take a cell for a formula (also in their full-width forms), and the guard
 * itself, so that taking it off gives back the very text.
 */
const GUARDED = /^['=+\-@\t\r\n＝＋－＠]/
const GUARD = "'"

/** A text as a cell that no spreadsheet runs: a leading apostrophe before what would begin a formula. */
export const guardText = (text: string): string => (GUARDED.test(text) ? GUARD + text : text)

/** The text behind the guard. */
export const unguardText = (cell: string): string => (cell.startsWith(GUARD) ? cell.slice(GUARD.length) : cell)

/** A line of cells, ended by CR LF. Cells are quoted where they must be. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(quoted).join(',')}\r\n`

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** A row of cells and the line of the text on which it starts, 1-based. */
export type CsvRow = { readonly cells: readonly string[]; readonly line: number }

/** The rows of a text written by `csvLine`; null where it breaks the rules, as a file does that was cut off. */
export function parseCsv(text: string): readonly CsvRow[] | null {
  const rows: CsvRow[] = []
  let at = 0
  let line = 1
  while (at < text.length) {
    const cells: string[] = []
    const start = line
    for (;;) {
      const cell = cellAt(text, at)
      if (cell === null) return null
      cells.push(cell.text)
      line += lineBreaks(text, at, cell.end)
      at = cell.end
      if (text[at] !== ',') break
      at += 1
    }
    if (text[at] === '\r') at += 1
    if (at < text.length && text[at] !== '\n') return null
    at += 1
    line += 1
    rows.push({ cells, line: start })
  }
  return rows
}

function cellAt(text: string, start: number): { readonly text: string; readonly end: number } | null {
  if (text[start] !== '"') {
    const rest = /[,"\r\n]/g
    rest.lastIndex = start
    const end = rest.exec(text)?.index ?? text.length
    return text[end] === '"' ? null : { text: text.slice(start, end), end }
  }
  let at = start + 1
  for (;;) {
    const close = text.indexOf('"', at)
    if (close < 0) return null
    if (text[close + 1] !== '"') {
      return { text: text.slice(start + 1, close).replaceAll('""', '"'), end: close + 1 }
    }
    at = close + 2
  }
}

function lineBreaks(text: string, start: number, end: number): number {
  let count = 0
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) count += 1
  return count
}
