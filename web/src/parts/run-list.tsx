import { Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { History } from 'lucide-react'
import type { RunView } from '../../../src/api/contract.ts'
import { runsQuery } from '../api/queries.ts'
import { formatDuration } from '../format/dates.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { QueryView } from '../ui/query-view.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { RelativeTime } from '../ui/time.tsx'
import { useCountWords } from './counts.tsx'
import { RunStateBadge, useTriggerWords } from './run-state-badge.tsx'

/** Runs, newest first: of one connection, or of all with each bank's name. */
export function RunList({ connectionId }: { connectionId?: string }) {
  const { t } = useLingui()
  const query = useInfiniteQuery(runsQuery(connectionId))
  return (
    <QueryView query={query} what={t`the sync history`} skeleton={<SkeletonRows count={5} />}>
      {(loaded) => {
        const runs = loaded.pages.flatMap((page) => page.runs)
        if (runs.length === 0) return <NoRuns isInCard={connectionId !== undefined} />
        return (
          <>
            <ul className="divide-y divide-line">
              {runs.map((run) => (
                <li key={run.id}>
                  <RunLine run={run} withBank={connectionId === undefined} />
                </li>
              ))}
            </ul>
            {query.hasNextPage && (
              <div className="border-t border-line p-4 text-center">
                <Button size="small" isPending={query.isFetchingNextPage} onPress={() => query.fetchNextPage()}>
                  <Trans>Show older</Trans>
                </Button>
              </div>
            )}
          </>
        )
      }}
    </QueryView>
  )
}

function NoRuns({ isInCard }: { isInCard: boolean }) {
  if (isInCard) {
    return (
      <p className="px-5 pb-5 text-muted">
        <Trans>No syncs yet.</Trans>
      </p>
    )
  }
  return (
    <EmptyState icon={<History aria-hidden />} title={<Trans>No syncs yet.</Trans>}>
      <Trans>Each time a bank is read, it is listed here with what came of every record.</Trans>
    </EmptyState>
  )
}

function RunLine({ run, withBank }: { run: RunView; withBank: boolean }) {
  const { i18n } = useLingui()
  const countWords = useCountWords()
  const trigger = useTriggerWords()
  const isBad = run.state === 'failed' || run.state === 'needs-user'
  return (
    <Link
      to="/runs/$runId"
      params={{ runId: run.id }}
      className="grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-0.5 px-5 py-3 -outline-offset-2! hover:bg-hover sm:grid-cols-[14rem_1fr_auto]"
    >
      <span className="min-w-0">
        <span className="block truncate font-medium">
          {withBank ? run.institutionName : <RelativeTime at={run.startedAt ?? run.queuedAt} />}
        </span>
        <span className="block truncate text-caption text-muted">
          {withBank && (
            <>
              <RelativeTime at={run.startedAt ?? run.queuedAt} />
              {' · '}
            </>
          )}
          {trigger(run)}
        </span>
      </span>
      <span className="text-caption text-soft max-sm:col-span-2 max-sm:row-start-2 tabular">
        {isBad && run.message !== null ? run.message.happened : countWords(run.counts)}
        {run.isDryRun && (
          <>
            {' · '}
            <Trans>trial run, nothing saved</Trans>
          </>
        )}
      </span>
      <span className="flex items-center gap-3 max-sm:row-start-1 max-sm:col-start-2">
        {run.startedAt !== null && run.endedAt !== null && (
          <span className="text-caption text-muted tabular max-sm:hidden">
            {formatDuration(run.startedAt, run.endedAt, i18n.locale)}
          </span>
        )}
        <RunStateBadge state={run.state} />
      </span>
    </Link>
  )
}
