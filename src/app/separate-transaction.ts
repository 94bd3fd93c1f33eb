import { decideRows } from '../sync/decide-rows.ts'
import { decided } from './review-answer.ts'
import type { AppContext } from './context.ts'
import { wantId } from './views/show.ts'

/**
 * Takes records out of a transaction: they are another movement. What was joined by itself comes apart, and stays so.
 * Refuses where none or all of its records are named.
 */
export async function separateTransaction(context: AppContext, shownId: string, shownRecordIds: readonly string[]) {
  const one = wantId('transaction', shownId, 'transaction')
  const recordIds = shownRecordIds.map((id) => wantId('record', id, 'record'))
  const { ownerId, token } = context
  return decided(await decideRows(context, { ownerId, token, decision: { kind: 'separate', one, recordIds } }), 'transaction')
}

/** Two transactions of one account are one movement, though nobody asked. */
export async function joinTransactions(context: AppContext, shownId: string, otherShownId: string) {
  const one = wantId('transaction', shownId, 'transaction')
  const other = wantId('transaction', otherShownId, 'transaction')
  const { ownerId, token } = context
  return decided(await decideRows(context, { ownerId, token, decision: { kind: 'same', one, other } }), 'transaction')
}
