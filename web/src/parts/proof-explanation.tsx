import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { BalanceProofView } from '../../../src/api/contract/proof.ts'
import { Money } from '../ui/money.tsx'
import { Day } from '../ui/time.tsx'
import { payoreeOf } from './transaction-line.tsx'

type ExplanationView = NonNullable<BalanceProofView['chains'][number]['checks'][number]['explanation']>
type NamedRow = ExplanationView['sets'][number][number]

const FAULTS: Record<NamedRow['fault'], MessageDescriptor> = {
  'stale-hold': msg`pending, and over`,
  'booked-already': msg`pending, and booked already`,
  doubled: msg`there twice`,
  'taken-back': msg`taken back, and still counted by the bank`,
  hidden: msg`hidden by you`,
  'other-day': msg`counted by the bank on another day`,
  'sign-flipped': msg`perhaps the other way round`,
}

/** The transactions that would explain a difference, in sets of which one would do. */
export function Explanation({ explanation }: { explanation: ExplanationView }) {
  if (explanation.sets.length === 0) return null
  return (
    <div className="mt-3 space-y-2">
      {explanation.sets.map((set, index) => (
        <div key={index} className="overflow-hidden rounded-control border border-line">
          {explanation.sets.length > 1 && (
            <p className="bg-canvas px-3 py-1.5 text-caption font-medium text-muted">
              <Trans>Way {index + 1}</Trans>
            </p>
          )}
          <ul className="divide-y divide-line">
            {set.map((row) => (
              <li key={row.transaction.id}>
                <NamedLine row={row} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  )
}

function NamedLine({ row }: { row: NamedRow }) {
  const { i18n } = useLingui()
  const { transaction } = row
  return (
    <Link
      to="/transactions"
      search={{ open: transaction.id }}
      className="flex items-center gap-4 px-3 py-2 -outline-offset-2! hover:bg-hover"
    >
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium text-ink">{payoreeOf(transaction)}</span>
        <span className="block text-caption text-muted">
          <Day on={transaction.on} /> · {i18n._(FAULTS[row.fault])}
        </span>
      </span>
      <Money amount={transaction.amount} isMovement className="font-medium" />
    </Link>
  )
}
