// One statement, report or notification of one account.
import type { CurrencyCode } from '../../../domain/currency.ts'
import type { CalendarDate } from '../../../domain/calendar.ts'
import type { FileAccount } from '../file-reading.ts'
import type { FileStatement, StatedBalance } from '../statement-file.ts'
import { readBalances } from './balances.ts'
import type { Balances } from './balances.ts'
import { readEntry } from './entries.ts'
import type { ReadEntry } from './entries.ts'
import { checkSummary } from './summary.ts'
import { find, findAll, textAt } from './xml.ts'
import type { Element } from './xml.ts'

export type StatementContext = {
  /** The statement's currency; null where it names none, and `fallback` is the account's it goes to. */
  readonly stated: CurrencyCode | null
  readonly fallback: CurrencyCode
  readonly undatedOn: CalendarDate | null
  readonly lineAt: (at: number) => number
}

export type ReadStatement = { readonly statement: FileStatement; readonly ignored: readonly string[] }

export function readStatement(element: Element, context: StatementContext): ReadStatement {
  const currency = context.stated ?? context.fallback
  const account = accountOf(element, context.stated)
  const balances = readBalances(element, currency)
  const { entries, warning } = provenEntries(element, account, balances.opening, balances.closing, context)
  const rows = entries.flatMap((entry) => (entry.kind === 'rows' ? entry.rows : []))
  const closing = balances.closing ?? reachedInterim(entries, balances.opening, balances.interim)
  return {
    statement: {
      account,
      rows,
      rejected: entries.flatMap((entry) => (entry.kind === 'rejected' ? [entry.rejected] : [])),
      currency,
      opening: balances.opening,
      closing,
      warnings: [
        ...balances.warnings,
        ...(element.name === 'Stmt' ? missingBalances(balances) : []),
        ...checkSummary(element, currency),
        ...(warning === null ? [] : [warning]),
        ...entries.flatMap((entry) =>
          entry.kind === 'rows' && entry.warning !== null ? [entry.warning] : [],
        ),
        ...(element.name === 'Ntfctn' ? splitInNotification(entries) : []),
      ],
    },
    ignored: entries.flatMap((entry) => (entry.kind === 'ignored' ? [entry.reason] : [])),
  }
}

/** A statement may hold in one sum what a notification of the same movement holds payment by payment. */
function splitInNotification(entries: readonly ReadEntry[]): readonly string[] {
  const count = entries.filter((entry) => entry.kind === 'rows' && entry.rows.length > 1).length
  return count === 0
    ? []
    : [
        `This notification tells ${count} batches payment by payment. A statement of the account may hold ` +
          'each as one sum: look whether they come twice if you import both.',
      ]
}

/** A statement must give both; reports and notifications need not. */
function missingBalances({ opening, closing }: Balances): readonly string[] {
  const missing = [...(opening === null ? ['opening'] : []), ...(closing === null ? ['closing'] : [])]
  return missing.length === 0
    ? []
    : [
        `A statement gives no ${missing.join(' and no ')} balance: ` +
          'nothing proves that all its movements are here.',
      ]
}

/** The account: its IBAN or the number the bank gives it, its bank, its or its owner's name. */
function accountOf(statement: Element, currency: CurrencyCode | null): FileAccount {
  const account = find(statement, 'Acct')
  const number = textAt(account, 'Id', 'IBAN') ?? textAt(account, 'Id', 'Othr', 'Id')
  const bank = find(account, 'Svcr', 'FinInstnId')
  return {
    number: number?.replace(/\s/g, '') ?? null,
    bankCode: textAt(bank, 'BICFI') ?? textAt(bank, 'BIC') ?? textAt(bank, 'ClrSysMmbId', 'MmbId') ?? null,
    name: textAt(account, 'Nm') ?? textAt(account, 'Ownr', 'Nm'),
    currency,
  }
}

type Proven = { readonly entries: readonly ReadEntry[]; readonly warning: string | null }

/**
 * By the standard a reversal's mark is already its true direction. Some banks keep the mark of what it
 * reverses: that is believed only where the balances are reached that way and not the other.
 */
function provenEntries(
  element: Element,
  account: FileAccount,
  opening: StatedBalance | null,
  closing: StatedBalance | null,
  context: StatementContext,
): Proven {
  const read = (areReversalsTurned: boolean) =>
    findAll(element, 'Ntry').map((entry) =>
      readEntry(entry, {
        ...context,
        currency: context.stated ?? context.fallback,
        accountNumber: account.number,
        areReversalsTurned,
      }),
    )
  const entries = read(false)
  const hasReversals = findAll(element, 'Ntry').some((entry) => textAt(entry, 'RvslInd') === 'true')
  if (!hasReversals || opening === null || closing === null) return { entries, warning: null }
  const wanted = closing.amount.minor - opening.amount.minor
  if (bookedSum(entries) === wanted) return { entries, warning: null }
  const turned = read(true)
  if (bookedSum(turned) !== wanted) return { entries, warning: null }
  return {
    entries: turned,
    warning:
      'Its reversals carry the direction of what they reverse: turned, they reach the closing balance.',
  }
}

const bookedSum = (entries: readonly ReadEntry[]): bigint =>
  entries
    .flatMap((entry) => (entry.kind === 'rows' ? entry.rows : []))
    .filter(({ record }) => record.status === 'posted')
    .reduce((sum, { record }) => sum + record.amount.minor, 0n)

/** An interim balance proves a report that reaches it; one that tells only a part of the day need not. */
function reachedInterim(
  entries: readonly ReadEntry[],
  opening: StatedBalance | null,
  interim: StatedBalance | null,
): StatedBalance | null {
  if (opening === null || interim === null) return null
  return opening.amount.minor + bookedSum(entries) === interim.amount.minor ? interim : null
}
