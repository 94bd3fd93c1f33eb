import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { ArrowRight } from 'lucide-react'
import type { RulebookChangeView } from '../../../src/api/contract/rules.ts'
import type { RulebookEffect } from '../api/rulebook.ts'
import { Money } from '../ui/money.tsx'
import { Day } from '../ui/time.tsx'

type Sample = RulebookChangeView['sample'][number]

/** Transactions of the sample that are shown; the count above is of all. */
const SHOWN_MAX = 6

/** What a change does to transactions: how many, and some of them before and after. */
export function ChangeEffect({ effect }: { effect: RulebookEffect }) {
  const shown = effect.sample.slice(0, SHOWN_MAX)
  const more = effect.changed - shown.length
  return (
    <div>
      <p className="font-medium text-ink" role="status">
        <Plural
          value={effect.changed}
          _0="No past transaction changes."
          one="# past transaction changes."
          other="# past transactions change."
        />
      </p>
      {typeof effect.wouldAlert === 'number' && (
        <p className="mt-1 text-soft">
          <Plural
            value={effect.wouldAlert}
            _0="It would have alerted you never in the last 90 days."
            one="It would have alerted you once in the last 90 days."
            other="It would have alerted you # times in the last 90 days."
          />
        </p>
      )}
      {shown.length > 0 && (
        <ul className="mt-2 divide-y divide-line rounded-control border border-line">
          {shown.map((sample) => (
            <li key={sample.id} className="px-3 py-2">
              <p className="flex items-baseline justify-between gap-4">
                <span className="min-w-0 truncate text-caption text-muted">
                  {sample.on !== null && <Day on={sample.on} />} {sample.description}
                </span>
                <Money amount={sample.amount} isMovement className="text-caption" />
              </p>
              <Differences sample={sample} />
            </li>
          ))}
        </ul>
      )}
      {more > 0 && shown.length > 0 && (
        <p className="mt-1 text-caption text-muted">
          <Plural value={more} one="And # more." other="And # more." />
        </p>
      )}
    </div>
  )
}

function Differences({ sample }: { sample: Sample }) {
  const { t } = useLingui()
  const { before, after } = sample
  const yes = (value: boolean) => (value ? t`yes` : t`no`)
  const rows = [
    { name: t`Payoree`, from: before.payoree, to: after.payoree },
    { name: t`Category`, from: before.category, to: after.category },
    { name: t`Note`, from: before.note, to: after.note },
    { name: t`Tags`, from: before.tags.join(', '), to: after.tags.join(', ') },
    { name: t`Hidden`, from: yes(before.isHidden), to: yes(after.isHidden) },
    { name: t`Transfer`, from: yes(before.isTransfer), to: yes(after.isTransfer) },
  ].filter(({ from, to }) => (from ?? '') !== (to ?? ''))
  return (
    <ul>
      {rows.map(({ name, from, to }) => (
        <li key={name} className="flex flex-wrap items-center gap-x-2 text-ink">
          <span className="text-caption text-muted">{name}</span>
          <span className="text-muted line-through">{from || <Trans>none</Trans>}</span>
          <ArrowRight role="img" aria-label={t`becomes`} className="size-3.5 text-muted" />
          <span className="font-medium">{to || <Trans>none</Trans>}</span>
        </li>
      ))}
    </ul>
  )
}
