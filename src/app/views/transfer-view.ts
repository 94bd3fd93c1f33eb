import { showId } from '../../domain/ids.ts'
import { whyTransfer } from '../../domain/transfers/why-transfer.ts'
import type { LedgerRow } from '../../storage/read/transactions.ts'
import type { TransferRow } from '../../storage/read/transfers.ts'
import { showAt } from './show.ts'
import { transactionView } from './transaction-view.ts'

/** A transfer as it is shown, with both its sides. */
export const transferView = (row: TransferRow, out: LedgerRow, arrival: LedgerRow) => ({
  id: showId('transfer', row.id),
  state: row.state,
  source: row.source,
  out: { ...transactionView(out), accountName: out.accountName },
  in: { ...transactionView(arrival), accountName: arrival.accountName },
  why: whyTransfer(row),
  daysApart: row.daysApart,
  createdAt: showAt(row.createdAt),
})
