// Our own exports, CSV and JSON Lines, read back: nothing is inferred, and what the person saw comes with each row.
import type { CurrencyCode } from '../../../domain/currency.ts'
import { CATEGORY_SEPARATOR } from '../../../domain/export/csv-columns.ts'
import type { ExportedRow } from '../../../domain/export/exported-row.ts'
import type { ExportAccount, ExportRow } from '../../../domain/export/ledger-export.ts'
import { CSV_EXPORT_START, readCsvExport } from '../../../domain/export/read-csv-export.ts'
import { readJsonLines } from '../../../domain/export/read-json-lines.ts'
import { JSON_LINES_FORMAT, JSON_LINES_VERSION } from '../../../domain/export/write-json-lines.ts'
import type { Money } from '../../../domain/money.ts'
import type { RejectedRecord, SourceRecord } from '../../../domain/source-record.ts'
import { refusedFile } from '../refusals.ts'
import type { FileStatement, StatementFile, StatementReader, StatementRow, TextFile } from '../statement-file.ts'

export const exportReader: StatementReader = { format: 'tributary', read }

/** A row in the file's terms, and the account it is of. */
type Found = {
  readonly accountKey: string
  readonly accountName: string
  readonly opening: Money | null
  readonly exported: ExportedRow
  readonly line: number
}

type Gathered = {
  readonly version: string
  readonly rows: readonly Found[]
  readonly rejected: readonly RejectedRecord[]
}

function read({ text }: TextFile): StatementFile {
  const gathered = text.startsWith(CSV_EXPORT_START) ? gatherCsv(text) : gatherJsonLines(text)
  if (typeof gathered === 'string') return refusedFile('damaged', gathered)
  const { rows, rejected, version } = gathered
  const groups = [...Map.groupBy(rows, ({ accountKey }) => accountKey).values()]
  const statements = groups.flatMap((group, index) => statementOf(group, index === 0 ? rejected : []))
  if (statements.length === 0) return refusedFile('no-transactions')
  return { kind: 'statements', version, statements, ignored: [] }
}

/** Lines that can't be read name no account for sure, so they are told with the first. */
function statementOf(group: readonly Found[], rejected: readonly RejectedRecord[]): readonly FileStatement[] {
  const [first] = group
  if (first === undefined) return []
  const { currency } = first.exported.statement.amount
  const account = { number: null, bankCode: null, name: first.accountName, currency }
  const opening = first.opening === null ? null : { amount: first.opening, on: null }
  return [{ account, rows: statementRows(group), rejected, currency, opening, closing: null, warnings: [] }]
}

function statementRows(group: readonly Found[]): readonly StatementRow[] {
  const counts = new Map<string, number>()
  for (const { exported } of group) counts.set(exported.id, (counts.get(exported.id) ?? 0) + 1)
  return group.map(({ exported, line, accountName }) => {
    // An id that is missing or stands twice tells nothing.
    const isHonest = exported.id !== '' && counts.get(exported.id) === 1
    return { record: recordOf(exported, accountName, isHonest), line, view: exported.view }
  })
}

function recordOf({ id, statement, view }: ExportedRow, accountName: string, isHonest: boolean): SourceRecord {
  return {
    ...statement,
    accountSourceId: accountName || 'file',
    sourceId: isHonest ? id : null,
    occurredAt: null,
    supersedes: null,
    balanceAfter: null,
    raw: { id, payoree: view.payoree ?? null, category: view.category ?? null, note: view.note ?? null },
  }
}

const keyOf = (name: string, currency: CurrencyCode): string => `${currency} ${name}`

function gatherCsv(text: string): Gathered | string {
  const read = readCsvExport(text)
  if (read === null) return 'A quote that opens in it never closes.'
  const rows: Found[] = []
  const rejected: RejectedRecord[] = []
  for (const each of read) {
    if (each.kind === 'rejected') rejected.push(rejection(each))
    else {
      const { accountName, statement } = each.row
      const accountKey = keyOf(accountName, statement.amount.currency)
      rows.push({ accountKey, accountName, opening: null, exported: each.row, line: each.line })
    }
  }
  return { version: 'CSV', rows, rejected }
}

function gatherJsonLines(text: string): Gathered | string {
  const accounts = new Map<string, ExportAccount>()
  const rows: Found[] = []
  const rejected: RejectedRecord[] = []
  let counted: number | null = null
  for (const each of readJsonLines(text)) {
    if (each.kind === 'rejected') rejected.push(rejection(each))
    else if (each.value.type === 'end') counted = each.value.rowCount
    else if (each.value.type === 'account') accounts.set(each.value.account.id, each.value.account)
    else if (each.value.type === 'transaction') {
      const { row } = each.value
      const account = accounts.get(row.accountId)
      rows.push({
        accountKey: row.accountId,
        accountName: account?.name ?? row.accountId,
        opening: account?.opening ?? null,
        exported: exportedRow(row, account?.name ?? row.accountId),
        line: each.line,
      })
    }
  }
  if (counted === null) return 'Its last line is missing: the download was cut off.'
  if (counted !== rows.length + rejected.length) return 'It has another number of transactions than it says.'
  return { version: `${JSON_LINES_FORMAT} ${JSON_LINES_VERSION}`, rows, rejected }
}

function exportedRow(row: ExportRow, accountName: string): ExportedRow {
  const { id, category, payoree, note, tags } = row
  const { status, amount, postedOn, transactionOn, description } = row
  const { counterpartyName, counterpartyAccountMask, reference, providerCategory } = row
  return {
    id,
    accountName,
    statement: {
      status,
      amount,
      postedOn,
      transactionOn,
      description,
      counterpartyName,
      counterpartyAccountMask,
      reference,
      providerCategory,
    },
    view: {
      payoree,
      category: category === null ? null : { id: category.id, name: category.path.join(CATEGORY_SEPARATOR) },
      note,
      tags,
    },
  }
}

const rejection = ({ line, reason, text }: { line: number; reason: string; text: string }): RejectedRecord => ({
  accountSourceId: null,
  sourceId: null,
  reason,
  line,
  raw: text,
})
