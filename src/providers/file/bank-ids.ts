// Ids that banks give are kept only where they tell rows apart.
import type { FileStatement } from './statement-file.ts'

/** Shortest text that can be an id; shorter ones count rows and start again in the next file. */
const ID_CHARS_MIN = 6

/**
 * One id on two rows is no row's id: taken for one, different movements would be merged. Where any repeats,
 * none of the file is trusted. They stay with the rows as evidence.
 */
export function withHonestIds(statements: readonly FileStatement[]): readonly FileStatement[] {
  const ids = statements.flatMap(({ rows }) =>
    rows.flatMap(({ record }) => (record.sourceId === null ? [] : [record.sourceId])),
  )
  const areHonest = new Set(ids).size === ids.length && ids.every((id) => id.length >= ID_CHARS_MIN)
  if (areHonest) return statements
  return statements.map((statement) => ({
    ...statement,
    rows: statement.rows.map((row) => ({ ...row, record: { ...row.record, sourceId: null } })),
  }))
}
