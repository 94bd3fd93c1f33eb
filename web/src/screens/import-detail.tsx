import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import type { UndoResultView } from '../../../src/api/contract/batches.ts'
import { accountsQuery, type BatchDetailView, batchQuery } from '../api/queries.ts'
import { formatMoment } from '../format/dates.ts'
import { BATCH_KINDS, KEPT_WORDS, UndoneBadge } from '../parts/batch-words.tsx'
import { CountTiles } from '../parts/counts.tsx'
import { RejectedTable } from '../parts/rejected-table.tsx'
import { TransactionLine } from '../parts/transaction-line.tsx'
import { UndoDialog } from '../parts/undo-dialog.tsx'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { SectionCard } from '../ui/card.tsx'
import { Described, DescriptionList } from '../ui/description-list.tsx'
import { Page } from '../ui/page.tsx'
import { QueryView } from '../ui/query-view.tsx'
import { SkeletonCards } from '../ui/skeleton.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { RelativeTime } from '../ui/time.tsx'

const route = getRouteApi('/imports/$batchId')

/** What one sync, file or answer did, and its undo. */
export function ImportDetail() {
  const { t } = useLingui()
  const { batchId } = route.useParams()
  const query = useQuery(batchQuery(batchId))
  return (
    <QueryView query={query} what={t`this import`} skeleton={<SkeletonCards count={2} />}>
      {(batch) => <Loaded key={batch.id} batch={batch} />}
    </QueryView>
  )
}

function Loaded({ batch }: { batch: BatchDetailView }) {
  const [isAsking, setIsAsking] = useState(false)
  const [result, setResult] = useState<UndoResultView | null>(null)
  const isUndone = batch.undoneAt !== null
  return (
    <Page
      title={batch.name}
      eyebrow={
        <TextLink to="/imports">
          <Trans>Imports and answers</Trans>
        </TextLink>
      }
      badge={isUndone ? <UndoneBadge /> : undefined}
      lead={<RelativeTime at={batch.createdAt} />}
      actions={
        isUndone ? undefined : (
          <Button icon={<Undo2 aria-hidden />} onPress={() => setIsAsking(true)}>
            <Trans>Undo…</Trans>
          </Button>
        )
      }
    >
      <div className="grid grid-cols-1 items-start gap-5 wide:grid-cols-3">
        <div className="space-y-5 wide:col-span-2">
          {result !== null && <Undone result={result} />}
          {batch.kind !== 'decision' && (
            <SectionCard title={<Trans>What came of every record</Trans>}>
              <CountTiles counts={batch.counts} />
            </SectionCard>
          )}
          {batch.kind === 'decision' && (
            <SectionCard title={<Trans>An answer of yours</Trans>}>
              <p className="text-soft">
                <Trans>
                  You decided about transactions, and later syncs obey. Undoing it has them as before, and a question that
                  it answered is asked again.
                </Trans>
              </p>
            </SectionCard>
          )}
          {batch.rejected.length > 0 && <RejectedTable rejected={batch.rejected} />}
        </div>
        <Facts batch={batch} />
      </div>
      <UndoDialog batch={batch} isOpen={isAsking} onClose={() => setIsAsking(false)} onUndone={setResult} />
    </Page>
  )
}

function Undone({ result }: { result: UndoResultView }) {
  const { i18n } = useLingui()
  const { data: accounts } = useQuery(accountsQuery)
  const more = result.keptCount - result.kept.length
  return (
    <div role="status" className="space-y-5">
      <Banner tone="info">{result.words}</Banner>
      {result.kept.length > 0 && (
        <SectionCard title={<Trans>What stayed</Trans>} isFlush>
          <ul className="divide-y divide-line">
            {result.kept.map(({ reason, transaction }) => (
              <li key={transaction.id}>
                <TransactionLine
                  transaction={transaction}
                  account={accounts?.find(({ id }) => id === transaction.accountId)}
                />
                <p className="px-5 pb-2.5 text-caption text-soft">
                  <Trans>Stayed, because {i18n._(KEPT_WORDS[reason])}.</Trans>
                </p>
              </li>
            ))}
          </ul>
          {more > 0 && (
            <p className="px-5 py-3 text-caption text-muted">
              <Plural value={more} one="And # more." other="And # more." />
            </p>
          )}
        </SectionCard>
      )}
    </div>
  )
}

function Facts({ batch }: { batch: BatchDetailView }) {
  const { i18n } = useLingui()
  return (
    <SectionCard title={<Trans>About this import</Trans>}>
      <DescriptionList>
        <Described term={<Trans>Kind</Trans>}>{i18n._(BATCH_KINDS[batch.kind].label)}</Described>
        <Described term={<Trans>Saved</Trans>}>{formatMoment(batch.createdAt, i18n.locale)}</Described>
        {batch.undoneAt !== null && (
          <Described term={<Trans>Undone</Trans>}>{formatMoment(batch.undoneAt, i18n.locale)}</Described>
        )}
        {batch.connectionId !== null && (
          <Described term={<Trans>Bank</Trans>}>
            <TextLink to="/connections/$connectionId" params={{ connectionId: batch.connectionId }}>
              {batch.name}
            </TextLink>
          </Described>
        )}
        {batch.runId !== null && (
          <Described term={<Trans>Sync</Trans>}>
            <TextLink to="/runs/$runId" params={{ runId: batch.runId }}>
              <Trans>Open this sync</Trans>
            </TextLink>
          </Described>
        )}
        <Described term={<Trans>Id</Trans>}>
          <code className="text-xs">{batch.id}</code>
        </Described>
      </DescriptionList>
    </SectionCard>
  )
}
