// FITIDs that identify nothing. OFX wants them unique within an account for good; some banks number the rows
// of each file instead, or write one id on several rows. Taken for ids, those would merge different payments.
import type { SourceRecord } from '../../../domain/source-record.ts'
import type { StatementRow } from '../statement-file.ts'
import { quoted } from './values.ts'

export type HonestIds = { readonly rows: readonly StatementRow[]; readonly warnings: readonly string[] }

/** Rows with an id that identifies them; other ids are kept as references. */
export function honestIds(rows: readonly StatementRow[]): HonestIds {
  const ids = rows.flatMap(({ record }) => record.sourceId ?? [])
  const seen = new Set<string>()
  const repeated = new Set(ids.filter((id) => seen.size === seen.add(id).size))
  const isCounting = doesCount(ids)
  const warnings = [...repeated].slice(0, 1).map((id) => {
    return `The bank gave several rows the same id, such as ${quoted(id)}: they are told apart without it.`
  })
  return {
    rows: rows.map(({ record, line }) => {
      const isHonest = record.sourceId === null || !(isCounting || repeated.has(record.sourceId))
      return { record: isHonest && !isItsDate(record) ? record : withoutId(record), line }
    }),
    warnings,
  }
}

const withoutId = (record: SourceRecord): SourceRecord => ({
  ...record,
  sourceId: null,
  reference: record.reference ?? record.sourceId,
})

/** Whether the ids are the numbers 1 to n, or 0 to n − 1: the rows of this file, counted. */
function doesCount(ids: readonly string[]): boolean {
  if (ids.length === 0 || !ids.every((id) => /^\d{1,6}$/.test(id))) return false
  const numbers = ids.map(Number).toSorted((left, right) => left - right)
  const [first = -1] = numbers
  return (first === 0 || first === 1) && numbers.every((number, index) => number === first + index)
}

const isItsDate = ({ sourceId, postedOn }: SourceRecord): boolean =>
  sourceId !== null && sourceId === postedOn?.replaceAll('-', '')
