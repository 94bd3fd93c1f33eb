// Changes of rules, payorees and categories: each is tried out first, made, and can be undone.
import { useLingui } from '@lingui/react/macro'
import { queryOptions, useMutation } from '@tanstack/react-query'
import type { RulebookChangeView, SavedRuleView } from '../../../src/api/contract/rules.ts'
import { useErrorWords } from '../ui/query-view.tsx'
import { useNotify } from '../ui/toast.tsx'
import { send, withQuery } from './client.ts'
import { useRefreshLedger, useUndoRulebook } from './undo.ts'

/** A change as a request. What has no body takes its choices from the address. */
export type RulebookWish =
  | { method: 'POST' | 'PUT' | 'PATCH'; path: string; body: object }
  | { method: 'POST' | 'DELETE'; path: string; query: Record<string, string | undefined> }

/** What a change does; a rule also tells how often it would have alerted. */
export type RulebookEffect = RulebookChangeView & Partial<Pick<SavedRuleView, 'wouldAlert'>>

function sendWish(wish: RulebookWish, isDryRun: boolean): Promise<RulebookEffect> {
  if ('body' in wish) return send(wish.method, wish.path, { ...wish.body, isDryRun })
  return send(wish.method, withQuery(wish.path, { ...wish.query, isDryRun }))
}

/** What a change would do; nothing is changed by asking. */
export const wishQuery = (wish: RulebookWish) =>
  queryOptions({
    queryKey: ['rules', 'preview', wish],
    queryFn: () => sendWish(wish, true),
    // A refusal is the answer here: trying again brings the same.
    retry: false,
    staleTime: 0,
    gcTime: 0,
  })

/** Makes a change and offers its undo. */
export function useRulebookChange() {
  const { t, i18n } = useLingui()
  const refresh = useRefreshLedger()
  const notify = useNotify()
  const words = useErrorWords()
  const undo = useUndoRulebook()
  return useMutation({
    mutationFn: (wish: RulebookWish) => sendWish(wish, false),
    onSuccess: ({ changed, batchId }) => {
      const count = changed.toLocaleString(i18n.locale)
      const text = changed === 0 ? t`Saved. No transaction changed.` : t`Saved. Transactions changed: ${count}.`
      if (batchId === null) notify('good', text)
      else notify('good', text, { label: t`Undo`, onPress: () => undo.mutate(batchId) })
    },
    onError: (error) => notify('bad', words(error)),
    onSettled: refresh,
  })
}
