import { useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ConnectionView, LinkSessionView, RunView } from '../../../src/api/contract.ts'
import { send } from '../api/client.ts'
import { useErrorWords } from '../ui/query-view.tsx'
import { useNotify } from '../ui/toast.tsx'

/** What a person can do with a connection. Each refreshes what the pages show, and says so when it fails. */
export function useConnectionActions() {
  const { t } = useLingui()
  const client = useQueryClient()
  const navigate = useNavigate()
  const notify = useNotify()
  const words = useErrorWords()
  const refresh = () =>
    Promise.all(['connections', 'runs', 'overview'].map((key) => client.invalidateQueries({ queryKey: [key] })))
  const common = { onSettled: refresh, onError: (error: Error) => notify('bad', words(error)) }

  const sync = useMutation({
    ...common,
    mutationFn: (id: string) => send<RunView>('POST', `/connections/${id}/sync`),
  })
  const change = useMutation({
    ...common,
    mutationFn: ({ id, to }: { id: string; to: 'pause' | 'resume' | 'disconnect' }) =>
      send<ConnectionView>('POST', `/connections/${id}/${to}`),
    onSuccess: (connection, { to }) => {
      if (to === 'pause') notify('good', t`${connection.institutionName} is paused. Nothing is fetched until you resume.`)
      if (to === 'resume') notify('good', t`${connection.institutionName} syncs again.`)
      if (to === 'disconnect') {
        notify('good', t`${connection.institutionName} is disconnected. Your transactions stay.`)
      }
    },
  })
  const repair = useMutation({
    ...common,
    mutationFn: (id: string) => send<LinkSessionView>('POST', `/connections/${id}/repair`),
    onSuccess: async (session) => {
      // First our own page, so that the browser's Back from the bank leads to it.
      await navigate({ to: '/connect/return/$linkId', params: { linkId: session.id } })
      window.location.assign(session.showUrl)
    },
  })
  return { sync, change, repair }
}

/** Whether a sync can be started now. */
export function canSync(connection: ConnectionView): boolean {
  const isHeld = ['reauth', 'revoked', 'limited', 'paused'].includes(connection.status)
  return !connection.isDisconnected && connection.openRun === null && !isHeld
}
