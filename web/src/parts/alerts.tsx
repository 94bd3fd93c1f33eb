import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Check } from 'lucide-react'
import type { AccountView } from '../../../src/api/contract.ts'
import type { AlertPage } from '../../../src/api/contract/alerts.ts'
import { send } from '../api/client.ts'
import { accountsQuery, alertsQuery } from '../api/queries.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { SectionCard } from '../ui/card.tsx'
import { useErrorWords } from '../ui/query-view.tsx'
import { useNotify } from '../ui/toast.tsx'
import { TransactionLine } from './transaction-line.tsx'

/** More would push the rest of the page away; those behind come up as these are seen. */
const SHOWN_MAX = 5

/** What rules told of new transactions and nobody has seen yet; nothing where there is none. */
export function Alerts() {
  const { t } = useLingui()
  const { data } = useQuery(alertsQuery(SHOWN_MAX))
  const { data: accounts } = useQuery(accountsQuery)
  const seen = useSeen()
  if (data === undefined || data.unseen === 0) return null
  return (
    <SectionCard
      title={<Plural value={data.unseen} one="# alert of your rules" other="# alerts of your rules" />}
      isFlush
      actions={
        <Button size="small" variant="quiet" onPress={() => seen.mutate(null)}>
          <Trans>Mark all as seen</Trans>
        </Button>
      }
    >
      <ul className="pb-2">
        {data.alerts.map((alert) => (
          <li key={alert.id} className="flex items-center gap-1 pr-3">
            <div className="min-w-0 flex-1">
              <AlertLine alert={alert} accounts={accounts ?? []} />
            </div>
            <IconButton label={t`Mark as seen`} icon={<Check aria-hidden />} onPress={() => seen.mutate(alert.id)} />
          </li>
        ))}
      </ul>
    </SectionCard>
  )
}

function AlertLine({ alert, accounts }: { alert: AlertPage['alerts'][number]; accounts: readonly AccountView[] }) {
  const { transaction, ruleName } = alert
  return (
    <>
      <p className="truncate px-5 pt-2 text-caption text-muted">
        <Trans>The rule “{ruleName}”</Trans>
      </p>
      <TransactionLine
        transaction={transaction}
        account={accounts.find((account) => account.id === transaction.accountId)}
      />
    </>
  )
}

/** Marks one alert as seen, or all of them. */
function useSeen() {
  const client = useQueryClient()
  const notify = useNotify()
  const words = useErrorWords()
  return useMutation({
    mutationFn: (id: string | null) => send<unknown>('POST', id === null ? '/alerts/seen' : `/alerts/${id}/seen`, {}),
    onError: (error) => notify('bad', words(error)),
    onSettled: () => client.invalidateQueries({ queryKey: ['alerts'] }),
  })
}
