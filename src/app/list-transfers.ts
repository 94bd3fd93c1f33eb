import { readId, showId } from '../domain/ids.ts'
import { readLedgerRows } from '../storage/read/transactions.ts'
import { readTransfers } from '../storage/read/transfers.ts'
import type { TransferRow } from '../storage/read/transfers.ts'
import type { Tx } from '../storage/schema.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { invalid } from './refusal.ts'
import { wantId } from './views/show.ts'
import { transferView } from './views/transfer-view.ts'

export type TransferQuery = {
  readonly limit: number
  readonly cursor?: string | undefined
  readonly state?: TransferRow['state'] | undefined
  readonly transactionId?: string | undefined
}

/** Transfers between own accounts, the newest first. */
export async function listTransfers(context: AppContext, { limit, cursor, state, transactionId }: TransferQuery) {
  const after = cursor === undefined ? null : readId('transfer', cursor)
  if (cursor !== undefined && after === null) {
    throw invalid('/cursor', 'This page address is damaged or from elsewhere; start from the first page.')
  }
  const side = transactionId === undefined ? null : wantId('transaction', transactionId, 'transaction')
  return asOwner(context, async (tx) => {
    const rows = await readTransfers(tx, { state: state ?? null, transactionId: side }, after, limit + 1)
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return {
      transfers: await viewsOf(tx, page),
      nextCursor: rows.length > page.length && last !== undefined ? showId('transfer', last.id) : null,
    }
  })
}

/** Transfers with both their sides, in the order given. */
export async function viewsOf(tx: Tx, transfers: readonly TransferRow[]) {
  const sides = await readLedgerRows(tx, transfers.flatMap(({ outId, inId }) => [outId, inId]))
  const byId = new Map(sides.map((row) => [row.id, row]))
  return transfers.flatMap((row) => {
    const [out, arrival] = [byId.get(row.outId), byId.get(row.inId)]
    return out === undefined || arrival === undefined ? [] : [transferView(row, out, arrival)]
  })
}
