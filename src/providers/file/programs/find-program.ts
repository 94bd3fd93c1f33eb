// Which program wrote a CSV, by the names of its columns alone. They stand on the first line of every export.
import { splitStrictly } from '../csv/strict-cells.ts'
import { KNOWN_PROGRAMS } from './known.ts'
import type { Program } from './program.ts'

export type FoundProgram = { readonly program: Program; readonly delimiter: string }

/** Commas and tabs, as the programs write; semicolons, as spreadsheets save it again. */
const DELIMITERS = [',', '\t', ';'] as const

/** The widest export known has some 50 columns. */
const HEADER_CHARS_MAX = 4_000

/** The program whose columns the first line has, or null. */
export function findProgram(text: string): FoundProgram | null {
  const [header = ''] = text.slice(0, HEADER_CHARS_MAX).split(/\r\n|\n|\r/, 1)
  for (const delimiter of DELIMITERS) {
    const split = splitStrictly(header, { delimiter, quote: '"', isSpaced: true })
    const names = split.ok ? namesOf(split.lines[0]?.cells ?? []) : new Set<string>()
    const program = KNOWN_PROGRAMS.find(({ columns }) => columns.every((column) => names.has(keyOf(column))))
    if (program !== undefined) return { program, delimiter }
  }
  return null
}

const namesOf = (cells: readonly string[]): ReadonlySet<string> => new Set(cells.map(keyOf))

/** Names as they are compared. */
export const keyOf = (name: string): string => name.trim().toLowerCase()
