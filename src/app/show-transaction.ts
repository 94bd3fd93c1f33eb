import { readLedgerRows, readProvenance } from '../storage/read/transactions.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { notFound } from './refusal.ts'
import { wantId } from './views/show.ts'
import { transactionDetailView } from './views/transaction-view.ts'

/** One transaction with all that its sources said. */
export async function showTransaction(context: AppContext, shownId: string) {
  const id = wantId('transaction', shownId, 'transaction')
  return asOwner(context, async (transaction) => {
    const [row] = await readLedgerRows(transaction, [id])
    if (!row) throw notFound('transaction')
    return transactionDetailView(row, await readProvenance(transaction, id))
  })
}
