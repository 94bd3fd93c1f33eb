import { Plural, Trans } from '@lingui/react/macro'
import { CircleCheck, Undo2 } from 'lucide-react'
import type { ImportResult } from '../../../src/api/contract.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { SectionCard } from '../ui/card.tsx'
import { CountTiles } from './counts.tsx'
import { RejectedTable } from './rejected-table.tsx'

/** What importing the file did. */
export function ImportDone({ result, onAnother }: { result: ImportResult; onAnother: () => void }) {
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
        <ButtonLink to="/transactions" search={{ accountId: result.accountId }} variant="primary">
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
        <Button onPress={onAnother}>
          <Trans>Import another file</Trans>
        </Button>
      </div>
    </div>
  )
}
