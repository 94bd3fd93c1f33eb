import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { AccountView } from '../../../src/api/contract.ts'
import type { FileAccountsView } from '../../../src/api/contract/files.ts'
import { send } from '../api/client.ts'
import { accountsQuery, fileAccountsQuery } from '../api/queries.ts'
import { Button } from '../ui/button.tsx'
import { SectionCard } from '../ui/card.tsx'
import { Select } from '../ui/select.tsx'
import { accountTitle } from './account-name.tsx'

type Named = FileAccountsView['accounts'][number]
type Answers = Readonly<Record<string, string>>

type ImportOthersProps = {
  fileId: string
  /** Answers that the file was read with. */
  answers: Answers
  /** Names that were imported from it already. */
  done: readonly string[]
  onGo: (accountId: string, answers: Answers) => void
}

/** Other accounts whose rows the file holds, each with the account of the person's that it is. */
export function ImportOthers({ fileId, answers, done, onGo }: ImportOthersProps) {
  const { account: _, ...others } = answers
  const { data } = useQuery(fileAccountsQuery(fileId, others))
  const { data: accounts = [] } = useQuery(accountsQuery)
  const left = (data?.accounts ?? []).filter(({ name }) => name !== '' && !done.includes(name))
  if (left.length === 0) return null
  return (
    <SectionCard title={<Trans>The file holds more accounts</Trans>}>
      <ul className="space-y-4">
        {left.map((named) => (
          <li key={named.name}>
            <OtherLine named={named} accounts={accounts} onGo={(id) => onGo(id, { ...others, ...named.answers })} />
          </li>
        ))}
      </ul>
    </SectionCard>
  )
}

const NEW = 'new'

type OtherLineProps = { named: Named; accounts: readonly AccountView[]; onGo: (accountId: string) => void }

function OtherLine({ named, accounts, onGo }: OtherLineProps) {
  const { t } = useLingui()
  const { name, currencies } = named
  const [currency = ''] = currencies
  const [chosen, setChosen] = useState(named.accountId ?? NEW)
  const make = useMutation({
    mutationFn: () => send<AccountView>('POST', '/accounts', { name, kind: 'checking', currency }),
    onSuccess: ({ id }) => onGo(id),
  })
  const fitting = accounts.filter((account) => currencies.includes(account.currency))
  const choices = [
    ...fitting.map((account) => ({ value: account.id, label: accountTitle(account) })),
    { value: NEW, label: t`a new account, ${name}` },
  ]
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
      <Select label={t`${name} is`} choices={choices} value={chosen} onChange={setChosen} />
      <Button isPending={make.isPending} onPress={() => (chosen === NEW ? make.mutate() : onGo(chosen))}>
        <Trans>Check and import</Trans>
      </Button>
    </div>
  )
}
