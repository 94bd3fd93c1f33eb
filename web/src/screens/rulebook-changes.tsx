import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { ListChecks, Undo2 } from 'lucide-react'
import { rulebookChangesQuery, type RulebookEntry } from '../api/queries.ts'
import { useUndoRulebook } from '../api/undo.ts'
import { UndoneBadge } from '../parts/batch-words.tsx'
import { HistoryTabs } from '../parts/history-tabs.tsx'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Page } from '../ui/page.tsx'
import { QueryView } from '../ui/query-view.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { RelativeTime } from '../ui/time.tsx'

/** Every change of rules, payorees and categories, each with its undo. */
export function RulebookChanges() {
  const { t } = useLingui()
  const query = useQuery(rulebookChangesQuery)
  return (
    <Page
      title={t`Rules and names`}
      lead={<Trans>What changes of rules, payorees and categories did to your transactions. Each can be undone.</Trans>}
    >
      <HistoryTabs />
      <QueryView query={query} what={t`the changes`} skeleton={<SkeletonRows count={5} />}>
        {(changes) =>
          changes.length === 0 ? (
            <EmptyState icon={<ListChecks aria-hidden />} title={<Trans>No changes yet</Trans>}>
              <Trans>When you rename a payoree, move a category or save a rule, it is listed here.</Trans>
            </EmptyState>
          ) : (
            <Card>
              <ul className="divide-y divide-line">
                {changes.map((change) => (
                  <ChangeLine key={change.batchId} change={change} />
                ))}
              </ul>
            </Card>
          )
        }
      </QueryView>
    </Page>
  )
}

function ChangeLine({ change }: { change: RulebookEntry }) {
  const { t } = useLingui()
  const undo = useUndoRulebook()
  return (
    <li className="flex items-center gap-4 px-5 py-3">
      <div className="min-w-0 flex-1">
        <p className="font-medium break-words">{change.summary}</p>
        <p className="text-caption text-muted tabular">
          <RelativeTime at={change.at} />
          {' · '}
          <Plural value={change.changed} _0="no transaction changed" one="# transaction changed" other="# transactions changed" />
        </p>
      </div>
      {change.undoneAt === null ? (
        <Button
          size="small"
          icon={<Undo2 aria-hidden />}
          aria-label={t`Undo: ${change.summary}`}
          isPending={undo.isPending}
          onPress={() => undo.mutate(change.batchId)}
        >
          <Trans>Undo</Trans>
        </Button>
      ) : (
        <UndoneBadge />
      )}
    </li>
  )
}
