import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { Check, LoaderCircle } from 'lucide-react'
import { useEffect } from 'react'
import type { RunView } from '../../../src/api/contract.ts'
import { useLivePolling } from '../api/live-mode.ts'
import { cx } from '../ui/class-names.ts'
import { useAnnounce } from '../ui/live-region.tsx'
import { ProgressBar } from '../ui/progress-bar.tsx'
import { RelativeTime } from '../ui/time.tsx'
import { CountTiles } from './counts.tsx'

const STEPS: { id: string; label: MessageDescriptor }[] = [
  { id: 'queued', label: msg`Waiting for its turn` },
  { id: 'contacting', label: msg`Contacting the bank` },
  { id: 'reading', label: msg`Reading transactions` },
  { id: 'matching', label: msg`Comparing with what is here` },
  { id: 'saving', label: msg`Saving` },
]

/** A run that is under way: its steps, the counts as they rise, and a bar that claims no share it doesn't know. */
export function RunProgress({ run }: { run: RunView }) {
  const { t, i18n } = useLingui()
  const announce = useAnnounce()
  const pollMs = useLivePolling()
  const at = STEPS.findIndex((step) => step.id === run.step)
  const current = STEPS[at]
  const label = current === undefined ? t`Working` : i18n._(current.label)

  useEffect(() => announce(label), [announce, label])

  return (
    <div className="space-y-5">
      <ProgressBar label={t`Sync of ${run.institutionName}`} share={null} />
      <ol className="space-y-1.5">
        {STEPS.map((step, index) => (
          <li
            key={step.id}
            aria-current={index === at ? 'step' : undefined}
            className={cx('flex items-center gap-3', index === at ? 'font-medium' : 'text-muted')}
          >
            <StepMark state={index < at ? 'done' : index === at ? 'now' : 'later'} />
            {i18n._(step.label)}
            {step.id === 'reading' && run.pages > 0 && (
              <span className="font-normal text-muted tabular">
                <Trans>page {run.pages}</Trans>
              </span>
            )}
          </li>
        ))}
      </ol>
      <CountTiles counts={run.counts} />
      <p className="text-caption text-muted">
        <Trans>
          Started <RelativeTime at={run.startedAt ?? run.queuedAt} />. You can leave this page: the sync goes on by
          itself.
        </Trans>
        {pollMs !== null && (
          <>
            {' '}
            <Trans>Live updates are off; refreshing every {Math.round(pollMs / 1000)} s.</Trans>
          </>
        )}
      </p>
    </div>
  )
}

function StepMark({ state }: { state: 'done' | 'now' | 'later' }) {
  if (state === 'done') return <Check aria-hidden className="size-4.5 text-good-text" />
  if (state === 'now') return <LoaderCircle aria-hidden className="turning size-4.5 text-accent-text" />
  return <span aria-hidden className="mx-1 size-2.5 rounded-full border-2 border-line-strong/60" />
}
