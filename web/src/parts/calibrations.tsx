import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { Undo2 } from 'lucide-react'
import type { BalanceProofView, CalibratedView } from '../../../src/api/contract/proof.ts'
import { send } from '../api/client.ts'
import { useRefreshLedger } from '../api/undo.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { SectionCard } from '../ui/card.tsx'
import { useErrorWords } from '../ui/query-view.tsx'
import { useNotify } from '../ui/toast.tsx'

type What = CalibratedView['what']
type ProofProps = { proof: BalanceProofView }

/** What the balances prove about how the bank is meant, with the way to read it so and the way back. */
export function Calibrations({ proof }: ProofProps) {
  const change = useCalibration(proof.accountId)
  const apply = (what: What) => change.mutate({ what, verb: 'apply' })
  const takeBack = (what: What) => change.mutate({ what, verb: 'take-back' })
  const proposed = proof.calibrations.filter(({ proposal }) => proposal !== 'none')
  return (
    <>
      {proposed.map(({ kind, text, cures, stale }) => (
        <Banner
          key={kind}
          tone="warn"
          title={<Trans>What the balances say about this bank</Trans>}
          actions={
            <>
              {cures.map((what) => (
                <Button key={what} size="small" onPress={() => apply(what)}>
                  <CureName what={what} isOnly={cures.length === 1} />
                </Button>
              ))}
              {stale !== null && (
                <Button size="small" onPress={() => takeBack(stale)}>
                  <Trans>Read it as before</Trans>
                </Button>
              )}
            </>
          }
        >
          {text}
        </Banner>
      ))}
      {proof.applied.length > 0 && (
        <SectionCard title={<Trans>How this bank is read</Trans>}>
          <ul className="divide-y divide-line">
            {proof.applied.map(({ what, text, agreeing, intervals }) => (
              <li key={what} className="flex flex-wrap items-center justify-between gap-3 py-2 first:pt-0 last:pb-0">
                <span>
                  {text}{' '}
                  <span className="text-caption text-muted">
                    <Plural value={intervals} one={`${agreeing} of # step proved it`} other={`${agreeing} of # steps proved it`} />
                  </span>
                </span>
                <Button size="small" variant="quiet" icon={<Undo2 aria-hidden />} onPress={() => takeBack(what)}>
                  <Trans>Take back</Trans>
                </Button>
              </li>
            ))}
          </ul>
        </SectionCard>
      )}
    </>
  )
}

function CureName({ what, isOnly }: { what: What; isOnly: boolean }) {
  if (what === 'flip-rows') return <Trans>Turn the sign of its transactions</Trans>
  if (isOnly) return <Trans>Read it so</Trans>
  return <Trans>Turn the sign of its balance</Trans>
}

function useCalibration(accountId: string) {
  const { t } = useLingui()
  const refresh = useRefreshLedger()
  const notify = useNotify()
  const words = useErrorWords()
  return useMutation({
    mutationFn: ({ what, verb }: { what: What; verb: 'apply' | 'take-back' }) =>
      send<CalibratedView>('POST', `/accounts/${accountId}/calibrations/${what}/${verb}`, {}),
    onSuccess: (_, { verb }) =>
      notify('good', verb === 'apply' ? t`It is read so from now on.` : t`It is read as before.`),
    onError: (error) => notify('bad', words(error)),
    onSettled: refresh,
  })
}
