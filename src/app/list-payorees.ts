import { showId } from '../domain/ids.ts'
import { rulebookFor } from '../storage/rulebook.ts'
import { readCategoryNames } from '../storage/rulebook-categories.ts'
import { readPayorees } from '../storage/rulebook-payorees.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'

export type PayoreeQuery = { readonly text?: string | undefined; readonly limit: number }

/** The other parties of the ledger, the most frequent first. */
export async function listPayorees(context: AppContext, { text, limit }: PayoreeQuery) {
  return asOwner(context, async (tx) => {
    await rulebookFor(tx, context.ownerId, context.newId)
    const names = await readCategoryNames(tx)
    const rows = await readPayorees(tx, text?.trim() || null, limit)
    return rows.map(({ id, name, keys, transactions, lastOn, categoryId }) => ({
      id: id === null ? null : showId('payoree', id),
      name,
      keys: keys.map((key) => key as string),
      transactions,
      lastOn: lastOn as string,
      category: categoryId === null ? null : { id: categoryId, name: names.get(categoryId) ?? categoryId },
    }))
  })
}
