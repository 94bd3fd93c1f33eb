import { readAccountNames, readRejected, readRun } from '../storage/read/runs.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { notFound } from './refusal.ts'
import { wantId } from './views/show.ts'
import { runDetailView } from './views/run-view.ts'

/** Rejected records shown with a run; all of them stay in the ledger's books. */
const REJECTED_MAX = 200

/** One run with its rejected records. */
export async function showRun(context: AppContext, shownId: string) {
  const id = wantId('run', shownId, 'sync run')
  return asOwner(context, async (transaction) => {
    const row = await readRun(transaction, id)
    if (!row) throw notFound('sync run')
    const rejected = await readRejected(transaction, { runId: id }, REJECTED_MAX)
    return runDetailView(row, rejected, await readAccountNames(transaction, row.connectionId))
  })
}
