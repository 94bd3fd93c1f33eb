import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import type { WhyView } from '../../../src/api/contract/why.ts'
import { whyQuery } from '../api/queries.ts'
import { Described, DescriptionList } from '../ui/description-list.tsx'
import { Drawer } from '../ui/dialog.tsx'
import { Money } from '../ui/money.tsx'
import { QueryView } from '../ui/query-view.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { Day } from '../ui/time.tsx'
import { TransactionEditForm } from './transaction-edit.tsx'
import { payoreeOf, TransactionChips } from './transaction-line.tsx'
import { WhyCard } from './why-card.tsx'

/** Everything about one transaction, at the side: what it is, what a person made of it, and what it rests on. */
export function TransactionPanel({ id, onClose }: { id: string | null; onClose: () => void }) {
  const { t } = useLingui()
  return (
    <Drawer title={t`Transaction`} closeLabel={t`Close`} isOpen={id !== null} onClose={onClose}>
      {id !== null && <PanelBody id={id} />}
    </Drawer>
  )
}

function PanelBody({ id }: { id: string }) {
  const { t } = useLingui()
  const query = useQuery(whyQuery(id))
  return (
    <QueryView query={query} what={t`this transaction`} skeleton={<SkeletonRows count={4} />}>
      {(why) => (
        <div className="space-y-6">
          <Summary transaction={why.transaction} />
          {/* A key, so that the form starts anew when another transaction is opened. */}
          <TransactionEditForm
            key={why.transaction.id}
            transaction={why.transaction}
            categoryId={categoryIdOf(why)}
          />
          <WhyCard why={why} />
        </div>
      )}
    </QueryView>
  )
}

/** The id behind the category's name; null where it has none, or was decided to have none. */
function categoryIdOf({ fields }: WhyView): string | null {
  const value = fields.find(({ field }) => field === 'category')?.value
  return typeof value === 'string' && value !== '' ? value : null
}

function Summary({ transaction }: { transaction: WhyView['transaction'] }) {
  return (
    <div>
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="text-lg font-semibold tracking-tight">{payoreeOf(transaction)}</h3>
        <TransactionChips transaction={transaction} />
      </div>
      <Money amount={transaction.amount} isMovement className="mt-1 block text-3xl font-semibold tracking-tight" />
      <div className="mt-3">
        <DescriptionList>
          <Described term={<Trans>Account</Trans>}>
            <TextLink to="/accounts/$accountId" params={{ accountId: transaction.accountId }}>
              {transaction.accountName}
            </TextLink>
          </Described>
          <Described term={<Trans>Posted</Trans>}>
            {transaction.postedOn === null ? <Trans>Not yet</Trans> : <Day on={transaction.postedOn} />}
          </Described>
          {transaction.transactionOn !== null && transaction.transactionOn !== transaction.postedOn && (
            <Described term={<Trans>Made on</Trans>}>
              <Day on={transaction.transactionOn} />
            </Described>
          )}
          <Described term={<Trans>Bank's text</Trans>}>{transaction.description}</Described>
        </DescriptionList>
      </div>
      {transaction.isRemoved && (
        <p className="mt-3 text-caption text-muted">
          <Trans>The bank took this transaction back. It counts in no sum.</Trans>
        </p>
      )}
      {transaction.openReviews > 0 && (
        <p className="mt-3 text-caption">
          <TextLink to="/review">
            <Plural value={transaction.openReviews} one="# open question" other="# open questions" />
          </TextLink>
        </p>
      )}
    </div>
  )
}
