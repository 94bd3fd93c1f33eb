// What plain-text accounting programs have in common: entries of two postings, accounts that are opened before they are
// used, and balances of the bank asserted once the rows of their day are written.
import type { CalendarDate } from '../calendar.ts'
import type { CurrencyCode } from '../currency.ts'
import { money, negate } from '../money.ts'
import type { Money } from '../money.ts'
import { recordDate } from '../source-record.ts'
import type { JournalNames } from './journal-names.ts'
import { accountFinder } from './ledger-export.ts'
import type { ExportAccount, ExportCheckpoint, ExportHead, ExportRow, LedgerWriter } from './ledger-export.ts'

export type Posting = { readonly account: string; readonly amount: Money }

export type JournalEntry = {
  readonly on: CalendarDate
  readonly row: ExportRow
  /** Of a transfer that is written once: the import id of its other side. */
  readonly otherId: string | null
  readonly postings: readonly [Posting, Posting]
}

export type Declaration = {
  readonly on: CalendarDate
  readonly account: string
  /** Null where it may hold any. */
  readonly currency: CurrencyCode | null
  /** What we call it, whatever the format allows in names; null for accounts that only journals have. */
  readonly title: string | null
}

/** How a program's format writes each part. Every text ends its own line. */
export type JournalFormat = {
  readonly names: JournalNames
  readonly start: (currencies: readonly CurrencyCode[]) => string
  /** Declares an account before its first use. */
  readonly open: (declaration: Declaration) => string
  readonly opening: (on: CalendarDate, postings: readonly [Posting, Posting]) => string
  readonly entry: (entry: JournalEntry) => string
  /** The account holds this much at the end of the day. */
  readonly balance: (on: CalendarDate, balance: Posting, pending: Money) => string
}

/** Writes rows by day. Own accounts are opened with what they held before their first row, where that is known. */
export function journalWriter(head: ExportHead, format: JournalFormat): LedgerWriter {
  const { names } = format
  const accountOf = accountFinder(head)
  const declared = new Set<string>()
  const opened = new Set<string>()
  const pending = new Map<string, bigint>()
  let nextCheckpoint = 0

  const declare = (declaration: Declaration): string => {
    if (declared.has(declaration.account)) return ''
    declared.add(declaration.account)
    return format.open(declaration)
  }

  const openAccount = (on: CalendarDate, account: ExportAccount): string => {
    if (opened.has(account.id)) return ''
    opened.add(account.id)
    const name = names.account(account)
    const declaration = declare({ on, account: name, currency: account.currency, title: account.name })
    const { opening } = account
    if (opening === null || opening.minor === 0n) return declaration
    const from = declare({ on, account: names.opening, currency: null, title: null })
    const postings = [
      { account: name, amount: opening },
      { account: names.opening, amount: negate(opening) },
    ] as const
    return declaration + from + format.opening(on, postings)
  }

  const assert = ({ accountId, on, amount }: ExportCheckpoint): string => {
    const account = accountOf(accountId)
    // Pending rows stand in the journal too, while the bank's booked balance knows nothing of them.
    const held = money(pending.get(accountId) ?? 0n, account.currency)
    const balance = { account: names.account(account), amount: money(amount.minor + held.minor, account.currency) }
    return openAccount(on, account) + format.balance(on, balance, held)
  }

  const assertBefore = (day: CalendarDate | null): string => {
    let text = ''
    for (;;) {
      const checkpoint = head.checkpoints[nextCheckpoint]
      if (checkpoint === undefined || (day !== null && checkpoint.on >= day)) return text
      text += assert(checkpoint)
      nextCheckpoint += 1
    }
  }

  return {
    start: () => format.start([...new Set(head.accounts.map(({ currency }) => currency))].toSorted()),
    row: (row) => {
      const on = recordDate(row)
      const account = accountOf(row.accountId)
      let text = assertBefore(on) + openAccount(on, account)
      if (row.status === 'pending') {
        pending.set(row.accountId, (pending.get(row.accountId) ?? 0n) + row.amount.minor)
      }
      const isOnce = isWrittenOnce(row)
      // The side that the money left writes both.
      if (isOnce && row.amount.minor > 0n) return text
      const other = counterAccount(row, isOnce)
      text += other.own === null ? declare({ on, ...other, currency: null }) : openAccount(on, other.own)
      const postings = [
        { account: names.account(account), amount: row.amount },
        { account: other.account, amount: negate(row.amount) },
      ] as const
      return text + format.entry({ on, row, otherId: isOnce ? (row.transfer?.otherId ?? null) : null, postings })
    },
    end: () => {
      const first = head.from ?? head.madeOn
      const asserted = assertBefore(null)
      return asserted + head.accounts.map((account) => openAccount(first, account)).join('')
    },
  }

  function counterAccount(row: ExportRow, isOnce: boolean): CounterAccount {
    const { transfer, category, amount } = row
    if (transfer === null) {
      const title = category === null ? null : category.path.join(TITLE_SEPARATOR)
      return { account: names.category(category, amount.minor > 0n), title, own: null }
    }
    if (!isOnce) return { account: names.transfers, title: null, own: null }
    const own = accountOf(transfer.otherAccountId)
    return { account: names.account(own), title: own.name, own }
  }
}

type CounterAccount = Pick<Declaration, 'account' | 'title'> & { readonly own: ExportAccount | null }

const TITLE_SEPARATOR = ': '

/**
 * A transfer is one entry where both sides are exported and agree in day, amount and status. Otherwise each side is an
 * entry of its own against the account for transfers, so that both accounts are right on every day.
 */
function isWrittenOnce({ amount, status, transfer, ...dates }: ExportRow): boolean {
  return (
    transfer !== null &&
    transfer.isOtherExported &&
    transfer.otherOn === recordDate(dates) &&
    transfer.otherStatus === status &&
    transfer.otherAmount.currency === amount.currency &&
    transfer.otherAmount.minor === -amount.minor &&
    amount.minor !== 0n
  )
}
