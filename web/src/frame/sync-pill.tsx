import { Plural, Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { RefreshCw } from 'lucide-react'
import { useConnections } from '../api/queries.ts'

/** How many banks are being read right now, leading to their runs. Nothing where none is. */
export function SyncPill({ isCompact = false }: { isCompact?: boolean }) {
  const { data: connections } = useConnections()
  const open = connections?.flatMap((connection) => connection.openRun ?? []) ?? []
  const [only] = open
  if (only === undefined) {
    if (isCompact || connections === undefined || connections.length === 0) return null
    return (
      <p className="px-1 text-caption text-muted">
        <Trans>Nothing is syncing</Trans>
      </p>
    )
  }
  const look =
    'inline-flex h-8 items-center gap-2 rounded-full bg-accent-soft px-3 text-caption font-medium text-accent-text'
  const words = (
    <>
      <RefreshCw aria-hidden className="turning size-3.5" />
      <Plural value={open.length} one="# bank syncing" other="# banks syncing" />
    </>
  )
  if (open.length > 1) {
    return (
      <Link to="/runs" className={look}>
        {words}
      </Link>
    )
  }
  return (
    <Link to="/runs/$runId" params={{ runId: only.id }} className={look}>
      {words}
    </Link>
  )
}
