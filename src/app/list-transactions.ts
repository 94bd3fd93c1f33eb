import { parseCalendarDate } from '../domain/calendar.ts'
import type { CalendarDate } from '../domain/calendar.ts'
import { readId } from '../domain/ids.ts'
import type { RecordStatus } from '../domain/source-record.ts'
import { readLedgerPage, readLedgerTotals } from '../storage/read/transactions.ts'
import type { LedgerFilter, LedgerPosition } from '../storage/read/transactions.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { invalid } from './refusal.ts'
import { showMinor } from './views/show.ts'
import { transactionView } from './views/transaction-view.ts'

export type TransactionQuery = {
  readonly limit: number
  readonly cursor?: string | undefined
  readonly accountId?: string | undefined
  readonly text?: string | undefined
  readonly status?: RecordStatus | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly includeHidden: boolean
}

/** A page of the ledger, newest first, with the totals of the whole filter. */
export async function listTransactions(context: AppContext, query: TransactionQuery) {
  const filter = readFilter(query)
  const after = query.cursor === undefined ? null : readPosition(query.cursor)
  const { rows, totals } = await asOwner(context, async (transaction) => ({
    // One more than asked for tells whether there is a next page.
    rows: await readLedgerPage(transaction, filter, after, query.limit + 1),
    totals: await readLedgerTotals(transaction, filter),
  }))
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  return {
    transactions: page.map(transactionView),
    nextCursor: rows.length > page.length && last ? showPosition({ on: last.onDate, id: last.id }) : null,
    total: totals.total,
    sums: totals.sums.map(({ minor, currency }) => showMinor(minor, currency)),
  }
}

function readFilter(query: TransactionQuery): LedgerFilter {
  const accountId = query.accountId === undefined ? null : readId('account', query.accountId)
  if (query.accountId !== undefined && accountId === null)
    throw invalid('/accountId', 'This is not an account id.')
  return {
    accountId,
    text: query.text?.trim() || null,
    status: query.status ?? null,
    from: readDay('/from', query.from),
    to: readDay('/to', query.to),
    includeHidden: query.includeHidden,
  }
}

function readDay(pointer: string, text: string | undefined): CalendarDate | null {
  if (text === undefined || text === '') return null
  const day = parseCalendarDate(text)
  if (day === null) throw invalid(pointer, `"${text.slice(0, 40)}" is not a date of the form 2026-01-31.`)
  return day
}

const showPosition = ({ on, id }: LedgerPosition): string => Buffer.from(`${on} ${id}`).toString('base64url')

function readPosition(cursor: string): LedgerPosition {
  const [day = '', id = ''] = Buffer.from(cursor, 'base64url').toString('latin1').split(' ')
  const position = { on: parseCalendarDate(day), id: readId('transaction', id) }
  if (position.on === null || position.id === null) {
    throw invalid('/cursor', 'This page address is damaged or from elsewhere; start from the first page.')
  }
  return { on: position.on, id: position.id }
}
