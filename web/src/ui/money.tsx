import { useLingui } from '@lingui/react'
import type { MoneyView } from '../../../src/api/contract.ts'
import { formatMoney, isIn } from '../format/money.ts'
import { cx } from './class-names.ts'

type MoneyProps = {
  amount: MoneyView
  /** Shows a plus sign and the color of incoming money, for movements; balances leave it out. */
  isMovement?: boolean
  className?: string
}

export function Money({ amount, isMovement = false, className }: MoneyProps) {
  const { i18n } = useLingui()
  const isGain = isMovement && isIn(amount) && amount.minor !== '0'
  return (
    <span className={cx('tabular whitespace-nowrap', isGain && 'text-good-text', className)}>
      {formatMoney(amount, i18n.locale, isMovement)}
    </span>
  )
}
