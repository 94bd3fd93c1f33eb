// Transfers between own accounts: two transactions that are one movement.
import { z } from '@hono/zod-openapi'
import { transaction } from '../contract.ts'

const side = transaction.extend({ accountName: z.string() })

export const transfer = z.object({
  id: z.string(),
  /** `refused`: the person said that the two are none; they are never tied again. */
  state: z.enum(['linked', 'refused']),
  /** Who said so. */
  source: z.enum(['auto', 'user']),
  out: side,
  in: side,
  /** In words: what speaks for it. */
  why: z.string(),
  daysApart: z.int(),
  createdAt: z.string(),
})

export const transferQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
  state: z.enum(['linked', 'refused']).optional(),
  /** Transfers of which this transaction is a side. */
  transactionId: z.string().max(200).optional(),
})
export const transferPage = z.object({ transfers: z.array(transfer), nextCursor: z.string().nullable() })

export const transferDecision = z.strictObject({
  /** The transaction by which the money left. */
  outId: z.string(),
  /** The one by which it arrived. */
  inId: z.string(),
  /** False parts the two for good. */
  isTransfer: z.boolean().default(true),
})
