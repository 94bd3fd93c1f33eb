import { useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { UndoResultView } from '../../../src/api/contract/batches.ts'
import { send } from './client.ts'
import { useErrorWords } from '../ui/query-view.tsx'
import { useNotify } from '../ui/toast.tsx'

/** What shows rows of the ledger or is worked out from them. */
const LEDGER_KEYS = [
  'transactions',
  'accounts',
  'reviews',
  'overview',
  'batches',
  'connections',
  'runs',
  'payorees',
  'categories',
  'rules',
  'transfers',
  'alerts',
]

/** Lets everything that a change of the ledger may show elsewhere be asked for again. */
export function useRefreshLedger(): () => Promise<unknown> {
  const client = useQueryClient()
  return () => Promise.all(LEDGER_KEYS.map((key) => client.invalidateQueries({ queryKey: [key] })))
}

type UndoWish = { batchId: string; staysAway?: boolean }

/** Takes a batch back: a sync, a file, or a decision of the person's. */
export function useUndo() {
  const { t } = useLingui()
  const refresh = useRefreshLedger()
  const notify = useNotify()
  const words = useErrorWords()
  return useMutation({
    mutationFn: ({ batchId, staysAway = false }: UndoWish) =>
      send<UndoResultView>('POST', `/batches/${batchId}/undo`, { staysAway }),
    onSuccess: () => notify('good', t`Undone.`),
    onError: (error) => notify('bad', words(error)),
    onSettled: refresh,
  })
}

/** Takes back a change of rules, payorees or categories, with what it did to transactions. */
export function useUndoRulebook() {
  const { t, i18n } = useLingui()
  const refresh = useRefreshLedger()
  const notify = useNotify()
  const words = useErrorWords()
  return useMutation({
    mutationFn: (batchId: string) =>
      send<{ restored: number; keptIds: string[] }>('POST', `/rulebook/changes/${batchId}/undo`),
    onSuccess: ({ restored, keptIds }) => {
      const [back, kept] = [restored.toLocaleString(i18n.locale), keptIds.length.toLocaleString(i18n.locale)]
      if (keptIds.length === 0) notify('good', t`Undone. Transactions as before: ${back}.`)
      else notify('good', t`Undone. Transactions as before: ${back}; kept, because you changed them since: ${kept}.`)
    },
    onError: (error) => notify('bad', words(error)),
    onSettled: refresh,
  })
}
