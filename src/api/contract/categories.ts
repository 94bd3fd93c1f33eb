// Categories as schemas.
import * as z from 'zod'
import { rulebookChange } from './rules.ts'

const name = z.string().min(1).max(200)
const isDryRun = z.boolean().default(false)

export const category = z.object({
  id: z.string(),
  parentId: z.string().nullable(),
  name: z.string(),
  kind: z.enum(['income', 'expense', 'transfer']),
  /** Added by the person. */
  isOwn: z.boolean(),
  /** What uses it: transactions as they are shown, rules, payorees that always get it, and codes of providers. */
  usage: z.object({ transactions: z.int(), rules: z.int(), payorees: z.int(), mappings: z.int() }),
})
export type CategoryView = z.infer<typeof category>

/** Below a parent the kind is the parent's. */
export const addCategory = z.strictObject({
  name,
  parentId: z.string().max(100).nullable().default(null),
  kind: category.shape.kind.default('expense'),
  isDryRun,
})
export const addedCategory = rulebookChange.extend({ categoryId: z.string() })
export const renameCategory = z.strictObject({ name, isDryRun })
/** A category in use needs one that takes its place. */
export const deleteCategory = z.object({
  moveToId: z.string().max(100).optional(),
  isDryRun: z.stringbool().default(false),
})
