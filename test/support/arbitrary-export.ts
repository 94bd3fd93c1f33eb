// Ledgers for property tests, with the texts that break file formats.
import fc from 'fast-check'
import { parseCalendarDate } from '../../src/domain/calendar.ts'
import type { CalendarDate } from '../../src/domain/calendar.ts'
import { isCurrency } from '../../src/domain/currency.ts'
import type { CurrencyCode } from '../../src/domain/currency.ts'
import { money } from '../../src/domain/money.ts'
import type { ExportAccount, ExportHead, ExportRow } from '../../src/domain/export/ledger-export.ts'

export function day(text: string): CalendarDate {
  const date = parseCalendarDate(text)
  if (date === null) throw new TypeError(`${text} is no date`)
  return date
}

export function currency(code: string): CurrencyCode {
  if (!isCurrency(code)) throw new TypeError(`${code} is no currency`)
  return code
}

/** Texts that mean something in one format or the other. */
export const HOSTILE_TEXTS = [
  '=cmd|\' /C calc\'!A0', '+1+1', '-2+3', '@SUM(A1:A9)', '\tTab', '\rReturn', "'quoted", "''", '＝1+1',
  'a "quoted" name', 'comma, semicolon; colon: pipe | slash / back\\slash', 'two\nlines', 'CR LF\r\nlines', '\n',
  '; a comment', '  ; a comment after two spaces', '# heading', '* flag', '! flag', '(code) rest', '[virtual]',
  '{price} @ 1 EUR @@ 2 USD = 3', '^', '<STMTTRN>&amp;</STMTTRN>', ']]>', '!Type:Bank', 'D2026-01-01', 'שלום עולם',
  '\u202eevil\u202c', 'emoji 🍕 and 日本語', 'a  b   c', ' leading and trailing ', 'tag: value, other: value', '%1 %amount',
  'end comment', 'include /etc/passwd', 'Ünïcödé ÄÖÜ ß', '\u00a0no-break\u00a0', '\u2028separator', 'comment\u0001control',
  'apply tag x', '2026-01-01 * x', '"', '""', '\\', '\\"', '~', '$100', 'P', '...', '-', '1,000.00',
]

const text = fc.oneof(fc.constantFrom(...HOSTILE_TEXTS), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }))
  .map((value) => value.replaceAll('\0', ''))
  .filter((value) => value !== '')
const maybeText = fc.option(text, { nil: null })
const days = fc.integer({ min: 0, max: 40 }).map((offset) => day(new Date(Date.UTC(2026, 0, 1 + offset)).toISOString().slice(0, 10)))

const CURRENCIES = ['EUR', 'JPY', 'KWD', 'USD'].map(currency)

const accounts: fc.Arbitrary<readonly ExportAccount[]> = fc.array(
  fc.record({
    name: text,
    kind: fc.constantFrom('checking', 'savings', 'credit-card', 'cash', 'loan', 'investment', 'other'),
    currency: fc.constantFrom(...CURRENCIES),
    mask: fc.option(fc.constantFrom('1234', '42'), { nil: null }),
    bankName: maybeText,
    opening: fc.option(fc.bigInt({ min: -10_000n, max: 10_000n }), { nil: null }),
  }), { minLength: 1, maxLength: 4 },
).map((drawn) => drawn.map((account, index) => ({
  ...account,
  kind: account.kind as ExportAccount['kind'],
  id: `acc_${index}`,
  opening: account.opening === null ? null : money(account.opening, account.currency),
})))

const row = (known: readonly ExportAccount[]): fc.Arbitrary<ExportRow> => fc.record({
  account: fc.constantFrom(...known),
  number: fc.nat(),
  status: fc.constantFrom('posted' as const, 'pending' as const),
  minor: fc.oneof(fc.bigInt({ min: -99_999n, max: 99_999n }), fc.constantFrom(2n ** 63n - 1n, 1n - 2n ** 63n, 0n)),
  postedOn: fc.option(days, { nil: null }),
  madeOn: days,
  hasMade: fc.boolean(),
  payoree: maybeText,
  category: fc.option(fc.record({
    id: text, path: fc.array(text, { minLength: 1, maxLength: 2 }),
    kind: fc.constantFrom('income' as const, 'expense' as const, 'transfer' as const),
  }), { nil: null }),
  note: maybeText,
  tags: fc.array(text, { maxLength: 2 }),
  description: fc.oneof(text, fc.constant('')),
  counterpartyName: maybeText,
  counterpartyAccountMask: fc.option(fc.constantFrom('1234', '=1'), { nil: null }),
  reference: maybeText,
  providerCategory: fc.option(fc.record({ scheme: text, code: text }), { nil: null }),
}).map(({ account, number, minor, madeOn, hasMade, ...rest }) => ({
  ...rest,
  id: `txn_${number.toString(16).padStart(32, '0')}`,
  accountId: account.id,
  amount: money(minor, account.currency),
  transactionOn: hasMade || rest.postedOn === null ? madeOn : null,
  transfer: null,
}))

export type DrawnLedger = { readonly head: ExportHead; readonly rows: readonly ExportRow[] }

/** Ledgers of some accounts and currencies, without transfers and checkpoints, rows by day. */
export const arbitraryLedger: fc.Arbitrary<DrawnLedger> = accounts.chain((known) =>
  fc.array(row(known), { maxLength: 12 }).map((rows) => ({
    head: { accounts: known, checkpoints: [], from: null, to: null, madeOn: day('2026-03-01') },
    rows: rows.toSorted((left, right) => (dateOf(left) < dateOf(right) ? -1 : dateOf(left) > dateOf(right) ? 1 : 0)),
  })),
)

const dateOf = ({ postedOn, transactionOn }: ExportRow): string => postedOn ?? transactionOn ?? ''
