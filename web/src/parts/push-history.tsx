import { Trans, useLingui } from '@lingui/react/macro'
import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import type { PushView } from '../../../src/api/contract/destinations.ts'
import { useUndoPush } from '../api/destinations.ts'
import { Badge, type Tone } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { SectionCard } from '../ui/card.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { RelativeTime } from '../ui/time.tsx'

/** What was sent and when, the newest first, each with its undo. */
export function PushHistory({ pushes }: { pushes: readonly PushView[] }) {
  const [undoing, setUndoing] = useState<PushView | null>(null)
  if (pushes.length === 0) return null
  return (
    <SectionCard title={<Trans>What was sent</Trans>} isFlush>
      <ul className="divide-y divide-line">
        {pushes.map((push) => (
          <li key={push.id} className="flex flex-wrap items-start justify-between gap-3 px-5 py-3">
            <div className="min-w-0 flex-1 space-y-1">
              <p className="flex flex-wrap items-center gap-2">
                <span className="font-medium">{push.destinationName}</span>
                <PushBadge push={push} />
                <span className="text-caption text-muted">
                  <RelativeTime at={push.startedAt} />
                </span>
              </p>
              <p className="text-soft">{push.words}</p>
              {push.failure !== null && <p className="text-bad-text">{push.failure.message}</p>}
            </div>
            {push.undoable > 0 && (
              <Button size="small" icon={<Undo2 aria-hidden />} onPress={() => setUndoing(push)}>
                <Trans>Undo</Trans>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {undoing !== null && <UndoPushDialog push={undoing} onClose={() => setUndoing(null)} />}
    </SectionCard>
  )
}

const TONES: Readonly<Record<PushView['state'], Tone>> = {
  running: 'active',
  succeeded: 'good',
  partly: 'warn',
  failed: 'bad',
}

function PushBadge({ push }: { push: PushView }) {
  const { t } = useLingui()
  const words: Readonly<Record<PushView['state'], string>> = {
    running: t`Running`,
    succeeded: push.kind === 'undo' ? t`Taken back` : t`Sent`,
    partly: t`Sent in part`,
    failed: t`Failed`,
  }
  return <Badge tone={TONES[push.state]}>{words[push.state]}</Badge>
}

function UndoPushDialog({ push, onClose }: { push: PushView; onClose: () => void }) {
  const { t } = useLingui()
  const undo = useUndoPush()
  return (
    <Dialog
      title={t`Take this push back?`}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>
            <Trans>Keep it</Trans>
          </Button>
          <Button
            variant="danger"
            isPending={undo.isPending}
            onPress={() => undo.mutate(push.id, { onSuccess: onClose })}
          >
            <Trans>Take it back</Trans>
          </Button>
        </>
      }
    >
      <p>
        <Trans>
          What it made in {push.destinationName} is deleted there, and what it changed is as before. What you changed
          there since stays. Your ledger here stays as it is; the next push sends it again.
        </Trans>
      </p>
    </Dialog>
  )
}
