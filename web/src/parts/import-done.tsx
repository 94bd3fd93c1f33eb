import { Plural, Trans } from '@lingui/react/macro'
import { CircleCheck, Undo2 } from 'lucide-react'
import type { ImportResult } from '../../../src/api/contract.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { SectionCard } from '../ui/card.tsx'
import { CountTiles } from './counts.tsx'
import { RejectedTable } from './rejected-table.tsx'

type ImportDoneProps = {
  result: ImportResult
  /** Files that were handed in with it and are still to come. */
  waiting: number
  onAnother: () => void
}

/** What importing the file did. */
export function ImportDone({ result, waiting, onAnother }: ImportDoneProps) {
  const { counts } = result
  return (
    <div className="space-y-5">
      <div role="status" className="flex items-center gap-3 rounded-card bg-good-soft px-5 py-4 text-good-text">
        <CircleCheck aria-hidden className="size-6 shrink-0" />
        <p className="text-lg font-semibold tracking-tight">
          <Plural value={counts.added} one="# transaction was imported" other="# transactions were imported" />
        </p>
      </div>
      <SectionCard title={<Trans>What came of every row</Trans>}>
        <CountTiles counts={counts} />
      </SectionCard>
      {result.rejected.length > 0 && <RejectedTable rejected={result.rejected} />}
      <div className="flex flex-wrap gap-2">
        <ButtonLink to="/transactions" search={{ accountId: result.accountId }} {...(waiting > 0 ? {} : { variant: 'primary' as const })}>
          <Trans>See the transactions</Trans>
        </ButtonLink>
        {counts.reviews > 0 && (
          <ButtonLink to="/review">
            <Trans>Review {counts.reviews}</Trans>
          </ButtonLink>
        )}
        <ButtonLink to="/imports/$batchId" params={{ batchId: result.batchId }} icon={<Undo2 aria-hidden />}>
          <Trans>Look at it or undo it</Trans>
        </ButtonLink>
        <Button {...(waiting > 0 ? { variant: 'primary' as const } : {})} onPress={onAnother}>
          {waiting > 0 ? (
            <Plural value={waiting} one="Go on with the last file" other="Go on with the next of # files" />
          ) : (
            <Trans>Import another file</Trans>
          )}
        </Button>
      </div>
    </div>
  )
}
