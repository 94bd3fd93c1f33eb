import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { AccountView } from '../../../src/api/contract.ts'
import { upload } from '../api/client.ts'
import { accountsQuery } from '../api/queries.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { FileDrop } from '../ui/file-drop.tsx'
import { ProgressBar } from '../ui/progress-bar.tsx'
import { QueryView, useErrorWords } from '../ui/query-view.tsx'
import { Select } from '../ui/select.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { accountTitle } from './account-name.tsx'
import { NewAccountForm } from './new-account-form.tsx'

type ImportChooseProps = {
  accountId: string | null
  onAccount: (id: string) => void
  onUploaded: (fileId: string, accountId: string) => void
}

/** Step 1 of importing: which account the file is of, and the file. */
export function ImportChoose(props: ImportChooseProps) {
  const { t } = useLingui()
  const query = useQuery(accountsQuery)
  return (
    <QueryView query={query} what={t`your accounts`} skeleton={<SkeletonRows count={3} />}>
      {(accounts) => <Choose {...props} accounts={accounts} />}
    </QueryView>
  )
}

function Choose({ accountId, onAccount, onUploaded, accounts }: ImportChooseProps & { accounts: AccountView[] }) {
  const { t } = useLingui()
  const words = useErrorWords()
  const [isCreating, setIsCreating] = useState(accounts.length === 0)
  const chosen = accounts.find((account) => account.id === accountId)
  const sending = useMutation({
    mutationFn: ({ file }: { file: File; accountId: string }) => upload<{ fileId: string }>('/files', file),
    onSuccess: ({ fileId }, sent) => onUploaded(fileId, sent.accountId),
  })
  return (
    <div className="space-y-5">
      <Card className="p-5">
        {isCreating ? (
          <NewAccountForm
            onCreated={(account) => {
              setIsCreating(false)
              onAccount(account.id)
            }}
            onCancel={accounts.length === 0 ? null : () => setIsCreating(false)}
          />
        ) : (
          <div className="flex flex-wrap items-end gap-3">
            <Select
              label={t`Which account is the file of?`}
              placeholder={t`Choose an account`}
              className="min-w-0 flex-1 basis-64"
              choices={accounts.map((account) => ({
                value: account.id,
                label: accountTitle(account),
                hint: `${account.institutionName ?? t`From files`} · ${account.currency}`,
              }))}
              value={chosen?.id ?? null}
              onChange={onAccount}
            />
            <Button icon={<Plus aria-hidden />} onPress={() => setIsCreating(true)}>
              <Trans>New account</Trans>
            </Button>
          </div>
        )}
      </Card>
      {!isCreating && (
        <FileDrop
          isDisabled={chosen === undefined}
          title={
            chosen === undefined ? <Trans>Choose the account first</Trans> : <Trans>Drop the bank's file here</Trans>
          }
          hint={
            <Trans>
              A CSV file as your bank's website exports it. Nothing is imported before you have seen what it would change.
              The file stays on this server.
            </Trans>
          }
          chooseLabel={<Trans>Choose a file</Trans>}
          onFile={(file) => {
            if (chosen !== undefined) sending.mutate({ file, accountId: chosen.id })
          }}
        />
      )}
      {sending.isPending && <ProgressBar label={t`Sending the file`} share={null} />}
      {sending.error !== null && (
        <Banner tone="bad" role="alert" title={<Trans>The file wasn't taken. Nothing was changed.</Trans>}>
          {words(sending.error)}
        </Banner>
      )}
    </div>
  )
}
