// Reading our own CSV back: the same rows, amounts, payorees and categories, or a reason for each that can't be read.
import { parseCalendarDate } from '../calendar.ts'
import type { CalendarDate } from '../calendar.ts'
import { parseCurrency } from '../currency.ts'
import { parseDecimal } from '../money.ts'
import type { Money } from '../money.ts'
import { ok, refused } from '../result.ts'
import type { Result } from '../result.ts'
import type { RecordStatus } from '../source-record.ts'
import { csvLine, parseCsv, unguardText } from './csv-cells.ts'
import type { CsvRow } from './csv-cells.ts'
import { CSV_COLUMNS, splitTags } from './csv-columns.ts'
import type { CsvColumn } from './csv-columns.ts'
import type { ExportedRow, ReadExportedRow } from './exported-row.ts'

/** How every file of ours begins. */
export const CSV_EXPORT_START = csvLine(CSV_COLUMNS).trimEnd()

/** Characters of a cell that a reason quotes. */
const QUOTED_CHARS_MAX = 40

/** The rows of a text that begins as ours do; null where its quotes break the rules, as in a file that was cut off. */
export function readCsvExport(text: string): readonly ReadExportedRow[] | null {
  const rows = parseCsv(text)
  return rows === null ? null : rows.slice(1).map(readRow)
}

function readRow({ cells, line }: CsvRow): ReadExportedRow {
  const row = rowOf(cells)
  if (row.ok) return { kind: 'row', line, row: row.value }
  return { kind: 'rejected', line, reason: row.reason, text: cells.join(',') }
}

function rowOf(cells: readonly string[]): Result<ExportedRow> {
  if (cells.length !== CSV_COLUMNS.length) {
    return refused(`it has ${cells.length} cells where the header has ${CSV_COLUMNS.length}`)
  }
  const at = (column: CsvColumn): string => cells[CSV_COLUMNS.indexOf(column)] ?? ''
  const text = (column: CsvColumn): string => unguardText(at(column))
  const maybe = (column: CsvColumn): string | null => text(column) || null
  const amount = amountOf(at('Amount'), at('Currency'))
  if (!amount.ok) return amount
  const status = statusOf(at('Status'))
  if (status === null) return refused(`"${cut(at('Status'))}" is neither posted nor pending`)
  const dates = datesOf(at('Booked on'), at('Made on'))
  if (!dates.ok) return dates
  const category = at('Category id') === '' ? null : { id: text('Category id'), name: text('Category') }
  const code = maybe('Bank category')
  return ok({
    id: text('Transaction id'),
    accountName: text('Account'),
    statement: {
      status,
      amount: amount.value,
      ...dates.value,
      description: text('Description'),
      counterpartyName: maybe('Counterparty'),
      counterpartyAccountMask: maybe('Counterparty account'),
      reference: maybe('Reference'),
      providerCategory: code === null ? null : { scheme: text('Bank category scheme'), code },
    },
    view: { payoree: maybe('Payoree'), category, note: maybe('Note'), tags: splitTags(text('Tags')) },
  })
}

/** A tag that holds the separator itself comes back as two; JSON Lines keep it whole. */

const cut = (cell: string): string => cell.slice(0, QUOTED_CHARS_MAX)

const statusOf = (cell: string): RecordStatus | null => (cell === 'posted' || cell === 'pending' ? cell : null)

function amountOf(amount: string, code: string): Result<Money> {
  const currency = parseCurrency(code)
  return currency === null ? refused(`"${cut(code)}" is not a currency`) : parseDecimal(amount, currency)
}

type Dates = { readonly postedOn: CalendarDate | null; readonly transactionOn: CalendarDate | null }

function datesOf(booked: string, made: string): Result<Dates> {
  const postedOn = parseCalendarDate(booked)
  const transactionOn = parseCalendarDate(made)
  const wrong = [postedOn === null ? booked : '', transactionOn === null ? made : ''].find((cell) => cell !== '')
  if (wrong !== undefined) return refused(`"${cut(wrong)}" is not a date`)
  if (postedOn === null && transactionOn === null) return refused('it has no date')
  return ok({ postedOn, transactionOn })
}
