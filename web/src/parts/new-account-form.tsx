import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { AccountView } from '../../../src/api/contract.ts'
import { send } from '../api/client.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { useErrorWords } from '../ui/query-view.tsx'
import { Select } from '../ui/select.tsx'
import { ACCOUNT_KINDS } from './account-name.tsx'

const CURRENCY = /^[A-Z]{3}$/

type NewAccountFormProps = {
  /** Where the file states one. */
  currency: string | null
  onCreated: (account: AccountView) => void
  onCancel: (() => void) | null
}

/** An account that is fed by files. */
export function NewAccountForm({ currency: stated, onCreated, onCancel }: NewAccountFormProps) {
  const { t, i18n } = useLingui()
  const client = useQueryClient()
  const words = useErrorWords()
  const [name, setName] = useState('')
  const [kind, setKind] = useState<string>('checking')
  const [currency, setCurrency] = useState(stated ?? '')
  const create = useMutation({
    mutationFn: () => send<AccountView>('POST', '/accounts', { name: name.trim(), kind, currency }),
    onSuccess: async (account) => {
      await client.invalidateQueries({ queryKey: ['accounts'] })
      onCreated(account)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate()
  }
  return (
    <form onSubmit={submit} className="space-y-4">
      <h2 className="font-semibold">
        <Trans>New account</Trans>
      </h2>
      <Field
        label={<Trans>Name</Trans>}
        hint={<Trans>As you call it, for example "Everyday account".</Trans>}
        value={name}
        onChange={setName}
        maxLength={200}
        isRequired
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Select
          label={t`Kind`}
          choices={Object.entries(ACCOUNT_KINDS).map(([value, label]) => ({ value, label: i18n._(label) }))}
          value={kind}
          onChange={setKind}
        />
        <Field
          label={<Trans>Currency</Trans>}
          hint={<Trans>Three letters, such as EUR or USD.</Trans>}
          value={currency}
          onChange={(typed) => setCurrency(typed.toUpperCase())}
          maxLength={3}
          isRequired
          validate={(typed) => (typed === '' || CURRENCY.test(typed) ? null : t`Three letters, such as EUR.`)}
        />
      </div>
      {create.error !== null && (
        <Banner tone="bad" role="alert" title={<Trans>The account wasn't made</Trans>}>
          {words(create.error)}
        </Banner>
      )}
      <div className="flex gap-2">
        <Button type="submit" variant="primary" isPending={create.isPending}>
          <Trans>Make the account</Trans>
        </Button>
        {onCancel !== null && (
          <Button variant="quiet" onPress={onCancel}>
            <Trans>Cancel</Trans>
          </Button>
        )}
      </div>
    </form>
  )
}
