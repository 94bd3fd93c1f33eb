import { Trans, useLingui } from '@lingui/react/macro'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { RotateCcw } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { FilePreview, ImportResult } from '../../../src/api/contract.ts'
import { ApiError, send } from '../api/client.ts'
import { previewQuery } from '../api/queries.ts'
import { formatSize } from '../format/size.ts'
import { ImportChoose } from '../parts/import-choose.tsx'
import { ImportLayouts } from '../parts/import-layouts.tsx'
import { ImportOthers } from '../parts/import-others.tsx'
import { ImportPreview } from '../parts/import-preview.tsx'
import { ImportProgress } from '../parts/import-progress.tsx'
import { ImportQuestions } from '../parts/import-questions.tsx'
import { ImportDone } from '../parts/import-done.tsx'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { focusTitle, Page } from '../ui/page.tsx'
import { QueryView } from '../ui/query-view.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { Steps } from '../ui/steps.tsx'
import { RelativeTime } from '../ui/time.tsx'

const route = getRouteApi('/import')

/** What the server says when the ledger has moved since the preview that the person agreed to. */
const LEDGER_MOVED = 409

/** A bank's file into the ledger: choose it, check how it is read and what it would change, then import. */
export function ImportFile() {
  const { t } = useLingui()
  const { fileId, accountId } = route.useSearch()
  const navigate = route.useNavigate()
  const [result, setResult] = useState<ImportResult | null>(null)
  const [taken, setTaken] = useState<Taken>({ answers: {}, names: [] })
  const [waiting, setWaiting] = useState<readonly File[]>([])
  const steps = [t`File`, t`Check`, t`Result`]
  // An account that was found for one file is no word about the next; one that the person came with stays.
  const [ownAccountId, setOwnAccountId] = useState(fileId === undefined ? accountId : undefined)
  const goOn = () => {
    setResult(null)
    setTaken({ answers: {}, names: [] })
    setWaiting(waiting.slice(1))
    void navigate({ search: ownAccountId === undefined ? {} : { accountId: ownAccountId } })
  }
  const isChosen = fileId !== undefined && accountId !== undefined
  const at = result !== null ? 2 : isChosen ? 1 : 0
  useFocusOnChange(at)
  return (
    <Page title={t`Import a file`} isNarrow={at !== 1}>
      <Steps names={steps} current={at} />
      {result !== null ? (
        <>
          <ImportDone result={result} waiting={Math.max(waiting.length - 1, 0)} onAnother={goOn} />
          {fileId !== undefined && taken.names.length > 0 && (
            <ImportOthers
              fileId={fileId}
              answers={taken.answers}
              done={taken.names}
              onGo={(id, answers) => {
                setTaken({ ...taken, answers })
                setResult(null)
                void navigate({ search: { fileId, accountId: id } })
              }}
            />
          )}
        </>
      ) : isChosen ? (
        <Check
          key={`${fileId} ${accountId}`}
          fileId={fileId}
          accountId={accountId}
          given={taken.answers}
          onImported={(imported, answers) => {
            const name = onlyOf(answers)
            setResult(imported)
            setTaken({ answers, names: name === null ? taken.names : [...taken.names, name] })
          }}
          onStartOver={goOn}
        />
      ) : (
        <>
          <ImportChoose
            accountId={ownAccountId ?? null}
            waiting={waiting}
            onFiles={setWaiting}
            onFound={(id, account) => void navigate({ search: { fileId: id, accountId: account } })}
            onAnyAccount={() => {
              setOwnAccountId(undefined)
              void navigate({ search: {}, replace: true })
            }}
          />
          <ImportLayouts />
        </>
      )}
    </Page>
  )
}

/** What was imported of a file so far: the names of its accounts, and what was answered. */
type Taken = { answers: Readonly<Record<string, string>>; names: readonly string[] }

/** How the answer begins that takes one account's rows of a file alone. */
const ONLY = 'only:'

const onlyOf = ({ account = '' }: Taken['answers']): string | null =>
  account.startsWith(ONLY) ? account.slice(ONLY.length) : null

/** Where a step gives way to the next, the control that had the focus is gone; the title takes it. */
function useFocusOnChange(step: unknown): void {
  const before = useRef(step)
  useEffect(() => {
    if (before.current !== step && before.current !== undefined) focusTitle()
    before.current = step
  }, [step])
}

type CheckProps = {
  fileId: string
  accountId: string
  /** What was answered for another account of the file, and which this one is. */
  given: Taken['answers']
  onImported: (result: ImportResult, answers: Taken['answers']) => void
  onStartOver: () => void
}

function Check({ fileId, accountId, given, onImported, onStartOver }: CheckProps) {
  const { t } = useLingui()
  const client = useQueryClient()
  const [answers, setAnswers] = useState<Record<string, string>>({ ...given })
  const query = useQuery({ ...previewQuery(fileId, accountId, answers), placeholderData: keepPreviousData })
  const run = useMutation({
    mutationFn: (planHash: string) =>
      send<ImportResult>('POST', `/files/${fileId}/import`, { accountId, answers, planHash }),
    onSuccess: async (imported) => {
      onImported(imported, answers)
      await client.invalidateQueries()
    },
    onError: (error) => {
      if (error instanceof ApiError && error.problem.status === LEDGER_MOVED) void query.refetch()
    },
  })
  useFocusOnChange(query.data?.reading.kind)
  return (
    <div className="space-y-5">
      {(query.isFetching || run.isPending) && <ImportProgress fileId={fileId} />}
      <QueryView query={query} what={t`the preview of this file`} skeleton={<SkeletonRows count={8} />}>
        {(preview) => (
          <>
            <FileLine preview={preview} onStartOver={onStartOver} />
            {preview.reading.kind === 'refused' && (
              <Banner tone="bad" role="alert" title={<Trans>This file can't be imported. Nothing was changed.</Trans>}>
                {preview.reading.text}
              </Banner>
            )}
            {preview.reading.kind === 'asks' && (
              <ImportQuestions
                reading={preview.reading}
                isPending={query.isFetching}
                onAnswers={(given) => setAnswers({ ...answers, ...given })}
              />
            )}
            {preview.reading.kind === 'read' && (
              <ImportPreview
                reading={preview.reading}
                error={run.error}
                isImporting={run.isPending}
                onImport={(planHash) => run.mutate(planHash)}
              />
            )}
          </>
        )}
      </QueryView>
      {query.isError && (
        <Button icon={<RotateCcw aria-hidden />} onPress={onStartOver}>
          <Trans>Choose another file</Trans>
        </Button>
      )}
    </div>
  )
}

function FileLine({ preview, onStartOver }: { preview: FilePreview; onStartOver: () => void }) {
  const { i18n } = useLingui()
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="min-w-0 text-muted">
          <span className="font-medium break-all text-ink">{preview.name}</span> ·{' '}
          {formatSize(preview.sizeBytes, i18n.locale)}
        </p>
        <Button variant="quiet" size="small" icon={<RotateCcw aria-hidden />} onPress={onStartOver}>
          <Trans>Choose another file</Trans>
        </Button>
      </div>
      {preview.importedBeforeAt !== null && (
        <Banner tone="info">
          <Trans>
            You imported this file before: <RelativeTime at={preview.importedBeforeAt} />.
          </Trans>
        </Banner>
      )}
    </>
  )
}
