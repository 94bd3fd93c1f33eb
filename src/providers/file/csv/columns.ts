// What a column holds, judged by its values.
import { readAmountText, readCurrency } from './amounts.ts'
import { readDateText } from './dates.ts'
import { isTransactionLike } from './tokens.ts'
import type { Line } from './tokens.ts'
import { directionOf, statusOf } from './value-words.ts'

export type ColumnContent = {
  readonly index: number
  /** Cells that are not blank, and how many different ones. */
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

function describe(cells: readonly string[], index: number): ColumnContent {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '')
  const count = (test: (cell: string) => boolean) => filled.filter(test).length
  const isDate = (cell: string) => readDateText(cell) !== null
  const amounts = filled
    .flatMap((cell) => (isDate(cell) ? [] : [readAmountText(cell)]))
    .filter((read) => read !== null)
  const directions = filled.map(directionOf)
  return {
    index,
    filled: filled.length,
    distinct: new Set(filled).size,
    rows: cells.length,
    dates: count(isDate),
    amounts: amounts.length,
    marked: amounts.filter(isMarked).length,
    negatives: amounts.filter(({ isNegative }) => isNegative).length,
    zeros: amounts.filter(({ body }) => /^[0.,]+$/.test(body)).length,
    currencies: count((cell) => /^[A-Za-z]{3}$/.test(cell) && readCurrency(cell) !== null),
    directions: new Set(directions.filter((direction) => direction !== null)),
    directionCells: directions.filter((direction) => direction !== null).length,
    statuses: count((cell) => statusOf(cell) !== null),
    booleans: count((cell) => /^(?:true|false|yes|no|ja|nein|0|1)$/i.test(cell)),
    texts: count((cell) => isText(cell)),
    averageLength:
      filled.length === 0 ? 0 : filled.reduce((sum, cell) => sum + cell.length, 0) / filled.length,
  }
}

/** Words, as opposed to figures, dates and account numbers. */
const isText = (cell: string): boolean =>
  /\p{L}/u.test(cell) && !IBAN.test(cell) && readDateText(cell) === null && readAmountText(cell) === null

const IBAN = /^[A-Z]{2}\d{2}[A-Z0-9 ]*$/

const isMarked = ({
  body,
  isNegative,
  hasPlus,
  unit,
}: {
  body: string
  isNegative: boolean
  hasPlus: boolean
  unit: string | null
}) => /[.,]/.test(body) || isNegative || hasPlus || unit !== null

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
