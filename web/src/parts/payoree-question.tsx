import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Check, CopyX, Minus } from 'lucide-react'
import { useState } from 'react'
import type { AccountView, ReviewView } from '../../../src/api/contract.ts'
import { Button } from '../ui/button.tsx'
import { KeyHint } from '../ui/key-hint.tsx'
import { RadioTiles } from '../ui/radio-tiles.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'
import { Comparison } from './comparison.tsx'
import { QuestionCard } from './question-card.tsx'
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
  const same = () => {
    if (chosen !== null && !isPending) onAnswer({ answer: 'same', payoree: chosen })
  }
  const say = (answer: 'different' | 'leave') => () => {
    if (!isPending) onAnswer({ answer })
  }
  const [neither, leave] = [say('different'), say('leave')]
  useShortcuts({ m: same, k: neither, s: leave })

  return (
    <QuestionCard title={<Trans>Who is this?</Trans>} review={review} isNext={isNext}>
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
    </QuestionCard>
  )
}
