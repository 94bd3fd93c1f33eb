// Payorees as schemas. One that nobody has touched has no id: it is known by its name and its keys.
import * as z from 'zod'

const NAME_MAX = 500
const isDryRun = z.boolean().default(false)
const name = z.string().min(1).max(NAME_MAX)

export const payoree = z.object({
  id: z.string().nullable(),
  name: z.string(),
  /** What it is recognised by; at most 50. */
  keys: z.array(z.string()),
  transactions: z.int(),
  lastOn: z.string(),
  /** "Always this category". */
  category: z.object({ id: z.string(), name: z.string() }).nullable(),
})
export type PayoreeView = z.infer<typeof payoree>

export const payoreeQuery = z.object({
  text: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(200),
})
export const renamePayoree = z.strictObject({ name, to: name, isDryRun })
export const mergePayorees = z.strictObject({ names: z.array(name).min(1).max(100), into: name, isDryRun })
/** Without `to` the keys get the name back that they have by themselves. */
export const splitPayoree = z.strictObject({
  name,
  keys: z.array(z.string().min(1).max(600)).min(1).max(1_000),
  to: name.nullable().default(null),
  isDryRun,
})
export const sortPayoree = z.strictObject({ name, categoryId: z.string().max(100).nullable(), isDryRun })
