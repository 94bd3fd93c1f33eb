// QIF (Quicken Interchange Format), account by account: the oldest format that budgets read. It has no ids, no
// currencies and no time zone; days are written year first, which no program takes for another day.
import type { AccountKind } from '../account.ts'
import type { CalendarDate } from '../calendar.ts'
import { formatDecimal } from '../money.ts'
import { recordDate } from '../source-record.ts'
import { accountFinder } from './ledger-export.ts'
import type { ExportAccount, ExportHead, ExportRow, LedgerWriter } from './ledger-export.ts'
import { oneLine } from './one-line.ts'

const TYPES: Readonly<Record<AccountKind, string>> = {
  checking: 'Bank',
  savings: 'Bank',
  cash: 'Cash',
  'credit-card': 'CCard',
  loan: 'Oth L',
  investment: 'Oth A',
  other: 'Bank',
}

/** A number that a cheque can have; other references have no place in the format. */
const CHEQUE_NUMBER = /^\d{1,10}$/

/** Writes rows by account. */
export function qifWriter(head: ExportHead): LedgerWriter {
  const accountOf = accountFinder(head)
  const names = uniqueNames(head.accounts)
  const nameOf = (id: string): string => names.get(id) ?? ''
  let current: string | null = null

  const turnTo = (account: ExportAccount, on: CalendarDate): string => {
    if (current === account.id) return ''
    current = account.id
    const name = nameOf(account.id)
    const start = ['!Account', `N${name}`, `T${TYPES[account.kind]}`, '^', `!Type:${TYPES[account.kind]}`]
    return fields([...start, ...openingFields(account, name, head.from ?? on)])
  }

  return {
    start: () => '',
    row: (row) => turnTo(accountOf(row.accountId), recordDate(row)) + fields(rowFields(row, nameOf)),
    end: () => '',
  }
}

const fields = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('')

/** By custom the opening balance is a row that transfers to the account itself. */
function openingFields({ opening }: ExportAccount, name: string, on: CalendarDate): readonly string[] {
  if (opening === null) return []
  return [`D${on}`, `T${formatDecimal(opening)}`, 'CX', 'POpening Balance', `L[${name}]`, '^']
}

function rowFields(row: ExportRow, nameOf: (id: string) => string): readonly string[] {
  const reference = row.reference ?? ''
  const payoree = oneLine(row.payoree ?? '')
  const description = oneLine(row.description)
  const category = categoryText(row, nameOf)
  return [
    `D${recordDate(row)}`,
    `T${formatDecimal(row.amount)}`,
    ...(row.status === 'posted' ? ['C*'] : []),
    ...(CHEQUE_NUMBER.test(reference) ? [`N${reference}`] : []),
    ...(payoree === '' ? [] : [`P${payoree}`]),
    ...(description === '' ? [] : [`M${description}`]),
    ...(category === '' ? [] : [`L${category}`]),
    '^',
  ]
}

function categoryText({ category, transfer }: ExportRow, nameOf: (id: string) => string): string {
  if (transfer !== null && transfer.isOtherExported) return `[${nameOf(transfer.otherAccountId)}]`
  return category === null ? '' : category.path.map(categoryName).join(':')
}

/** A colon begins a subcategory, a slash a class, and brackets name an account. */
const categoryName = (text: string): string => oneLine(text).replace(/[:/[\]|]/g, '-') || '-'

function uniqueNames(accounts: readonly ExportAccount[]): ReadonlyMap<string, string> {
  const taken = new Set<string>()
  return new Map(
    accounts.map(({ id, name: given }) => {
      const plain = oneLine(given).replace(/[[\]]/g, '-') || '-'
      let name = plain
      for (let number = 2; taken.has(name); number += 1) name = `${plain} ${number}`
      taken.add(name)
      return [id, name]
    }),
  )
}
