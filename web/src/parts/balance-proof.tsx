import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Check, CircleAlert, CircleCheck, CircleSlash, Clock, EyeOff, type LucideIcon } from 'lucide-react'
import { useState } from 'react'
import type { BalanceProofView } from '../../../src/api/contract/proof.ts'
import { Badge, type Tone } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { SectionCard } from '../ui/card.tsx'
import { Money } from '../ui/money.tsx'
import { Day } from '../ui/time.tsx'
import { Calibrations } from './calibrations.tsx'
import { Explanation } from './proof-explanation.tsx'

type Chain = BalanceProofView['chains'][number]
type Check = Chain['checks'][number]

const STATES: Record<BalanceProofView['state'], { label: MessageDescriptor; tone: Tone; icon: LucideIcon }> = {
  'no-balance': { label: msg`No balance known`, tone: 'neutral', icon: CircleSlash },
  'first-balance': { label: msg`First balance known`, tone: 'neutral', icon: Clock },
  proved: { label: msg`Proved`, tone: 'good', icon: CircleCheck },
  'stale-holds': { label: msg`Booked fits`, tone: 'warn', icon: Clock },
  differs: { label: msg`Differs`, tone: 'bad', icon: CircleAlert },
}

export function ProofBadge({ state }: { state: BalanceProofView['state'] }) {
  const { i18n } = useLingui()
  const look = STATES[state]
  return (
    <Badge tone={look.tone} icon={<look.icon aria-hidden />}>
      {i18n._(look.label)}
    </Badge>
  )
}

/** Whether the balances that the bank told fit the transactions between them, one by one. */
export function BalanceProof({ proof }: { proof: BalanceProofView }) {
  return (
    <>
      <SectionCard title={<Trans>Balance proof</Trans>} actions={<ProofBadge state={proof.state} />}>
        <p>{proof.text}</p>
        {proof.opening !== null && (
          <div className="mt-2 text-caption text-muted">
            <p>{proof.opening.text}</p>
            {proof.opening.explanation !== null && <Explanation explanation={proof.opening.explanation} />}
          </div>
        )}
        {proof.since !== null && (
          <p className="mt-2 text-caption text-muted">
            <Trans>
              Before <Day on={proof.since} /> there are too many transactions to check one by one; they are summed up.
            </Trans>
          </p>
        )}
      </SectionCard>
      <Calibrations proof={proof} />
      {proof.chains.map((chain) => (
        <ChainCard key={chain.kind} chain={chain} />
      ))}
    </>
  )
}

/** Intervals shown before the person asks for all. */
const CHECKS_SHOWN = 8

function ChainCard({ chain }: { chain: Chain }) {
  const [isUnfolded, setIsUnfolded] = useState(false)
  const { fits, heals, byChoice, differs } = chain.counts
  // What doesn't fit is never folded away.
  const shown = chain.checks.filter(({ verdict }, at) => isUnfolded || verdict === 'differs' || at < CHECKS_SHOWN)
  return (
    <SectionCard
      title={
        chain.kind === 'booked' ? (
          <Trans>From balance to balance, booked</Trans>
        ) : (
          <Trans>From balance to balance, available</Trans>
        )
      }
    >
      <p className="text-caption text-muted tabular">
        <Plural value={chain.balances} one="# balance" other="# balances" />
        {fits > 0 && <> · <Plural value={fits} one="# step fits" other="# steps fit" /></>}
        {heals > 0 && <> · <Plural value={heals} one="# made up for later" other="# made up for later" /></>}
        {byChoice > 0 && <> · <Plural value={byChoice} one="# by what you hid" other="# by what you hid" /></>}
        {differs > 0 && <> · <Plural value={differs} one="# differs" other="# differ" /></>}
      </p>
      {chain.checks.length === 0 ? (
        <p className="mt-3 text-muted">
          <Trans>With the next balance there is a first step to check.</Trans>
        </p>
      ) : (
        <ol className="mt-3 divide-y divide-line">
          {shown.map((check) => (
            <CheckLine key={`${check.from.on} ${check.to.on} ${check.after}`} check={check} />
          ))}
        </ol>
      )}
      {shown.length < chain.checks.length && (
        <Button variant="quiet" size="small" className="mt-2 -ml-3" onPress={() => setIsUnfolded(true)}>
          <Trans>Show all {chain.checks.length} steps</Trans>
        </Button>
      )}
    </SectionCard>
  )
}

const VERDICTS: Record<Check['verdict'], { label: MessageDescriptor; icon: LucideIcon; className: string }> = {
  fits: { label: msg`Fits`, icon: Check, className: 'text-good-text' },
  heals: { label: msg`Made up for later`, icon: Clock, className: 'text-muted' },
  'by-choice': { label: msg`By your choice`, icon: EyeOff, className: 'text-muted' },
  differs: { label: msg`Differs`, icon: CircleAlert, className: 'text-bad-text' },
}

function CheckLine({ check }: { check: Check }) {
  const { i18n } = useLingui()
  const verdict = VERDICTS[check.verdict]
  return (
    <li className="py-3 last:pb-0">
      <div className="flex items-start gap-3">
        <verdict.icon role="img" aria-label={i18n._(verdict.label)} className={`mt-0.5 size-5 shrink-0 ${verdict.className}`} />
        <div className="min-w-0 flex-1">
          <p className="flex flex-wrap items-baseline justify-between gap-x-4">
            <span>
              <Day on={check.from.on} /> – <Day on={check.to.on} />
            </span>
            <span className="tabular">
              <Money amount={check.from.amount} className="text-muted" />
              {' → '}
              <Money amount={check.to.amount} className="font-medium" />
            </span>
          </p>
          <p className="text-caption text-muted">
            {check.verdict === 'fits' ? (
              <Trans>
                Bank and transactions both moved by <Money amount={check.bank} isMovement />.
              </Trans>
            ) : (
              check.text
            )}
          </p>
          {check.verdict !== 'fits' && (
            <p className="mt-1 flex flex-wrap gap-x-5 text-caption">
              <span>
                <Trans>
                  Bank: <Money amount={check.bank} isMovement />
                </Trans>
              </span>
              <span>
                <Trans>
                  Transactions: <Money amount={check.ledger} isMovement />
                </Trans>
              </span>
              <span className="font-semibold">
                <Trans>
                  Lacking: <Money amount={check.difference} isMovement />
                </Trans>
              </span>
            </p>
          )}
          {check.explanation !== null && <Explanation explanation={check.explanation} />}
        </div>
      </div>
    </li>
  )
}
