// From the lines of an export to the rows that they stand for.
import type { RejectedRecord } from '../../../domain/source-record.ts'
import type { Line } from '../csv/line.ts'
import { isFilled } from '../csv/tokens.ts'
import { keyOf } from './find-program.ts'
import type { CellOf, Program, ProgramFile, ProgramRow } from './program.ts'

/** A row, the line that it stands on, and its cells by column. */
export type WrittenRow = {
  readonly row: ProgramRow
  readonly line: number
  readonly cells: Readonly<Record<string, string>>
}

export type ReadLines = { readonly rows: readonly WrittenRow[]; readonly rejected: readonly RejectedRecord[] }

/** Reads the lines below the header. */
export function readLines(program: Program, [header, ...body]: readonly Line[]): ReadLines {
  const names = (header?.cells ?? []).map((name) => name.trim())
  const columns = new Map(names.map((name, index) => [keyOf(name), index]))
  const cellsOf =
    ({ cells }: Line): CellOf =>
    (column) =>
      (cells[columns.get(keyOf(column)) ?? -1] ?? '').trim()
  const filled = body.filter(isFilled)
  const file = fileOf(filled.map(cellsOf))
  const rows: WrittenRow[] = []
  const rejected: RejectedRecord[] = []
  for (const each of filled) {
    const { line, cells } = each
    const named = Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']))
    const read = isWhole(each, names) ? program.readLine(cellsOf(each), file) : cellCount(each, names)
    if ('reason' in read) rejected.push(rejection(line, read.reason, named))
    else rows.push(...read.map((row) => ({ row, line, cells: named })))
  }
  return { rows, rejected }
}

/** Spreadsheets leave out empty cells at the end of a row, or add some. */
const isWhole = ({ cells }: Line, names: readonly string[]): boolean =>
  cells.length === names.length || (cells.length > names.length && cells.slice(names.length).every((cell) => cell === ''))

const cellCount = ({ cells }: Line, names: readonly string[]): { readonly reason: string } => ({
  reason: `it has ${cells.length} cells where the header has ${names.length}`,
})

export const rejection = (line: number, reason: string, raw: RejectedRecord['raw']): RejectedRecord => ({
  accountSourceId: null,
  sourceId: null,
  reason,
  line,
  raw,
})

/** Columns that name accounts, and beside which columns of the currency stand. */
const ACCOUNT_COLUMNS = ['Account', 'Account Name', 'account_name', 'source_name']

function fileOf(rows: readonly CellOf[]): ProgramFile {
  const accountNames = new Set(rows.flatMap((cell) => ACCOUNT_COLUMNS.map(cell)).filter((name) => name !== ''))
  const currencies = new Map<string, Set<string>>()
  const add = (name: string, currency: string) => {
    if (name !== '' && currency !== '') currencies.set(name, (currencies.get(name) ?? new Set()).add(currency))
  }
  for (const cell of rows) {
    add(cell('source_name'), cell('currency_code'))
    if (cell('type') !== 'Transfer') add(cell('destination_name'), cell('currency_code'))
  }
  const currencyOf = (name: string): string | null => {
    const [only, ...others] = currencies.get(name) ?? []
    return others.length > 0 ? null : (only ?? null)
  }
  return { accountNames, currencyOf }
}
