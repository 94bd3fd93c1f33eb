import { Trans, useLingui } from '@lingui/react/macro'
import type { UseQueryResult } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { ApiError } from '../api/client.ts'
import { Banner } from './banner.tsx'
import { Button } from './button.tsx'
import { Loading } from './skeleton.tsx'

type Loadable<T> = Pick<UseQueryResult<T>, 'data' | 'error' | 'isFetching' | 'refetch'>

type QueryViewProps<T> = {
  query: Loadable<T>
  /** What is loading, in the middle of a sentence: "your connections". */
  what: string
  skeleton: ReactNode
  children: (loaded: T) => ReactNode
}

/** What was loaded; until then its outline, or what went wrong and a way to try again. */
export function QueryView<T>({ query, what, skeleton, children }: QueryViewProps<T>) {
  if (query.data !== undefined) return children(query.data)
  if (query.error === null) return <Loading>{skeleton}</Loading>
  return <LoadError what={what} error={query.error} isFetching={query.isFetching} onRetry={() => query.refetch()} />
}

type LoadErrorProps = { what: string; error: Error; isFetching: boolean; onRetry: () => void }

export function LoadError({ what, error, isFetching, onRetry }: LoadErrorProps) {
  const words = useErrorWords()
  return (
    <Banner
      tone="bad"
      role="alert"
      title={<Trans>We couldn't load {what}. Your data is safe.</Trans>}
      actions={
        <Button size="small" icon={<RotateCw aria-hidden />} isPending={isFetching} onPress={onRetry}>
          <Trans>Retry</Trans>
        </Button>
      }
    >
      {words(error)}
    </Banner>
  )
}

/** What to show of an error: the server's own words, else what is known about there being none. */
export function useErrorWords(): (error: Error) => string {
  const { t } = useLingui()
  return (error) => {
    if (!(error instanceof ApiError)) return t`Something in this page went wrong. Reload it to try again.`
    if (error.problem.detail !== '') return error.problem.detail
    if (error.problem.status === 0) return t`Tributary's server isn't answering. Check that it is running.`
    return t`The server answered in a way this page doesn't understand. Reload it to try again.`
  }
}
