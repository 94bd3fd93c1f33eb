import { Trans } from '@lingui/react/macro'
import type { MoneyView, TransactionView } from '../../../src/api/contract.ts'
import { negated } from '../format/money.ts'
import { Money } from '../ui/money.tsx'

type Effect = { kind: 'none' } | { kind: 'known'; amount: MoneyView } | { kind: 'one-of-two' }

/** What joining two transactions does to their account's sum: the one that is too many counts no longer. */
function effectOf(one: TransactionView, other: TransactionView): Effect {
  const counts = ({ isRemoved, isHidden }: TransactionView) => !isRemoved && !isHidden
  if (!counts(one) || !counts(other)) return { kind: 'none' }
  if (one.amount.currency !== other.amount.currency) return { kind: 'one-of-two' }
  if (one.amount.minor === other.amount.minor) return { kind: 'known', amount: negated(one.amount) }
  if (one.status === other.status) return { kind: 'one-of-two' }
  // The posted one stays.
  return { kind: 'known', amount: negated((one.status === 'pending' ? one : other).amount) }
}

/** What each answer does to the account's sum. */
export function ReviewEffect({ one, other }: { one: TransactionView; other: TransactionView }) {
  const effect = effectOf(one, other)
  return (
    <p className="text-caption text-muted">
      {effect.kind === 'known' && (
        <Trans>
          If they are the same, the account's sum changes by{' '}
          <Money amount={effect.amount} isMovement className="font-medium" />.
        </Trans>
      )}
      {effect.kind === 'one-of-two' && <Trans>If they are the same, only one of the two amounts counts.</Trans>}
      {effect.kind === 'none' && <Trans>If they are the same, the account's sum stays as it is.</Trans>}{' '}
      <Trans>Keeping both changes nothing: both count now.</Trans>
    </p>
  )
}

export function TransferEffect() {
  return (
    <p className="text-caption text-muted">
      <Trans>Both stay in their accounts, and no balance changes. A transfer is neither spending nor income.</Trans>
    </p>
  )
}

export function JoiningEffect() {
  return (
    <p className="text-caption text-muted">
      <Trans>
        If it is the same account, all transactions of the new one go into the known one, and what both hold counts once.
        What you wrote stays. You can undo it.
      </Trans>
    </p>
  )
}
