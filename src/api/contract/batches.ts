// Batches: what one sync or one file did, and its undo.
import * as z from 'zod'
import { counts, rejectedRecord, transaction } from '../contract.ts'

export const batch = z.object({
  id: z.string(),
  kind: z.enum(['sync', 'file', 'decision']),
  /** The bank's or the file's name; of a decision, that it was yours. */
  name: z.string(),
  runId: z.string().nullable(),
  connectionId: z.string().nullable(),
  fileId: z.string().nullable(),
  planHash: z.string(),
  counts,
  createdAt: z.string(),
  undoneAt: z.string().nullable(),
})
export type BatchView = z.infer<typeof batch>

export const batchQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
})
export const batchPage = z.object({ batches: z.array(batch), nextCursor: z.string().nullable() })

export const batchDetail = batch.extend({ rejected: z.array(rejectedRecord) })

export const undoBatch = z.strictObject({
  /** Hide what the batch added instead of removing it: it stays away when the bank sends it again. */
  staysAway: z.boolean().default(false),
  /** Tell what would happen, and change nothing. */
  isDryRun: z.boolean().default(false),
})

export const undoResult = z.object({
  batch,
  isDryRun: z.boolean(),
  removed: z.int(),
  /** Transactions that are as they were before the batch. */
  restored: z.int(),
  /** Of those, the ones that the batch had merged into others. */
  parted: z.int(),
  keptCount: z.int(),
  /** Left as they are, and why; at most 200. */
  kept: z.array(
    z.object({ reason: z.enum(['edited', 'answered', 'changed', 'together', 'hidden']), transaction }),
  ),
  /** How the connection goes on; null for files. */
  connection: z.enum(['back-where-it-was', 'reads-all-again']).nullable(),
  words: z.string(),
})
export type UndoResultView = z.infer<typeof undoResult>
