import { fitCategories, namesOf, pathKey } from '../domain/category/fit-categories.ts'
import { CATEGORIES_MAX, readCategories } from '../storage/rulebook-categories.ts'
import { asOwner } from './context.ts'
import type { FileContext } from './file-context.ts'
import type { ReadFile } from './read-upload.ts'

/** A category of the program that a file comes from, by its names, and what it becomes among the person's own. */
export type CategoryPreview = {
  path: string[]
  /** Null where there is no room for another category: its rows are left to be sorted here. */
  becomes: string[] | null
  isNew: boolean
  rows: number
}

/** What importing does with the categories that the file's rows had in their program, before any is made. */
export async function previewCategories(
  context: FileContext,
  { records, views }: Pick<ReadFile, 'records' | 'views'>,
): Promise<CategoryPreview[]> {
  const wanted = (views ?? []).flatMap((view, index) => {
    const record = records[index]
    if (view?.categoryPath === undefined || record === undefined) return []
    return [{ path: view.categoryPath, sumMinor: record.amount.minor }]
  })
  if (wanted.length === 0) return []
  const known = await asOwner(context, readCategories)
  let count = 0
  const newId = () => `new ${(count += 1)}`
  const { ids, made } = fitCategories(known, wanted, newId, CATEGORIES_MAX - known.length)
  const isMade = new Set(made.map(({ id }) => id))
  return [...Map.groupBy(wanted, ({ path }) => pathKey(path))].map(([key, group]): CategoryPreview => {
    const id = ids.get(key)
    return {
      path: [...(group[0]?.path ?? [])],
      becomes: id === undefined ? null : [...namesOf([...known, ...made], id)],
      isNew: id !== undefined && isMade.has(id),
      rows: group.length,
    }
  })
}
