import { Plural, Trans, useLingui } from '@lingui/react/macro'
import type { WhyView } from '../../../src/api/contract/why.ts'
import { Chip } from '../ui/badge.tsx'
import { Described, DescriptionList } from '../ui/description-list.tsx'
import { Money } from '../ui/money.tsx'
import { Day, RelativeTime } from '../ui/time.tsx'
import { MATCH_WORDS } from './column-words.ts'

export type WhyRecord = WhyView['records'][number]

/** What each source said, the leading ones first, and why it belongs to this transaction. */
export function WhyRecords({ records }: { records: readonly WhyRecord[] }) {
  return (
    <ol className="space-y-3">
      {records.map((record) => (
        <li key={record.id} className="rounded-card border border-line p-4">
          <div className="mb-1 flex flex-wrap items-center gap-2">
            <span className="font-medium">{record.sourceName}</span>
            <Marks record={record} />
          </div>
          <p className="text-caption break-words text-soft">{record.description}</p>
          <div className="mt-2 text-caption">
            <DescriptionList>
              <Described term={<Trans>Amount</Trans>}>
                <Money amount={record.amount} isMovement />
              </Described>
              {record.postedOn !== null && (
                <Described term={<Trans>Posted</Trans>}>
                  <Day on={record.postedOn} />
                </Described>
              )}
              {record.counterpartyName !== null && (
                <Described term={<Trans>Counterparty</Trans>}>{record.counterpartyName}</Described>
              )}
              {record.reference !== null && <Described term={<Trans>Reference</Trans>}>{record.reference}</Described>}
              {record.balanceAfter !== null && (
                <Described term={<Trans>Balance after it</Trans>}>
                  <Money amount={record.balanceAfter} />
                </Described>
              )}
              {record.line !== null && <Described term={<Trans>Line in the file</Trans>}>{record.line}</Described>}
              {record.sourceId !== null && (
                <Described term={<Trans>Source id</Trans>}>
                  <code className="text-xs break-all">{record.sourceId}</code>
                </Described>
              )}
              <Described term={<Trans>Matched by</Trans>}>
                <MatchWords reason={record.matchReason} />
              </Described>
            </DescriptionList>
          </div>
          {record.versions.length > 0 && <Versions versions={record.versions} />}
        </li>
      ))}
    </ol>
  )
}

export function MatchWords({ reason }: { reason: string }) {
  const { i18n } = useLingui()
  const word = MATCH_WORDS[reason]
  return <>{word === undefined ? reason : i18n._(word)}</>
}

export function Marks({ record }: { record: WhyRecord }) {
  return (
    <>
      <Chip>{record.status === 'pending' ? <Trans>Pending</Trans> : <Trans>Posted</Trans>}</Chip>
      {record.supersededBy !== null && (
        <Chip>
          <Trans>Replaced</Trans>
        </Chip>
      )}
      {record.isRemoved && (
        <Chip>
          <Trans>Taken back</Trans>
        </Chip>
      )}
    </>
  )
}

/** What the source said before it said this. */
function Versions({ versions }: { versions: WhyRecord['versions'] }) {
  return (
    <details className="mt-2 text-caption">
      <summary className="cursor-pointer text-accent-text">
        <Plural value={versions.length} one="The source changed it once" other="The source changed it # times" />
      </summary>
      <ul className="mt-2 space-y-2">
        {versions.map((version) => (
          <li key={version.version}>
            <RelativeTime at={version.at} />
            <ul className="text-muted">
              {version.changes.map((change) => (
                <li key={change.field} className="break-words">
                  {change.field}: <span className="line-through">{change.before ?? '–'}</span> → {change.after ?? '–'}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </details>
  )
}
