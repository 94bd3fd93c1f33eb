// The effects of one run or one file: one or more spans, previewed, committed and undone as one.
import { addCounts, NO_COUNTS } from './counts.ts'
import type { Counts } from './counts.ts'
import type { BatchId } from './ids.ts'
import { ok, refused } from './result.ts'
import type { Result } from './result.ts'

export const BATCH_KINDS = ['sync', 'file', 'decision'] as const
export type BatchKind = (typeof BATCH_KINDS)[number]

/** @public */
export type ImportBatch = {
  readonly id: BatchId
  readonly kind: BatchKind
  /** Over the ordered plans of its spans. */
  readonly planHash: string
  readonly counts: Counts
}

export const batchCounts = (spans: readonly Counts[]): Counts => spans.reduce(addCounts, NO_COUNTS)

/** A commit executes the plan that was previewed, or nothing. */
export const holdToPreview = (previewedHash: string, plannedHash: string): Result<string> =>
  previewedHash === plannedHash
    ? ok(plannedHash)
    : refused('Your transactions have changed since this preview. Nothing was imported; look at the new preview.')
