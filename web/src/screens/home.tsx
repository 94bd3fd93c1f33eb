import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { overviewQuery } from '../api/queries.ts'
import { QueryView } from '../ui/query-view.tsx'
import { SkeletonCards } from '../ui/skeleton.tsx'
import { Dashboard } from './dashboard.tsx'
import { FirstRun } from './first-run.tsx'

/** The first page: three doors while the household is empty, then the dashboard. */
export function Home() {
  const { t } = useLingui()
  const query = useQuery(overviewQuery)
  return (
    <QueryView query={query} what={t`your household`} skeleton={<SkeletonCards count={3} />}>
      {(overview) => (overview.household === 'empty' ? <FirstRun overview={overview} /> : <Dashboard overview={overview} />)}
    </QueryView>
  )
}
