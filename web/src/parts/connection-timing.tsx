import { Trans, useLingui } from '@lingui/react/macro'
import type { ConnectionView } from '../../../src/api/contract.ts'
import { RelativeTime } from '../ui/time.tsx'
import { useCountWords } from './counts.tsx'

/** "Last sync 12 minutes ago · 3 new · next tomorrow, 06:00"; what is on hold has no next. */
export function ConnectionTiming({ connection }: { connection: ConnectionView }) {
  const { i18n } = useLingui()
  const words = useCountWords()
  const { lastGoodReadAt, lastRun, nextDueAt, openRun } = connection
  const isHeld = connection.isDisconnected || ['reauth', 'revoked', 'paused'].includes(connection.status)
  if (openRun !== null) {
    return (
      <span>
        <Trans>Syncing now</Trans> · {words(openRun.counts)}
      </span>
    )
  }
  return (
    <span>
      {lastGoodReadAt === null ? (
        <Trans>Not synced yet</Trans>
      ) : (
        <Trans>
          Last sync <RelativeTime at={lastGoodReadAt} />
        </Trans>
      )}
      {lastRun?.state === 'succeeded' && lastRun.counts.added > 0 && (
        <>
          {' · '}
          <Trans>{lastRun.counts.added.toLocaleString(i18n.locale)} new</Trans>
        </>
      )}
      {!isHeld && nextDueAt !== null && (
        <>
          {' · '}
          <Trans>
            next <RelativeTime at={nextDueAt} />
          </Trans>
        </>
      )}
    </span>
  )
}
