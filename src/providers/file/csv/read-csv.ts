// Reading a bank's CSV, top to bottom: text, lines, table, columns, amounts, dates, rows. Each step decides by
// evidence from the whole file, or leaves a question. Pure: the same bytes and hints always give the same reading.
import { inferAmounts } from './amount-plan.ts'
import type { AmountInference } from './amount-plan.ts'
import { withoutMojibake } from '../bytes.ts'
import { describeColumns } from './columns.ts'
import { readDateText, timeDirections } from './dates.ts'
import type {
  ColumnRole,
  FileHints,
  CsvLayout,
  FileQuestion,
  FileReading,
} from '../file-reading.ts'
import { fingerprintOf, rolesOfLayout } from './layout.ts'
import { LINES_MAX, QUOTED_CHARS_MAX, ROWS_MAX, SAMPLE_ROWS } from '../limits.ts'
import { amountQuestion } from '../questions.ts'
import { finish } from './reading.ts'
import { KNOWN_PROFILES } from './profiles/known.ts'
import { profileOf } from './profiles/profile.ts'
import { refusedFile } from '../refusals.ts'
import { assignRoles } from './roles.ts'
import { readRows } from './rows.ts'
import type { RowPlan } from './rows.ts'
import {
  amountAnswers,
  dateColumn,
  moneyColumns,
  settleAccount,
  settleDates,
  settleMark,
  settleUnit,
} from './settle.ts'
import { withSerialDates } from './serial-dates.ts'
import { splitTable } from './table.ts'
import type { Table } from './table.ts'
import { detectDelimiter, tokenize } from './tokens.ts'
import type { Line } from './line.ts'
import { statusOf } from './value-words.ts'
import { unwrapped } from './wrapped-lines.ts'

/**
 * Reads the text of a CSV into records for one account, asks one or more precise questions, or refuses with a reason.
 * Answers to questions come back in `hints.answers`, by question id.
 */
export function readCsv(written: string, encoding: string, hints: FileHints): FileReading {
  const lineCount = Math.max(countOf(written, '\n'), countOf(written, '\r'))
  if (lineCount > LINES_MAX) return tooManyLines(lineCount)
  const repaired = withoutMojibake(written)
  const letters = repaired ?? written
  const text = unwrapped(letters) ?? letters
  const delimiter = detectDelimiter(text)
  if (delimiter === null) return refusedFile('not-csv', 'No character separates it into columns.')
  const tokens = tokenize(text, delimiter)
  if (!tokens.ok) return refusedFile('not-csv', tokens.reason)
  if (tokens.lines.length > ROWS_MAX) return tooManyLines(tokens.lines.length)
  const dated = withSerialDates(tokens.lines)
  const table = splitTable(dated.lines)
  if (!table) return refusedFile('no-transactions')
  const repairs = [
    ...(repaired === null ? [] : [spoiltLetters(written, repaired)]),
    ...(dated.example === null ? [] : [`Dates are the day numbers of a spreadsheet: ${dated.example}.`]),
  ]
  return readTable(table, { encoding, delimiter, quote: tokens.quote }, hints, repairs)
}

const tooManyLines = (count: number): FileReading =>
  refusedFile('too-many-rows', `It has ${count} lines, the limit is ${ROWS_MAX}.`)

function countOf(text: string, character: string): number {
  let count = 0
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) count += 1
  return count
}

/** What was repaired, with the first word that changed. */
function spoiltLetters(written: string, repaired: string): string {
  const words = written.split(/[^\p{L}\p{N}\p{S}\p{P}\p{M}]+|[;,\t|"]+/u)
  const before = words.find((word) => (withoutMojibake(word) ?? word) !== word && repaired !== '') ?? ''
  const example = `${before.slice(0, QUOTED_CHARS_MAX)} is ${(withoutMojibake(before) ?? before).slice(0, QUOTED_CHARS_MAX)}`
  return `Its letters were saved in a wrong encoding and were put right: ${example}.`
}

type Dialect = Pick<CsvLayout, 'encoding' | 'delimiter' | 'quote'>

function readTable(
  table: Table,
  dialect: Dialect,
  hints: FileHints,
  repairs: readonly string[],
): FileReading {
  const { answers, currency } = hints
  const contents = describeColumns(table.body, table.width)
  const header = table.header?.cells ?? null
  const assigned = assignRoles(header, contents, currency)
  const saved = rolesOfLayout(hints.layout, table)
  const layout = saved && hints.layout?.format === 'csv' ? hints.layout : profileOf(header, KNOWN_PROFILES)
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

  const found: CsvLayout = {
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
    return {
      kind: 'asks',
      layout: found,
      fingerprint,
      questions,
      sample: header ? [[...header], ...sample] : sample,
    }
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
  return finish(readRows(table.body, plan), table, plan, amounts, { layout: found, fingerprint, repairs })
}

/** Rows with a date whose status is neither pending nor void: those that balances and signs are judged by. */
function bookedRows(body: readonly Line[], columns: readonly ColumnRole[]): readonly Line[] {
  const status = columns.indexOf('status')
  const dates = [columns.indexOf('postedOn'), columns.indexOf('transactionOn')]
  return body.filter(({ cells }) => {
    const said = statusOf(cells[status] ?? '')
    return (
      said !== 'pending' &&
      said !== 'void' &&
      dates.some((index) => readDateText(cells[index] ?? '') !== null)
    )
  })
}

const EXAMPLE_ROLES: readonly ColumnRole[] = [
  'postedOn',
  'counterpartyName',
  'description',
  'amount',
  'debit',
  'credit',
]

const EXAMPLE_CHARS_MAX = 120

/** A row as a question shows it: its date, text and amount. */
const exampleOf = (row: Line | undefined, columns: readonly ColumnRole[]): string =>
  (row?.cells ?? [])
    .filter((cell, index) => cell.trim() !== '' && EXAMPLE_ROLES.includes(columns[index] ?? 'ignore'))
    .map((cell) => cell.trim().slice(0, QUOTED_CHARS_MAX))
    .join(' · ')
    .slice(0, EXAMPLE_CHARS_MAX)

/** The roles with the amount columns that values, not header words, told. */
function withAmounts(
  columns: readonly ColumnRole[],
  { plan, balance }: AmountInference,
): readonly ColumnRole[] {
  return columns.map((role, index) => {
    if (plan?.columns.kind === 'single' && plan.columns.amount === index) return 'amount'
    if (plan?.columns.kind === 'pair' && plan.columns.debit === index) return 'debit'
    if (plan?.columns.kind === 'pair' && plan.columns.credit === index) return 'credit'
    if (balance === index && role === 'ignore') return 'balance'
    return role === 'amount' ? 'ignore' : role
  })
}
