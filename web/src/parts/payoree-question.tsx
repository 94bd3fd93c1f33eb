import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Check, CopyX, Minus } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { AccountView, ReviewView } from '../../../src/api/contract.ts'
import { Button } from '../ui/button.tsx'
import { KeyHint } from '../ui/key-hint.tsx'
import { RadioTiles } from '../ui/radio-tiles.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'
import { RelativeTime } from '../ui/time.tsx'
import { Comparison } from './comparison.tsx'
import { ReviewEvidence } from './review-evidence.tsx'
import type { Answer } from './review-question.tsx'

type PayoreeQuestionProps = {
  review: ReviewView
  accounts: readonly AccountView[]
  /** Its heading takes the focus: it came after the one that was just answered. */
  isNext: boolean
  isPending: boolean
  onAnswer: (answer: Answer) => void
}

/** Who a bank's text means: asked once, for every transaction of that text. */
export function PayoreeQuestion({ review, accounts, isNext, isPending, onAnswer }: PayoreeQuestionProps) {
  const { t } = useLingui()
  const [chosen, setChosen] = useState(review.payorees.length === 1 ? (review.payorees[0]?.name ?? null) : null)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (isNext) heading.current?.focus()
  }, [isNext])
  const same = () => {
    if (chosen !== null && !isPending) onAnswer({ answer: 'same', payoree: chosen })
  }
  const say = (answer: 'different' | 'leave') => () => {
    if (!isPending) onAnswer({ answer })
  }
  const [neither, leave] = [say('different'), say('leave')]
  useShortcuts({ m: same, k: neither, s: leave })

  return (
    <article
      aria-labelledby="question"
      className="overflow-hidden rounded-card border border-line bg-surface shadow-card"
    >
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 px-5 pt-4 pb-1">
        <h2 ref={heading} id="question" tabIndex={-1} className="text-lg font-semibold tracking-tight">
          <Trans>Who is this?</Trans>
        </h2>
        <span className="text-caption text-muted">
          <Trans>
            asked <RelativeTime at={review.createdAt} />
          </Trans>
        </span>
      </div>
      <ReviewEvidence review={review} />
      <div className="px-5 pb-5">
        <RadioTiles
          label={t`Which of your payorees is it?`}
          columns={2}
          choices={review.payorees.map(({ name }) => ({ value: name, label: name }))}
          value={chosen}
          onChange={setChosen}
        />
      </div>
      <Comparison left={{ title: t`The newest of them`, transaction: review.subject }} right={null} accounts={accounts} />
      <div className="space-y-4 px-5 py-4">
        <p className="text-caption text-muted">
          <Plural
            value={review.payoreeRows ?? 1}
            one="Your answer names this transaction and all that come with the same text. No amount changes."
            other="Your answer names # transactions and all that come with the same text. No amount changes."
          />
        </p>
        <div className="flex flex-wrap gap-2">
          <Button
            variant="primary"
            icon={<Check aria-hidden />}
            isPending={isPending}
            isDisabled={chosen === null}
            aria-keyshortcuts="m"
            onPress={same}
          >
            <Trans>That one</Trans>
            <KeyHint letter="m" />
          </Button>
          <Button icon={<CopyX aria-hidden />} aria-keyshortcuts="k" onPress={neither}>
            <Trans>None of these: keep the bank's text</Trans>
            <KeyHint letter="k" />
          </Button>
          <Button variant="quiet" icon={<Minus aria-hidden />} aria-keyshortcuts="s" onPress={leave}>
            <Trans>Leave</Trans>
            <KeyHint letter="s" />
          </Button>
        </div>
      </div>
    </article>
  )
}
