import { Trans, useLingui } from '@lingui/react/macro'
import { Link2, Play, RotateCw } from 'lucide-react'
import type { ConnectionView } from '../../../src/api/contract.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { useConnectionActions } from './connection-actions.ts'

/** The one thing to do about a connection, or nothing. */
export function ConnectionActionButton({ connection, size }: { connection: ConnectionView; size?: 'small' | 'normal' }) {
  const { t } = useLingui()
  const { change, repair } = useConnectionActions()
  const bank = connection.institutionName
  if (connection.action === 'reconnect' || connection.action === 'renew') {
    return (
      <Button
        variant="primary"
        {...(size ? { size } : {})}
        icon={<Link2 aria-hidden />}
        aria-label={connection.action === 'renew' ? t`Renew access: ${bank}` : t`Reconnect: ${bank}`}
        isPending={repair.isPending}
        onPress={() => repair.mutate(connection.id)}
      >
        {connection.action === 'renew' ? <Trans>Renew access</Trans> : <Trans>Reconnect</Trans>}
      </Button>
    )
  }
  if (connection.action === 'connect-anew') {
    return (
      <ButtonLink
        to="/connect"
        search={{ text: bank }}
        aria-label={t`Connect again: ${bank}`}
        variant="primary"
        {...(size ? { size } : {})}
        icon={<RotateCw aria-hidden />}
      >
        <Trans>Connect again</Trans>
      </ButtonLink>
    )
  }
  if (connection.action === 'resume') {
    return (
      <Button
        {...(size ? { size } : {})}
        icon={<Play aria-hidden />}
        aria-label={t`Resume: ${bank}`}
        isPending={change.isPending}
        onPress={() => change.mutate({ id: connection.id, to: 'resume' })}
      >
        <Trans>Resume</Trans>
      </Button>
    )
  }
  return null
}
