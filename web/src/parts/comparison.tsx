import { Trans, useLingui } from '@lingui/react/macro'
import { Equal, EqualNot } from 'lucide-react'
import type { ReactNode } from 'react'
import type { AccountView, TransactionView } from '../../../src/api/contract.ts'
import { cx } from '../ui/class-names.ts'
import { Money } from '../ui/money.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { Day } from '../ui/time.tsx'
import { accountTitle } from './account-name.tsx'
import { payoreeOf } from './transaction-line.tsx'

type Fact = { id: string; name: string; read: (one: TransactionView) => string; show: (one: TransactionView) => ReactNode }

type ComparisonProps = {
  left: { title: string; transaction: TransactionView }
  /** Null where the question is about one transaction only. */
  right: { title: string; transaction: TransactionView } | null
  accounts: readonly AccountView[]
}

/** Two transactions side by side, fact by fact. What differs is bold and marked; what is the same steps back. */
export function Comparison({ left, right, accounts }: ComparisonProps) {
  const { t } = useLingui()
  const facts = useFacts(accounts)
  const sides = right === null ? [left] : [left, right]
  return (
    <div role="table" aria-label={t`The transactions, fact by fact`} className="border-y border-line">
      <div role="row" className={cx(ROW, 'bg-canvas py-2 text-caption font-medium text-muted')}>
        <span role="columnheader" className="max-sm:sr-only">
          <span className="sr-only">
            <Trans>Fact</Trans>
          </span>
        </span>
        {sides.map((side) => (
          <span role="columnheader" key={side.title}>
            {side.title}
          </span>
        ))}
      </div>
      {facts.map((fact) => {
        const [one = '', other = one] = sides.map((side) => fact.read(side.transaction))
        const isDifferent = one !== other
        return (
          <div role="row" key={fact.id} className={cx(ROW, 'border-t border-line py-2.5')}>
            <span role="rowheader" className="flex items-center gap-1.5 text-caption text-muted max-sm:col-span-2 sm:pt-0.5">
              {fact.name}
              {right !== null && <Mark isDifferent={isDifferent} />}
            </span>
            {sides.map((side) => (
              <span
                role="cell"
                key={side.title}
                className={cx('min-w-0 break-words', isDifferent ? 'font-semibold' : right !== null && 'text-muted')}
              >
                {fact.show(side.transaction)}
              </span>
            ))}
          </div>
        )
      })}
      <div role="row" className={cx(ROW, 'border-t border-line py-2.5 text-caption')}>
        <span role="rowheader" className="max-sm:sr-only">
          <span className="sr-only">
            <Trans>More</Trans>
          </span>
        </span>
        {sides.map((side) => (
          <span role="cell" key={side.title}>
            <TextLink to="/transactions" search={{ open: side.transaction.id }}>
              <Trans>Open in the ledger</Trans>
            </TextLink>
          </span>
        ))}
      </div>
    </div>
  )
}

const ROW = 'grid grid-cols-2 gap-x-4 gap-y-1 px-5 sm:grid-cols-[7.5rem_1fr_1fr]'

function Mark({ isDifferent }: { isDifferent: boolean }) {
  const { t } = useLingui()
  return isDifferent ? (
    <EqualNot aria-label={t`differs`} className="size-3.5 text-warn-text" />
  ) : (
    <Equal aria-label={t`the same`} className="size-3.5 opacity-60" />
  )
}

function useFacts(accounts: readonly AccountView[]): Fact[] {
  const { t } = useLingui()
  const nameOf = (id: string) => {
    const account = accounts.find((known) => known.id === id)
    return account === undefined ? '' : accountTitle(account)
  }
  return [
    {
      id: 'amount',
      name: t`Amount`,
      read: ({ amount }) => `${amount.minor} ${amount.currency}`,
      show: ({ amount }) => <Money amount={amount} isMovement className="text-lg" />,
    },
    { id: 'on', name: t`Date`, read: ({ on }) => on, show: ({ on }) => <Day on={on} /> },
    { id: 'payoree', name: t`Payoree`, read: payoreeOf, show: payoreeOf },
    {
      id: 'description',
      name: t`Bank's text`,
      read: ({ description }) => description,
      show: ({ description }) => <span className="text-caption">{description}</span>,
    },
    {
      id: 'status',
      name: t`State`,
      read: ({ status, isRemoved }) => `${status} ${isRemoved}`,
      show: ({ status, isRemoved }) =>
        isRemoved ? t`Taken back by the bank` : status === 'pending' ? t`Pending` : t`Posted`,
    },
    {
      id: 'account',
      name: t`Account`,
      read: ({ accountId }) => accountId,
      show: ({ accountId }) => <span className="text-caption">{nameOf(accountId)}</span>,
    },
  ]
}
