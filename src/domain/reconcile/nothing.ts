// What a batch is made of that no source told anything for: a decision of the person's, or a bank read another way.
import { NO_COUNTS } from '../counts.ts'
import type { ImportPlan, Span } from './plan.ts'

/** Nothing is stated: the batch is about rows that are there. */
export const NO_SPAN: Span = {
  traits: { source: 'manual', pending: 'none', pendingDays: 0 },
  records: [],
  removals: [],
  coverage: [],
  rejected: [],
  ignored: [],
}

/** Nothing is written. */
export const NO_PLAN: ImportPlan = { actions: [], removals: [], transactions: [], merges: [], reviews: [], counts: NO_COUNTS }
