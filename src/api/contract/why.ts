// The why-card of a transaction.
import * as z from 'zod'
import { money, transaction } from '../contract.ts'
import { batch } from './batches.ts'

/** Tags are a list of words. */
const fieldValue = z.union([z.string(), z.boolean(), z.array(z.string())]).nullable()

/** A visible field and whose word it is. */
export const whyField = z.object({
  field: z.string(),
  value: fieldValue,
  /** `person`, `bank`, `rule:<id>`, or what decided; null where nobody said anything. */
  by: z.string().nullable(),
  confidence: z.number().nullable(),
  decidedAt: z.string().nullable(),
  /** What would show without the person's decision; null where there is none. */
  beneath: z.object({ value: fieldValue, by: z.string().nullable() }).nullable(),
})

/** What a record was and became, field by field. */
export const whyVersion = z.object({
  version: z.int(),
  batchId: z.string(),
  at: z.string(),
  changes: z.array(z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
})

export const whyRecord = z.object({
  id: z.string(),
  source: z.enum(['connection', 'file', 'manual']),
  sourceName: z.string(),
  connectionId: z.string().nullable(),
  fileId: z.string().nullable(),
  batchId: z.string(),
  sourceId: z.string().nullable(),
  line: z.int().nullable(),
  status: z.enum(['pending', 'posted']),
  amount: money,
  postedOn: z.string().nullable(),
  transactionOn: z.string().nullable(),
  description: z.string(),
  counterpartyName: z.string().nullable(),
  providerCategory: z.object({ scheme: z.string(), code: z.string() }).nullable(),
  reference: z.string().nullable(),
  balanceAfter: money.nullable(),
  /** The rung of the ladder that tied it to this transaction. */
  matchReason: z.string(),
  version: z.int(),
  isCurrent: z.boolean(),
  isRemoved: z.boolean(),
  supersededBy: z.string().nullable(),
  /** What the source sent is kept, sealed. */
  hasEvidence: z.boolean(),
  /** Newest first. */
  versions: z.array(whyVersion),
})

export const whyReview = z.object({
  id: z.string(),
  kind: z.string(),
  state: z.string(),
  why: z.string(),
  answer: z.string().nullable(),
  subjectId: z.string(),
  candidateIds: z.array(z.string()),
  batchId: z.string(),
  decisionBatchId: z.string().nullable(),
  createdAt: z.string(),
  closedAt: z.string().nullable(),
})

export const whyChange = z.object({
  field: z.string(),
  /** As JSON: `{"decided": true, "value": …}` for the person's fields, the whole layer for `derived`. */
  before: z.string().nullable(),
  after: z.string().nullable(),
  by: z.string(),
  batchId: z.string().nullable(),
  at: z.string(),
})

/** The other side of a transfer between the person's own accounts. */
export const whyTransfer = z.object({
  state: z.string(),
  by: z.string(),
  partnerId: z.string(),
  accountName: z.string(),
  amount: money,
  on: z.string(),
})

export const why = z.object({
  transaction: transaction.extend({ accountName: z.string() }),
  fields: z.array(whyField),
  /** The leading ones first. */
  records: z.array(whyRecord),
  /** The batch that brought it. */
  addedBy: z.string(),
  /** Every batch that is named here, the latest first. */
  batches: z.array(batch),
  reviews: z.array(whyReview),
  /** The linked one first; also refused and ended ones. */
  transfers: z.array(whyTransfer),
  changes: z.array(whyChange),
})
export type WhyView = z.infer<typeof why>
