import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { Unlink } from 'lucide-react'
import type { WhyView } from '../../../src/api/contract/why.ts'
import { send } from '../api/client.ts'
import { useRefreshLedger } from '../api/undo.ts'
import { isIn } from '../format/money.ts'
import { Button } from '../ui/button.tsx'
import { Money } from '../ui/money.tsx'
import { useErrorWords } from '../ui/query-view.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { Day } from '../ui/time.tsx'
import { useNotify } from '../ui/toast.tsx'

type Transfer = WhyView['transfers'][number]

/** The other side of a transfer, and the way to say that it is none. */
export function WhyTransfers({ why }: { why: WhyView }) {
  return (
    <ul className="divide-y divide-line rounded-card border border-line">
      {why.transfers.map((transfer) => (
        <li key={transfer.partnerId} className="flex flex-wrap items-center justify-between gap-3 px-4 py-2.5">
          <span className="min-w-0">
            <TextLink to="/transactions" search={{ open: transfer.partnerId }}>
              {transfer.accountName}
            </TextLink>
            <span className="block text-caption text-muted">
              <Day on={transfer.on} />
              {' · '}
              <Money amount={transfer.amount} isMovement />
              {' · '}
              <StateWords transfer={transfer} />
            </span>
          </span>
          {transfer.state === 'linked' && <PartButton why={why} transfer={transfer} />}
        </li>
      ))}
    </ul>
  )
}

function StateWords({ transfer }: { transfer: Transfer }) {
  if (transfer.state === 'refused') return <Trans>not a transfer, you said</Trans>
  if (transfer.state !== 'linked') return <Trans>no longer linked</Trans>
  return transfer.by === 'user' ? <Trans>linked by you</Trans> : <Trans>linked by itself</Trans>
}

function PartButton({ why, transfer }: { why: WhyView; transfer: Transfer }) {
  const { t } = useLingui()
  const refresh = useRefreshLedger()
  const notify = useNotify()
  const words = useErrorWords()
  const [one, other] = [why.transaction.id, transfer.partnerId]
  const [inId, outId] = isIn(why.transaction.amount) ? [one, other] : [other, one]
  const decide = useMutation({
    mutationFn: (isTransfer: boolean) => send('POST', '/transfers', { outId, inId, isTransfer }),
    onSuccess: (_, isTransfer) => {
      if (isTransfer) notify('good', t`They are a transfer again.`)
      else notify('good', t`They are no transfer, and stay apart.`, { label: t`Undo`, onPress: () => decide.mutate(true) })
    },
    onError: (error) => notify('bad', words(error)),
    onSettled: () => void refresh(),
  })
  return (
    <Button size="small" icon={<Unlink aria-hidden />} isPending={decide.isPending} onPress={() => decide.mutate(false)}>
      <Trans>Not a transfer</Trans>
    </Button>
  )
}
