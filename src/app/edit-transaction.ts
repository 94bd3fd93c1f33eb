import type { Intent, IntentField } from '../domain/transaction.ts'
import { decide } from '../storage/intents.ts'
import { readLedgerRows } from '../storage/read/transactions.ts'
import { categoryTyped } from './change-category.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { learnWhenDue } from './recompute-rulebook.ts'
import { invalid, notFound } from './refusal.ts'
import { wantId } from './views/show.ts'
import { transactionView } from './views/transaction-view.ts'

/** What a person decides of fields, and the fields that they leave to the bank, rules and the model again. */
export type TransactionEdit = Intent & { readonly automatic?: readonly IntentField[] | undefined }

/** Writes down what the person decided; fields left out stay as they are. No sync changes it afterwards. */
export async function editTransaction(context: AppContext, shownId: string, edit: TransactionEdit) {
  const id = wantId('transaction', shownId, 'transaction')
  const { automatic = [], ...decision } = edit
  const torn = automatic.find((field) => decision[field] !== undefined)
  if (torn !== undefined) throw invalid(`/${torn}`, `The field "${torn}" is both set and left to itself.`)
  const view = await asOwner(context, async (transaction) => {
    const { ownerId, newId } = context
    const deciding = { ownerId, newId, at: context.now(), by: 'person', batchId: null }
    const { category } = decision
    const sorted = typeof category === 'string' ? { category: await categoryTyped(transaction, context, category) } : {}
    if (!(await decide(transaction, deciding, id, { ...decision, ...sorted }, automatic))) throw notFound('transaction')
    const [row] = await readLedgerRows(transaction, [id])
    if (!row) throw notFound('transaction')
    return transactionView(row)
  })
  if (decision.category !== undefined || automatic.includes('category')) await learnFrom(context)
  return view
}

/** The decision is saved; that nothing could be learned from it now is for the operator to know. */
async function learnFrom(context: AppContext): Promise<void> {
  try {
    await learnWhenDue(context)
  } catch (err) {
    context.log.warn({ err }, 'nothing was learned from a decision')
  }
}
