import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { accountsQuery, findingsQuery } from '../api/queries.ts'
import { totalsByCurrency } from '../format/money.ts'
import { Button } from '../ui/button.tsx'
import { SectionCard } from '../ui/card.tsx'
import { Money } from '../ui/money.tsx'
import { QueryView } from '../ui/query-view.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { accountTitle } from './account-name.tsx'
import { FindingLine } from './finding.tsx'

const ACCOUNTS_SHOWN = 6

/** What each open account holds, with one total for each currency. */
export function Balances() {
  const { t } = useLingui()
  const query = useQuery(accountsQuery)
  const { data: findings } = useQuery(findingsQuery)
  const [isUnfolded, setIsUnfolded] = useState(false)
  return (
    <SectionCard title={<Trans>Balances</Trans>}>
      <QueryView query={query} what={t`your balances`} skeleton={<SkeletonRows count={3} />}>
        {(accounts) => {
          const open = accounts.filter((account) => !account.isClosed)
          const totals = totalsByCurrency(open.flatMap((account) => account.balance?.amount ?? []))
          return (
            <>
              {totals.length > 0 && (
                <ul className="mb-2 flex flex-wrap gap-x-8 gap-y-1">
                  {totals.map((total) => (
                    <li key={total.currency}>
                      <span className="block text-xs font-medium text-muted">{total.currency}</span>
                      <Money amount={total} className="text-2xl font-semibold tracking-tight" />
                    </li>
                  ))}
                </ul>
              )}
              <ul className="divide-y divide-line">
                {(isUnfolded ? open : open.slice(0, ACCOUNTS_SHOWN)).map((account) => (
                  <li key={account.id} className="flex items-center justify-between gap-4 py-2.5 last:pb-0">
                    <div className="min-w-0">
                      <TextLink
                        to="/accounts/$accountId"
                        params={{ accountId: account.id }}
                        className="block truncate text-ink! no-underline! hover:underline!"
                      >
                        {accountTitle(account)}
                      </TextLink>
                      <p className="truncate text-caption text-muted">
                        {account.institutionName ?? <Trans>From files</Trans>}
                      </p>
                      {findings
                        ?.filter(({ accountId }) => accountId === account.id)
                        .map((finding) => (
                          <FindingLine key={finding.kind} finding={finding} />
                        ))}
                    </div>
                    {account.balance === null ? (
                      <span className="text-caption text-muted">
                        <Plural value={account.transactionCount} one="# transaction" other="# transactions" />
                      </span>
                    ) : (
                      <Money amount={account.balance.amount} className="font-medium" />
                    )}
                  </li>
                ))}
              </ul>
              {open.length > ACCOUNTS_SHOWN && (
                <Button
                  variant="quiet"
                  size="small"
                  className="mt-2 -ml-3"
                  aria-expanded={isUnfolded}
                  onPress={() => setIsUnfolded(!isUnfolded)}
                >
                  {isUnfolded ? <Trans>Show fewer</Trans> : <Trans>Show all {open.length} accounts</Trans>}
                </Button>
              )}
            </>
          )
        }}
      </QueryView>
    </SectionCard>
  )
}
