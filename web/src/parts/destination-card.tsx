import { Trans, useLingui } from '@lingui/react/macro'
import { KeyRound, ListChecks, Send, Trash2, Wallet } from 'lucide-react'
import { useState } from 'react'
import type { DestinationView } from '../../../src/api/contract/destinations.ts'
import { useBeginPush, useRemoveDestination } from '../api/destinations.ts'
import { Button } from '../ui/button.tsx'
import { SectionCard } from '../ui/card.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Day } from '../ui/time.tsx'
import { AccessDialog } from './access-dialog.tsx'
import { DestinationAccountsDialog } from './destination-accounts-dialog.tsx'
import { PushPlanDialog } from './push-plan-dialog.tsx'

type DestinationCardProps = { destination: DestinationView; isRunning: boolean }

/** One budget program: which accounts go there, and what can be done with it. */
export function DestinationCard({ destination, isRunning }: DestinationCardProps) {
  const { id, name, programLabel, accounts } = destination
  const [asks, setAsks] = useState<'accounts' | 'plan' | 'access' | 'remove' | null>(null)
  const push = useBeginPush()
  const close = () => setAsks(null)
  const isReady = accounts.length > 0
  return (
    <SectionCard
      title={name}
      actions={name === programLabel ? undefined : <span className="text-caption text-muted">{programLabel}</span>}
    >
      <Mappings accounts={accounts} />
      <div className="mt-4 flex flex-wrap gap-2">
        <Button
          variant="primary"
          icon={<Send aria-hidden />}
          isDisabled={!isReady}
          isPending={isRunning || push.isPending}
          onPress={() => push.mutate(id)}
        >
          <Trans>Push now</Trans>
        </Button>
        <Button icon={<ListChecks aria-hidden />} isDisabled={!isReady} onPress={() => setAsks('plan')}>
          <Trans>What would be sent?</Trans>
        </Button>
        <Button icon={<Wallet aria-hidden />} onPress={() => setAsks('accounts')}>
          <Trans>Choose accounts</Trans>
        </Button>
        <Button variant="quiet" icon={<KeyRound aria-hidden />} onPress={() => setAsks('access')}>
          <Trans>Change access</Trans>
        </Button>
        <Button variant="quiet" icon={<Trash2 aria-hidden />} onPress={() => setAsks('remove')}>
          <Trans>Forget</Trans>
        </Button>
      </div>
      {asks === 'accounts' && <DestinationAccountsDialog destination={destination} onClose={close} />}
      {asks === 'plan' && <PushPlanDialog destination={destination} onClose={close} />}
      {asks === 'access' && <AccessDialog destination={destination} onClose={close} />}
      {asks === 'remove' && <RemoveDialog destination={destination} onClose={close} />}
    </SectionCard>
  )
}

function Mappings({ accounts }: Pick<DestinationView, 'accounts'>) {
  if (accounts.length === 0) {
    return (
      <p className="text-muted">
        <Trans>No account is sent yet. Choose which ones go where.</Trans>
      </p>
    )
  }
  return (
    <ul className="space-y-1">
      {accounts.map(({ accountId, accountName, theirName, sendsFromOn }) => (
        <li key={accountId}>
          <Trans>
            {accountName} → {theirName}, from <Day on={sendsFromOn} />
          </Trans>
        </li>
      ))}
    </ul>
  )
}

function RemoveDialog({ destination, onClose }: { destination: DestinationView; onClose: () => void }) {
  const { t } = useLingui()
  const remove = useRemoveDestination()
  return (
    <Dialog
      title={t`Forget ${destination.name}?`}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>
            <Trans>Keep it</Trans>
          </Button>
          <Button
            variant="danger"
            isPending={remove.isPending}
            onPress={() => remove.mutate(destination.id, { onSuccess: onClose })}
          >
            <Trans>Forget</Trans>
          </Button>
        </>
      }
    >
      <p>
        <Trans>Its access and the history of what was sent are forgotten. What was sent stays in the program.</Trans>
      </p>
    </Dialog>
  )
}
