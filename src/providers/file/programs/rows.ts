// A row of an export as a record, with what the person saw of it there.
import type { ExportedView } from '../../../domain/export/exported-row.ts'
import type { SourceRecord } from '../../../domain/source-record.ts'
import type { StatementRow } from '../statement-file.ts'
import type { DatedRow } from './splits.ts'

/** `isHonest`: no other row of the account has its id. */
export function statementRow({ row, line, on, amount, cells }: DatedRow, isHonest: boolean): StatementRow {
  const record: SourceRecord = {
    accountSourceId: row.accountName || 'file',
    sourceId: isHonest ? row.sourceId : null,
    status: row.status,
    amount,
    postedOn: on,
    transactionOn: null,
    occurredAt: null,
    description: row.description || row.note,
    counterpartyName: row.payee || null,
    counterpartyAccountMask: null,
    providerCategory: null,
    supersedes: null,
    balanceAfter: null,
    reference: row.reference || null,
    raw: cells,
  }
  return { record, line, view: viewOf(row) }
}

/** What the program doesn't say of a row is left to be worked out. */
const viewOf = ({ payee, category, note, tags }: DatedRow['row']): ExportedView => ({
  isOfProgram: true,
  ...(payee === '' ? {} : { payoree: payee }),
  ...(category.length === 0 ? {} : { categoryPath: category }),
  ...(note === '' ? {} : { note }),
  ...(tags.length === 0 ? {} : { tags }),
})
