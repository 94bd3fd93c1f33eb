import { Trans, useLingui } from '@lingui/react/macro'
import { getRouteApi, Link } from '@tanstack/react-router'
import { createColumnHelper, tableFeatures, useTable } from '@tanstack/react-table'
import { defaultRangeExtractor, type Range, useWindowVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { AccountView, TransactionView } from '../../../src/api/contract.ts'
import { isThisYear } from '../format/dates.ts'
import { cx } from '../ui/class-names.ts'
import { Money } from '../ui/money.tsx'
import { Day } from '../ui/time.tsx'
import { accountTitle } from './account-name.tsx'
import { payoreeOf, TransactionChips } from './transaction-line.tsx'

const route = getRouteApi('/transactions')

const ROW_PX = 45
const TWO_LINE_ROW_PX = 65
/** Rows drawn beyond the window's edges, so that quick scrolling shows no holes. */
const OVERSCAN = 8
/** The next page is fetched when this few rows are left below. */
const FETCH_AHEAD = 60
const WIDE = '(min-width: 48rem)'

const features = tableFeatures({})
const column = createColumnHelper<typeof features, TransactionView>()

type LedgerProps = {
  rows: TransactionView[]
  /** How many the filter matches, loaded or not. */
  total: number
  accounts: AccountView[]
  hasMore: boolean
  isFetchingMore: boolean
  onMore: () => void
}

/** Semantic rows, of which only those in the window exist; on phones each takes two lines. */
export function Ledger({ rows, total, accounts, hasMore, isFetchingMore, onMore }: LedgerProps) {
  const { t } = useLingui()
  const columns = useColumns(accounts)
  const table = useTable({ features, columns, data: rows, getRowId: (row) => row.id })
  const model = table.getRowModel().rows
  const isWide = useIsWide()
  const box = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  const [active, setActive] = useState(0)
  const isMoving = useRef(false)
  useLayoutEffect(() => setTop((box.current?.getBoundingClientRect().top ?? 0) + window.scrollY), [])

  const virtualizer = useWindowVirtualizer({
    count: model.length,
    estimateSize: () => (isWide ? ROW_PX : TWO_LINE_ROW_PX),
    overscan: OVERSCAN,
    scrollMargin: top,
    // The row with the focus stays drawn, else the focus would be lost by scrolling.
    rangeExtractor: (range: Range) => [...new Set([...defaultRangeExtractor(range), active])].sort((a, b) => a - b),
  })
  useEffect(() => virtualizer.measure(), [isWide, virtualizer])

  const shown = virtualizer.getVirtualItems()
  const last = shown.at(-1)?.index ?? 0
  useEffect(() => {
    if (hasMore && !isFetchingMore && last >= model.length - FETCH_AHEAD) onMore()
  }, [last, model.length, hasMore, isFetchingMore, onMore])

  const move = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    isMoving.current = true
    setActive(Math.min(Math.max(active + step, 0), model.length - 1))
  }
  // The row is drawn by now, wherever it is: the range above holds it.
  useLayoutEffect(() => {
    if (!isMoving.current) return
    isMoving.current = false
    box.current?.querySelector<HTMLElement>(`[data-index="${active}"] a`)?.focus({ preventScroll: true })
    virtualizer.scrollToIndex(active, { align: 'auto' })
  }, [active, virtualizer])

  return (
    <>
      <div
        role="table"
        aria-label={t`Transactions`}
        aria-rowcount={total + 1}
        className="rounded-card border border-line bg-surface shadow-card"
      >
        <div role="rowgroup" className="sticky top-0 z-10 rounded-t-card border-b border-line bg-surface max-md:sr-only">
          {table.getHeaderGroups().map((group) => (
            <div key={group.id} role="row" aria-rowindex={1} className={cx(GRID, 'h-10 text-caption text-muted')}>
              {group.headers.map((header) => (
                <div key={header.id} role="columnheader" className={cx('font-medium', CELL[header.column.id])}>
                  <table.FlexRender header={header} />
                </div>
              ))}
            </div>
          ))}
        </div>
        <div
          ref={box}
          role="rowgroup"
          onKeyDown={move}
          className="relative"
          style={{ height: `${virtualizer.getTotalSize()}px` }}
        >
          {shown.map((place) => {
            const row = model[place.index]
            if (row === undefined) return null
            return (
              <div
                key={row.id}
                role="row"
                aria-rowindex={place.index + 2}
                data-index={place.index}
                onFocus={() => setActive(place.index)}
                className={cx(
                  GRID,
                  'absolute inset-x-0 top-0 border-b border-line hover:bg-hover max-md:grid-rows-2 max-md:content-center',
                  row.original.isHidden && 'text-muted',
                )}
                style={{ height: `${place.size}px`, transform: `translateY(${place.start - top}px)` }}
              >
                {row.getAllCells().map((cell) => (
                  <div key={cell.id} role="cell" className={CELL[cell.column.id]}>
                    {cell.column.id === 'payoree' ? (
                      <Payoree transaction={row.original} isActive={place.index === active} />
                    ) : (
                      <table.FlexRender cell={cell} />
                    )}
                  </div>
                ))}
              </div>
            )
          })}
        </div>
      </div>
      <p role="status" className="py-4 text-center text-caption text-muted">
        {isFetchingMore ? <Trans>Loading older transactions</Trans> : !hasMore && <Trans>That's all of them.</Trans>}
      </p>
    </>
  )
}

const GRID = cx(
  'grid items-center gap-x-4 px-4 md:px-5',
  'max-md:grid-cols-[auto_auto_1fr_auto] max-md:gap-x-0',
  'md:grid-cols-[6.5rem_minmax(0,5fr)_minmax(0,2.5fr)_minmax(0,3fr)_minmax(7rem,auto)]',
)

const SECOND_LINE = 'max-md:row-start-2 max-md:self-start max-md:text-caption text-muted truncate'

const CELL: Record<string, string> = {
  date: cx(SECOND_LINE, 'max-md:col-start-1 tabular'),
  payoree: 'min-w-0 max-md:col-span-3 max-md:row-start-1 max-md:col-start-1 max-md:self-end',
  category: cx(SECOND_LINE, 'max-md:col-start-2 max-md:max-w-28 max-md:not-empty:before:mx-1.5 max-md:not-empty:before:content-["·"]'),
  account: cx(SECOND_LINE, 'max-md:col-start-3 max-md:before:mx-1.5 max-md:before:content-["·"]'),
  amount: 'text-right font-medium max-md:row-span-2 max-md:row-start-1 max-md:col-start-4 max-md:pl-3',
}

function Payoree({ transaction, isActive }: { transaction: TransactionView; isActive: boolean }) {
  const search = route.useSearch()
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Link
        to="/transactions"
        search={{ ...search, open: transaction.id }}
        resetScroll={false}
        preload={false}
        tabIndex={isActive ? 0 : -1}
        className={cx(
          'truncate font-medium after:absolute after:inset-0 focus-visible:outline-none',
          'focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent',
          transaction.isRemoved && 'line-through',
        )}
      >
        {payoreeOf(transaction)}
      </Link>
      <TransactionChips transaction={transaction} />
    </span>
  )
}

/** On phones the year is left out where it is this one. */
function LedgerDay({ on }: { on: string }) {
  const isRecent = isThisYear(on)
  return (
    <>
      <span className="md:hidden">
        <Day on={on} style={isRecent ? 'short' : 'long'} />
      </span>
      <span className="max-md:hidden">
        <Day on={on} />
      </span>
    </>
  )
}

function useColumns(accounts: AccountView[]) {
  const { t } = useLingui()
  return useMemo(() => {
    const names = new Map(accounts.map((account) => [account.id, accountTitle(account)]))
    return column.columns([
      column.accessor('on', { id: 'date', header: t`Date`, cell: (cell) => <LedgerDay on={cell.getValue()} /> }),
      column.accessor(payoreeOf, { id: 'payoree', header: t`Payoree` }),
      column.accessor('category', { id: 'category', header: t`Category`, cell: (cell) => cell.getValue() }),
      // Named in the cell, not the accessor: the table keeps accessed values when the accounts arrive after the rows.
      column.accessor('accountId', {
        id: 'account',
        header: t`Account`,
        cell: (cell) => names.get(cell.getValue()) ?? '',
      }),
      column.accessor('amount', {
        id: 'amount',
        header: t`Amount`,
        cell: (cell) => <Money amount={cell.getValue()} isMovement />,
      }),
    ])
  }, [accounts, t])
}

function useIsWide(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = window.matchMedia(WIDE)
      query.addEventListener('change', listener)
      return () => query.removeEventListener('change', listener)
    },
    () => window.matchMedia(WIDE).matches,
  )
}
