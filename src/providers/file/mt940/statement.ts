// One message to a statement: its account, currency, balances and movements, and what is missing of it.
import type { CurrencyCode } from '../../../domain/currency.ts'
import { parseCurrency } from '../../../domain/currency.ts'
import { formatDecimal, money } from '../../../domain/money.ts'
import type { FileStatement, StatedBalance, StatementRow } from '../statement-file.ts'
import { readAccount } from './account.ts'
import type { Field, Message } from './fields.ts'
import { readRows } from './rows.ts'
import { readAmount, readBalance } from './values.ts'
import type { ReadBalance } from './values.ts'

export type Mt940Statement = FileStatement & {
  /** The page begins or ends in the middle of a statement: 60M, 62M. */
  readonly beginsInside: boolean
  readonly endsInside: boolean
}

/** Reads one message; `fallback` is the currency where it states none. */
export function readStatement({ fields, isInterim }: Message, fallback: CurrencyCode): Mt940Statement {
  const opening = balanceOf(fields, '60')
  const closing = balanceOf(fields, '62')
  const account = accountIn(fields)
  const stated = currencyIn(fields)
  const currency = stated ?? fallback
  const period = { from: dayOf(opening), to: dayOf(closing) }
  const isReport = isInterim && opening === null && closing === null
  const unknown = unknownCurrency(opening) ?? unknownCurrency(closing)
  const { rows, rejected } = readRows(fields, {
    accountNumber: account.number,
    currency,
    unknownCurrency: unknown,
    period,
    isInterim: isReport,
  })
  return {
    account: { ...account, currency: stated },
    rows,
    rejected,
    currency,
    opening: statedIn(opening, currency),
    closing: statedIn(closing, currency),
    warnings: [
      ...balanceWarnings(opening, closing, currency, {
        isReport,
        hasRows: rows.length + rejected.length > 0,
      }),
      ...countWarnings(fields, rows, currency),
    ],
    beginsInside: opening?.field.tag === '60M',
    endsInside: closing?.field.tag === '62M',
  }
}

type Found = { readonly field: Field; readonly read: ReadBalance } | null

const accountIn = (fields: readonly Field[]) =>
  readAccount(fields.find(({ tag }) => tag === '25' || tag === '25P'))

/** The currency that a message states: by its balances, its floor limit, or behind its account. */
export const statedCurrency = ({ fields }: Message): CurrencyCode | null => currencyIn(fields)

function currencyIn(fields: readonly Field[]): CurrencyCode | null {
  const balance = currencyOf(balanceOf(fields, '60')) ?? currencyOf(balanceOf(fields, '62'))
  return balance ?? floorCurrency(fields) ?? accountIn(fields).currency
}

/** The first balance of its kind: a second one begins another message. */
function balanceOf(fields: readonly Field[], kind: '60' | '62'): Found {
  const field = fields.find(({ tag }) => tag === `${kind}F` || tag === `${kind}M`)
  return field === undefined ? null : { field, read: readBalance(field.lines.join('')) }
}

const currencyOf = (found: Found): CurrencyCode | null =>
  found?.read.kind === 'balance' ? found.read.amount.currency : null

const unknownCurrency = (found: Found): string | null =>
  found?.read.kind === 'bad' ? found.read.unknownCurrency : null

const dayOf = (found: Found) => (found?.read.kind === 'balance' ? found.read.on : null)

/** MT942 has no balances: its floor limit `EURD0,00` names the currency. */
const floorCurrency = (fields: readonly Field[]): CurrencyCode | null =>
  parseCurrency(fields.find(({ tag }) => tag === '34F')?.lines[0]?.slice(0, 3) ?? '')

function statedIn(found: Found, currency: CurrencyCode): StatedBalance | null {
  if (found?.read.kind !== 'balance' || found.read.amount.currency !== currency) return null
  return { amount: found.read.amount, on: found.read.on }
}

function balanceWarnings(
  opening: Found,
  closing: Found,
  currency: CurrencyCode,
  { isReport, hasRows }: { readonly isReport: boolean; readonly hasRows: boolean },
): readonly string[] {
  const bad = [opening, closing].flatMap((found) => {
    if (found === null) return []
    if (found.read.kind === 'bad') return [`Line ${found.field.line}: ${found.read.reason}.`]
    const own = found.read.amount.currency
    return own === currency
      ? []
      : [`Line ${found.field.line}: the balance is in ${own}, the statement in ${currency}.`]
  })
  if (isReport || !(hasRows || opening !== null)) return bad
  const missing = [...(opening === null ? ['opening'] : []), ...(closing === null ? ['closing'] : [])]
  return missing.length === 0
    ? bad
    : [
        ...bad,
        `A statement has no ${missing.join(' and no ')} balance: the file may be cut off, and rows missing.`,
      ]
}

/** Counts and sums that an interim report gives of its debits (90D) and credits (90C). */
function countWarnings(
  fields: readonly Field[],
  rows: readonly StatementRow[],
  currency: CurrencyCode,
): readonly string[] {
  return fields.flatMap((field) => {
    if (field.tag !== '90C' && field.tag !== '90D') return []
    const [, count = '', amount = ''] = /^(\d{1,5})[A-Z]{3}([\d,]+)\s*$/.exec(field.lines[0] ?? '') ?? []
    const sum = readAmount(amount, currency)
    if (!sum.ok) return [`Line ${field.line}: "${field.lines[0] ?? ''}" is not a count and a sum.`]
    const isCredit = field.tag === '90C'
    const words = isCredit ? 'credits' : 'debits'
    const minors = rows.map(({ record }) => record.amount.minor).filter((minor) => minor >= 0n === isCredit)
    const total = minors.reduce((all, minor) => all + (minor < 0n ? -minor : minor), 0n)
    if (minors.length === Number(count) && total === sum.value.minor) return []
    return [
      `The report counts ${Number(count)} ${words} of ${formatDecimal(sum.value)}, ` +
        `but holds ${minors.length} of ${formatDecimal(money(total, currency))}.`,
    ]
  })
}
