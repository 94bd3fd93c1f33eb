import { Trans, useLingui } from '@lingui/react/macro'
import type { TransactionDetailView } from '../../../src/api/contract.ts'
import { Chip } from '../ui/badge.tsx'
import { Described, DescriptionList } from '../ui/description-list.tsx'
import { Money } from '../ui/money.tsx'
import { Day, RelativeTime } from '../ui/time.tsx'
import { MATCH_WORDS } from './column-words.ts'

type Records = TransactionDetailView['records']

/** What each source said, newest first, with when it came and why it belongs to this transaction. */
export function Provenance({ records }: { records: Records }) {
  return (
    <section aria-labelledby="provenance">
      <h3 id="provenance" className="mb-2 font-semibold">
        <Trans>Where it came from</Trans>
      </h3>
      <ol className="space-y-3">
        {records.map((record, index) => (
          <li key={index} className="rounded-card border border-line p-4">
            <div className="mb-1 flex flex-wrap items-center gap-2">
              <span className="font-medium">{record.source}</span>
              <Marks record={record} />
              <span className="ml-auto text-caption text-muted">
                <RelativeTime at={record.batchAt} />
              </span>
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
                {record.reference !== null && (
                  <Described term={<Trans>Reference</Trans>}>{record.reference}</Described>
                )}
                {record.line !== null && <Described term={<Trans>Line in the file</Trans>}>{record.line}</Described>}
                {record.sourceId !== null && (
                  <Described term={<Trans>Source id</Trans>}>
                    <code className="text-xs break-all">{record.sourceId}</code>
                  </Described>
                )}
                {record.version > 1 && <Described term={<Trans>Version</Trans>}>{record.version}</Described>}
                <Described term={<Trans>Matched by</Trans>}>
                  <MatchWords reason={record.matchReason} />
                </Described>
              </DescriptionList>
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}

function MatchWords({ reason }: { reason: string }) {
  const { i18n } = useLingui()
  const word = MATCH_WORDS[reason]
  return <>{word === undefined ? reason : i18n._(word)}</>
}

function Marks({ record }: { record: Records[number] }) {
  return (
    <>
      <Chip>{record.status === 'pending' ? <Trans>Pending</Trans> : <Trans>Posted</Trans>}</Chip>
      {record.isSuperseded && (
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
