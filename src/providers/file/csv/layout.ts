// The layout of a file as data, and the fingerprint by which two exports of one layout are known as such.
import { createHash } from 'node:crypto'
import { isAmountColumn, isDateColumn, isTextColumn } from './columns.ts'
import type { ColumnContent } from './columns.ts'
import type { ColumnRole, FileLayout } from '../file-reading.ts'
import type { Table } from './table.ts'
import { normalizeWords } from '../words.ts'

const FINGERPRINT_CHARS = 24

/**
 * The same for every export of one layout: its header's names and delimiter; without a header, which columns hold
 * dates, amounts and texts. Neither the encoding nor lines before the header count, since they change with the period.
 */
export function fingerprintOf(delimiter: string, table: Table, contents: readonly ColumnContent[]): string {
  if (table.header) return headerFingerprint(delimiter, table.header.cells)
  return hashed([delimiter, false, contents.map(kindOf)])
}

/** The fingerprint of every file with these column names. */
export const headerFingerprint = (delimiter: string, names: readonly string[]): string =>
  hashed([delimiter, true, names.map(normalizeWords)])

function hashed(shape: readonly unknown[]): string {
  const text = JSON.stringify(shape)
  return `csv:${createHash('sha256').update(text).digest('hex').slice(0, FINGERPRINT_CHARS)}`
}

function kindOf(content: ColumnContent): string {
  if (isDateColumn(content)) return 'date'
  if (isAmountColumn(content)) return 'amount'
  return isTextColumn(content) ? 'text' : 'other'
}

/** The roles of a saved layout, or null where its columns are not this file's. */
export function rolesOfLayout(layout: FileLayout | null, table: Table): readonly ColumnRole[] | null {
  if (layout?.format !== 'csv' || layout.columns.length !== table.width || layout.hasHeader !== (table.header !== null))
    return null
  const names = table.header?.cells ?? []
  const isSame = layout.columns.every(
    ({ header }, index) => normalizeWords(header) === normalizeWords(names[index] ?? ''),
  )
  return isSame ? layout.columns.map(({ role }) => role) : null
}
