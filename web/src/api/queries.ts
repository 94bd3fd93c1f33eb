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
  TransactionPage,
  TransactionView,
} from '../../../src/api/contract.ts'
import type { FileAccountsView, FileProgressView, WaitingFileView } from '../../../src/api/contract/files.ts'
import type { SavedLayoutView } from '../../../src/api/contract/layouts.ts'
import type { AlertPage } from '../../../src/api/contract/alerts.ts'
import type { BatchView, UndoResultView } from '../../../src/api/contract/batches.ts'
import type { CategoryView } from '../../../src/api/contract/categories.ts'
import type { PayoreeView } from '../../../src/api/contract/payorees.ts'
import type { BalanceProofView, CoverageView, FindingView } from '../../../src/api/contract/proof.ts'
import type { RuleListView } from '../../../src/api/contract/rules.ts'
import type { WhyView } from '../../../src/api/contract/why.ts'
import { addDays } from '../format/dates.ts'
import { get, send, withQuery } from './client.ts'
import { useLivePolling } from './live-mode.ts'

/** Rows per page of the ledger: few enough to draw at once, many enough to scroll without waiting. */
const LEDGER_PAGE = 200
const RUNS_PAGE = 50
/** Most that are looked at when one is sought near a day. */
const NEAR_MAX = 200
const BATCHES_PAGE = 50
/** Payorees shown at once; the search finds the others. */
export const PAYOREES_MAX = 200
/** How often a sign-in at the bank is looked for while the person is away. */
const LINK_POLL_MS = 3_000

/** A rule that the person's edits call for. */
export type RuleSuggestion = {
  condition: unknown
  action: RuleListView['rules'][number]['actions'][number]
  words: string
  support: number
  precision: number
  matches: number
  exampleIds: string[]
}

/** A change of rules, payorees or categories, under which it can be undone. */
export type RulebookEntry = {
  batchId: string
  kind: string
  summary: string
  changed: number
  at: string
  undoneAt: string | null
}

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

export const waitingFilesQuery = queryOptions({
  queryKey: ['files', 'waiting'],
  queryFn: async ({ signal }) => (await get<{ files: WaitingFileView[] }>('/files', signal)).files,
})

/** The accounts that a file names, and which of the person's each is. */
export const fileAccountsQuery = (fileId: string, answers: Readonly<Record<string, string>>) =>
  queryOptions({
    queryKey: ['files', fileId, 'accounts', answers],
    queryFn: () => send<FileAccountsView>('POST', `/files/${fileId}/accounts`, { answers }),
  })

export const layoutsQuery = queryOptions({
  queryKey: ['layouts'],
  queryFn: async ({ signal }) => (await get<{ layouts: SavedLayoutView[] }>('/layouts', signal)).layouts,
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

export const batchesQuery = infiniteQueryOptions({
  queryKey: ['batches', 'list'],
  queryFn: ({ pageParam, signal }) =>
    get<{ batches: BatchView[]; nextCursor: string | null }>(
      withQuery('/batches', { limit: BATCHES_PAGE, cursor: pageParam }),
      signal,
    ),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.nextCursor ?? undefined,
})

export type BatchDetailView = BatchView & Pick<RunDetailView, 'rejected'>

export const batchQuery = (id: string) =>
  queryOptions({
    queryKey: ['batches', 'one', id],
    queryFn: ({ signal }) => get<BatchDetailView>(`/batches/${id}`, signal),
  })

/** What undoing a batch would do; nothing is changed by asking. */
export const undoPreviewQuery = (id: string, staysAway: boolean) =>
  queryOptions({
    queryKey: ['batches', 'undo', id, staysAway],
    queryFn: () => send<UndoResultView>('POST', `/batches/${id}/undo`, { staysAway, isDryRun: true }),
    // Another window's edits may change it: it is asked for anew each time the question is put.
    staleTime: 0,
    gcTime: 0,
  })

export const proofQuery = (accountId: string) =>
  queryOptions({
    // Under the accounts' key: what changes an account's rows changes its proof.
    queryKey: ['accounts', 'proof', accountId],
    queryFn: ({ signal }) => get<BalanceProofView>(`/accounts/${accountId}/proof`, signal),
  })

/** What the accounts have to tell: worked out anew by the server, so it comes after the page. */
export const findingsQuery = queryOptions({
  queryKey: ['accounts', 'findings'],
  queryFn: async ({ signal }) => (await get<{ findings: FindingView[] }>('/findings', signal)).findings,
})

/** What rules told of new transactions and was not seen yet. */
export const alertsQuery = (limit: number) =>
  queryOptions({
    queryKey: ['alerts', limit],
    queryFn: ({ signal }) => get<AlertPage>(withQuery('/alerts', { limit }), signal),
  })

export const coverageQuery = (accountId: string) =>
  queryOptions({
    queryKey: ['accounts', 'coverage', accountId],
    queryFn: ({ signal }) => get<CoverageView>(`/accounts/${accountId}/coverage`, signal),
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

/** Transactions of the same account within some days of this one. */
export const neighboursQuery = ({ id, accountId, on }: TransactionView, days: number) =>
  queryOptions({
    queryKey: ['transactions', 'near', id],
    queryFn: async ({ signal }) => {
      const around = { from: addDays(on, -days), to: addDays(on, days) }
      const page = await get<TransactionPage>(withQuery('/transactions', { accountId, ...around, limit: NEAR_MAX }), signal)
      return page.transactions
    },
  })

export const whyQuery = (id: string) =>
  queryOptions({
    queryKey: ['transactions', 'why', id],
    queryFn: ({ signal }) => get<WhyView>(`/transactions/${id}/why`, signal),
  })

export const payoreesQuery = (text: string) =>
  queryOptions({
    queryKey: ['payorees', text],
    queryFn: async ({ signal }) =>
      (await get<{ payorees: PayoreeView[] }>(withQuery('/payorees', { text, limit: PAYOREES_MAX }), signal)).payorees,
  })

export const categoriesQuery = queryOptions({
  queryKey: ['categories'],
  queryFn: async ({ signal }) => (await get<{ categories: CategoryView[] }>('/categories', signal)).categories,
})

export const rulesQuery = queryOptions({
  queryKey: ['rules', 'list'],
  queryFn: ({ signal }) => get<RuleListView>('/rules', signal),
})

export const suggestionsQuery = queryOptions({
  queryKey: ['rules', 'suggestions'],
  queryFn: async ({ signal }) => (await get<{ suggestions: RuleSuggestion[] }>('/rules/suggestions', signal)).suggestions,
})

export const rulebookChangesQuery = queryOptions({
  queryKey: ['rules', 'changes'],
  queryFn: async ({ signal }) => (await get<{ changes: RulebookEntry[] }>('/rulebook/changes', signal)).changes,
})

export const institutionsQuery = (text: string, country: string) =>
  queryOptions({
    queryKey: ['institutions', text, country],
    queryFn: async ({ signal }) =>
      (await get<{ institutions: InstitutionView[] }>(withQuery('/institutions', { text, country }), signal))
        .institutions,
  })

/** `state` is what the bank gave the browser to bring back: the server checks it where it is there. */
export const linkQuery = (id: string, state: string | null) =>
  queryOptions({
    queryKey: ['links', id],
    // Asking the provider, not only our own record: the person may have come back without a redirect.
    queryFn: () => send<LinkSessionView>('POST', `/links/${id}/check`, state === null ? undefined : { state }),
    refetchInterval: (query) => (query.state.data?.stage === 'waiting' ? LINK_POLL_MS : false),
  })

export const previewQuery = (fileId: string, accountId: string, answers: Record<string, string>) =>
  queryOptions({
    queryKey: ['files', fileId, accountId, answers],
    queryFn: () => send<FilePreview>('POST', `/files/${fileId}/preview`, { accountId, answers }),
    // A preview belongs to the ledger at its time; asking again by itself could change it under the reader.
    staleTime: Infinity,
  })

/** What people notice of a step that ends. */
const FILE_STEP_MS = 500

/** What the server is doing with the file; to be asked only while it is at work. */
export const fileProgressQuery = (fileId: string) =>
  queryOptions({
    queryKey: ['files', fileId, 'progress'],
    queryFn: async ({ signal }) => (await get<FileProgressView>(`/files/${fileId}/progress`, signal)).step,
    refetchInterval: FILE_STEP_MS,
    staleTime: 0,
    gcTime: 0,
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
