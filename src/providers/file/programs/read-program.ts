// Exports of budget programs: CSV whose columns have known meanings, so that what the person kept there comes along.
import { parseCurrency } from '../../../domain/currency.ts'
import type { CurrencyCode } from '../../../domain/currency.ts'
import type { RejectedRecord } from '../../../domain/source-record.ts'
import { currenciesOf, readAmountText } from '../csv/amounts.ts'
import { dateUnder, readDateText } from '../csv/dates.ts'
import { tokenize } from '../csv/tokens.ts'
import type { FileAccount, FileHints } from '../file-reading.ts'
import { QUOTED_CHARS_MAX, ROWS_MAX } from '../limits.ts'
import { refusedFile } from '../refusals.ts'
import type { FileStatement, StatementFile, StatementReader, TextFile } from '../statement-file.ts'
import { amountOf } from './amounts.ts'
import { findProgram } from './find-program.ts'
import { readLines, rejection } from './lines.ts'
import type { WrittenRow } from './lines.ts'
import { statementRow } from './rows.ts'
import { settle, textsOf } from './settle.ts'
import type { Settled } from './settle.ts'
import { unsplit } from './splits.ts'
import type { DatedRow } from './splits.ts'

export const programReader: StatementReader = { format: 'program', read }

const IGNORED = {
  opening: 'the opening balance',
  adjustment: 'a balance adjusted in the program: nothing moved at the bank',
  zero: 'an amount of zero',
  part: 'a part of a split transaction, told in its note',
} as const

function read({ text }: TextFile, hints: FileHints): StatementFile {
  const found = findProgram(text)
  if (found === null) return refusedFile('not-csv')
  const tokens = tokenize(text, found.delimiter)
  if (!tokens.ok) return refusedFile('damaged', tokens.reason)
  if (tokens.lines.length > ROWS_MAX) {
    return refusedFile('too-many-rows', `It has ${tokens.lines.length} lines, the limit is ${ROWS_MAX}.`)
  }
  const { rows, rejected } = readLines(found.program, tokens.lines)
  if (rows.length === 0 && rejected.length === 0) return refusedFile('no-transactions')
  const foreign = foreignUnit(rows, hints.currency)
  if (foreign !== null) {
    return refusedFile('other-currency', `Its amounts are in ${foreign}, the account is in ${hints.currency}.`)
  }
  const version = found.program.name
  const settled = settle(found.program, rows, hints)
  if (settled.kind === 'asks') return { kind: 'asks', version, questions: settled.questions }
  return { kind: 'statements', version, ...statementsOf(rows, rejected, settled, hints.currency) }
}

/** The sign of a currency that all amounts bear and the account is not in, or null. */
function foreignUnit(rows: readonly WrittenRow[], currency: CurrencyCode): string | null {
  const own = rows.filter(({ row }) => row.currency === '')
  const units = own.flatMap(({ row }) => textsOf(row.amount).map((text) => readAmountText(text)?.unit ?? null))
  const [first] = units
  const isForeign = (unit: string | null) =>
    unit !== null && currenciesOf(unit).length > 0 && !currenciesOf(unit).includes(currency)
  return first != null && own.length === rows.length && units.every(isForeign) ? first : null
}

type Statements = Pick<Extract<StatementFile, { kind: 'statements' }>, 'statements' | 'ignored'>

function statementsOf(
  rows: readonly WrittenRow[],
  rejected: readonly RejectedRecord[],
  settled: Extract<Settled, { kind: 'settled' }>,
  currency: CurrencyCode,
): Statements {
  const dated: DatedRow[] = []
  const unread: RejectedRecord[] = [...rejected]
  for (const each of rows) {
    const read = dateRow(each, settled, currency)
    if ('reason' in read) unread.push(rejection(each.line, read.reason, each.cells))
    else dated.push(read)
  }
  const groups = [...Map.groupBy(dated, accountKey).values()]
  const counts = { opening: 0, adjustment: 0, zero: 0, part: 0 }
  const statements = groups.flatMap((group, index) => statementOf(group, index === 0 ? unread : [], counts))
  const ignored = Object.entries(counts).flatMap(([kind, count]) =>
    count === 0 ? [] : [{ reason: IGNORED[kind as keyof typeof counts], count }],
  )
  return { statements: statements.length > 0 ? statements : rejectedOnly(unread, currency), ignored }
}

/** Lines that can't be read name no account for sure, so they are told with the first, or alone. */
const rejectedOnly = (rejected: readonly RejectedRecord[], currency: CurrencyCode): readonly FileStatement[] => [
  {
    account: { number: null, bankCode: null, name: null, currency: null },
    rows: [],
    rejected,
    currency,
    opening: null,
    closing: null,
    warnings: [],
  },
]

function dateRow(
  each: WrittenRow,
  { order, mark }: Extract<Settled, { kind: 'settled' }>,
  accountCurrency: CurrencyCode,
): DatedRow | { readonly reason: string } {
  const { row } = each
  const text = readDateText(row.date)
  const on = text && dateUnder(text, order)
  if (on === null) return { reason: row.date === '' ? 'it has no date' : `"${quotable(row.date)}" is not a date` }
  const currency = row.currency === '' ? accountCurrency : parseCurrency(row.currency)
  if (currency === null) return { reason: `"${quotable(row.currency)}" is not a currency` }
  const amount = amountOf(row.amount, currency, mark)
  return amount.ok ? { ...each, on, amount: amount.value } : { reason: amount.reason }
}

const quotable = (text: string): string => text.slice(0, QUOTED_CHARS_MAX)

const accountKey = ({ row, amount }: DatedRow): string => JSON.stringify([row.accountName, amount.currency])

function statementOf(
  group: readonly DatedRow[],
  rejected: readonly RejectedRecord[],
  counts: Record<keyof typeof IGNORED, number>,
): readonly FileStatement[] {
  const [first] = group
  if (first === undefined) return []
  const openings = group.filter(({ row }) => row.kind === 'opening')
  const { rows, joinedCount, partCount, oddLines } = unsplit(group.filter(({ row }) => row.kind === 'movement'))
  const moved = rows.filter(({ amount }) => amount.minor !== 0n)
  counts.opening += openings.length
  counts.adjustment += group.filter(({ row }) => row.kind === 'adjustment').length
  counts.zero += rows.length - moved.length
  counts.part += partCount
  const ids = Map.groupBy(moved, ({ row }) => row.sourceId)
  const account: FileAccount = {
    number: first.row.accountNumber.replaceAll(/\s/g, '') || null,
    bankCode: null,
    name: first.row.accountName || null,
    currency: first.row.currency === '' ? null : first.amount.currency,
  }
  return [
    {
      account,
      rows: moved.map((row) => statementRow(row, ids.get(row.row.sourceId)?.length === 1)),
      rejected,
      currency: first.amount.currency,
      opening: openingOf(openings, moved),
      closing: null,
      warnings: [...splitWarnings(joinedCount, oddLines)],
    },
  ]
}

/** What was there before the first row; null where rows are older than it, or several state one. */
function openingOf(openings: readonly DatedRow[], rows: readonly DatedRow[]): FileStatement['opening'] {
  const [only, ...others] = openings
  if (only === undefined || others.length > 0 || rows.some(({ on }) => on < only.on)) return null
  return { amount: only.amount, on: only.on }
}

const splitWarnings = (joinedCount: number, oddLines: readonly number[]): readonly string[] => [
  ...(joinedCount === 0
    ? []
    : [`${joinedCount} split transactions are one row each, as at the bank; their parts are told in the note.`]),
  ...(oddLines.length === 0
    ? []
    : [`The parts of ${oddLines.length} split transactions, such as line ${oddLines[0]}, are not all there or do not add up.`]),
]
