import type { BatchId } from '../domain/ids.ts'
import { showId } from '../domain/ids.ts'
import { readFieldChanges } from '../storage/field-changes.ts'
import { readBatchRows } from '../storage/read/batches.ts'
import { readLedgerRows } from '../storage/read/transactions.ts'
import { readChangingBatches, readLayers, readReviewsAbout } from '../storage/read/why.ts'
import { readTransfersOf, readVersions, readWhyRecords } from '../storage/read/why.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { notFound } from './refusal.ts'
import { batchView } from './views/batch-view.ts'
import { wantId } from './views/show.ts'
import { transactionView } from './views/transaction-view.ts'
import { fieldChangeView, fieldsView, recordView, reviewAboutView, transferView } from './views/why-view.ts'

/**
 * Why a transaction is as it is shown: who set each field, every record that stands behind it with its earlier versions,
 * the imports that wrote them, questions and answers, and what was changed by hand or by rules.
 */
export async function explainTransaction(context: AppContext, shownId: string) {
  const id = wantId('transaction', shownId, 'transaction')
  return asOwner(context, async (tx) => {
    const [row] = await readLedgerRows(tx, [id])
    const layers = await readLayers(tx, id)
    const changing = await readChangingBatches(tx, id)
    if (!row || !layers || !changing) throw notFound('transaction')
    const records = await readWhyRecords(tx, id)
    const versions = await readVersions(
      tx,
      records.map((record) => record.id),
    )
    const versionsOf = Map.groupBy(versions, ({ recordId }) => recordId)
    const reviews = await readReviewsAbout(tx, id)
    const batchIds = new Set<BatchId>([
      changing.addedBy,
      ...changing.changedBy,
      ...records.map(({ batchId }) => batchId),
      ...versions.map(({ replacedBy }) => replacedBy),
      ...reviews.flatMap(({ batchId, decisionBatchId }) => [batchId, ...(decisionBatchId === null ? [] : [decisionBatchId])]),
    ])
    const batches = await readBatchRows(tx, [...batchIds])
    const changes = await readFieldChanges(tx, id)
    const transfers = await readTransfersOf(tx, id)
    return {
      transaction: { ...transactionView(row), accountName: row.accountName },
      fields: fieldsView(layers),
      records: records.map((record) => recordView(record, row.currency, versionsOf.get(record.id) ?? [])),
      addedBy: showId('batch', changing.addedBy),
      batches: batches.map(batchView),
      reviews: reviews.map(reviewAboutView),
      transfers: transfers.map(transferView),
      changes: changes.map(fieldChangeView),
    }
  })
}
