import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ChevronLeft, ChevronRight, CircleCheck, Inbox, Undo2 } from 'lucide-react'
import { useState } from 'react'
import type { ReviewView } from '../../../src/api/contract.ts'
import type { DecisionView } from '../../../src/api/contract/reviews.ts'
import { send } from '../api/client.ts'
import { accountsQuery, reviewsQuery } from '../api/queries.ts'
import { useRefreshLedger, useUndo, useUndoRulebook } from '../api/undo.ts'
import { PayoreeQuestion } from '../parts/payoree-question.tsx'
import { type Answer, ReviewQuestion } from '../parts/review-question.tsx'
import { Button, ButtonLink, IconButton } from '../ui/button.tsx'
import { CheckBox } from '../ui/check-box.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { KeyHint } from '../ui/key-hint.tsx'
import { Page } from '../ui/page.tsx'
import { QueryView, useErrorWords } from '../ui/query-view.tsx'
import { useShortcuts, useShortcutsSwitch } from '../ui/shortcuts.ts'
import { SkeletonCards } from '../ui/skeleton.tsx'
import { useNotify } from '../ui/toast.tsx'

/** Questions that Tributary would rather ask than guess, one at a time. */
export function Review() {
  const { t } = useLingui()
  const query = useQuery(reviewsQuery)
  return (
    <Page
      title={t`Review`}
      count={query.data?.length || undefined}
      lead={<Trans>Where it isn't certain, nothing is joined by itself: everything stays in your ledger until you say.</Trans>}
      isNarrow
    >
      <QueryView query={query} what={t`the open questions`} skeleton={<SkeletonCards count={2} />}>
        {(reviews) => <Answering reviews={reviews} />}
      </QueryView>
    </Page>
  )
}

/** An answer given here, under which it can be taken back. */
type Given = { batchIds: readonly string[]; reviewId: string; answer: Answer['answer']; kind: string }

/** Its answer is a change of the rulebook, and undone as one. */
const ABOUT_PAYOREE = 'uncertain-payoree'

function Answering({ reviews }: { reviews: readonly ReviewView[] }) {
  const { data: accounts } = useQuery(accountsQuery)
  const [currentId, setCurrentId] = useState<string | null>(null)
  const [given, setGiven] = useState<readonly Given[]>([])
  const [hasMoved, setHasMoved] = useState(false)
  const answering = useAnswer((next, review) => {
    // Known before the list shrinks: the question that follows the answered one.
    const place = reviews.findIndex(({ id }) => id === review.id)
    setGiven((before) => [...before, next])
    setCurrentId(reviews[place + 1]?.id ?? reviews[place - 1]?.id ?? null)
    setHasMoved(true)
  })
  const undo = useUndo()
  const undoNaming = useUndoRulebook()
  const at = Math.max(0, reviews.findIndex(({ id }) => id === currentId))
  const review = reviews[at]
  const Question = review?.kind === ABOUT_PAYOREE ? PayoreeQuestion : ReviewQuestion
  const last = given.at(-1)

  const go = (step: number) => setCurrentId(reviews[at + step]?.id ?? review?.id ?? null)
  const answer = (wish: Answer) => {
    if (review !== undefined) answering.mutate({ review, wish })
  }
  const takeBack = () => {
    if (last === undefined || undo.isPending || undoNaming.isPending) return
    const { batchIds, reviewId } = last
    const asksAgain = () => {
      setGiven((before) => before.slice(0, -1))
      setCurrentId(reviewId)
    }
    const [batchId = '', ...alike] = batchIds
    if (last.kind === ABOUT_PAYOREE) undoNaming.mutate(batchId, { onSuccess: asksAgain })
    else if (alike.length === 0) undo.mutate({ batchId }, { onSuccess: asksAgain })
    else void undoAll(undo.mutateAsync, batchIds).then(asksAgain, () => {})
  }
  useShortcuts({ u: takeBack })

  return (
    <div className="space-y-4">
      {last !== undefined && <LastAnswer given={last} count={given.length} isPending={undo.isPending || undoNaming.isPending} onUndo={takeBack} />}
      {review === undefined ? (
        <AllDone count={given.length} />
      ) : (
        <>
          {reviews.length > 1 && <Position at={at} count={reviews.length} onGo={go} />}
          <Question
            key={review.id}
            review={review}
            accounts={accounts ?? []}
            isNext={hasMoved}
            isPending={answering.isPending}
            onAnswer={answer}
          />
          <KeysSwitch />
        </>
      )}
    </div>
  )
}

/** The newest first, as each stands on the one before. What fails is told by the undo itself. */
async function undoAll(undo: ReturnType<typeof useUndo>['mutateAsync'], batchIds: readonly string[]): Promise<void> {
  for (const batchId of batchIds.toReversed()) await undo({ batchId })
}

function useAnswer(onGiven: (given: Given, review: ReviewView) => void) {
  const client = useQueryClient()
  const refresh = useRefreshLedger()
  const notify = useNotify()
  const words = useErrorWords()
  return useMutation({
    mutationFn: ({ review, wish }: { review: ReviewView; wish: Answer }) =>
      send<DecisionView>('POST', `/reviews/${review.id}/answer`, wish),
    onSuccess: async ({ batchId, alikeBatchIds = [] }, { review, wish }) => {
      // An answer that is under way would bring the question back for a moment.
      await client.cancelQueries({ queryKey: reviewsQuery.queryKey })
      onGiven({ batchIds: [batchId, ...alikeBatchIds], reviewId: review.id, answer: wish.answer, kind: review.kind }, review)
      client.setQueryData(reviewsQuery.queryKey, (known) => known?.filter(({ id }) => id !== review.id))
    },
    onError: (error) => notify('bad', words(error)),
    // Not waited for: the next question can be answered meanwhile.
    onSettled: () => void refresh(),
  })
}

function GivenWords({ given: { answer, kind } }: { given: Given }) {
  if (answer === 'leave') return <Trans>Left as it is.</Trans>
  const isSame = answer === 'same'
  if (kind === ABOUT_PAYOREE) {
    return isSame ? <Trans>Named, and will be from now on.</Trans> : <Trans>The bank's text stays, and won't be asked about again.</Trans>
  }
  if (kind === 'transfer') {
    return isSame ? <Trans>Linked as a transfer.</Trans> : <Trans>Not a transfer, and won't be asked about again.</Trans>
  }
  if (kind === 'which-account') {
    return isSame ? <Trans>Taken as the same account.</Trans> : <Trans>Taken as an account of its own.</Trans>
  }
  return isSame ? (
    <Trans>Joined: they are one transaction now.</Trans>
  ) : (
    <Trans>Both are kept, and won't be asked about again.</Trans>
  )
}

type LastAnswerProps = { given: Given; count: number; isPending: boolean; onUndo: () => void }

function LastAnswer({ given, count, isPending, onUndo }: LastAnswerProps) {
  const along = given.batchIds.length - 1
  return (
    <div role="status" className="flex items-center gap-3 rounded-card bg-good-soft py-2 pr-2 pl-4 text-good-text">
      <CircleCheck aria-hidden className="size-5 shrink-0" />
      <p className="flex-1">
        <GivenWords given={given} />{' '}
        {along > 0 && (
          <Plural
            value={along}
            one="# more question about these two names is answered along."
            other="# more questions about these two names are answered along."
          />
        )}{' '}
        {count > 1 && <Plural value={count} one="# answered here." other="# answered here." />}
      </p>
      <Button size="small" icon={<Undo2 aria-hidden />} isPending={isPending} aria-keyshortcuts="u" onPress={onUndo}>
        <Trans>Undo</Trans>
        <KeyHint letter="u" />
      </Button>
    </div>
  )
}

function Position({ at, count, onGo }: { at: number; count: number; onGo: (step: number) => void }) {
  const { t } = useLingui()
  return (
    <div className="flex items-center justify-between">
      <p className="text-caption font-medium text-muted tabular">
        <Trans>
          Question {at + 1} of {count}
        </Trans>
      </p>
      <div className="flex gap-1">
        <IconButton
          label={t`Previous question`}
          icon={<ChevronLeft aria-hidden />}
          isDisabled={at === 0}
          onPress={() => onGo(-1)}
        />
        <IconButton
          label={t`Next question`}
          icon={<ChevronRight aria-hidden />}
          isDisabled={at === count - 1}
          onPress={() => onGo(1)}
        />
      </div>
    </div>
  )
}

function AllDone({ count }: { count: number }) {
  if (count === 0) {
    return (
      <EmptyState icon={<Inbox aria-hidden />} title={<Trans>Nothing to review</Trans>}>
        <Trans>When two records might be the same transaction, the question appears here.</Trans>
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={<CircleCheck aria-hidden />}
      title={<Trans>All answered</Trans>}
      actions={
        <ButtonLink to="/transactions">
          <Trans>See the transactions</Trans>
        </ButtonLink>
      }
    >
      <Plural value={count} one="You answered # question. Later syncs obey." other="You answered # questions. Later syncs obey." />
    </EmptyState>
  )
}

function KeysSwitch() {
  const [isOn, turn] = useShortcutsSwitch()
  return (
    <CheckBox isChecked={isOn} onChange={turn} className="text-caption text-muted max-sm:hidden">
      <Trans>Answer with single keys: M, K, S, and U to undo</Trans>
    </CheckBox>
  )
}
