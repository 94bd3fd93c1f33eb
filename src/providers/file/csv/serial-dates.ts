// Dates that a spreadsheet saved as the number of a day: 45352 is 1 March 2024.
import { calendarDate } from '../../../domain/calendar.ts'
import { matchHeader } from './header-words.ts'
import { PREAMBLE_LINES_MAX } from '../limits.ts'
import type { ColumnRole } from '../file-reading.ts'
import type { Line } from './line.ts'

/** 1 January 1990 and 31 December 2079, counted as spreadsheets do, from 30 December 1899. */
const SERIAL_MIN = 32_874
const SERIAL_MAX = 65_745

const SERIAL = /^(\d{5})(?:[.,]\d+)?$/

const DATE_ROLES: readonly ColumnRole[] = ['postedOn', 'transactionOn', 'valueOn']

export type DatedLines = {
  readonly lines: readonly Line[]
  /** The first number and the day it was read as, or null where nothing was changed. */
  readonly example: string | null
}

/**
 * The lines with day numbers written as dates. Only in columns whose header says nothing but a date, and only where
 * every cell below it is such a number.
 */
export function withSerialDates(lines: readonly Line[]): DatedLines {
  const at = lines.slice(0, PREAMBLE_LINES_MAX).findIndex(({ cells }) => isHeader(cells))
  const header = lines[at]
  if (!header) return { lines, example: null }
  const body = lines.slice(at + 1).filter(({ cells }) => cells.length >= header.cells.length)
  const columns = header.cells.flatMap((name, index) =>
    isDateName(name) && isAllSerial(body, index) ? [index] : [],
  )
  const [first] = columns
  if (first === undefined) return { lines, example: null }
  const dated = lines.map((line, index) => {
    if (index <= at) return line
    return {
      ...line,
      cells: line.cells.map((cell, column) => (columns.includes(column) ? (dateOf(cell) ?? cell) : cell)),
    }
  })
  const cell = body.map(({ cells }) => cells[first] ?? '').find((text) => dateOf(text) !== null) ?? ''
  return { lines: dated, example: `${cell.trim()} as ${dateOf(cell) ?? ''}` }
}

const isDateName = (name: string): boolean => {
  const [best] = matchHeader(name)
  return best !== undefined && DATE_ROLES.includes(best.role)
}

const isHeader = (cells: readonly string[]): boolean =>
  cells.some(isDateName) && cells.filter((cell) => matchHeader(cell).length > 0).length > 1

function isAllSerial(body: readonly Line[], index: number): boolean {
  const cells = body.map(({ cells: row }) => (row[index] ?? '').trim()).filter((cell) => cell !== '')
  return cells.length > 0 && cells.every((cell) => dateOf(cell) !== null)
}

function dateOf(cell: string): string | null {
  const serial = Number(SERIAL.exec(cell.trim())?.[1] ?? 0)
  if (serial < SERIAL_MIN || serial > SERIAL_MAX) return null
  const day = new Date(Date.UTC(1899, 11, 30 + serial))
  return calendarDate(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate())
}
