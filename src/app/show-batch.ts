import { readBatchRows } from '../storage/read/batches.ts'
import { readRejected } from '../storage/read/runs.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { notFound } from './refusal.ts'
import { batchView } from './views/batch-view.ts'
import { wantId } from './views/show.ts'

/** Rejected records shown with a batch; all of them stay in the ledger's books. */
const REJECTED_MAX = 200

/** One batch with its rejected records. */
export async function showBatch(context: AppContext, shownId: string) {
  const id = wantId('batch', shownId, 'import')
  return asOwner(context, async (transaction) => {
    const [row] = await readBatchRows(transaction, [id])
    if (!row) throw notFound('import')
    const rejected = await readRejected(transaction, { batchId: id }, REJECTED_MAX)
    return { ...batchView(row), rejected: rejected.map((each) => ({ ...each })) }
  })
}
