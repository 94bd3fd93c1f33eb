import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Download, ListTree, Send, X } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { MoneyView } from '../../../src/api/contract.ts'
import { accountsQuery, type LedgerFilter, ledgerQuery } from '../api/queries.ts'
import { ExportDialog } from '../parts/export-dialog.tsx'
import { Ledger } from '../parts/ledger.tsx'
import { LedgerFilters } from '../parts/ledger-filters.tsx'
import { TransactionPanel } from '../parts/transaction-panel.tsx'
import { Button, ButtonLink } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Money } from '../ui/money.tsx'
import { Page } from '../ui/page.tsx'
import { QueryView } from '../ui/query-view.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'

const route = getRouteApi('/transactions')

/** The ledger: all transactions of all accounts, narrowed by the filter in the address. */
export function Transactions() {
  const { t } = useLingui()
  const { open, ...filter } = route.useSearch()
  const navigate = route.useNavigate()
  const [isExporting, setIsExporting] = useState(false)
  const query = useInfiniteQuery(ledgerQuery(filter))
  const { data: accounts } = useQuery(accountsQuery)
  const first = query.data?.pages[0]
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.transactions) ?? [], [query.data])
  const isFiltered = Object.values(filter).some((value) => value !== undefined)
  const apply = (next: LedgerFilter) => void navigate({ search: next, replace: true, resetScroll: false })

  return (
    <Page
      title={t`Transactions`}
      count={first?.total}
      actions={
        <>
          <ButtonLink to="/destinations" icon={<Send aria-hidden />}>
            <Trans>Send to a budget program</Trans>
          </ButtonLink>
          <Button icon={<Download aria-hidden />} onPress={() => setIsExporting(true)}>
            <Trans>Export</Trans>
          </Button>
        </>
      }
    >
      {isExporting && <ExportDialog filter={filter} onClose={() => setIsExporting(false)} />}
      <LedgerFilters filter={filter} accounts={accounts ?? []} onChange={apply} />
      {isFiltered && first !== undefined && first.total > 0 && (
        <Sums total={first.total} sums={first.sums} onClear={() => apply({})} />
      )}
      <QueryView query={query} what={t`your transactions`} skeleton={<SkeletonRows count={10} />}>
        {() =>
          rows.length === 0 ? (
            <Nothing isFiltered={isFiltered} onClear={() => apply({})} />
          ) : (
            <Ledger
              rows={rows}
              total={first?.total ?? rows.length}
              accounts={accounts ?? []}
              hasMore={query.hasNextPage}
              isFetchingMore={query.isFetchingNextPage}
              onMore={() => void query.fetchNextPage()}
            />
          )
        }
      </QueryView>
      <TransactionPanel
        id={open ?? null}
        onClose={() =>
          void navigate({ search: (before) => ({ ...before, open: undefined }), replace: true, resetScroll: false })
        }
      />
    </Page>
  )
}

function Sums({ total, sums, onClear }: { total: number; sums: MoneyView[]; onClear: () => void }) {
  return (
    <div className="mb-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-caption text-muted">
      <Plural value={total} one="# transaction matches" other="# transactions match" />
      {sums.map((sum) => (
        <span key={sum.currency}>
          <Trans>
            Sum in {sum.currency}: <Money amount={sum} isMovement className="font-medium" />
          </Trans>
        </span>
      ))}
      <Button variant="quiet" size="small" className="-ml-2" icon={<X aria-hidden />} onPress={onClear}>
        <Trans>Clear filters</Trans>
      </Button>
    </div>
  )
}

function Nothing({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  if (isFiltered) {
    return (
      <EmptyState
        icon={<ListTree aria-hidden />}
        title={<Trans>Nothing matches</Trans>}
        actions={
          <Button onPress={onClear}>
            <Trans>Clear filters</Trans>
          </Button>
        }
      />
    )
  }
  return (
    <EmptyState
      icon={<ListTree aria-hidden />}
      title={<Trans>No transactions yet</Trans>}
      actions={
        <>
          <ButtonLink to="/connect" variant="primary">
            <Trans>Connect a bank</Trans>
          </ButtonLink>
          <ButtonLink to="/import">
            <Trans>Import a file</Trans>
          </ButtonLink>
        </>
      }
    >
      <Trans>Your transactions appear here after the first sync or file.</Trans>
    </EmptyState>
  )
}
