// What Firefly III answers, as far as it is used: its API description, version 6.6.
import * as z from 'zod'

const text = z.string().nullish()

/** One part of a transaction group. A group of more than one part is a split. */
export const split = z.object({
  transaction_journal_id: z.string(),
  type: z.string(),
  date: z.string(),
  amount: z.string(),
  currency_code: z.string(),
  description: z.string(),
  source_id: text,
  source_name: text,
  destination_id: text,
  destination_name: text,
  category_name: text,
  notes: text,
  tags: z.array(z.string()).nullish(),
  external_id: text,
  reconciled: z.boolean().nullish(),
})
export type Split = z.infer<typeof split>

export const group = z.object({
  id: z.string(),
  attributes: z.object({ transactions: z.array(split).min(1) }),
})
export type Group = z.infer<typeof group>

const meta = z.object({ pagination: z.object({ total_pages: z.number() }) })

export const groupPage = z.object({ data: z.array(group), meta: meta.optional() })
export const oneGroup = z.object({ data: group })

export const accountPage = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      attributes: z.object({
        name: z.string(),
        active: z.boolean().nullish(),
        currency_code: text,
      }),
    }),
  ),
  meta: meta.optional(),
})

export const categoryPage = z.object({
  data: z.array(z.object({ id: z.string(), attributes: z.object({ name: z.string() }) })),
  meta: meta.optional(),
})

export const about = z.object({ data: z.object({ version: z.string() }) })

/** A refusal of what was sent, by field. */
export const refusal = z.object({
  message: z.string().nullish(),
  errors: z.record(z.string(), z.array(z.string())).nullish(),
})
