// The ledger as it is handed to other programs: visible values with the evidence behind them, oldest first.
import type { AccountKind } from '../account.ts'
import type { CalendarDate } from '../calendar.ts'
import type { CategoryKind } from '../category/tree.ts'
import type { CurrencyCode } from '../currency.ts'
import type { Money } from '../money.ts'
import type { ProviderCategory, RecordStatus } from '../source-record.ts'

export const EXPORT_FORMATS = ['csv', 'jsonl', 'ofx', 'qif', 'beancount', 'hledger', 'ledger'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** An account that rows are of. `id` as people see it (`acc_…`). */
export type ExportAccount = {
  readonly id: string
  readonly name: string
  readonly kind: AccountKind
  readonly currency: CurrencyCode
  readonly mask: string | null
  readonly bankName: string | null
  /**
   * What it held before the first row of the export, where a balance of the bank tells; null where none does and the
   * sum of the rows is all that is known.
   */
  readonly opening: Money | null
}

export type ExportCategory = {
  readonly id: string
  /** Names from the top of the tree down. */
  readonly path: readonly string[]
  readonly kind: CategoryKind
}

/** The other side of a transfer between own accounts. */
export type ExportTransfer = {
  readonly id: string
  readonly otherId: string
  readonly otherAccountId: string
  readonly otherOn: CalendarDate
  readonly otherAmount: Money
  readonly otherStatus: RecordStatus
  /** Whether the other side is among the rows of this export. */
  readonly isOtherExported: boolean
}

/** One transaction of the ledger. */
export type ExportRow = {
  /**
   * The import id: the transaction's own (`txn_…`), or the one that it had where it was first exported. It stays with
   * the transaction through any number of exports and imports.
   */
  readonly id: string
  readonly accountId: string
  readonly status: RecordStatus
  readonly amount: Money
  /** At least one of the two is given. */
  readonly postedOn: CalendarDate | null
  readonly transactionOn: CalendarDate | null
  /** What is shown. */
  readonly payoree: string | null
  readonly category: ExportCategory | null
  readonly note: string | null
  readonly tags: readonly string[]
  /** The bank's words. */
  readonly description: string
  readonly counterpartyName: string | null
  readonly counterpartyAccountMask: string | null
  readonly reference: string | null
  readonly providerCategory: ProviderCategory | null
  readonly transfer: ExportTransfer | null
}

/** A booked balance of the bank that the ledger's own sum agrees with, at the end of its day. */
export type ExportCheckpoint = {
  readonly accountId: string
  readonly on: CalendarDate
  readonly amount: Money
}

/** What is known before the first row. */
export type ExportHead = {
  readonly accounts: readonly ExportAccount[]
  /** By day, oldest first. */
  readonly checkpoints: readonly ExportCheckpoint[]
  /** The day before which nothing was asked for; null for all there is. */
  readonly from: CalendarDate | null
  /** The day after which nothing was asked for; null for all there is. */
  readonly to: CalendarDate | null
  /** The day it was made. */
  readonly madeOn: CalendarDate
}

/**
 * Writes a ledger piece by piece: `start`, then `row` for each row in the writer's order, then `end`. What the three
 * give, joined, is the file. A writer keeps sums and names it has declared, never rows.
 */
export type LedgerWriter = {
  readonly start: () => string
  readonly row: (row: ExportRow) => string
  readonly end: () => string
}

/** How the rows of a format follow one another. */
export const EXPORT_ORDER: Readonly<Record<ExportFormat, 'by-day' | 'by-account'>> = {
  csv: 'by-day',
  jsonl: 'by-day',
  ofx: 'by-account',
  qif: 'by-account',
  beancount: 'by-day',
  hledger: 'by-day',
  ledger: 'by-day',
}

/** The account of a row; a row of another account is a mistake of the caller. */
export function accountFinder({ accounts }: ExportHead): (id: string) => ExportAccount {
  const byId = new Map(accounts.map((account) => [account.id, account]))
  return (id) => {
    const account = byId.get(id)
    if (account === undefined) throw new TypeError(`a row is of account ${id}, which is not exported`)
    return account
  }
}
