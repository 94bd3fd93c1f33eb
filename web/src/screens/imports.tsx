import { Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import { PackageOpen } from 'lucide-react'
import { batchesQuery } from '../api/queries.ts'
import { BatchLine } from '../parts/batch-line.tsx'
import { HistoryTabs } from '../parts/history-tabs.tsx'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Page } from '../ui/page.tsx'
import { QueryView } from '../ui/query-view.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'

/** What each sync, file and answer did to the ledger. Each leads to its undo. */
export function Imports() {
  const { t } = useLingui()
  const query = useInfiniteQuery(batchesQuery)
  return (
    <Page
      title={t`Imports and answers`}
      lead={<Trans>What each sync, file and answer of yours did. Each can be undone; what you edited since stays.</Trans>}
    >
      <HistoryTabs />
      <QueryView query={query} what={t`the imports`} skeleton={<SkeletonRows count={6} />}>
        {(loaded) => {
          const batches = loaded.pages.flatMap((page) => page.batches)
          if (batches.length === 0) return <Nothing />
          return (
            <Card className="overflow-hidden">
              <ul className="divide-y divide-line">
                {batches.map((batch) => (
                  <li key={batch.id}>
                    <BatchLine batch={batch} />
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
            </Card>
          )
        }}
      </QueryView>
    </Page>
  )
}

function Nothing() {
  return (
    <EmptyState icon={<PackageOpen aria-hidden />} title={<Trans>Nothing was imported yet</Trans>}>
      <Trans>Each sync that brings something, each file and each of your answers appears here, with its undo.</Trans>
    </EmptyState>
  )
}
