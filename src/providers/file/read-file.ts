// Reading a bank's CSV, top to bottom: bytes, text, lines, table, columns, amounts, dates, rows. Each step decides by
// evidence from the whole file, or leaves a question. Pure: the same bytes and hints always give the same reading.
import { exponentOf } from '../../domain/currency.ts'
import type { CurrencyCode } from '../../domain/currency.ts'
import { inferAmounts } from './amount-plan.ts'
import type { AmountInference } from './amount-plan.ts'
import { currenciesOf, inferDecimalMark, readAmountText, unitInHeader } from './amounts.ts'
import type { DecimalMark } from './amounts.ts'
import { isProven } from './balance.ts'
import { decodeBytes } from './bytes.ts'
import { describeColumns, isAmountColumn } from './columns.ts'
import type { ColumnContent } from './columns.ts'
import { inferDateOrder, readDateText, timeDirections } from './dates.ts'
import type { DateInference, DateOrder } from './dates.ts'
import type { ColumnRole, FileHints, FileInput, FileLayout, FileQuestion, FileReading } from './file-reading.ts'
import { fingerprintOf, rolesOfLayout } from './layout.ts'
import { BYTES_MAX, QUOTED_CHARS_MAX, ROWS_MAX, SAMPLE_ROWS } from './limits.ts'
import { readStatedBalances } from './preamble.ts'
import {
  ALL_ACCOUNTS,
  accountQuestion,
  amountQuestion,
  currencyQuestion,
  dateOrderQuestion,
  decimalMarkQuestion,
  onlyAccount,
} from './questions.ts'
import { refusedFile } from './refusals.ts'
import { assignRoles, isOwnAccountHeader } from './roles.ts'
import { accountText, readRows } from './rows.ts'
import type { ReadRows, RowPlan } from './rows.ts'
import { binaryKind, otherTextKind } from './signatures.ts'
import { splitTable } from './table.ts'
import type { Table } from './table.ts'
import { detectDelimiter, tokenize } from './tokens.ts'
import type { Line } from './tokens.ts'
import { statusOf } from './value-words.ts'

/**
 * Reads a file into records for one account, asks one or more precise questions, or refuses with a reason. Answers to
 * questions come back in `hints.answers`, by question id.
 */
export function readFile(input: FileInput, hints: FileHints): FileReading {
  const { bytes } = input
  if (bytes.length === 0) return refusedFile('empty')
  if (bytes.length > BYTES_MAX) return refusedFile('too-large', `It has ${bytes.length} bytes, the limit is ${BYTES_MAX}.`)
  const binary = binaryKind(bytes)
  if (binary) return refusedFile('binary', `This looks like ${binary}.`)
  const decoded = decodeBytes(bytes, hints.answers['encoding'])
  if (decoded.kind === 'failed') return refusedFile('encoding', decoded.reason)
  if (decoded.kind === 'unclear') return asksOnly(decoded.question)
  return readText(decoded.text, decoded.encoding, hints)
}

function readText(text: string, encoding: string, hints: FileHints): FileReading {
  if (text.trim() === '') return refusedFile('empty')
  if (text.includes('\0')) return refusedFile('binary', 'It holds zero bytes, which no text has.')
  const other = otherTextKind(text)
  if (other) return refusedFile('not-csv', `This looks like ${other}; the format is not supported yet.`)
  const delimiter = detectDelimiter(text)
  if (delimiter === null) return refusedFile('not-csv', 'No character separates it into columns.')
  const tokens = tokenize(text, delimiter)
  if (!tokens.ok) return refusedFile('not-csv', tokens.reason)
  if (tokens.lines.length > ROWS_MAX) {
    return refusedFile('too-many-rows', `It has ${tokens.lines.length} lines, the limit is ${ROWS_MAX}.`)
  }
  const table = splitTable(tokens.lines)
  if (!table) return refusedFile('no-transactions')
  return readTable(table, { encoding, delimiter, quote: tokens.quote }, hints)
}

type Dialect = Pick<FileLayout, 'encoding' | 'delimiter' | 'quote'>

function readTable(table: Table, dialect: Dialect, hints: FileHints): FileReading {
  const { answers, currency } = hints
  const contents = describeColumns(table.body, table.width)
  const header = table.header?.cells ?? null
  const assigned = assignRoles(header, contents, currency)
  const saved = rolesOfLayout(hints.layout, table)
  const layout = saved ? hints.layout : null
  const columns = saved ?? assigned.columns
  if (!columns.includes('postedOn')) return refusedFile('no-transactions', 'No column holds dates.')
  const questions: FileQuestion[] = []

  const mark = settleMark(table, moneyColumns(columns, contents), layout, hints, questions)
  const rows = bookedRows(table.body, columns)
  const amounts = inferAmounts(
    {
      rows: rows.map(({ cells }) => cells),
      contents,
      columns,
      amountRivals: saved ? [] : assigned.amountRivals,
      isSideNamed: saved !== null || assigned.isSideNamed,
      isNetNamed: header !== null && /\bnet/i.test(header[columns.indexOf('amount')] ?? ''),
      hasHeader: header !== null,
      mark,
      currency,
      directions: timeDirections(dateColumn(rows, columns, 'postedOn')),
    },
    amountAnswers(answers, layout),
  )
  if (!amounts.plan) return refusedFile('no-transactions', 'No column holds amounts.')
  const name = (column: number) => (header?.[column] ?? '').trim() || `column ${column + 1}`
  const example = exampleOf(rows[0], withAmounts(columns, amounts))
  questions.push(...amounts.doubts.map((doubt) => amountQuestion(doubt, name, example)))
  const dateOrder = settleDates(table, rows, columns, amounts, layout, hints, questions)
  const isUnitAccepted = settleUnit(rows, amounts, columns, header, hints, questions)
  if (isUnitAccepted === 'other') return refusedFile('other-currency', 'Its amounts are in another currency.')
  const account = settleAccount(rows, columns, header, answers, questions)

  const found: FileLayout = {
    format: 'csv',
    ...dialect,
    skipLines: table.header ? table.header.line - 1 : (table.body[0]?.line ?? 1) - 1,
    hasHeader: table.header !== null,
    columns: withAmounts(columns, amounts).map((role, index) => ({ header: header?.[index] ?? '', role })),
    dateOrder,
    decimalMark: mark,
    isSignFlipped: amounts.plan.isFlipped,
    outWord: amounts.plan.outWord,
    isFeeDeducted: amounts.plan.deductedFee !== null,
  }
  const fingerprint = fingerprintOf(dialect.delimiter, table, contents)
  if (questions.length > 0) {
    const sample = table.body.slice(0, SAMPLE_ROWS).map(({ cells }) => [...cells])
    return { kind: 'asks', layout: found, fingerprint, questions, sample: header ? [[...header], ...sample] : sample }
  }
  const plan: RowPlan = {
    header,
    columns: withAmounts(columns, amounts),
    contents,
    amount: amounts.plan,
    balance: amounts.balance,
    isBalanceOwed: amounts.isBalanceOwed,
    mark,
    dateOrder,
    currency,
    isUnitAccepted,
    account,
  }
  return finish(readRows(table.body, plan), table, plan, amounts, found, fingerprint)
}

/** Rows with a date whose status is neither pending nor void: those that balances and signs are judged by. */
function bookedRows(body: readonly Line[], columns: readonly ColumnRole[]): readonly Line[] {
  const status = columns.indexOf('status')
  const dates = [columns.indexOf('postedOn'), columns.indexOf('transactionOn')]
  return body.filter(({ cells }) => {
    const said = statusOf(cells[status] ?? '')
    return said !== 'pending' && said !== 'void' && dates.some((index) => readDateText(cells[index] ?? '') !== null)
  })
}

const dateColumn = (rows: readonly Line[], columns: readonly ColumnRole[], role: ColumnRole) =>
  rows.map(({ cells }) => readDateText(cells[columns.indexOf(role)] ?? ''))

const EXAMPLE_ROLES: readonly ColumnRole[] = ['postedOn', 'counterpartyName', 'description', 'amount', 'debit', 'credit']
const EXAMPLE_CHARS_MAX = 120

/** A row as a question shows it: its date, text and amount. */
const exampleOf = (row: Line | undefined, columns: readonly ColumnRole[]): string =>
  (row?.cells ?? [])
    .filter((cell, index) => cell.trim() !== '' && EXAMPLE_ROLES.includes(columns[index] ?? 'ignore'))
    .map((cell) => cell.trim().slice(0, QUOTED_CHARS_MAX))
    .join(' · ')
    .slice(0, EXAMPLE_CHARS_MAX)

const MONEY_ROLES: readonly ColumnRole[] = ['amount', 'debit', 'credit', 'balance', 'fee', 'openingBalance', 'closingBalance']

/** Columns whose figures tell the decimal mark: those of the account's money, or where no header names them, all amounts. */
function moneyColumns(columns: readonly ColumnRole[], contents: readonly ColumnContent[]): readonly number[] {
  const named = columns.flatMap((role, index) => (MONEY_ROLES.includes(role) ? [index] : []))
  const isNamed = columns.some((role) => role === 'amount' || role === 'debit' || role === 'credit')
  if (isNamed) return named
  return contents.filter((content) => content.marked > 0 && isAmountColumn(content)).map(({ index }) => index)
}

function settleMark(
  table: Table,
  money: readonly number[],
  layout: FileLayout | null,
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

function amountAnswers(answers: FileHints['answers'], layout: FileLayout | null) {
  const column = Number.parseInt(answers['amount-column'] ?? '', 10)
  const pair = /^pair:(\d+):(\d+)$/.exec(answers['amount-column'] ?? '')
  const sign = answers['sign']
  const fee = answers['fee']
  return {
    column: Number.isNaN(column) ? undefined : column,
    pair: pair ? ([Number(pair[1]), Number(pair[2])] as const) : undefined,
    outWord: sign?.startsWith('out:') ? sign.slice('out:'.length) : sign === undefined ? (layout?.outWord ?? undefined) : '',
    isSignRemembered: sign === undefined,
    isFlipped: sign === 'as-written' || sign === 'turned' ? sign === 'turned' : layout?.isSignFlipped,
    isFeeDeducted: fee === 'included' || fee === 'deducted' ? fee === 'deducted' : layout?.isFeeDeducted,
  }
}

function settleDates(
  table: Table,
  rows: readonly Line[],
  columns: readonly ColumnRole[],
  amounts: AmountInference,
  layout: FileLayout | null,
  { answers }: FileHints,
  questions: FileQuestion[],
): DateOrder {
  const roles = (['postedOn', 'transactionOn', 'valueOn'] as const).filter((role) => columns.includes(role))
  const outside = table.preamble.flatMap(({ cells }) => cells.flatMap((cell) => cell.split(/\s+(?:-|–|bis|to|au|al)\s+/)))
  const inferred: DateInference = inferDateOrder({
    columns: roles.map((role) => dateColumn(table.body, columns, role)),
    example: exampleDate(rows, columns),
    witnesses: outside.map(readDateText).filter((text) => text !== null),
    direction: isProven(amounts.chain) && amounts.chain.links > 1 ? amounts.chain.shape.direction : null,
  })
  const contradicted = layout !== null && inferred.kind === 'known' && inferred.proof !== null && inferred.order !== layout.dateOrder
  if (inferred.kind === 'known' && !contradicted) return inferred.order
  const orders = inferred.kind === 'unclear' ? inferred.orders : [inferred.order, layout?.dateOrder ?? inferred.order]
  const answer = orders.find((order) => order === answers['date-order'])
  const remembered = inferred.kind === 'unclear' ? orders.find((order) => order === layout?.dateOrder) : undefined
  const settled = answer ?? remembered
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
function settleUnit(
  rows: readonly Line[],
  amounts: AmountInference,
  columns: readonly ColumnRole[],
  header: readonly string[] | null,
  { answers, currency }: FileHints,
  questions: FileQuestion[],
): boolean | 'other' {
  if (columns.includes('currency') || !amounts.plan) return false
  const places = amounts.plan.columns
  const indexes = (places.kind === 'single' ? [places.amount] : [places.debit, places.credit]).filter((index) => index !== null)
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
function settleAccount(
  rows: readonly Line[],
  columns: readonly ColumnRole[],
  header: readonly string[] | null,
  answers: FileHints['answers'],
  questions: FileQuestion[],
): string | null {
  const index = columns.indexOf('account')
  if (index < 0 || !isOwnAccountHeader(header?.[index] ?? '')) return null
  const accounts = [...new Set(rows.map(({ cells }) => accountText(cells[index])))].filter((account) => account !== '')
  if (accounts.length < 2 || answers['account'] === ALL_ACCOUNTS) return null
  const chosen = accounts.find((account) => onlyAccount(account) === answers['account'])
  if (chosen === undefined) questions.push(accountQuestion(accounts))
  return chosen ?? null
}

/** The roles with the amount columns that values, not header words, told. */
function withAmounts(columns: readonly ColumnRole[], { plan, balance }: AmountInference): readonly ColumnRole[] {
  return columns.map((role, index) => {
    if (plan?.columns.kind === 'single' && plan.columns.amount === index) return 'amount'
    if (plan?.columns.kind === 'pair' && plan.columns.debit === index) return 'debit'
    if (plan?.columns.kind === 'pair' && plan.columns.credit === index) return 'credit'
    if (balance === index && role === 'ignore') return 'balance'
    return role === 'amount' ? 'ignore' : role
  })
}

function finish(
  read: ReadRows,
  table: Table,
  plan: RowPlan,
  amounts: AmountInference,
  layout: FileLayout,
  fingerprint: string,
): FileReading {
  const { records, lines, rejected, ignored } = read
  const [onlyReason] = new Set(rejected.map(({ reason }) => reason))
  if (records.length === 0 && rejected.length > 0 && onlyReason?.startsWith('it is in ')) {
    return refusedFile('other-currency', `All its rows: ${onlyReason}.`)
  }
  if (records.length === 0 && rejected.length === 0) return refusedFile('no-transactions')
  const edges = balancesOf(read, table, plan, amounts)
  const sum = records.filter(({ status }) => status === 'posted').reduce((total, { amount }) => total + amount.minor, 0n)
  const isClosed = edges.opening && edges.closing && edges.opening.minor + sum === edges.closing.minor
  const proofs = [
    ...(isProven(amounts.chain) ? [`The running balance agrees with ${amounts.chain.agreeing} of ${amounts.chain.links} steps.`] : []),
    ...(isClosed ? ['Opening balance plus all rows is the closing balance.'] : []),
  ]
  return {
    kind: 'read',
    layout,
    fingerprint,
    records,
    lines,
    rejected,
    ignored,
    proofs,
    openingBalance: edges.opening,
    closingBalance: edges.closing,
  }
}

/** Balances before and after all rows: as stated on lines of their own, else from the running balance. */
function balancesOf(read: ReadRows, table: Table, plan: RowPlan, amounts: AmountInference) {
  const stated = readStatedBalances(table.preamble, plan.mark, plan.currency)
  const chain = amounts.chain
  const isTrusted = chain !== null && chain.agreeing * 2 > chain.links && chain.shape.stands === 'after'
  const withBalance = read.records.filter(({ balanceAfter }) => balanceAfter !== null)
  const [first, last] = [withBalance.at(0), withBalance.at(-1)]
  const [oldest, newest] = chain?.shape.direction === 'descending' ? [last, first] : [first, last]
  const opening =
    isTrusted && oldest?.balanceAfter
      ? { minor: oldest.balanceAfter.minor - oldest.amount.minor, currency: plan.currency }
      : null
  const closing = isTrusted ? (newest?.balanceAfter ?? null) : null
  return {
    opening: read.stated.opening ?? stated.opening ?? opening,
    closing: read.stated.closing ?? stated.closing ?? closing,
  }
}

/** A question that comes before anything else can be read. */
function asksOnly(question: FileQuestion): FileReading {
  const layout: FileLayout = {
    format: 'csv',
    encoding: '',
    delimiter: '',
    quote: '"',
    skipLines: 0,
    hasHeader: false,
    columns: [],
    dateOrder: 'ymd',
    decimalMark: '.',
    isSignFlipped: false,
    outWord: null,
    isFeeDeducted: false,
  }
  return { kind: 'asks', layout, fingerprint: '', questions: [question], sample: [] }
}
