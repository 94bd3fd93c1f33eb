// Budget programs that the ledger is sent to.
import { useLingui } from '@lingui/react/macro'
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type {
  DestinationAccountsView,
  DestinationView,
  ProgramView,
  PushPlanView,
  PushView,
} from '../../../src/api/contract/destinations.ts'
import { useErrorWords } from '../ui/query-view.tsx'
import { useNotify } from '../ui/toast.tsx'
import { get, send } from './client.ts'

const KEY = 'destinations'
/** How often a push that runs is asked after. */
const PUSH_POLL_MS = 1_000

export const destinationsQuery = queryOptions({
  queryKey: [KEY, 'list'],
  queryFn: ({ signal }) => get<{ programs: ProgramView[]; destinations: DestinationView[] }>('/destinations', signal),
})

export const pushesQuery = queryOptions({
  queryKey: [KEY, 'pushes'],
  queryFn: async ({ signal }) => (await get<{ pushes: PushView[] }>('/pushes', signal)).pushes,
  refetchInterval: (query) =>
    (query.state.data ?? []).some(({ state }) => state === 'running') ? PUSH_POLL_MS : false,
})

/** Asks the budget program itself, so it may take a moment. */
export const destinationAccountsQuery = (id: string) =>
  queryOptions({
    queryKey: [KEY, id, 'accounts'],
    queryFn: ({ signal }) => get<DestinationAccountsView>(`/destinations/${id}/accounts`, signal),
    retry: false,
    staleTime: 0,
    gcTime: 0,
  })

/** What a push would do; nothing is changed by asking. */
export const pushPlanQuery = (id: string) =>
  queryOptions({
    queryKey: [KEY, id, 'plan'],
    queryFn: ({ signal }) => get<PushPlanView>(`/destinations/${id}/plan`, signal),
    retry: false,
    staleTime: 0,
    gcTime: 0,
  })

export type NewDestination = { program: string; settings: Record<string, string> }
export type MappingWish = { accountId: string; theirAccountId: string; sendsFromOn: string }

/** A change of a destination; afterwards all of them are asked for again. */
function useDestinationChange<Wish, Answer>(change: (wish: Wish) => Promise<Answer>, done?: string) {
  const client = useQueryClient()
  const notify = useNotify()
  const words = useErrorWords()
  return useMutation({
    mutationFn: change,
    onSuccess: () => done !== undefined && notify('good', done),
    onError: (error) => notify('bad', words(error)),
    onSettled: () => client.invalidateQueries({ queryKey: [KEY] }),
  })
}

export const useConnectDestination = () =>
  useDestinationChange((wish: NewDestination) => send<DestinationView>('POST', '/destinations', wish))

/** Takes new settings, such as a new token; those left empty stay. */
export function useChangeDestination(id: string) {
  const { t } = useLingui()
  const change = (settings: Record<string, string>) => send<DestinationView>('PUT', `/destinations/${id}`, { settings })
  return useDestinationChange(change, t`Saved.`)
}

export function useMapAccounts(id: string) {
  const { t } = useLingui()
  const change = (accounts: MappingWish[]) => send<DestinationView>('PUT', `/destinations/${id}/accounts`, { accounts })
  return useDestinationChange(change, t`Saved. The next push goes by it.`)
}

export function useRemoveDestination() {
  const { t } = useLingui()
  const change = (id: string) => send<undefined>('DELETE', `/destinations/${id}`)
  return useDestinationChange(change, t`Forgotten. What was sent stays there.`)
}

/** The push goes on by itself; the history shows how far it is. */
export const useBeginPush = () =>
  useDestinationChange((id: string) => send<{ id: string }>('POST', `/destinations/${id}/pushes`))

export const useUndoPush = () =>
  useDestinationChange((pushId: string) => send<{ id: string }>('POST', `/pushes/${pushId}/undo`))
