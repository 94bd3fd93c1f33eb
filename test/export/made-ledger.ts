// A ledger with all that exports have to get right: several currencies, a card, transfers, pending rows, balances.
import type { ExportAccount, ExportHead, ExportRow, ExportTransfer } from '../../src/domain/export/ledger-export.ts'
import { EXPORT_ORDER } from '../../src/domain/export/ledger-export.ts'
import type { ExportFormat } from '../../src/domain/export/ledger-export.ts'
import { writerOf } from '../../src/domain/export/write-ledger.ts'
import { money } from '../../src/domain/money.ts'
import { currency, day } from '../support/arbitrary-export.ts'

const account = (id: string, name: string, kind: ExportAccount['kind'], code: string, opening: bigint | null): ExportAccount => ({
  id: `acc_${id}`,
  name,
  kind,
  currency: currency(code),
  mask: null,
  bankName: 'Zorblax Bank',
  opening: opening === null ? null : money(opening, currency(code)),
})

export const ACCOUNTS = [
  account('a', 'Current', 'checking', 'EUR', 10_000n),
  account('b', 'Savings', 'savings', 'EUR', 100_000n),
  account('c', 'Yen', 'checking', 'JPY', null),
  account('d', 'Dinar', 'other', 'KWD', 1_500n),
  account('e', 'Card', 'credit-card', 'EUR', -2_000n),
]

type Drawn = Partial<ExportRow> & { readonly of: string; readonly on: string; readonly minor: bigint }

let count = 0
const idOf = (number: number): string => `txn_${number.toString(16).padStart(32, '0')}`

function row({ of, on, minor, ...rest }: Drawn): ExportRow {
  const found = ACCOUNTS.find(({ id }) => id === `acc_${of}`)
  if (found === undefined) throw new TypeError(`no account ${of}`)
  count += 1
  return {
    id: idOf(count),
    accountId: found.id,
    status: 'posted',
    amount: money(minor, found.currency),
    postedOn: day(on),
    transactionOn: null,
    payoree: 'Quux Markt',
    category: { id: 'food.groceries', path: ['Food and drink', 'Groceries'], kind: 'expense' },
    note: null,
    tags: [],
    description: `ROW ${count}`,
    counterpartyName: null,
    counterpartyAccountMask: null,
    reference: null,
    providerCategory: null,
    transfer: null,
    ...rest,
  }
}

/** The two sides of a transfer. */
function transfer(out: Drawn, into: Drawn): readonly [ExportRow, ExportRow] {
  const sides = [row({ ...out, category: null }), row({ ...into, category: null })] as const
  const link = (other: ExportRow): ExportTransfer => ({
    id: 'trf_1',
    otherId: other.id,
    otherAccountId: other.accountId,
    otherOn: day(other.postedOn ?? ''),
    otherAmount: other.amount,
    otherStatus: other.status,
    isOtherExported: true,
  })
  return [
    { ...sides[0], transfer: link(sides[1]) },
    { ...sides[1], transfer: link(sides[0]) },
  ]
}

const salary = { id: 'income.salary', path: ['Income', 'Salary'], kind: 'income' as const }
const cash = { id: 'transfer.cash', path: ['Transfers', 'Cash'], kind: 'transfer' as const }

export const ROWS: readonly ExportRow[] = [
  row({ of: 'a', on: '2026-03-02', minor: 250_000n, category: salary, payoree: 'Zorblax Ltd; "Works"' }),
  row({ of: 'a', on: '2026-03-03', minor: -1_230n, note: 'two\nlines', tags: ['holiday', 'with space'] }),
  // On one day: one entry.
  ...transfer({ of: 'a', on: '2026-03-05', minor: -50_000n }, { of: 'b', on: '2026-03-05', minor: 50_000n }),
  // On two days: the account for transfers holds the money overnight.
  ...transfer({ of: 'a', on: '2026-03-06', minor: -7_500n }, { of: 'e', on: '2026-03-08', minor: 7_500n }),
  // In two currencies.
  ...transfer({ of: 'b', on: '2026-03-07', minor: -10_000n }, { of: 'c', on: '2026-03-07', minor: 16_001n }),
  row({ of: 'c', on: '2026-03-09', minor: -301n, payoree: '日本屋' }),
  row({ of: 'd', on: '2026-03-09', minor: -1n, category: null }),
  row({ of: 'e', on: '2026-03-09', minor: -4_599n, reference: '000123' }),
  row({ of: 'a', on: '2026-03-10', minor: -450n, status: 'pending' }),
  row({ of: 'a', on: '2026-03-11', minor: -6_000n, category: cash, payoree: null }),
].toSorted((left, right) => ((left.postedOn ?? '') < (right.postedOn ?? '') ? -1 : left.postedOn === right.postedOn ? 0 : 1))

/** What the bank says of the current account, and what the rows give. The pending row is not in it. */
export const HEAD: ExportHead = {
  accounts: ACCOUNTS,
  checkpoints: [
    { accountId: 'acc_a', on: day('2026-03-03'), amount: money(258_770n, currency('EUR')) },
    { accountId: 'acc_a', on: day('2026-03-06'), amount: money(201_270n, currency('EUR')) },
    { accountId: 'acc_a', on: day('2026-03-11'), amount: money(195_270n, currency('EUR')) },
  ],
  from: null,
  to: null,
  madeOn: day('2026-03-31'),
}

/** A whole file. Rows come in the order that the format wants, as the storage gives them. */
export function fileOf(format: ExportFormat, head: ExportHead, rows: readonly ExportRow[]): string {
  const cardsLast = head.accounts.toSorted((left, right) => Number(left.kind === 'credit-card') - Number(right.kind === 'credit-card'))
  const ordered =
    EXPORT_ORDER[format] === 'by-day' ? rows : cardsLast.flatMap(({ id }) => rows.filter(({ accountId }) => accountId === id))
  const writer = writerOf(format, head)
  return [writer.start(), ...ordered.map(writer.row), writer.end()].join('')
}
