// What YNAB answers, as far as it is used: its API description, version 1.85.
import * as z from 'zod'

export const planList = z.object({
  data: z.object({
    plans: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        currency_format: z.object({ iso_code: z.string() }).nullish(),
      }),
    ),
  }),
})

export const accountList = z.object({
  data: z.object({
    accounts: z.array(
      z.object({ id: z.string(), name: z.string(), closed: z.boolean(), deleted: z.boolean() }),
    ),
  }),
})

export const categoryList = z.object({
  data: z.object({
    category_groups: z.array(
      z.object({
        name: z.string(),
        hidden: z.boolean(),
        deleted: z.boolean(),
        categories: z.array(
          z.object({ id: z.string(), name: z.string(), hidden: z.boolean(), deleted: z.boolean() }),
        ),
      }),
    ),
  }),
})

export const row = z.object({
  id: z.string(),
  date: z.string(),
  /** Thousandths of the plan's currency. */
  amount: z.int(),
  memo: z.string().nullish(),
  cleared: z.enum(['cleared', 'uncleared', 'reconciled']),
  approved: z.boolean(),
  account_id: z.string(),
  payee_name: z.string().nullish(),
  category_id: z.string().nullish(),
  category_name: z.string().nullish(),
  flag_color: z.string().nullish(),
  import_id: z.string().nullish(),
  deleted: z.boolean(),
  subtransactions: z.array(z.unknown()).nullish(),
})
export type Row = z.infer<typeof row>

export const rowList = z.object({ data: z.object({ transactions: z.array(row) }) })
export const savedRows = z.object({
  data: z.object({
    transactions: z.array(row).nullish(),
    duplicate_import_ids: z.array(z.string()).nullish(),
  }),
})

export const refusal = z.object({ error: z.object({ detail: z.string() }) })
