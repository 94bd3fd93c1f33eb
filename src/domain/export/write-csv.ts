// Our own CSV: a row per transaction, for spreadsheets and for ourselves.
import { formatDecimal } from '../money.ts'
import { recordDate } from '../source-record.ts'
import { csvLine, guardText } from './csv-cells.ts'
import { CATEGORY_SEPARATOR, CSV_COLUMNS, joinTags } from './csv-columns.ts'
import type { CsvColumn } from './csv-columns.ts'
import { accountFinder } from './ledger-export.ts'
import type { ExportHead, ExportRow, LedgerWriter } from './ledger-export.ts'

/** RFC 4180, UTF-8 without a byte order mark. Texts are guarded against formulas; figures and days are as they are. */
export function csvWriter(head: ExportHead): LedgerWriter {
  const accountOf = accountFinder(head)
  return {
    start: () => csvLine(CSV_COLUMNS),
    row: (row) => {
      const cells = cellsOf(row, accountOf(row.accountId).name)
      return csvLine(CSV_COLUMNS.map((column) => cells[column]))
    },
    end: () => '',
  }
}

function cellsOf(row: ExportRow, accountName: string): Readonly<Record<CsvColumn, string>> {
  const text = (value: string | null): string => guardText(value ?? '')
  return {
    'Transaction id': text(row.id),
    Account: text(accountName),
    Date: recordDate(row),
    'Booked on': row.postedOn ?? '',
    'Made on': row.transactionOn ?? '',
    Status: row.status,
    Amount: formatDecimal(row.amount),
    Currency: row.amount.currency,
    Payoree: text(row.payoree),
    Description: text(row.description),
    Category: text(row.category?.path.join(CATEGORY_SEPARATOR) ?? ''),
    'Category id': text(row.category?.id ?? ''),
    Note: text(row.note),
    Tags: text(joinTags(row.tags)),
    Counterparty: text(row.counterpartyName),
    'Counterparty account': text(row.counterpartyAccountMask),
    Reference: text(row.reference),
    'Bank category': text(row.providerCategory?.code ?? ''),
    'Bank category scheme': text(row.providerCategory?.scheme ?? ''),
  }
}
