import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Plus, Send } from 'lucide-react'
import { useState } from 'react'
import { destinationsQuery, pushesQuery } from '../api/destinations.ts'
import { DestinationCard } from '../parts/destination-card.tsx'
import { NewDestinationDialog } from '../parts/new-destination-dialog.tsx'
import { PushHistory } from '../parts/push-history.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Page } from '../ui/page.tsx'
import { QueryView } from '../ui/query-view.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'

/** Budget programs that the ledger is sent to, and what was sent. */
export function Destinations() {
  const { t } = useLingui()
  const query = useQuery(destinationsQuery)
  const { data: pushes = [] } = useQuery(pushesQuery)
  const [isAdding, setIsAdding] = useState(false)
  const add = (
    <Button variant="primary" icon={<Plus aria-hidden />} onPress={() => setIsAdding(true)}>
      <Trans>Add a budget program</Trans>
    </Button>
  )
  return (
    <Page
      title={t`Destinations`}
      lead={
        <Trans>Send what is booked and sure to your budget program. What you change there is never overwritten.</Trans>
      }
      actions={query.data !== undefined && query.data.destinations.length > 0 ? add : undefined}
    >
      <QueryView query={query} what={t`your destinations`} skeleton={<SkeletonRows count={3} />}>
        {({ programs, destinations }) => (
          <div className="space-y-5">
            {isAdding && <NewDestinationDialog programs={programs} onClose={() => setIsAdding(false)} />}
            {destinations.length === 0 && (
              <EmptyState icon={<Send aria-hidden />} title={<Trans>No budget program yet</Trans>} actions={add}>
                <Trans>Tributary sends your transactions to it, keeps them up to date, and can take them back.</Trans>
              </EmptyState>
            )}
            {destinations.map((destination) => (
              <DestinationCard
                key={destination.id}
                destination={destination}
                isRunning={pushes.some(({ destinationId, state }) => {
                  return destinationId === destination.id && state === 'running'
                })}
              />
            ))}
            <PushHistory pushes={pushes} />
          </div>
        )}
      </QueryView>
    </Page>
  )
}
