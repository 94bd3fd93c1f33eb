// A World's bank as a person keeps it in a budget program, and as each program exports that: their own names for payees
// and categories, the day of the purchase, transfers, splits and notes.
import type { CalendarDate } from '../../src/domain/calendar.ts'
import { standingOn } from '../../src/providers/world/truth.ts'
import { seeded } from '../../src/providers/world/random.ts'
import type { World } from '../../src/providers/world/world.ts'
import { csvLine, decimal } from '../../eval/lib/quality/household.ts'

export type KeptRow = {
  readonly account: string
  readonly on: CalendarDate
  readonly minor: bigint
  readonly payee: string
  /** The account on the other side of a transfer. */
  readonly other: string | null
  readonly category: string
  readonly note: string
  readonly bankText: string
  readonly isSplit: boolean
}

const SEED = 20_260_701

/** What the person has in their program of the bank's booked rows since a day. */
export function keptRows(
  world: World,
  { from, asOf, renamedShare = 0 }: { readonly from: CalendarDate; readonly asOf: CalendarDate; readonly renamedShare?: number },
) {
  const random = seeded(SEED)
  const ownNames = new Map<string, string>()
  const nameOfPayee = (text: string): string => {
    const known = ownNames.get(text) ?? (random.chance(renamedShare) ? `Friend ${ownNames.size}` : tidy(text))
    ownNames.set(text, known)
    return known
  }
  const nameOf = new Map(world.accounts.map(({ key, name }) => [key, name]))
  const booked = standingOn(world, asOf).filter(({ statement }) => statement.postedOn !== null && statement.postedOn >= from)
  return booked.map(({ account, statement }): KeptRow => {
    const { postedOn, transactionOn, amountMinor, description, counterpartyName, category } = statement
    const twin =
      category === 'transfer'
        ? booked.find((each) => {
            const { statement: other } = each
            return each.account !== account && other.amountMinor === -amountMinor && other.postedOn === postedOn
          })
        : undefined
    return {
      account: nameOf.get(account) ?? account,
      // What the program fetched has the bank's day, what was typed in has that of the purchase.
      on: random.chance(0.5) ? (postedOn ?? transactionOn) : transactionOn,
      minor: amountMinor,
      payee: nameOfPayee(counterpartyName ?? description),
      other: twin === undefined ? null : (nameOf.get(twin.account) ?? null),
      category: category === null || twin !== undefined ? '' : `My ${category}`,
      note: random.chance(0.1) ? 'a note, of "mine"' : '',
      bankText: description,
      isSplit: twin === undefined && amountMinor < -2_000n && random.chance(0.05),
    }
  })
}

/** `NORTHGATE MARKET #112` → `Northgate Market`. */
const tidy = (text: string): string =>
  text
    .replaceAll(/[#*\d].*$/g, '')
    .trim()
    .toLowerCase()
    .replaceAll(/\b\p{L}/gu, (letter) => letter.toUpperCase()) || text

/** Halves of a split row. */
const halves = (minor: bigint): readonly [bigint, bigint] => [minor / 3n, minor - minor / 3n]

const usDate = (on: CalendarDate): string => {
  const [year, month, day] = on.split('-')
  return `${month}/${day}/${year}`
}

const lines = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [header, ...rows].map(csvLine).join('')

const outIn = (minor: bigint, sign: string): readonly [string, string] => {
  const text = (size: bigint) => `${sign}${decimal(size)}`
  return minor < 0n ? [text(-minor), text(0n)] : [text(0n), text(minor)]
}

export type ProgramName = 'actual' | 'ynab' | 'mint' | 'monarch' | 'copilot' | 'firefly' | 'sure' | 'qif'

/** The whole of the person's accounts as the program exports it. All Worlds' accounts here are of one currency. */
export const EXPORTS: Readonly<Record<ProgramName, (rows: readonly KeptRow[], currency: string) => string>> = {
  actual: (rows) =>
    lines(
      ['Account', 'Date', 'Payee', 'Notes', 'Category', 'Amount', 'Split_Amount', 'Cleared'],
      rows.flatMap(({ account, on, minor, payee, other, category, note, isSplit }) => {
        const row = (notes: string, named: string, amount: bigint, split: bigint) =>
          [account, on, other ?? payee, notes, named, decimal(amount), decimal(split), 'Cleared']
        if (!isSplit) return [row(note, category, minor, 0n)]
        const [first, second] = halves(minor)
        return [
          row(`(SPLIT INTO 2) ${note}`, '', 0n, minor),
          row('(SPLIT 1 OF 2) ', category, first, 0n),
          row('(SPLIT 2 OF 2) ', 'My other', second, 0n),
        ]
      }),
    ),
  ynab: (rows) =>
    lines(
      ['Account', 'Flag', 'Date', 'Payee', 'Category Group/Category', 'Category Group', 'Category', 'Memo', 'Outflow', 'Inflow', 'Cleared'],
      rows.flatMap(({ account, on, minor, payee, other, category, note, isSplit }) => {
        const row = (memo: string, named: string, amount: bigint) => {
          const group = named === '' ? '' : 'Needs'
          const path = named === '' ? '' : `Needs: ${named}`
          const who = other === null ? payee : `Transfer : ${other}`
          return [account, '', usDate(on), who, path, group, named, memo, ...outIn(amount, '$'), 'Cleared']
        }
        if (!isSplit) return [row(note, category, minor)]
        const [first, second] = halves(minor)
        return [row(`Split (1/2) ${note}`, category, first), row('Split (2/2) ', 'My other', second)]
      }),
    ),
  mint: (rows) =>
    lines(
      ['Date', 'Description', 'Original Description', 'Amount', 'Transaction Type', 'Category', 'Account Name', 'Labels', 'Notes'],
      rows.map(({ account, on, minor, payee, category, note, bankText }) => {
        const size = minor < 0n ? -minor : minor
        return [usDate(on), payee, bankText, decimal(size), minor < 0n ? 'debit' : 'credit', category, account, '', note]
      }),
    ),
  monarch: (rows) =>
    lines(
      ['Date', 'Merchant', 'Category', 'Account', 'Original Statement', 'Notes', 'Amount', 'Tags'],
      rows.map(({ account, on, minor, payee, category, note, bankText }) =>
        [on, payee, category, account, bankText, note, decimal(minor), ''],
      ),
    ),
  copilot: (rows) =>
    lines(
      ['date', 'name', 'amount', 'status', 'category', 'parent category', 'excluded', 'tags', 'type', 'account', 'account mask', 'note', 'recurring'],
      rows.map(({ account, on, minor, payee, other, category, note }) => {
        const type = other === null ? (minor > 0n ? 'income' : 'regular') : 'internal transfer'
        return [on, payee, decimal(-minor), 'posted', category, '', 'false', '', type, account, '', note, '']
      }),
    ),
  firefly: (rows, currency) => {
    const header = [
      'group_id', 'journal_id', 'type', 'currency_code', 'amount', 'foreign_currency_code', 'foreign_amount', 'description',
      'date', 'source_name', 'source_iban', 'source_type', 'destination_name', 'destination_iban', 'destination_type',
      'category', 'tags', 'notes',
    ]
    const own = (name: string) => [name, '', 'Asset account']
    return lines(
      header,
      rows.flatMap(({ account, on, minor, payee, other, category, note }, index) => {
        const id = String(index + 1)
        // A transfer is one line, of the side that the money left.
        if (other !== null && minor > 0n) return []
        const type = other !== null ? 'Transfer' : minor < 0n ? 'Withdrawal' : 'Deposit'
        const amount = other === null ? decimal(minor) : decimal(-minor)
        const source = minor < 0n ? own(account) : [payee, '', 'Revenue account']
        const target = other !== null ? own(other) : minor < 0n ? [payee, '', 'Expense account'] : own(account)
        return [[id, id, type, currency, amount, '', '', payee, `${on}T00:00:00+00:00`, ...source, ...target, category, '', note]]
      }),
    )
  },
  sure: (rows, currency) =>
    lines(
      ['date', 'account_name', 'amount', 'name', 'category', 'tags', 'notes', 'currency'],
      rows.map(({ account, on, minor, payee, category, note }) => [on, account, decimal(-minor), payee, category, '', note, currency]),
    ),
  qif: (rows) =>
    [...Map.groupBy(rows, ({ account }) => account)]
      .map(([account, group]) => `!Account\nN${account}\nTBank\n^\n!Type:Bank\n${group.map(qifEntry).join('')}`)
      .join(''),
}

function qifEntry({ on, minor, payee, other, category, note, isSplit }: KeptRow): string {
  const [first, second] = halves(minor)
  const parts = isSplit ? `S${category}\n$${decimal(first)}\nSMy other\n$${decimal(second)}\n` : ''
  const where = other === null ? category : `[${other}]`
  return `D${usDate(on)}\nT${decimal(minor)}\nP${payee}\n${note === '' ? '' : `M${note}\n`}L${where}\n${parts}^\n`
}
