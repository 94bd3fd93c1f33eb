import { Trans, useLingui } from '@lingui/react/macro'
import { Plus, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import type { AccountView } from '../../../src/api/contract.ts'
import type { FileAccountView } from '../../../src/api/contract/files.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { Select } from '../ui/select.tsx'
import { accountTitle } from './account-name.tsx'
import { NewAccountForm } from './new-account-form.tsx'

type ImportAccountProps = {
  name: string
  found: FileAccountView
  accounts: AccountView[]
  onAccount: (id: string) => void
  onStartOver: () => void
}

/** Which account a file is of, where that is not certain. Asked once: the next file of the account finds it. */
export function ImportAccount({ name, found, accounts, onAccount, onStartOver }: ImportAccountProps) {
  const [isCreating, setIsCreating] = useState(accounts.length === 0)
  return (
    <div className="space-y-5">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="min-w-0 font-medium break-all">{name}</p>
        <Button variant="quiet" size="small" icon={<RotateCcw aria-hidden />} onPress={onStartOver}>
          <Trans>Choose another file</Trans>
        </Button>
      </div>
      {found.kind === 'refused' ? (
        <Banner tone="bad" role="alert" title={<Trans>This file can't be imported. Nothing was changed.</Trans>}>
          {found.text}
        </Banner>
      ) : (
        <Card className="p-5">
          {isCreating ? (
            <NewAccountForm
              currency={found.stated?.currency ?? null}
              onCreated={(account) => onAccount(account.id)}
              onCancel={accounts.length === 0 ? null : () => setIsCreating(false)}
            />
          ) : (
            <Known found={found} accounts={accounts} onAccount={onAccount} onNew={() => setIsCreating(true)} />
          )}
        </Card>
      )}
    </div>
  )
}

type KnownProps = Pick<ImportAccountProps, 'found' | 'accounts' | 'onAccount'> & { onNew: () => void }

/** The person's accounts, the likeliest first. */
function Known({ found, accounts, onAccount, onNew }: KnownProps) {
  const { t } = useLingui()
  const [likeliest] = found.candidates
  const [chosen, setChosen] = useState<string | null>(likeliest?.accountId ?? null)
  const likely = found.candidates.map(({ accountId }) => accountId)
  const rank = (id: string) => (likely.includes(id) ? likely.indexOf(id) : likely.length)
  const sorted = accounts.toSorted((left, right) => rank(left.id) - rank(right.id))
  const end = found.stated?.numberEnd ?? null
  return (
    <div className="space-y-4">
      {end !== null && (
        <p className="text-muted">
          <Trans>
            The file says that its account ends in <strong className="text-ink">{end}</strong>.
          </Trans>
        </p>
      )}
      <div className="flex flex-wrap items-end gap-3">
        <Select
          label={t`Which account is the file of?`}
          placeholder={t`Choose an account`}
          className="min-w-0 flex-1 basis-64"
          choices={sorted.map((account) => {
            const bank = account.institutionName ?? t`From files`
            const hint = `${bank} · ${account.currency}`
            return {
              value: account.id,
              label: accountTitle(account),
              hint: likely.includes(account.id) ? `${hint} · ${t`likely`}` : hint,
            }
          })}
          value={chosen}
          onChange={setChosen}
        />
        <Button icon={<Plus aria-hidden />} onPress={onNew}>
          <Trans>New account</Trans>
        </Button>
      </div>
      <Button variant="primary" isDisabled={chosen === null} onPress={() => chosen !== null && onAccount(chosen)}>
        <Trans>Continue</Trans>
      </Button>
    </div>
  )
}
