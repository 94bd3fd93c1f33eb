// Answers to questions, and decisions about rows that nobody asked about.
import { z } from '@hono/zod-openapi'

export const reviewAnswer = z.strictObject({
  /** `leave`: nothing is to be done about it. */
  answer: z.enum(['same', 'different', 'leave']),
  /** The candidate that is meant; may be left out where there is one. */
  candidateId: z.string().optional(),
  /** Remember it of the two names as well, for this account. */
  always: z.boolean().default(false),
  /** Of a question about a payoree: which one it is; may be left out where one is named. */
  payoree: z.string().max(500).optional(),
})

/**
 * The decision is a batch: `POST /batches/{id}/undo` takes it back; that of a question about a payoree is a change of the
 * rulebook: `POST /rulebook/changes/{id}/undo`.
 */
export const decision = z.object({
  batchId: z.string(),
  transactionId: z.string(),
  /** Other questions about the same two names that were answered along, each a batch of its own. */
  alikeBatchIds: z.array(z.string()).optional(),
})
export type DecisionView = z.infer<typeof decision>

export const separation = z.strictObject({
  /** Records of the transaction that are another movement; at least one stays. */
  recordIds: z.array(z.string()).min(1).max(50),
})

export const joining = z.strictObject({ transactionId: z.string() })
