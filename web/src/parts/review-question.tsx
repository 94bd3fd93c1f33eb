import { Trans, useLingui } from '@lingui/react/macro'
import { Check, CopyPlus, Minus } from 'lucide-react'
import { useState } from 'react'
import type { AccountView, ReviewView, TransactionView } from '../../../src/api/contract.ts'
import { formatDay } from '../format/dates.ts'
import { formatMoney } from '../format/money.ts'
import { Button } from '../ui/button.tsx'
import { CheckBox } from '../ui/check-box.tsx'
import { KeyHint } from '../ui/key-hint.tsx'
import { RadioTiles } from '../ui/radio-tiles.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'
import { accountTitle } from './account-name.tsx'
import { Comparison } from './comparison.tsx'
import { JoiningEffect, ReviewEffect, TransferEffect } from './review-effect.tsx'
import { QuestionCard } from './question-card.tsx'
import { reviewWords } from './review-words.ts'
import { payoreeOf } from './transaction-line.tsx'

export type Answer = { answer: 'same' | 'different' | 'leave'; candidateId?: string; always?: boolean; payoree?: string }

type ReviewQuestionProps = {
  review: ReviewView
  accounts: readonly AccountView[]
  /** Its heading takes the focus: it came after the one that was just answered. */
  isNext: boolean
  isPending: boolean
  onAnswer: (answer: Answer) => void
}

/** One question: both sides, why it is asked, and the answers with what they do. */
export function ReviewQuestion({ review, accounts, isNext, isPending, onAnswer }: ReviewQuestionProps) {
  const { t, i18n } = useLingui()
  const words = reviewWords(review.kind)
  const [chosenId, setChosenId] = useState(review.candidates[0]?.id ?? null)
  const [always, setAlways] = useState(false)
  const isAboutRows = review.kind !== 'transfer' && review.kind !== 'which-account'
  const candidate = review.candidates.find(({ id }) => id === chosenId) ?? null

  const hintOf = (one: TransactionView) => {
    const account = accounts.find(({ id }) => id === one.accountId)
    const facts = [formatDay(one.on, i18n.locale), formatMoney(one.amount, i18n.locale, true)]
    return [...facts, ...(account === undefined ? [] : [accountTitle(account)])].join(' · ')
  }
  const decide = (answer: 'same' | 'different') => {
    if (candidate !== null && !isPending) onAnswer({ answer, candidateId: candidate.id, always })
  }
  const leave = () => {
    if (!isPending) onAnswer({ answer: 'leave' })
  }
  useShortcuts({ m: () => decide('same'), k: () => decide('different'), s: leave })

  return (
    <QuestionCard title={i18n._(words.question)} review={review} isNext={isNext}>
      {review.candidates.length > 1 && (
        <div className="px-5 pb-5">
          <RadioTiles
            label={t`Which of these could it be?`}
            columns={2}
            choices={review.candidates.map((one) => ({
              value: one.id,
              label: payoreeOf(one),
              hint: hintOf(one),
            }))}
            value={chosenId}
            onChange={setChosenId}
          />
        </div>
      )}
      <Comparison
        left={{ title: i18n._(words.left), transaction: review.subject }}
        right={candidate === null ? null : { title: i18n._(words.right), transaction: candidate }}
        accounts={accounts}
      />
      <div className="space-y-4 px-5 py-4">
        {candidate === null ? (
          <p className="text-caption text-muted">
            <Trans>It counts in no sum any more. What you wrote stays with it, and you can hide it in the ledger.</Trans>
          </p>
        ) : (
          <>
            {review.kind === 'transfer' && <TransferEffect />}
            {review.kind === 'which-account' && <JoiningEffect />}
            {isAboutRows && <ReviewEffect one={review.subject} other={candidate} />}
            {isAboutRows && (
              <CheckBox
                isChecked={always}
                onChange={setAlways}
                hint={<Trans>In this account, without asking again.</Trans>}
              >
                <Trans>
                  Always for these two names: {payoreeOf(review.subject)} and {payoreeOf(candidate)}
                </Trans>
              </CheckBox>
            )}
          </>
        )}
        <div className="flex flex-wrap gap-2">
          {candidate !== null && (
            <>
              <Button
                variant="primary"
                icon={<Check aria-hidden />}
                isPending={isPending}
                aria-keyshortcuts="m"
                onPress={() => decide('same')}
              >
                {i18n._(words.same)}
                <KeyHint letter="m" />
              </Button>
              <Button icon={<CopyPlus aria-hidden />} aria-keyshortcuts="k" onPress={() => decide('different')}>
                {i18n._(words.different)}
                <KeyHint letter="k" />
              </Button>
            </>
          )}
          <Button
            variant={candidate === null ? 'secondary' : 'quiet'}
            icon={<Minus aria-hidden />}
            aria-keyshortcuts="s"
            onPress={leave}
          >
            {candidate === null ? <Trans>Leave it so</Trans> : <Trans>Leave</Trans>}
            <KeyHint letter="s" />
          </Button>
        </div>
      </div>
    </QuestionCard>
  )
}
