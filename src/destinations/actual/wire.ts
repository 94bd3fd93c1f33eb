// What Actual's client answers, as far as it is used: version 26.9.0.
import * as z from 'zod'

export const budgetList = z.array(
  z.object({ name: z.string(), groupId: z.string().nullish(), state: z.string().nullish() }),
)
export const preferences = z.object({ defaultCurrencyCode: z.string().nullish() })
export const accountList = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    closed: z.boolean().nullish(),
    offbudget: z.boolean().nullish(),
  }),
)
export const categoryList = z.array(z.object({ id: z.string(), name: z.string() }))
export const payeeList = z.array(
  z.object({ id: z.string(), name: z.string(), transfer_acct: z.string().nullish() }),
)

export const row = z.object({
  id: z.string(),
  account: z.string(),
  date: z.string(),
  amount: z.int(),
  payee: z.string().nullish(),
  imported_payee: z.string().nullish(),
  imported_id: z.string().nullish(),
  notes: z.string().nullish(),
  category: z.string().nullish(),
  cleared: z.boolean().nullish(),
  reconciled: z.boolean().nullish(),
  is_parent: z.boolean().nullish(),
})
export type Row = z.infer<typeof row>

export const rowList = z.object({ data: z.array(row) })
