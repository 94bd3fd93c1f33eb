import { Plural, Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import type { ReviewView } from '../../../src/api/contract.ts'
import { formatShare } from '../format/share.ts'
import { asSentence } from '../format/words.ts'

/** Why a question is asked: the reason in a sentence, and what was weighed. */
export function ReviewEvidence({ review }: { review: ReviewView }) {
  const { i18n } = useLingui()
  const share = (value: number) => formatShare(value, i18n.locale)
  const { odds, runnerUpOdds, daysApart, textLikeness } = review
  return (
    <div className="px-5 pb-4">
      <p className="text-soft">{asSentence(review.why)}</p>
      <ul className="mt-3 flex flex-wrap gap-2">
        {odds !== null && (
          <Weighed>
            {review.kind === 'transfer' ? (
              <Trans>
                <strong className="font-semibold text-ink">{share(odds)}</strong> a transfer
              </Trans>
            ) : (
              <Trans>
                <strong className="font-semibold text-ink">{share(odds)}</strong> one and the same
              </Trans>
            )}
          </Weighed>
        )}
        {runnerUpOdds !== null && (
          <Weighed>
            <Trans>Next likeliest: {share(runnerUpOdds)}</Trans>
          </Weighed>
        )}
        {daysApart !== null && (
          <Weighed>
            {daysApart === 0 ? (
              <Trans>On the same day</Trans>
            ) : (
              <Plural value={Math.abs(daysApart)} one="# day apart" other="# days apart" />
            )}
          </Weighed>
        )}
        {textLikeness !== null && (
          <Weighed>
            <Trans>Names alike: {share(textLikeness)}</Trans>
          </Weighed>
        )}
      </ul>
    </div>
  )
}

function Weighed({ children }: { children: ReactNode }) {
  return <li className="rounded-full bg-sunken px-3 py-0.5 text-caption text-soft tabular">{children}</li>
}
