import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { TransactionView } from '../../../src/api/contract.ts'
import { useDecision } from '../api/decisions.ts'
import { neighboursQuery } from '../api/queries.ts'
import { formatDay } from '../format/dates.ts'
import { formatMoney } from '../format/money.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { QueryView } from '../ui/query-view.tsx'
import { RadioTiles } from '../ui/radio-tiles.tsx'
import { SkeletonBar } from '../ui/skeleton.tsx'
import { ReviewEffect } from './review-effect.tsx'
import { payoreeOf } from './transaction-line.tsx'

/** How far around its day another transaction can be the same one. */
const DAYS_AROUND = 10
/** The nearest by amount; a person finds theirs among these or it isn't there. */
const OFFERED_MAX = 8

/** Asks which other transaction of the account is the same movement, and joins them. */
export function JoinDialog({ transaction, onClose }: { transaction: TransactionView; onClose: () => void }) {
  const { t, i18n } = useLingui()
  const decide = useDecision()
  const [otherId, setOtherId] = useState<string | null>(null)
  const query = useQuery(neighboursQuery(transaction, DAYS_AROUND))
  const others = nearest(transaction, query.data ?? [])
  const other = others.find(({ id }) => id === otherId)
  const join = () => {
    if (otherId === null) return
    decide.mutate({ kind: 'join', transactionId: transaction.id, otherId }, { onSuccess: onClose })
  }
  return (
    <Dialog
      title={<Trans>Which one is the same?</Trans>}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button variant="primary" isDisabled={otherId === null} isPending={decide.isPending} onPress={join}>
            <Trans>Join</Trans>
          </Button>
        </>
      }
    >
      <QueryView query={query} what={t`transactions near it`} skeleton={<SkeletonBar className="h-24 w-full" />}>
        {() =>
          others.length === 0 ? (
            <p>
              <Trans>There is no other transaction in this account within {DAYS_AROUND} days.</Trans>
            </p>
          ) : (
            <RadioTiles
              label={t`In this account, around that day, the nearest amount first`}
              columns={1}
              choices={others.map((one) => ({
                value: one.id,
                label: payoreeOf(one),
                hint: `${formatDay(one.on, i18n.locale)} · ${formatMoney(one.amount, i18n.locale, true)}`,
              }))}
              value={otherId}
              onChange={setOtherId}
            />
          )
        }
      </QueryView>
      {other !== undefined && <ReviewEffect one={transaction} other={other} />}
    </Dialog>
  )
}

function nearest(transaction: TransactionView, all: readonly TransactionView[]): TransactionView[] {
  const distance = ({ amount }: TransactionView) => {
    const apart = BigInt(amount.minor) - BigInt(transaction.amount.minor)
    return apart < 0n ? -apart : apart
  }
  return all
    .filter(({ id }) => id !== transaction.id)
    .toSorted((one, other) => (distance(one) < distance(other) ? -1 : distance(one) > distance(other) ? 1 : 0))
    .slice(0, OFFERED_MAX)
}
