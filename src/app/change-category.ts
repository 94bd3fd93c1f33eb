// What a person does with categories. A category in use is deleted only into another one: nothing is left dangling.
import type { CategoryKind } from '../domain/category/tree.ts'
import { foldCase } from '../domain/rules/fold-case.ts'
import { CHANGED_MAX } from '../storage/rulebook-batch.ts'
import type { RulebookChange } from '../storage/rulebook-batch.ts'
import {
  CATEGORIES_MAX,
  endCategory,
  insertCategory,
  nameCategory,
  payoreesOfCategory,
  readCategories,
  readCategoryUse,
} from '../storage/rulebook-categories.ts'
import type { CategoryRow, CategoryUse } from '../storage/rulebook-categories.ts'
import { moveRules, readRules } from '../storage/rulebook-rules.ts'
import { readLayersOfCategory } from '../storage/rulebook-history.ts'
import { rulebookFor } from '../storage/rulebook.ts'
import type { Tx } from '../storage/schema.ts'
import { makeChange } from './change-rulebook.ts'
import type { ChangeOptions } from './change-rulebook.ts'
import type { AppContext } from './context.ts'
import { invalid, notFound, Refusal } from './refusal.ts'

export type NewCategory = { readonly name: string; readonly parentId: string | null; readonly kind: CategoryKind }

/** Adds a category of the person's own. */
export async function addCategory(context: AppContext, given: NewCategory, options: ChangeOptions) {
  const id = ownId(context)
  const changed = await makeChange(context, options, async (tx) => {
    const rows = await categories(context, tx)
    if (rows.length >= CATEGORIES_MAX) throw invalid('/name', `There can be ${CATEGORIES_MAX} categories.`)
    const parent = given.parentId === null ? null : want(rows, given.parentId)
    const name = wantName(rows, given.name, given.parentId, null)
    return {
      kind: 'category',
      summary: `Added the category "${name}"`,
      touched: { category: [id] },
      write: (within) => {
        const kind = parent?.kind ?? given.kind
        return insertCategory(within, context.ownerId, { id, name, parentId: parent?.id ?? null, kind })
      },
      reach: async () => [],
    }
  })
  return { ...changed, categoryId: id }
}

/** Gives a category another name; everything in it shows it. */
export async function renameCategory(context: AppContext, id: string, to: string, options: ChangeOptions) {
  return makeChange(context, options, async (tx) => {
    const rows = await categories(context, tx)
    const known = want(rows, id)
    const name = wantName(rows, to, known.parentId, id)
    return {
      kind: 'category',
      summary: `Renamed the category "${known.name}" to "${name}"`,
      touched: { category: [id] },
      write: (within) => nameCategory(within, id, name),
      reach: async () => [],
    }
  })
}

/**
 * Deletes a category. Where it is in use, `moveToId` says which one takes its place: for transactions, the person's own
 * decisions, payorees and rules alike, now and whenever it would come up again.
 */
export async function deleteCategory(
  context: AppContext,
  id: string,
  moveToId: string | null,
  options: ChangeOptions,
) {
  return makeChange(context, options, async (tx): Promise<RulebookChange> => {
    const rows = await categories(context, tx)
    const known = want(rows, id)
    const target = moveToId === null ? null : want(rows, moveToId)
    if (target?.id === id) throw invalid('/moveToId', "A category can't be moved into itself.")
    const use = await readCategoryUse(tx, id)
    if (use.children > 0) throw inUse(`It has ${use.children} categories below it. Delete or move those first.`)
    if (target === null && isUsed(use)) throw inUse(`${useWords(use)} Name the category that takes its place.`)
    const rules = (await readRules(tx)).map((rule) => rule.id)
    return {
      kind: 'category',
      summary:
        target === null
          ? `Deleted the category "${known.name}"`
          : `Moved the category "${known.name}" into "${target.name}"`,
      touched: { category: [id], rule: rules, payoree: await payoreesOfCategory(tx, id) },
      write: async (within) => {
        await endCategory(within, id, target?.id ?? null, context.now())
        if (target !== null) await moveRules(within, context.ownerId, id, target.id)
      },
      reach: (within) => readLayersOfCategory(within, id, CHANGED_MAX + 1),
      decisions: (reached) =>
        reached
          .filter(({ intent }) => intent.category === id)
          .map((transaction) => ({
            transaction,
            after: { ...transaction.intent, category: target?.id ?? null },
          })),
    }
  })
}

/**
 * The id of the category that a person typed: by its id, else by its name, else a new one of that name. Empty text is
 * "no category", which is a decision.
 */
export async function categoryTyped(tx: Tx, context: AppContext, typed: string): Promise<string | null> {
  const text = typed.trim()
  if (text === '') return null
  const rows = await categories(context, tx)
  const folded = foldCase(text)
  const known = rows.find(({ id }) => id === text) ?? rows.find(({ name }) => foldCase(name) === folded)
  if (known) return known.id
  if (rows.length >= CATEGORIES_MAX) throw invalid('/category', `There can be ${CATEGORIES_MAX} categories.`)
  const id = ownId(context)
  await insertCategory(tx, context.ownerId, { id, name: text, parentId: null, kind: 'expense' })
  return id
}

async function categories(context: AppContext, tx: Tx): Promise<readonly CategoryRow[]> {
  await rulebookFor(tx, context.ownerId, context.newId)
  return readCategories(tx)
}

const ownId = ({ newId }: AppContext): string => `own.${newId()}`

function want(rows: readonly CategoryRow[], id: string): CategoryRow {
  const known = rows.find((row) => row.id === id)
  if (!known) throw notFound('category')
  return known
}

function wantName(rows: readonly CategoryRow[], given: string, parentId: string | null, id: string | null): string {
  const name = given.trim()
  if (name === '') throw invalid('/name', 'A category needs a name.')
  const isTaken = rows.some((row) => row.parentId === parentId && row.id !== id && foldCase(row.name) === foldCase(name))
  if (isTaken) throw invalid('/name', `There is a category "${name}" beside it already.`)
  return name
}

const isUsed = ({ decided, derived, rules, payorees }: CategoryUse): boolean => decided + derived + rules + payorees > 0

const useWords = ({ decided, derived, rules, payorees }: CategoryUse): string =>
  `It is in use: ${derived + decided} transactions, ${rules} rules, ${payorees} payorees.`

const inUse = (why: string): Refusal => new Refusal('invalid-input', `${why} Nothing was changed.`)
