// Rows that correct an earlier one (CORRECTFITID): in its place, or to take it back.
import type { RejectedRecord } from '../../../domain/source-record.ts'
import { rawOf } from './raw.ts'
import { textAt } from './tree.ts'
import type { OfxNode } from './tree.ts'
import { quoted } from './values.ts'

/** The id of the row in whose place this one stands, or null. */
export const replacedId = (row: OfxNode): string | null =>
  isDeletion(row) ? null : textAt(row, 'CORRECTFITID')

const isDeletion = (row: OfxNode): boolean => textAt(row, 'CORRECTACTION')?.toUpperCase() === 'DELETE'

export type Corrected = {
  readonly rows: readonly OfxNode[]
  /** Rows that were taken back, and the rows that did so. */
  readonly takenBackCount: number
  readonly rejected: readonly RejectedRecord[]
}

/**
 * Sets aside what was taken back within the file. A row taken back that came in an earlier file is the
 * person's to remove: the file does not say enough of it to be sure which one it is.
 */
export function setAsideTakenBack(rows: readonly OfxNode[], lineOf: (at: number) => number): Corrected {
  const deletions = rows.filter(isDeletion)
  const wanted = new Set(deletions.map((row) => textAt(row, 'CORRECTFITID')))
  const targets = rows.filter(
    (row) => !isDeletion(row) && textAt(row, 'FITID') !== null && wanted.has(textAt(row, 'FITID')),
  )
  const found = new Set(targets.map((row) => textAt(row, 'FITID')))
  const isDone = (row: OfxNode) => found.has(textAt(row, 'CORRECTFITID'))
  return {
    rows: rows.filter((row) => !isDeletion(row) && !targets.includes(row)),
    takenBackCount: targets.length + deletions.filter(isDone).length,
    rejected: deletions.filter((row) => !isDone(row)).map((row) => deletionOfEarlier(row, lineOf(row.at))),
  }
}

function deletionOfEarlier(row: OfxNode, line: number): RejectedRecord {
  const id = quoted(textAt(row, 'CORRECTFITID') ?? '')
  return {
    accountSourceId: null,
    sourceId: textAt(row, 'FITID'),
    reason: `the bank takes back its row with the id ${id}: remove that one by hand`,
    line,
    raw: rawOf(row),
  }
}
