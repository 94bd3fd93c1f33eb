import { Plural, Trans, useLingui } from '@lingui/react/macro'
import type { RunDetailView } from '../../../src/api/contract.ts'
import { SectionCard } from '../ui/card.tsx'
import { Cell, HeadCell, Row, Table } from '../ui/table.tsx'

/** The records that could not be read, each with where it stands and why. */
export function RejectedTable({ rejected }: { rejected: RunDetailView['rejected'] }) {
  const { t } = useLingui()
  return (
    <SectionCard
      isFlush
      title={<Plural value={rejected.length} one="# record could not be read" other="# records could not be read" />}
    >
      <Table label={t`Records that could not be read`}>
        <thead>
          <Row>
            <HeadCell>
              <Trans>Where</Trans>
            </HeadCell>
            <HeadCell>
              <Trans>Why</Trans>
            </HeadCell>
          </Row>
        </thead>
        <tbody>
          {rejected.map((record, index) => (
            <Row key={index}>
              <Cell className="whitespace-nowrap text-muted tabular">
                {record.line === null ? (record.sourceId ?? '–') : <Trans>Line {record.line}</Trans>}
              </Cell>
              <Cell>{record.reason}</Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </SectionCard>
  )
}
