import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react'
import { Check, CircleAlert, CircleSlash, Clock, KeyRound, type LucideIcon, RefreshCw, TriangleAlert } from 'lucide-react'
import type { RunView } from '../../../src/api/contract.ts'
import { Badge, type Tone } from '../ui/badge.tsx'

const LOOKS: Record<RunView['state'], { label: MessageDescriptor; tone: Tone; icon: LucideIcon }> = {
  queued: { label: msg`Waiting to start`, tone: 'neutral', icon: Clock },
  running: { label: msg`Running`, tone: 'active', icon: RefreshCw },
  succeeded: { label: msg`Done`, tone: 'good', icon: Check },
  partly: { label: msg`Partly done`, tone: 'warn', icon: TriangleAlert },
  'needs-user': { label: msg`Needs you`, tone: 'bad', icon: KeyRound },
  failed: { label: msg`Failed`, tone: 'bad', icon: CircleAlert },
  cancelled: { label: msg`Cancelled`, tone: 'neutral', icon: CircleSlash },
}

export function RunStateBadge({ state }: { state: RunView['state'] }) {
  const { i18n } = useLingui()
  const look = LOOKS[state]
  return (
    <Badge tone={look.tone} icon={<look.icon aria-hidden />}>
      {i18n._(look.label)}
    </Badge>
  )
}

/** Whether a run may still change. */
export function isOpenRun(run: Pick<RunView, 'state'>): boolean {
  return run.state === 'queued' || run.state === 'running'
}

const TRIGGERS: Record<RunView['trigger'], MessageDescriptor> = {
  user: msg`Started by you`,
  schedule: msg`On schedule`,
  connect: msg`First import`,
  repair: msg`After reconnecting`,
  webhook: msg`The bank told us of news`,
}

/** What started a run. */
export function useTriggerWords(): (run: Pick<RunView, 'trigger' | 'isDryRun'>) => string {
  const { i18n } = useLingui()
  return (run) => i18n._(TRIGGERS[run.trigger])
}
