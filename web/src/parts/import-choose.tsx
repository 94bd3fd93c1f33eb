import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { AccountView } from '../../../src/api/contract.ts'
import type { FileAccountView, WaitingFileView } from '../../../src/api/contract/files.ts'
import { send, upload } from '../api/client.ts'
import { accountsQuery } from '../api/queries.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { FileDrop } from '../ui/file-drop.tsx'
import { ProgressBar } from '../ui/progress-bar.tsx'
import { QueryView, useErrorWords } from '../ui/query-view.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { ImportAccount } from './import-account.tsx'
import { ImportWaiting } from './import-waiting.tsx'
import { accountTitle } from './account-name.tsx'

type ImportChooseProps = {
  /** Where the person came from an account: its files. */
  accountId: string | null
  /** Files that were handed in together; the first is next. */
  waiting: readonly File[]
  onFiles: (files: readonly File[]) => void
  onFound: (fileId: string, accountId: string) => void
  onAnyAccount: () => void
}

/** Step 1 of importing: the files, and for each the account that it is of. */
export function ImportChoose(props: ImportChooseProps) {
  const { t } = useLingui()
  const query = useQuery(accountsQuery)
  return (
    <QueryView query={query} what={t`your accounts`} skeleton={<SkeletonRows count={3} />}>
      {(accounts) => <Choose {...props} accounts={accounts} />}
    </QueryView>
  )
}

/** A file on its way: as the person has it, or handed in before. */
type Wish = File | WaitingFileView
type Sent = { name: string; fileId: string; found: FileAccountView | null }

function Choose({ accountId, waiting, onFiles, onFound, onAnyAccount, accounts }: ImportChooseProps & { accounts: AccountView[] }) {
  const { t } = useLingui()
  const words = useErrorWords()
  const [open, setOpen] = useState<Sent | null>(null)
  const chosen = accounts.find((account) => account.id === accountId)
  const sending = useMutation({
    mutationFn: async (wish: Wish): Promise<Sent> => {
      const { fileId } = wish instanceof File ? await upload<{ fileId: string }>('/files', wish) : wish
      const found = chosen === undefined ? await send<FileAccountView>('POST', `/files/${fileId}/account`) : null
      return { name: wish.name, fileId, found }
    },
    onSuccess: (sent) => {
      const target = chosen?.id ?? sent.found?.accountId ?? null
      if (target === null) setOpen(sent)
      else onFound(sent.fileId, target)
    },
  })
  const [next] = waiting
  const begun = useRef<File | null>(null)
  useEffect(() => {
    if (next === undefined || begun.current === next) return
    begun.current = next
    setOpen(null)
    sending.mutate(next)
  }, [next, sending])
  if (open?.found) {
    return (
      <ImportAccount
        key={open.fileId}
        name={open.name}
        found={open.found}
        accounts={accounts}
        onAccount={(id) => onFound(open.fileId, id)}
        onStartOver={() => {
          setOpen(null)
          onFiles([])
        }}
      />
    )
  }
  return (
    <div className="space-y-5">
      {chosen !== undefined && (
        <Banner
          tone="info"
          actions={
            <Button size="small" onPress={onAnyAccount}>
              <Trans>Let each file find its account</Trans>
            </Button>
          }
        >
          <Trans>
            Files go into <strong>{accountTitle(chosen)}</strong>.
          </Trans>
        </Banner>
      )}
      {!sending.isPending && (
        <FileDrop
          title={<Trans>Drop your banks' files here</Trans>}
          hint={
            <Trans>
              CSV, OFX, QFX, QIF, CAMT or MT940 as your bank's website exports it, one or many. Each finds its account,
              and nothing is imported before you have seen what it would change. Files stay on this server.
            </Trans>
          }
          chooseLabel={<Trans>Choose files</Trans>}
          onFiles={onFiles}
        />
      )}
      {sending.isPending && <ProgressBar label={t`Sending the file`} share={null} />}
      {waiting.length > 1 && (
        <p className="text-caption text-muted">
          <Plural value={waiting.length - 1} one="# more file waits" other="# more files wait" />
        </p>
      )}
      {!sending.isPending && waiting.length === 0 && <ImportWaiting onChoose={(file) => sending.mutate(file)} />}
      {sending.error !== null && (
        <Banner tone="bad" role="alert" title={<Trans>The file wasn't taken. Nothing was changed.</Trans>}>
          {words(sending.error)}
        </Banner>
      )}
    </div>
  )
}
