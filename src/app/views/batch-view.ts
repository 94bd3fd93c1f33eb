import { showId } from '../../domain/ids.ts'
import type { BatchRow } from '../../storage/read/batches.ts'
import { showAt, showMaybeAt } from './show.ts'

/** A batch as it is shown. */
export function batchView(row: BatchRow) {
  const { fetched, added, updated, unchanged, ignored, rejected, removed, reviews } = row
  return {
    id: showId('batch', row.id),
    kind: row.kind,
    name: row.name,
    runId: row.runId === null ? null : showId('run', row.runId),
    connectionId: row.connectionId === null ? null : showId('connection', row.connectionId),
    fileId: row.fileId === null ? null : showId('file', row.fileId),
    planHash: row.planHash,
    counts: { fetched, added, updated, unchanged, ignored, rejected, removed, reviews },
    createdAt: showAt(row.createdAt),
    undoneAt: showMaybeAt(row.undoneAt),
  }
}

/** A batch in a sentence: what it is of, when it was, and by which name to call it. */
export const batchWords = (row: BatchRow): string =>
  `${row.name} of ${showAt(row.createdAt).slice(0, 16).replace('T', ' ')} UTC (${showId('batch', row.id)})`
