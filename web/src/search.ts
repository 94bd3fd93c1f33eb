// What screens keep in their addresses, read from what a person may have typed there.
import type { LedgerFilter } from './api/queries.ts'

type Typed = Record<string, unknown>

/** A query's text value; numbers are what the router makes of digits. */
function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}

function oneOf<T extends string>(value: unknown, choices: readonly T[]): T | undefined {
  return choices.find((choice) => choice === value)
}

/** Drops what is undefined, so that it doesn't appear in the address. */
function defined<T extends object>(search: T): T {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as T
}

export type ConnectSearch = { text?: string | undefined; country?: string | undefined }

export function connectSearch(typed: Typed): ConnectSearch {
  return defined({ text: text(typed['text']), country: text(typed['country']) })
}

/** Up to which age of transactions is asked for, when nobody says otherwise: the most that providers take. */
export const HISTORY_DAYS_DEFAULT = 730

export type ConsentSearch = {
  institutionId: string
  provider: string
  name: string
  country: string
  days?: number | undefined
}

export function consentSearch(typed: Typed): ConsentSearch {
  const days = Number(typed['days'])
  return defined({
    institutionId: text(typed['institutionId']) ?? '',
    provider: text(typed['provider']) ?? '',
    name: text(typed['name']) ?? '',
    country: text(typed['country']) ?? '',
    days: Number.isInteger(days) && days > 0 ? days : undefined,
  })
}

export const CONNECTION_FILTERS = ['all', 'needs-you', 'paused'] as const
export type ConnectionFilter = (typeof CONNECTION_FILTERS)[number]

export function connectionsSearch(typed: Typed): { show?: ConnectionFilter | undefined } {
  return defined({ show: oneOf(typed['show'], CONNECTION_FILTERS) })
}

/** The ledger's filter, and which transaction is open beside it. */
export type TransactionsSearch = LedgerFilter & { open?: string | undefined }

export function transactionsSearch(typed: Typed): TransactionsSearch {
  return defined({
    accountId: text(typed['accountId']),
    text: text(typed['text']),
    status: oneOf(typed['status'], ['pending', 'posted']),
    from: text(typed['from']),
    to: text(typed['to']),
    includeHidden: typed['includeHidden'] === true ? true : undefined,
    open: text(typed['open']),
  })
}

export type ImportSearch = { fileId?: string | undefined; accountId?: string | undefined }

export function importSearch(typed: Typed): ImportSearch {
  return defined({ fileId: text(typed['fileId']), accountId: text(typed['accountId']) })
}

export function payoreesSearch(typed: Typed): { text?: string | undefined } {
  return defined({ text: text(typed['text']) })
}

/** What a new rule starts from: a bank's text, a payoree's name, a category's id. */
export type RuleSearch = { text?: string | undefined; payoree?: string | undefined; categoryId?: string | undefined }

export function ruleSearch(typed: Typed): RuleSearch {
  return defined({
    text: text(typed['text']),
    payoree: text(typed['payoree']),
    categoryId: text(typed['categoryId']),
  })
}
