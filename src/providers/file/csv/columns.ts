// What a column holds, judged by its values.
import { readAmountText, readCurrency } from './amounts.ts'
import type { AmountText } from './amounts.ts'
import { readDateText } from './dates.ts'
import { isTransactionLike } from './tokens.ts'
import type { Line } from './line.ts'
import { directionOf, statusOf } from './value-words.ts'

export type ColumnContent = {
  readonly index: number
  /** Cells that are not blank, and how many different ones; of many different ones, some count twice. */
  readonly filled: number
  readonly distinct: number
  /** Rows looked at. */
  readonly rows: number
  readonly dates: number
  readonly amounts: number
  /** Amounts written with decimals, a sign or a currency: unlike a check number. */
  readonly marked: number
  readonly negatives: number
  readonly zeros: number
  readonly currencies: number
  readonly directions: ReadonlySet<'out' | 'in'>
  readonly directionCells: number
  readonly statuses: number
  readonly booleans: number
  /** Cells with letters that are neither date nor amount. */
  readonly texts: number
  readonly averageLength: number
}

/** Describes every column over the lines that look like transactions. */
export function describeColumns(body: readonly Line[], width: number): readonly ColumnContent[] {
  const rows = body.filter(isTransactionLike)
  return Array.from({ length: width }, (_, index) =>
    describe(
      rows.map(({ cells }) => cells[index] ?? ''),
      index,
    ),
  )
}

/** Different cells of a column that are counted before they are looked at; columns of more are mostly all different. */
const COUNTED_MAX = 1_000

function describe(cells: readonly string[], index: number): ColumnContent {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '')
  const counts = {
    dates: 0,
    amounts: 0,
    marked: 0,
    negatives: 0,
    zeros: 0,
    currencies: 0,
    directionCells: 0,
    statuses: 0,
    booleans: 0,
    texts: 0,
  }
  const directions = new Set<'out' | 'in'>()
  const look = (cell: string, count: number) => {
    const isDate = readDateText(cell) !== null
    const amount = readAmountText(cell)
    if (isDate) counts.dates += count
    else if (amount) {
      counts.amounts += count
      if (isMarked(amount)) counts.marked += count
      if (amount.isNegative) counts.negatives += count
      if (isZero(amount)) counts.zeros += count
    }
    if (/^(?:true|false|yes|no|ja|nein|0|1)$/i.test(cell)) counts.booleans += count
    if (isDate || amount) return
    const direction = directionOf(cell)
    if (direction !== null) {
      directions.add(direction)
      counts.directionCells += count
    }
    if (statusOf(cell) !== null) counts.statuses += count
    if (/^[A-Za-z]{3}$/.test(cell) && readCurrency(cell) !== null) counts.currencies += count
    if (isText(cell)) counts.texts += count
  }
  const times = new Map<string, number>()
  let distinct = 0
  for (const cell of filled) {
    const before = times.get(cell)
    if (before === undefined) distinct += 1
    if (before !== undefined || times.size < COUNTED_MAX) times.set(cell, (before ?? 0) + 1)
    else look(cell, 1)
  }
  for (const [cell, count] of times) look(cell, count)
  return {
    index,
    filled: filled.length,
    distinct,
    rows: cells.length,
    ...counts,
    directions,
    averageLength:
      filled.length === 0 ? 0 : filled.reduce((sum, cell) => sum + cell.length, 0) / filled.length,
  }
}

/** Of cells that are neither date nor amount: words, as opposed to account numbers. */
const isText = (cell: string): boolean => /\p{L}/u.test(cell) && !IBAN.test(cell)

const IBAN = /^[A-Z]{2}\d{2}[A-Z0-9 ]*$/

const isMarked = ({ body, isNegative, hasPlus, unit }: AmountText): boolean =>
  /[.,]/.test(body) || isNegative || hasPlus || unit !== null

const isZero = ({ body }: AmountText): boolean => /^[0.,]+$/.test(body)

/** Share of the filled cells that a role needs to be of its kind; the rest become rejected rows. */
const KIND_SHARE_MIN = 0.6

const mostly = (part: number, { filled }: ColumnContent): boolean => part >= filled * KIND_SHARE_MIN

export const isDateColumn = (column: ColumnContent): boolean =>
  column.filled > 0 && mostly(column.dates, column)

export const isAmountColumn = (column: ColumnContent): boolean =>
  column.filled > 0 && !isDateColumn(column) && mostly(column.amounts, column)

export const isCurrencyColumn = (column: ColumnContent): boolean =>
  column.filled > 0 && column.currencies === column.filled

export const isDirectionColumn = (column: ColumnContent): boolean =>
  column.filled > 0 && column.directionCells >= column.filled * 0.9

export const isTextColumn = (column: ColumnContent): boolean =>
  column.filled > 0 && mostly(column.texts, column)
