import { Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Square } from 'lucide-react'
import type { RunDetailView, RunView } from '../../../src/api/contract.ts'
import { send } from '../api/client.ts'
import { accountsQuery, batchesQuery, useRun } from '../api/queries.ts'
import { formatDuration, formatMoment } from '../format/dates.ts'
import { accountTitle } from '../parts/account-name.tsx'
import { BatchLine } from '../parts/batch-line.tsx'
import { CountTiles } from '../parts/counts.tsx'
import { Message } from '../parts/message.tsx'
import { RejectedTable } from '../parts/rejected-table.tsx'
import { RunProgress } from '../parts/run-progress.tsx'
import { isOpenRun, RunStateBadge, useTriggerWords } from '../parts/run-state-badge.tsx'
import { SupportDetails } from '../parts/support-details.tsx'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { SectionCard } from '../ui/card.tsx'
import { Described, DescriptionList } from '../ui/description-list.tsx'
import { Page } from '../ui/page.tsx'
import { QueryView, useErrorWords } from '../ui/query-view.tsx'
import { SkeletonCards } from '../ui/skeleton.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { RelativeTime } from '../ui/time.tsx'
import { useNotify } from '../ui/toast.tsx'

const route = getRouteApi('/runs/$runId')

/** One sync: where it is while it runs, what came of every record, and what went wrong if something did. */
export function RunDetail() {
  const { t } = useLingui()
  const { runId } = route.useParams()
  const query = useRun(runId)
  return (
    <QueryView query={query} what={t`this sync`} skeleton={<SkeletonCards count={2} />}>
      {(run) => <Loaded key={run.id} run={run} />}
    </QueryView>
  )
}

function Loaded({ run }: { run: RunDetailView }) {
  const { t } = useLingui()
  const isOpen = isOpenRun(run)
  return (
    <Page
      title={t`Sync of ${run.institutionName}`}
      eyebrow={
        <TextLink to="/runs">
          <Trans>Sync history</Trans>
        </TextLink>
      }
      badge={<RunStateBadge state={run.state} />}
      lead={<RelativeTime at={run.startedAt ?? run.queuedAt} />}
      actions={isOpen ? <CancelButton run={run} /> : undefined}
    >
      <div className="grid grid-cols-1 items-start gap-5 wide:grid-cols-3">
        <div className="space-y-5 wide:col-span-2">
          {run.message !== null && (
            <Banner tone={run.state === 'succeeded' ? 'info' : run.state === 'failed' ? 'bad' : 'warn'}>
              <Message message={run.message} />
            </Banner>
          )}
          {run.isDryRun && (
            <Banner tone="info">
              <Trans>This was a trial run: it shows what a sync would do. Nothing was saved.</Trans>
            </Banner>
          )}
          {isOpen ? (
            <SectionCard title={<Trans>Progress</Trans>}>
              <RunProgress run={run} />
            </SectionCard>
          ) : (
            <SectionCard title={<Trans>What came of every record</Trans>}>
              <CountTiles counts={run.counts} />
            </SectionCard>
          )}
          {!isOpen && !run.isDryRun && <ItsImports runId={run.id} />}
          {run.rejected.length > 0 && <RejectedTable rejected={run.rejected} />}
          <SupportDetails run={run} />
        </div>
        <Facts run={run} />
      </div>
    </Page>
  )
}

/** What the sync saved, each part with its undo; nothing where it brought nothing or is long past. */
function ItsImports({ runId }: { runId: string }) {
  const { data } = useInfiniteQuery(batchesQuery)
  const batches = data?.pages.flatMap((page) => page.batches).filter((batch) => batch.runId === runId) ?? []
  if (batches.length === 0) return null
  return (
    <SectionCard title={<Trans>What it saved</Trans>} isFlush>
      <ul className="divide-y divide-line">
        {batches.map((batch) => (
          <li key={batch.id}>
            <BatchLine batch={batch} />
          </li>
        ))}
      </ul>
    </SectionCard>
  )
}

function CancelButton({ run }: { run: RunView }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const notify = useNotify()
  const words = useErrorWords()
  const cancel = useMutation({
    mutationFn: () => send<RunView>('POST', `/runs/${run.id}/cancel`),
    onSuccess: () => notify('good', t`Cancelled. Anything already saved is kept.`),
    onError: (error) => notify('bad', words(error)),
    onSettled: () =>
      Promise.all(['runs', 'connections'].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  })
  return (
    <Button icon={<Square aria-hidden />} isPending={cancel.isPending} onPress={() => cancel.mutate()}>
      <Trans>Cancel</Trans>
    </Button>
  )
}

function Facts({ run }: { run: RunDetailView }) {
  const { i18n } = useLingui()
  const trigger = useTriggerWords()
  const { data: accounts } = useQuery(accountsQuery)
  const names = accounts?.filter((account) => run.accounts.includes(account.id)).map(accountTitle) ?? []
  return (
    <SectionCard title={<Trans>About this sync</Trans>}>
      <DescriptionList>
        <Described term={<Trans>Bank</Trans>}>
          <TextLink to="/connections/$connectionId" params={{ connectionId: run.connectionId }}>
            {run.institutionName}
          </TextLink>
        </Described>
        <Described term={<Trans>Why</Trans>}>{trigger(run)}</Described>
        {run.startedAt !== null && (
          <Described term={<Trans>Started</Trans>}>{formatMoment(run.startedAt, i18n.locale)}</Described>
        )}
        {run.startedAt !== null && run.endedAt !== null && (
          <Described term={<Trans>Took</Trans>}>
            <span className="tabular">{formatDuration(run.startedAt, run.endedAt, i18n.locale)}</span>
          </Described>
        )}
        {run.attempt > 1 && <Described term={<Trans>Attempt</Trans>}>{run.attempt}</Described>}
        {run.nextAttemptAt !== null && (
          <Described term={<Trans>Next attempt</Trans>}>
            <RelativeTime at={run.nextAttemptAt} />
          </Described>
        )}
        <Described term={<Trans>Pages read</Trans>}>{run.pages}</Described>
        {names.length > 0 && <Described term={<Trans>Accounts</Trans>}>{names.join(', ')}</Described>}
      </DescriptionList>
    </SectionCard>
  )
}
