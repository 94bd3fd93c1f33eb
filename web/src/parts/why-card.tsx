import { Trans, useLingui } from '@lingui/react/macro'
import { Link2, Split } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import type { WhyView } from '../../../src/api/contract/why.ts'
import { Button } from '../ui/button.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { RelativeTime } from '../ui/time.tsx'
import { asSentence } from '../format/words.ts'
import { BATCH_KINDS, UndoneBadge } from './batch-words.tsx'
import { JoinDialog } from './join-dialog.tsx'
import { SeparateDialog } from './separate-dialog.tsx'
import { WhyChanges } from './why-changes.tsx'
import { WhyFields } from './why-fields.tsx'
import { WhyRecords } from './why-records.tsx'
import { WhyTransfers } from './why-transfers.tsx'

/** What a transaction rests on: who set each field, what each source said, what was asked, and which imports did it. */
export function WhyCard({ why }: { why: WhyView }) {
  return (
    <>
      <Section title={<Trans>Who says so</Trans>}>
        <WhyFields transactionId={why.transaction.id} fields={why.fields} />
        <WhyChanges changes={why.changes} />
      </Section>
      <Section title={<Trans>Where it came from</Trans>}>
        <WhyRecords records={why.records} />
        <Decisions why={why} />
      </Section>
      {why.transfers.length > 0 && (
        <Section title={<Trans>Transfer between your accounts</Trans>}>
          <WhyTransfers why={why} />
        </Section>
      )}
      {why.reviews.length > 0 && (
        <Section title={<Trans>Questions about it</Trans>}>
          <Questions reviews={why.reviews} />
        </Section>
      )}
      <Section title={<Trans>Imports and answers that touched it</Trans>}>
        <Batches why={why} />
      </Section>
    </>
  )
}

function Section({ title, children }: { title: ReactNode; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className="mb-2 font-semibold">
        {title}
      </h3>
      {children}
    </section>
  )
}

/** What a person can say against it: these are not the same, or it is the same as another one. */
function Decisions({ why }: { why: WhyView }) {
  const [asking, setAsking] = useState<'separate' | 'join' | null>(null)
  const close = () => setAsking(null)
  return (
    <div className="mt-3 flex flex-wrap gap-2">
      {why.records.length > 1 && (
        <Button size="small" icon={<Split aria-hidden />} onPress={() => setAsking('separate')}>
          <Trans>This is not the same…</Trans>
        </Button>
      )}
      <Button size="small" icon={<Link2 aria-hidden />} onPress={() => setAsking('join')}>
        <Trans>Join with another…</Trans>
      </Button>
      {asking === 'separate' && <SeparateDialog why={why} onClose={close} />}
      {asking === 'join' && <JoinDialog transaction={why.transaction} onClose={close} />}
    </div>
  )
}

function Questions({ reviews }: { reviews: WhyView['reviews'] }) {
  const { t } = useLingui()
  const answers: Record<string, string> = {
    same: t`You said: the same.`,
    different: t`You said: two of them.`,
    leave: t`You left it so.`,
  }
  return (
    <ul className="space-y-2">
      {reviews.map((review) => (
        <li key={review.id} className="rounded-card border border-line px-4 py-3">
          <p>{asSentence(review.why)}</p>
          <p className="text-caption text-muted">
            {review.state === 'open' ? (
              <TextLink to="/review">
                <Trans>Answer it</Trans>
              </TextLink>
            ) : (
              ((review.answer !== null && answers[review.answer]) || <Trans>Settled by itself.</Trans>)
            )}
            {' · '}
            <RelativeTime at={review.closedAt ?? review.createdAt} />
          </p>
        </li>
      ))}
    </ul>
  )
}

function Batches({ why }: { why: WhyView }) {
  const { i18n } = useLingui()
  return (
    <ul className="divide-y divide-line rounded-card border border-line">
      {why.batches.map((batch) => (
        <li key={batch.id} className="flex items-center justify-between gap-3 px-4 py-2.5">
          <span className="min-w-0">
            <TextLink to="/imports/$batchId" params={{ batchId: batch.id }} className="block truncate">
              {batch.name}
            </TextLink>
            <span className="block text-caption text-muted">
              {i18n._(BATCH_KINDS[batch.kind].label)}
              {' · '}
              <RelativeTime at={batch.createdAt} />
              {batch.id === why.addedBy && (
                <>
                  {' · '}
                  <Trans>brought it</Trans>
                </>
              )}
            </span>
          </span>
          {batch.undoneAt !== null && <UndoneBadge />}
        </li>
      ))}
    </ul>
  )
}
