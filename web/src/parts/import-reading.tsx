import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { Check, TriangleAlert } from 'lucide-react'
import { Badge } from '../ui/badge.tsx'
import { SectionCard } from '../ui/card.tsx'
import { Described, DescriptionList } from '../ui/description-list.tsx'
import { COLUMN_WORDS } from './column-words.ts'
import type { ReadFile } from './read-file.ts'

type CsvLayout = Extract<ReadFile['layout'], { format: 'csv' }>

const DATE_ORDERS: Record<CsvLayout['dateOrder'], MessageDescriptor> = {
  ymd: msg`year, month, day`,
  dmy: msg`day, month, year`,
  mdy: msg`month, day, year`,
}

const DELIMITERS: Record<string, MessageDescriptor> = {
  ',': msg`comma`,
  ';': msg`semicolon`,
  '\t': msg`tab`,
  '|': msg`bar`,
}

/** How the file was understood, so that a wrong reading is seen before it is imported. */
export function ImportReading({ reading, className }: { reading: ReadFile; className?: string }) {
  const { layout } = reading
  return (
    <SectionCard
      title={<Trans>How the file is read</Trans>}
      {...(className ? { className } : {})}
      actions={
        reading.isSavedLayout && (
          <Badge tone="neutral">
            <Trans>As last time</Trans>
          </Badge>
        )
      }
    >
      {reading.proofs.length > 0 && (
        <ul className="mb-3 space-y-1">
          {reading.proofs.map((proof) => (
            <li key={proof} className="flex items-start gap-2 text-caption">
              <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-good-text" />
              {proof}
            </li>
          ))}
        </ul>
      )}
      {reading.warnings.length > 0 && (
        <ul className="mb-3 space-y-1">
          {reading.warnings.map((warning) => (
            <li key={warning} className="flex items-start gap-2 text-caption">
              <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn-text" />
              {warning}
            </li>
          ))}
        </ul>
      )}
      <div className="text-caption">
        <DescriptionList>
          {layout.format === 'csv' ? (
            <CsvReading layout={layout} />
          ) : (
            <Described term={<Trans>Format</Trans>}>
              {layout.version ?? layout.format.toUpperCase()} · {layout.encoding}
            </Described>
          )}
        </DescriptionList>
      </div>
    </SectionCard>
  )
}

function CsvReading({ layout }: { layout: CsvLayout }) {
  const { i18n } = useLingui()
  const delimiter = DELIMITERS[layout.delimiter]
  const used = layout.columns.filter((column) => column.role !== 'ignore')
  return (
    <>
      <Described term={<Trans>Dates</Trans>}>{i18n._(DATE_ORDERS[layout.dateOrder])}</Described>
      <Described term={<Trans>Decimal mark</Trans>}>
        <code>{layout.decimalMark}</code>
      </Described>
      {layout.isSignFlipped && (
        <Described term={<Trans>Signs</Trans>}>
          <Trans>turned around: the file counts spending as positive</Trans>
        </Described>
      )}
      <Described term={<Trans>Format</Trans>}>
        {layout.encoding} · {delimiter === undefined ? layout.delimiter : i18n._(delimiter)}
      </Described>
      <Described term={<Trans>Columns</Trans>}>
        <ul>
          {used.map((column, index) => {
            const word = COLUMN_WORDS[column.role]
            return (
              <li key={index}>
                {column.header} → {word === undefined ? column.role : i18n._(word)}
              </li>
            )
          })}
        </ul>
      </Described>
    </>
  )
}
