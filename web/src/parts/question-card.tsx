import { Trans } from '@lingui/react/macro'
import { useEffect, useRef, type ReactNode } from 'react'
import type { ReviewView } from '../../../src/api/contract.ts'
import { RelativeTime } from '../ui/time.tsx'
import { ReviewEvidence } from './review-evidence.tsx'

type QuestionCardProps = {
  title: ReactNode
  review: ReviewView
  /** Its heading takes the focus: it came after the one that was just answered. */
  isNext: boolean
  children: ReactNode
}

/** What all questions look like: the question, when and why it is asked, then what it is about and its answers. */
export function QuestionCard({ title, review, isNext, children }: QuestionCardProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (isNext) heading.current?.focus()
  }, [isNext])
  return (
    <article
      aria-labelledby="question"
      className="overflow-hidden rounded-card border border-line bg-surface shadow-card"
    >
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 px-5 pt-4 pb-1">
        <h2 ref={heading} id="question" tabIndex={-1} className="text-lg font-semibold tracking-tight">
          {title}
        </h2>
        <span className="text-caption text-muted">
          <Trans>
            asked <RelativeTime at={review.createdAt} />
          </Trans>
        </span>
      </div>
      <ReviewEvidence review={review} />
      {children}
    </article>
  )
}
