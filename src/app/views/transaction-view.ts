import { showId } from '../../domain/ids.ts'
import type { LedgerRow, ProvenanceRow } from '../../storage/read/transactions.ts'
import { showAt, showMinor } from './show.ts'

/** A transaction as it is shown. */
export function transactionView(row: LedgerRow) {
  return {
    id: showId('transaction', row.id),
    accountId: showId('account', row.accountId),
    status: row.status,
    amount: showMinor(row.amountMinor, row.currency),
    on: row.onDate as string,
    postedOn: row.postedOn as string | null,
    transactionOn: row.transactionOn as string | null,
    payoree: row.payoree,
    category: row.category,
    categoryId: row.categoryId,
    tags: [...row.tags],
    isTransfer: row.isTransfer,
    note: row.note,
    description: row.description,
    isRemoved: row.isRemoved,
    isHidden: row.isHidden,
    isEdited: row.isEdited,
    openReviews: row.openReviews,
  }
}

/** A transaction with everything its sources said. */
export function transactionDetailView(row: LedgerRow, records: readonly ProvenanceRow[]) {
  return {
    ...transactionView(row),
    accountName: row.accountName,
    records: records.map((record) => ({
      source: record.source,
      sourceId: record.sourceId,
      status: record.status,
      amount: showMinor(record.amountMinor, row.currency),
      postedOn: record.postedOn as string | null,
      transactionOn: record.transactionOn as string | null,
      description: record.description,
      counterpartyName: record.counterpartyName,
      reference: record.reference,
      line: record.line,
      version: record.version,
      matchReason: record.matchReason,
      isRemoved: record.isRemoved,
      isSuperseded: record.isSuperseded,
      batchAt: showAt(record.batchAt),
    })),
  }
}
