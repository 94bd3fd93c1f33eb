import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Inbox } from 'lucide-react'
import type { ReactNode } from 'react'
import type { AccountView, ReviewView, TransactionView } from '../../../src/api/contract.ts'
import { accountsQuery, reviewsQuery } from '../api/queries.ts'
import { asSentence } from '../format/words.ts'
import { accountTitle } from '../parts/account-name.tsx'
import { payoreeOf, TransactionChips } from '../parts/transaction-line.tsx'
import { Banner } from '../ui/banner.tsx'
import { cx } from '../ui/class-names.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Money } from '../ui/money.tsx'
import { Page } from '../ui/page.tsx'
import { QueryView } from '../ui/query-view.tsx'
import { SkeletonCards } from '../ui/skeleton.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { Day, RelativeTime } from '../ui/time.tsx'

/** Questions that Tributary would rather ask than guess: both sides of each, with what differs in bold. */
export function Review() {
  const { t } = useLingui()
  const query = useQuery(reviewsQuery)
  const { data: accounts } = useQuery(accountsQuery)
  return (
    <Page
      title={t`Review`}
      count={query.data?.length || undefined}
      lead={<Trans>Where it isn't certain that two records are the same transaction, both are kept.</Trans>}
    >
      <QueryView query={query} what={t`the open questions`} skeleton={<SkeletonCards count={2} />}>
        {(reviews) =>
          reviews.length === 0 ? (
            <EmptyState icon={<Inbox aria-hidden />} title={<Trans>Nothing to review</Trans>}>
              <Trans>When two records might be the same transaction, the question appears here.</Trans>
            </EmptyState>
          ) : (
            <div className="space-y-5">
              <Banner tone="info">
                <Trans>
                  Until a question is decided, both sides stay in your ledger. Answering here isn't built yet; you can
                  hide the one that is too many.
                </Trans>
              </Banner>
              <ul className="space-y-4">
                {reviews.map((review) => (
                  <Question key={review.id} review={review} accounts={accounts ?? []} />
                ))}
              </ul>
            </div>
          )
        }
      </QueryView>
    </Page>
  )
}

const QUESTIONS: Record<string, MessageDescriptor> = {
  'pending-or-posted': msg`Did the pending transaction become this one?`,
  'removed-with-edits': msg`The bank took this one back. Should it go?`,
}

function Question({ review, accounts }: { review: ReviewView; accounts: AccountView[] }) {
  const { t, i18n } = useLingui()
  const question = QUESTIONS[review.kind]
  return (
    <li className="overflow-hidden rounded-card border border-line bg-surface shadow-card">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 px-5 pt-4">
        <h2 className="font-semibold tracking-tight">
          {question === undefined ? <Trans>Are these the same transaction?</Trans> : i18n._(question)}
        </h2>
        <span className="text-caption text-muted">
          <RelativeTime at={review.createdAt} />
        </span>
      </div>
      <p className="px-5 pb-4 text-soft">{asSentence(review.why)}</p>
      <div className="grid gap-px border-t border-line bg-line sm:grid-cols-2">
        <Side title={t`New`} transaction={review.subject} others={review.candidates} accounts={accounts} />
        {review.candidates.map((candidate) => (
          <Side
            key={candidate.id}
            title={t`Already here`}
            transaction={candidate}
            others={[review.subject]}
            accounts={accounts}
          />
        ))}
      </div>
    </li>
  )
}

type SideProps = { title: string; transaction: TransactionView; others: TransactionView[]; accounts: AccountView[] }

function Side({ title, transaction, others, accounts }: SideProps) {
  const differs = (read: (one: TransactionView) => string) => others.some((one) => read(one) !== read(transaction))
  const account = accounts.find((known) => known.id === transaction.accountId)
  return (
    <div className="bg-surface px-5 py-4">
      <div className="mb-2 flex items-center gap-2 text-caption font-medium text-muted">
        {title}
        <TransactionChips transaction={{ ...transaction, openReviews: 0 }} />
      </div>
      <Fact isDifferent={differs((one) => `${one.amount.minor} ${one.amount.currency}`)}>
        <Money amount={transaction.amount} isMovement className="text-lg" />
      </Fact>
      <Fact isDifferent={differs(payoreeOf)}>{payoreeOf(transaction)}</Fact>
      <Fact isDifferent={differs((one) => one.on)}>
        <Day on={transaction.on} style="full" />
      </Fact>
      <Fact isDifferent={differs((one) => one.description)}>
        <span className="text-caption break-words">{transaction.description}</span>
      </Fact>
      {account !== undefined && (
        <Fact isDifferent={differs((one) => one.accountId)}>
          <span className="text-caption">{accountTitle(account)}</span>
        </Fact>
      )}
      <p className="mt-2 text-caption">
        <TextLink to="/transactions" search={{ open: transaction.id }}>
          <Trans>Open this transaction</Trans>
        </TextLink>
      </p>
    </div>
  )
}

/** What differs is bold; what is the same steps back. */
function Fact({ isDifferent, children }: { isDifferent: boolean; children: ReactNode }) {
  return <p className={cx(isDifferent ? 'font-semibold' : 'text-muted')}>{children}</p>
}
