import { Trans } from '@lingui/react/macro'
import { Link2, Play, RotateCw } from 'lucide-react'
import type { ConnectionView } from '../../../src/api/contract.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { useConnectionActions } from './connection-actions.ts'

/** The one thing to do about a connection, or nothing. */
export function ConnectionActionButton({ connection, size }: { connection: ConnectionView; size?: 'small' | 'normal' }) {
  const { change, repair } = useConnectionActions()
  const bank = connection.institutionName
  if (connection.action === 'reconnect' || connection.action === 'renew') {
    return (
      <Button
        variant="primary"
        {...(size ? { size } : {})}
        icon={<Link2 aria-hidden />}
        isPending={repair.isPending}
        onPress={() => repair.mutate(connection.id)}
      >
        {connection.action === 'renew' ? <Trans>Renew access<span className="sr-only"> to {bank}</span></Trans> : <Trans>Reconnect<span className="sr-only"> {bank}</span></Trans>}
      </Button>
    )
  }
  if (connection.action === 'connect-anew') {
    return (
      <ButtonLink
        to="/connect"
        search={{ text: bank }}
        variant="primary"
        {...(size ? { size } : {})}
        icon={<RotateCw aria-hidden />}
      >
        <Trans>Connect<span className="sr-only"> {bank}</span> again</Trans>
      </ButtonLink>
    )
  }
  if (connection.action === 'resume') {
    return (
      <Button
        {...(size ? { size } : {})}
        icon={<Play aria-hidden />}
        isPending={change.isPending}
        onPress={() => change.mutate({ id: connection.id, to: 'resume' })}
      >
        <Trans>Resume<span className="sr-only"> {bank}</span></Trans>
      </Button>
    )
  }
  return null
}
