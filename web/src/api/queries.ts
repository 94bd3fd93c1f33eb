import { infiniteQueryOptions, queryOptions, useQuery } from '@tanstack/react-query'
import type {
  AccountView,
  ConnectionView,
  FilePreview,
  InstitutionView,
  LinkSessionView,
  Overview,
  ReviewView,
  RunDetailView,
  RunView,
  TransactionDetailView,
  TransactionPage,
} from '../../../src/api/contract.ts'
import { get, send, withQuery } from './client.ts'
import { useLivePolling } from './live-mode.ts'

/** Rows per page of the ledger: few enough to draw at once, many enough to scroll without waiting. */
const LEDGER_PAGE = 200
const RUNS_PAGE = 50
/** How often a sign-in at the bank is looked for while the person is away. */
const LINK_POLL_MS = 3_000

/** What a query of the ledger filters by; the screen keeps it in its address. */
export type LedgerFilter = {
  accountId?: string | undefined
  text?: string | undefined
  status?: 'pending' | 'posted' | undefined
  from?: string | undefined
  to?: string | undefined
  includeHidden?: boolean | undefined
}

export const overviewQuery = queryOptions({
  queryKey: ['overview'],
  queryFn: ({ signal }) => get<Overview>('/overview', signal),
})

export const connectionsQuery = queryOptions({
  queryKey: ['connections'],
  queryFn: async ({ signal }) => (await get<{ connections: ConnectionView[] }>('/connections', signal)).connections,
})

export const connectionQuery = (id: string) =>
  queryOptions({
    queryKey: ['connections', id],
    queryFn: ({ signal }) => get<ConnectionView>(`/connections/${id}`, signal),
  })

export const accountsQuery = queryOptions({
  queryKey: ['accounts'],
  queryFn: async ({ signal }) => (await get<{ accounts: AccountView[] }>('/accounts', signal)).accounts,
})

export const reviewsQuery = queryOptions({
  queryKey: ['reviews'],
  queryFn: async ({ signal }) => (await get<{ reviews: ReviewView[] }>('/reviews', signal)).reviews,
})

export const runQuery = (id: string) =>
  queryOptions({ queryKey: ['runs', 'one', id], queryFn: ({ signal }) => get<RunDetailView>(`/runs/${id}`, signal) })

export const runsQuery = (connectionId?: string) =>
  infiniteQueryOptions({
    queryKey: ['runs', 'list', connectionId ?? 'all'],
    queryFn: ({ pageParam, signal }) =>
      get<{ runs: RunView[]; nextCursor: string | null }>(
        withQuery('/runs', { limit: RUNS_PAGE, cursor: pageParam, connectionId }),
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })

export const ledgerQuery = (filter: LedgerFilter) =>
  infiniteQueryOptions({
    queryKey: ['transactions', 'ledger', filter],
    queryFn: ({ pageParam, signal }) =>
      get<TransactionPage>(withQuery('/transactions', { ...filter, limit: LEDGER_PAGE, cursor: pageParam }), signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })

export const latestQuery = (limit: number) =>
  queryOptions({
    queryKey: ['transactions', 'latest', limit],
    queryFn: ({ signal }) => get<TransactionPage>(withQuery('/transactions', { limit }), signal),
  })

export const transactionQuery = (id: string) =>
  queryOptions({
    queryKey: ['transactions', 'one', id],
    queryFn: ({ signal }) => get<TransactionDetailView>(`/transactions/${id}`, signal),
  })

export const institutionsQuery = (text: string, country: string) =>
  queryOptions({
    queryKey: ['institutions', text, country],
    queryFn: async ({ signal }) =>
      (await get<{ institutions: InstitutionView[] }>(withQuery('/institutions', { text, country }), signal))
        .institutions,
  })

export const linkQuery = (id: string) =>
  queryOptions({
    queryKey: ['links', id],
    // Asking the provider, not only our own record: the person may have come back without a redirect.
    queryFn: () => send<LinkSessionView>('POST', `/links/${id}/check`),
    refetchInterval: (query) => (query.state.data?.stage === 'waiting' ? LINK_POLL_MS : false),
  })

export const previewQuery = (fileId: string, accountId: string, answers: Record<string, string>) =>
  queryOptions({
    queryKey: ['files', fileId, accountId, answers],
    queryFn: () => send<FilePreview>('POST', `/files/${fileId}/preview`, { accountId, answers }),
    // A preview belongs to the ledger at its time; asking again by itself could change it under the reader.
    staleTime: Infinity,
  })

const isOpen = (run: RunView | undefined) => run?.state === 'queued' || run?.state === 'running'

/** A run, kept fresh by live events, or by asking while live updates are off. */
export function useRun(id: string) {
  const pollMs = useLivePolling()
  return useQuery({
    ...runQuery(id),
    refetchInterval: (query) => (pollMs !== null && isOpen(query.state.data) ? pollMs : false),
  })
}

/** All connections, kept fresh the same way while one of them is syncing. */
export function useConnections() {
  const pollMs = useLivePolling()
  return useQuery({
    ...connectionsQuery,
    refetchInterval: (query) =>
      pollMs !== null && query.state.data?.some((connection) => connection.openRun !== null) ? pollMs : false,
  })
}
