import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { ListTree } from 'lucide-react'
import type { AccountView } from '../../../src/api/contract.ts'
import { accountsQuery, coverageQuery, proofQuery } from '../api/queries.ts'
import { ACCOUNT_KINDS, accountTitle } from '../parts/account-name.tsx'
import { BalanceProof } from '../parts/balance-proof.tsx'
import { CoverageMap } from '../parts/coverage-map.tsx'
import { FindingBanners } from '../parts/finding.tsx'
import { ButtonLink } from '../ui/button.tsx'
import { SectionCard } from '../ui/card.tsx'
import { Described, DescriptionList } from '../ui/description-list.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Money } from '../ui/money.tsx'
import { Page } from '../ui/page.tsx'
import { QueryView } from '../ui/query-view.tsx'
import { SkeletonCards } from '../ui/skeleton.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { RelativeTime } from '../ui/time.tsx'

const route = getRouteApi('/accounts/$accountId')

/** One account: what it holds, whether that is proved, and which days are covered. */
export function AccountDetail() {
  const { t } = useLingui()
  const { accountId } = route.useParams()
  const query = useQuery(accountsQuery)
  return (
    <QueryView query={query} what={t`this account`} skeleton={<SkeletonCards count={3} />}>
      {(accounts) => {
        const account = accounts.find(({ id }) => id === accountId)
        return account === undefined ? <NoAccount /> : <Loaded key={account.id} account={account} />
      }}
    </QueryView>
  )
}

function NoAccount() {
  const { t } = useLingui()
  return (
    <Page title={t`No such account`}>
      <EmptyState icon={<ListTree aria-hidden />} title={<Trans>There is no account at this address</Trans>}>
        <TextLink to="/">
          <Trans>Back to the dashboard</Trans>
        </TextLink>
      </EmptyState>
    </Page>
  )
}

function Loaded({ account }: { account: AccountView }) {
  const { t } = useLingui()
  const proof = useQuery(proofQuery(account.id))
  const coverage = useQuery(coverageQuery(account.id))
  return (
    <Page
      title={accountTitle(account)}
      eyebrow={
        account.connectionId === null ? (
          <Trans>From files</Trans>
        ) : (
          <TextLink to="/connections/$connectionId" params={{ connectionId: account.connectionId }}>
            {account.institutionName ?? <Trans>Connection</Trans>}
          </TextLink>
        )
      }
      actions={
        <ButtonLink to="/transactions" search={{ accountId: account.id }} icon={<ListTree aria-hidden />}>
          <Trans>Transactions</Trans>
        </ButtonLink>
      }
    >
      <div className="grid grid-cols-1 items-start gap-5 wide:grid-cols-3">
        <div className="space-y-5 wide:col-span-2">
          <FindingBanners accountId={account.id} />
          <QueryView query={proof} what={t`the balance proof`} skeleton={<SkeletonCards count={1} />}>
            {(loaded) => <BalanceProof proof={loaded} />}
          </QueryView>
          <QueryView query={coverage} what={t`the days covered`} skeleton={<SkeletonCards count={1} />}>
            {(loaded) => <CoverageMap coverage={loaded} />}
          </QueryView>
        </div>
        <Facts account={account} />
      </div>
    </Page>
  )
}

function Facts({ account }: { account: AccountView }) {
  const { i18n } = useLingui()
  return (
    <SectionCard title={<Trans>About this account</Trans>} className="max-wide:order-first">
      {account.balance !== null && (
        <div className="pb-3">
          <Money amount={account.balance.amount} className="text-2xl font-semibold tracking-tight" />
          <p className="text-caption text-muted">
            {account.balance.kind === 'booked' ? <Trans>Booked</Trans> : <Trans>Available</Trans>}
            {', '}
            <RelativeTime at={account.balance.asOf} />
          </p>
        </div>
      )}
      <DescriptionList>
        <Described term={<Trans>Kind</Trans>}>{i18n._(ACCOUNT_KINDS[account.kind])}</Described>
        <Described term={<Trans>Currency</Trans>}>{account.currency}</Described>
        <Described term={<Trans>Transactions</Trans>}>
          {account.transactionCount.toLocaleString(i18n.locale)}
        </Described>
        {account.isClosed && (
          <Described term={<Trans>State</Trans>}>
            <Trans>Closed</Trans>
          </Described>
        )}
      </DescriptionList>
    </SectionCard>
  )
}
