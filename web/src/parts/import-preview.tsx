import { Plural, Trans } from '@lingui/react/macro'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { SectionCard } from '../ui/card.tsx'
import { Money } from '../ui/money.tsx'
import { useErrorWords } from '../ui/query-view.tsx'
import { Day } from '../ui/time.tsx'
import { CountTiles } from './counts.tsx'
import { ImportCategories } from './import-categories.tsx'
import { ImportReading } from './import-reading.tsx'
import { ImportRows } from './import-rows.tsx'
import type { ReadFile } from './read-file.ts'

type ImportPreviewProps = {
  reading: ReadFile
  error: Error | null
  isImporting: boolean
  onImport: (planHash: string) => void
}

/** What importing the file would do, row by row, before anything is done. */
export function ImportPreview({ reading, error, isImporting, onImport }: ImportPreviewProps) {
  const words = useErrorWords()
  const { counts } = reading
  const changes = counts.added + counts.updated
  return (
    <>
      {changes === 0 ? <NothingNew reading={reading} /> : null}
      <div className="grid grid-cols-1 items-start gap-5 wide:grid-cols-5">
        <div className="space-y-5 wide:col-span-3">
          <SectionCard title={<Trans>What importing would do</Trans>}>
            <CountTiles counts={counts} />
            <p className="mt-3 flex flex-wrap gap-x-5 gap-y-1 text-caption text-muted">
              {reading.from !== null && reading.to !== null && (
                <span>
                  <Day on={reading.from} /> – <Day on={reading.to} />
                </span>
              )}
              <span>
                <Trans>
                  Sum of the rows: <Money amount={reading.sum} isMovement className="font-medium" />
                </Trans>
              </span>
            </p>
            {reading.ignored.length > 0 && (
              <ul className="mt-2 text-caption text-muted">
                {reading.ignored.map((group) => (
                  <li key={group.reason}>
                    <Trans>
                      {group.count} left out: {group.reason}
                    </Trans>
                  </li>
                ))}
              </ul>
            )}
          </SectionCard>
          <ImportCategories categories={reading.categories} />
          {counts.rejected > 0 && <RejectedNote count={counts.rejected} />}
        </div>
        <ImportReading reading={reading} className="wide:col-span-2" />
      </div>
      {error !== null && (
        <Banner tone="bad" role="alert" title={<Trans>Nothing was imported</Trans>}>
          {words(error)}
        </Banner>
      )}
      <ImportRows rows={reading.rows} />
      {changes > 0 && (
        <div className="sticky bottom-[calc(var(--bottom-bar)+0.75rem)] z-10 flex items-center justify-between gap-4 rounded-card border border-line bg-raised p-3 pl-5 shadow-pop wide:bottom-4">
          <p className="text-caption text-soft">
            <Trans>Nothing has been changed yet.</Trans>
          </p>
          <Button variant="primary" isPending={isImporting} onPress={() => onImport(reading.planHash)}>
            <Plural value={changes} one="Import # transaction" other="Import # transactions" />
          </Button>
        </div>
      )}
    </>
  )
}

function RejectedNote({ count }: { count: number }) {
  return (
    <Banner tone="warn" title={<Plural value={count} one="# row can't be read" other="# rows can't be read" />}>
      <Plural
        value={count}
        one="It is listed first, with its line and reason. The other rows can be imported without it."
        other="They are listed first, each with its line and reason. The other rows can be imported without them."
      />
    </Banner>
  )
}

function NothingNew({ reading }: { reading: ReadFile }) {
  const { counts } = reading
  if (counts.unchanged === 0) {
    return (
      <Banner tone="warn" title={<Trans>There is nothing to import in this file</Trans>}>
        <Trans>None of its rows can be imported; the reasons are below.</Trans>
      </Banner>
    )
  }
  return (
    <Banner tone="info" title={<Trans>Nothing to import</Trans>}>
      <Plural
        value={counts.unchanged}
        one="The one row of this file is already here."
        other="All # rows of this file are already here."
      />
    </Banner>
  )
}
