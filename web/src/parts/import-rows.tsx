import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { Check, CircleAlert, type LucideIcon, Plus, RefreshCw } from 'lucide-react'
import { Badge, type Tone } from '../ui/badge.tsx'
import { SectionCard } from '../ui/card.tsx'
import { Money } from '../ui/money.tsx'
import { Cell, HeadCell, Row, Table } from '../ui/table.tsx'
import { Day } from '../ui/time.tsx'
import type { ReadFile } from './read-file.ts'

type PreviewRow = ReadFile['rows'][number]

const OUTCOMES: Record<PreviewRow['outcome'], { label: MessageDescriptor; tone: Tone; icon: LucideIcon }> = {
  added: { label: msg`New`, tone: 'good', icon: Plus },
  updated: { label: msg`Updates`, tone: 'active', icon: RefreshCw },
  unchanged: { label: msg`Already here`, tone: 'neutral', icon: Check },
  rejected: { label: msg`Error`, tone: 'bad', icon: CircleAlert },
}

/** The file's rows and what becomes of each; on phones date and outcome move under the description. */
export function ImportRows({ rows }: { rows: PreviewRow[] }) {
  const { t } = useLingui()
  return (
    <SectionCard title={<Trans>Rows</Trans>} isFlush>
      <Table label={t`Rows of the file`}>
        <thead className="max-md:sr-only">
          <Row>
            <HeadCell isNumber>
              <Trans>Line</Trans>
            </HeadCell>
            <HeadCell>
              <Trans>Becomes</Trans>
            </HeadCell>
            <HeadCell>
              <Trans>Date</Trans>
            </HeadCell>
            <HeadCell>
              <Trans>Payoree</Trans>
            </HeadCell>
            <HeadCell isNumber>
              <Trans>Amount</Trans>
            </HeadCell>
          </Row>
        </thead>
        <tbody>
          {rows.map((row) => (
            <PreviewLine key={row.line} row={row} />
          ))}
        </tbody>
      </Table>
    </SectionCard>
  )
}

function PreviewLine({ row }: { row: PreviewRow }) {
  return (
    <Row>
      <Cell isNumber className="text-muted max-md:hidden">
        {row.line}
      </Cell>
      <Cell className="max-md:hidden">
        <Outcome row={row} />
      </Cell>
      <Cell className="whitespace-nowrap text-muted max-md:hidden tabular">{row.on !== null && <Day on={row.on} />}</Cell>
      <Cell className="max-w-0 w-full max-md:pl-5">
        <span className="block truncate font-medium">{row.payoree ?? row.description ?? '–'}</span>
        {row.description !== null && row.description !== row.payoree && row.payoree !== null && (
          <span className="block truncate text-caption text-muted">{row.description}</span>
        )}
        {row.reason !== null && <span className="block text-caption text-soft">{row.reason}</span>}
        <span className="mt-1 flex flex-wrap items-center gap-2 text-caption text-muted md:hidden">
          <Outcome row={row} />
          {row.on !== null && <Day on={row.on} />}
          <Trans>Line {row.line}</Trans>
        </span>
      </Cell>
      <Cell isNumber className="font-medium">
        {row.amount !== null && <Money amount={row.amount} isMovement />}
      </Cell>
    </Row>
  )
}

function Outcome({ row }: { row: PreviewRow }) {
  const { i18n } = useLingui()
  const look = OUTCOMES[row.outcome]
  return (
    <Badge tone={look.tone} icon={<look.icon aria-hidden />}>
      {i18n._(look.label)}
    </Badge>
  )
}
