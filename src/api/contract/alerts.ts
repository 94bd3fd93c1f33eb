// What rules tell of transactions when they arrive.
import * as z from 'zod'
import { transaction } from '../contract.ts'

export const alertQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
  isSeenToo: z.stringbool().default(false),
})

export const alert = z.object({
  id: z.string(),
  ruleId: z.string(),
  /** As the rule was called then. */
  ruleName: z.string(),
  raisedAt: z.string(),
  seenAt: z.string().nullable(),
  transaction,
})

/** The newest first; `nextCursor` is null on the last page. */
export const alertPage = z.object({
  unseen: z.int(),
  alerts: z.array(alert),
  nextCursor: z.string().nullable(),
})
export type AlertPage = z.infer<typeof alertPage>

export const seen = z.object({ seen: z.int(), unseen: z.int() })
