import { useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import type { DecisionView } from '../../../src/api/contract/reviews.ts'
import { useErrorWords } from '../ui/query-view.tsx'
import { useNotify } from '../ui/toast.tsx'
import { send } from './client.ts'
import { useRefreshLedger, useUndo } from './undo.ts'

/** What a person says of transactions that nobody asked about. */
type RowDecision =
  | { kind: 'separate'; transactionId: string; recordIds: readonly string[] }
  | { kind: 'join'; transactionId: string; otherId: string }

/** Does what a person says of transactions, and offers to take it back. */
export function useDecision() {
  const { t } = useLingui()
  const refresh = useRefreshLedger()
  const notify = useNotify()
  const words = useErrorWords()
  const undo = useUndo()
  return useMutation({
    mutationFn: (decision: RowDecision) =>
      decision.kind === 'separate'
        ? send<DecisionView>('POST', `/transactions/${decision.transactionId}/separate`, { recordIds: decision.recordIds })
        : send<DecisionView>('POST', `/transactions/${decision.transactionId}/join`, { transactionId: decision.otherId }),
    onSuccess: ({ batchId }, { kind }) =>
      notify('good', kind === 'separate' ? t`They are apart now, and stay so.` : t`They are one transaction now.`, {
        label: t`Undo`,
        onPress: () => undo.mutate({ batchId }),
      }),
    onError: (error) => notify('bad', words(error)),
    onSettled: refresh,
  })
}
