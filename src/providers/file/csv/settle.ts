// What is decided for a whole file beside its amounts: decimal mark, date order, currency sign, account. Each either
// follows from the file, from a saved layout or an answer, or adds a question.
import { exponentOf } from '../../../domain/currency.ts'
import type { CurrencyCode } from '../../../domain/currency.ts'
import type { AmountAnswers } from './amount-evidence.ts'
import type { AmountInference } from './amount-plan.ts'
import { currenciesOf, inferDecimalMark, readAmountText, unitInHeader } from './amounts.ts'
import type { DecimalMark } from './amounts.ts'
import { isProven } from './balance.ts'
import { isAmountColumn } from './columns.ts'
import type { ColumnContent } from './columns.ts'
import { habitualOrder } from './date-habits.ts'
import { inferDateOrder, readDateText } from './dates.ts'
import type { DateInference, DateOrder } from './dates.ts'
import type { ColumnRole, FileHints, FileQuestion } from '../file-reading.ts'
import type { KnownLayout } from './profiles/profile.ts'
import {
  ALL_ACCOUNTS,
  accountQuestion,
  currencyQuestion,
  dateOrderQuestion,
  decimalMarkQuestion,
  onlyAccount,
} from '../questions.ts'
import { isOwnAccountHeader } from './roles.ts'
import { accountText } from './rows.ts'
import type { Table } from './table.ts'
import type { Line } from './line.ts'

const MONEY_ROLES: readonly ColumnRole[] = [
  'amount',
  'debit',
  'credit',
  'balance',
  'fee',
  'openingBalance',
  'closingBalance',
]

/** Columns whose figures tell the decimal mark: those of the account's money, or where no header names them, all amounts. */
export function moneyColumns(
  columns: readonly ColumnRole[],
  contents: readonly ColumnContent[],
): readonly number[] {
  const named = columns.flatMap((role, index) => (MONEY_ROLES.includes(role) ? [index] : []))
  const isNamed = columns.some((role) => role === 'amount' || role === 'debit' || role === 'credit')
  if (isNamed) return named
  return contents.filter((content) => content.marked > 0 && isAmountColumn(content)).map(({ index }) => index)
}

export function settleMark(
  table: Table,
  money: readonly number[],
  layout: KnownLayout | null,
  { answers, currency }: FileHints,
  questions: FileQuestion[],
): DecimalMark {
  const bodies = table.body.flatMap(({ cells }) =>
    money.flatMap((index) => {
      const cell = cells[index] ?? ''
      const read = readDateText(cell) === null ? readAmountText(cell) : null
      return read ? [read.body] : []
    }),
  )
  const inferred = inferDecimalMark(bodies, exponentOf(currency))
  if (inferred.kind === 'known') return inferred.mark
  const answer = answers['decimal-mark'] ?? layout?.decimalMark
  if (answer === '.' || answer === ',') return answer
  questions.push(decimalMarkQuestion(inferred.example))
  return '.'
}

export function amountAnswers(answers: FileHints['answers'], layout: KnownLayout | null): AmountAnswers {
  const column = Number.parseInt(answers['amount-column'] ?? '', 10)
  const pair = /^pair:(\d+):(\d+)$/.exec(answers['amount-column'] ?? '')
  const sign = answers['sign']
  const fee = answers['fee']
  return {
    column: Number.isNaN(column) ? undefined : column,
    pair: pair ? ([Number(pair[1]), Number(pair[2])] as const) : undefined,
    outWord: sign?.startsWith('out:')
      ? sign.slice('out:'.length)
      : sign === undefined
        ? (layout?.outWord ?? undefined)
        : '',
    isSignRemembered: sign === undefined,
    isFlipped:
      sign === 'as-written' || sign === 'turned' ? sign === 'turned' : (layout?.isSignFlipped ?? undefined),
    isFeeDeducted:
      fee === 'included' || fee === 'deducted' ? fee === 'deducted' : (layout?.isFeeDeducted ?? undefined),
  }
}

export const dateColumn = (rows: readonly Line[], columns: readonly ColumnRole[], role: ColumnRole) =>
  rows.map(({ cells }) => readDateText(cells[columns.indexOf(role)] ?? ''))

export function settleDates(
  table: Table,
  rows: readonly Line[],
  columns: readonly ColumnRole[],
  amounts: AmountInference,
  layout: KnownLayout | null,
  { answers, currency }: FileHints,
  questions: FileQuestion[],
): DateOrder {
  const header = table.header?.cells ?? null
  const roles = (['postedOn', 'transactionOn', 'valueOn'] as const).filter((role) => columns.includes(role))
  const outside = table.preamble.flatMap(({ cells }) =>
    cells.flatMap((cell) => cell.split(/\s+(?:-|–|bis|to|au|al)\s+/)),
  )
  const inferred: DateInference = inferDateOrder({
    columns: roles.map((role) => dateColumn(table.body, columns, role)),
    example: exampleDate(rows, columns),
    witnesses: outside.map(readDateText).filter((text) => text !== null),
    direction: isProven(amounts.chain) && amounts.chain.links > 1 ? amounts.chain.shape.direction : null,
  })
  const contradicted =
    inferred.kind === 'known' &&
    inferred.proof !== null &&
    (layout?.dateOrder ?? inferred.order) !== inferred.order
  if (inferred.kind === 'known' && !contradicted) return inferred.order
  const orders =
    inferred.kind === 'unclear' ? inferred.orders : [inferred.order, layout?.dateOrder ?? inferred.order]
  const answer = orders.find((order) => order === answers['date-order'])
  const remembered =
    inferred.kind === 'unclear' ? orders.find((order) => order === layout?.dateOrder) : undefined
  const habit = inferred.kind === 'unclear' ? habitualOrder(header, rows.map(({ cells }) => cells), currency) : null
  const settled = answer ?? remembered ?? orders.find((order) => order === habit)
  if (settled) return settled
  questions.push(dateOrderQuestion(orders, exampleDate(rows, columns)))
  return orders[0] ?? 'dmy'
}

/** The first date whose day and month could change places. */
function exampleDate(rows: readonly Line[], columns: readonly ColumnRole[]): string {
  const cells = rows.map(({ cells: row }) => row[columns.indexOf('postedOn')] ?? '')
  return cells.find((cell) => readDateText(cell)?.kind === 'open') ?? cells[0] ?? ''
}

/** A currency sign that can't be the account's, where no column says more: the person knows which one is right. */
export function settleUnit(
  rows: readonly Line[],
  amounts: AmountInference,
  columns: readonly ColumnRole[],
  header: readonly string[] | null,
  { answers, currency }: FileHints,
  questions: FileQuestion[],
): boolean | 'other' {
  if (columns.includes('currency') || !amounts.plan) return false
  const places = amounts.plan.columns
  const indexes = (places.kind === 'single' ? [places.amount] : [places.debit, places.credit]).filter(
    (index) => index !== null,
  )
  const units = indexes.flatMap((index) => [
    unitInHeader(header?.[index] ?? ''),
    ...rows.map(({ cells }) => readAmountText(cells[index] ?? '')?.unit ?? null),
  ])
  const foreign = units.find((unit) => unit !== null && isForeign(unit, currency))
  const isMixed = units.some((unit) => unit !== null && !isForeign(unit, currency))
  if (!foreign || isMixed) return false
  if (answers['currency'] === currency) return true
  if (answers['currency'] === 'other') return 'other'
  questions.push(currencyQuestion(foreign, currency))
  return true
}

const isForeign = (unit: string, currency: CurrencyCode): boolean => {
  const meant = currenciesOf(unit)
  return meant.length > 0 && !meant.includes(currency)
}

/** Rows of several accounts would mix two ledgers: the person says which rows belong here. */
export function settleAccount(
  rows: readonly Line[],
  columns: readonly ColumnRole[],
  header: readonly string[] | null,
  answers: FileHints['answers'],
  questions: FileQuestion[],
): string | null {
  const index = columns.indexOf('account')
  if (index < 0 || !isOwnAccountHeader(header?.[index] ?? '')) return null
  const accounts = [...new Set(rows.map(({ cells }) => accountText(cells[index])))].filter(
    (account) => account !== '',
  )
  if (accounts.length < 2 || answers['account'] === ALL_ACCOUNTS) return null
  const chosen = accounts.find((account) => onlyAccount(account) === answers['account'])
  if (chosen === undefined) questions.push(accountQuestion(accounts))
  return chosen ?? null
}
