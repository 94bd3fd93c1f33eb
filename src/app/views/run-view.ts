import { showId } from '../../domain/ids.ts'
import type { Counts } from '../../domain/counts.ts'
import type { RejectedRow, RunRow } from '../../storage/read/runs.ts'
import type { PlannedRow } from '../../storage/runs.ts'
import { describeProviderError } from '../messages.ts'
import { showAt, showMaybeAt, showMinor } from './show.ts'

const countsOf = (row: RunRow): Counts => ({
  fetched: row.fetched,
  added: row.added,
  updated: row.updated,
  unchanged: row.unchanged,
  ignored: row.ignored,
  rejected: row.rejected,
  removed: row.removed,
  reviews: row.reviews,
})

/** A sync run as it is shown. */
export function runView(row: RunRow) {
  const { errorKind: kind, errorReason: reason } = row
  const hasError = kind !== null && reason !== null
  return {
    id: showId('run', row.id),
    connectionId: showId('connection', row.connectionId),
    institutionName: row.institutionName,
    trigger: row.trigger,
    state: row.state,
    step: row.step as string,
    isDryRun: row.isDryRun,
    attempt: row.attempt,
    pages: row.pages,
    spans: row.spans,
    counts: { ...countsOf(row) },
    message: hasError ? { ...describeProviderError(kind, reason, row.institutionName) } : null,
    error: hasError ? { kind, reason, details: { ...row.errorFacts } } : null,
    queuedAt: showAt(row.queuedAt),
    startedAt: showMaybeAt(row.startedAt),
    endedAt: showMaybeAt(row.endedAt),
    nextAttemptAt: row.state === 'queued' ? showMaybeAt(row.nextAttemptAt) : null,
  }
}
export type RunView = ReturnType<typeof runView>

const plannedView = ({ minor, currency, counterpartyName, ...row }: PlannedRow) => ({
  ...row,
  payoree: counterpartyName,
  amount: showMinor(BigInt(minor), currency),
})

/** A run with its rejected records and the accounts it reads; of a dry run, what it would do. */
export const runDetailView = (
  row: RunRow,
  rejected: readonly RejectedRow[],
  accounts: readonly string[],
) => ({
  ...runView(row),
  planHash: row.planHash,
  plannedRows: row.isDryRun ? (row.plannedRows ?? []).map(plannedView) : [],
  rejected: rejected.map((each) => ({ ...each })),
  accounts: [...accounts],
})
