import type { ProviderCategories } from '../domain/category/category.ts'
import { rulebookFor } from '../storage/rulebook.ts'
import { readCategories, readCategoryUsage } from '../storage/rulebook-categories.ts'
import type { CategoryRow } from '../storage/rulebook-categories.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'

/** The owner's categories, each parent before its children. */
export async function listCategories(context: AppContext) {
  return asOwner(context, async (tx) => {
    const { categories, moved } = await rulebookFor(tx, context.ownerId, context.newId)
    const usage = await readCategoryUsage(tx)
    const mappings = mappingsTo(categories.providerCategories, moved)
    return inOrder(await readCategories(tx)).map(({ id, parentId, name, kind, isOwn }) => {
      const used = usage.get(id) ?? { transactions: 0, rules: 0, payorees: 0 }
      return { id, parentId, name, kind, isOwn, usage: { ...used, mappings: mappings.get(id) ?? 0 } }
    })
  })
}

/** How many codes of providers lead to each category, those of deleted categories to what took their place. */
function mappingsTo(
  providerCategories: ProviderCategories,
  moved: ReadonlyMap<string, string | null>,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const codes of providerCategories.values()) {
    for (const code of codes.values()) {
      const id = moved.has(code) ? (moved.get(code) ?? null) : code
      if (id !== null) counts.set(id, (counts.get(id) ?? 0) + 1)
    }
  }
  return counts
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
