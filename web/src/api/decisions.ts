import { useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import type { TransactionView } from '../../../src/api/contract.ts'
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

/** Leaves a field of a transaction to the bank, rules and the model again. */
export function useGiveBack(transactionId: string) {
  const { t } = useLingui()
  const refresh = useRefreshLedger()
  const notify = useNotify()
  const words = useErrorWords()
  return useMutation({
    mutationFn: (field: string) =>
      send<TransactionView>('PATCH', `/transactions/${transactionId}`, { automatic: [field] }),
    onSuccess: () => notify('good', t`Taken back. What the bank, your rules and Tributary say shows again.`),
    onError: (error) => notify('bad', words(error)),
    onSettled: refresh,
  })
}
