import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react'
import {
  Ban,
  Check,
  Clock,
  CloudOff,
  Download,
  Hourglass,
  KeyRound,
  type LucideIcon,
  Pause,
  RefreshCw,
  Unplug,
} from 'lucide-react'
import type { ConnectionView } from '../../../src/api/contract.ts'
import { Badge, type Tone } from '../ui/badge.tsx'

type Status = ConnectionView['status']
type Look = { label: MessageDescriptor; tone: Tone; icon: LucideIcon }

const LOOKS: Record<Status, Look> = {
  importing: { label: msg`Importing history`, tone: 'active', icon: Download },
  ok: { label: msg`Up to date`, tone: 'good', icon: Check },
  syncing: { label: msg`Syncing`, tone: 'active', icon: RefreshCw },
  reauth: { label: msg`Sign-in needed`, tone: 'bad', icon: KeyRound },
  expiring: { label: msg`Access ends soon`, tone: 'warn', icon: Clock },
  revoked: { label: msg`Access ended`, tone: 'bad', icon: Ban },
  bank_down: { label: msg`Bank unavailable`, tone: 'warn', icon: CloudOff },
  limited: { label: msg`Bank limit reached`, tone: 'neutral', icon: Hourglass },
  paused: { label: msg`Paused`, tone: 'neutral', icon: Pause },
}

const DISCONNECTED: Look = { label: msg`Disconnected`, tone: 'neutral', icon: Unplug }

/** One of the nine words for how a connection is, or that it was disconnected. */
export function StatusBadge({ connection }: { connection: Pick<ConnectionView, 'status' | 'isDisconnected'> }) {
  const { i18n } = useLingui()
  const look = connection.isDisconnected ? DISCONNECTED : LOOKS[connection.status]
  return (
    <Badge tone={look.tone} icon={<look.icon aria-hidden />}>
      {i18n._(look.label)}
    </Badge>
  )
}

const BY_STATUS: Record<Status, number> = {
  reauth: 0,
  revoked: 0,
  expiring: 1,
  bank_down: 2,
  limited: 2,
  importing: 3,
  syncing: 3,
  ok: 4,
  paused: 5,
}

/** Whether a person has to do something about it. */
export function needsPerson(connection: Pick<ConnectionView, 'status' | 'isDisconnected'>): boolean {
  return !connection.isDisconnected && ['reauth', 'revoked', 'expiring'].includes(connection.status)
}

/** Those that need a person first, disconnected ones last, else by bank name. */
export function byNeed(a: ConnectionView, b: ConnectionView): number {
  const rank = (connection: ConnectionView) => (connection.isDisconnected ? 6 : BY_STATUS[connection.status])
  return rank(a) - rank(b) || a.institutionName.localeCompare(b.institutionName)
}
