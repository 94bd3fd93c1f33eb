import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { AccountView, TransactionView } from '../../../src/api/contract.ts'
import { Chip } from '../ui/badge.tsx'
import { cx } from '../ui/class-names.ts'
import { Money } from '../ui/money.tsx'
import { Day } from '../ui/time.tsx'
import { accountTitle } from './account-name.tsx'

/** Who the other party is, or what the bank wrote where that isn't known. */
export function payoreeOf(transaction: Pick<TransactionView, 'payoree' | 'description'>): string {
  return transaction.payoree ?? transaction.description
}

/** The short marks behind a payoree. */
export function TransactionChips({ transaction }: { transaction: TransactionView }) {
  return (
    <>
      {transaction.status === 'pending' && (
        <Chip>
          <Trans>Pending</Trans>
        </Chip>
      )}
      {transaction.openReviews > 0 && (
        <Chip>
          <Trans>To review</Trans>
        </Chip>
      )}
      {transaction.isRemoved && (
        <Chip>
          <Trans>Taken back</Trans>
        </Chip>
      )}
      {transaction.isHidden && (
        <Chip>
          <Trans>Hidden</Trans>
        </Chip>
      )}
    </>
  )
}

type TransactionLineProps = { transaction: TransactionView; account: AccountView | undefined }

/** A transaction on two lines, leading to its details. */
export function TransactionLine({ transaction, account }: TransactionLineProps) {
  return (
    <Link
      to="/transactions"
      search={{ open: transaction.id }}
      className="flex items-center gap-4 px-5 py-2.5 -outline-offset-2! hover:bg-hover"
    >
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-2">
          <span className={cx('truncate font-medium', transaction.isRemoved && 'line-through')}>
            {payoreeOf(transaction)}
          </span>
          <TransactionChips transaction={transaction} />
        </span>
        <span className="block truncate text-caption text-muted">
          <Day on={transaction.on} style="short" />
          {account !== undefined && ` · ${accountTitle(account)}`}
          {transaction.category !== null && ` · ${transaction.category}`}
        </span>
      </span>
      <Money amount={transaction.amount} isMovement className="font-medium" />
    </Link>
  )
}
