import { rulebookFor } from '../storage/rulebook.ts'
import { readCategories } from '../storage/rulebook-categories.ts'
import type { CategoryRow } from '../storage/rulebook-categories.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'

/** The owner's categories, each parent before its children. */
export async function listCategories(context: AppContext) {
  return asOwner(context, async (tx) => {
    await rulebookFor(tx, context.ownerId, context.newId)
    return inOrder(await readCategories(tx)).map(({ id, parentId, name, kind, isOwn }) => {
      return { id, parentId, name, kind, isOwn }
    })
  })
}

function inOrder(rows: readonly CategoryRow[]): readonly CategoryRow[] {
  const children = Map.groupBy(rows, ({ parentId }) => parentId)
  const under = (id: string | null): readonly CategoryRow[] =>
    (children.get(id) ?? []).flatMap((row) => [row, ...under(row.id)])
  const tops = under(null)
  const placed = new Set(tops.map(({ id }) => id))
  // A child whose parent was deleted stands at the top.
  return [...tops, ...rows.filter(({ id }) => !placed.has(id))]
}
