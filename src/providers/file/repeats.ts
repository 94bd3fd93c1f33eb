// One movement told twice in one file: reports of a day repeat what earlier ones told, and statements are
// sent again.
import { sameMoney } from '../../domain/money.ts'
import type { FileStatement, StatementRow } from './statement-file.ts'

export const REPEATED = 'told again by another report or copy of the statement in this file'

export type WithoutRepeats = { readonly statements: readonly FileStatement[]; readonly repeated: number }

/**
 * Leaves out what is proved to be told twice, and keeps the later telling, in which a pending movement may be
 * booked. A statement that comes again with the same rows and balances is a copy; so is a row of a report
 * without a closing balance whose bank's id comes again with the same amount and day. Rows that only look
 * alike stay.
 */
export function withoutRepeats(statements: readonly FileStatement[]): WithoutRepeats {
  if (statements.length < 2) return { statements, repeated: 0 }
  const contents = statements.map(contentOf)
  const last = new Map(contents.map((content, index) => [content, index]))
  const unique = statements.filter((_, index) => {
    const content = contents[index] ?? null
    return content === null || last.get(content) === index
  })
  const seen = new Set<string>()
  const told = unique.toReversed().map((statement) => {
    const rows = statement.rows.filter(
      (row) => statement.closing !== null || !seen.has(identityOf(statement, row)),
    )
    for (const row of rows) if (row.record.sourceId !== null) seen.add(identityOf(statement, row))
    return { ...statement, rows }
  })
  return { statements: told.toReversed(), repeated: rowsOf(statements) - rowsOf(told) }
}

const rowsOf = (statements: readonly FileStatement[]): number =>
  statements.reduce((sum, { rows }) => sum + rows.length, 0)

const identityOf = ({ account }: FileStatement, { record }: StatementRow): string =>
  JSON.stringify([account.number, record.sourceId, String(record.amount.minor), record.postedOn])

/**
 * All that a statement says, as text; null where it can't be told from the next one: without balances, or
 * where they are the same, it could follow itself.
 */
function contentOf({ account, rows, opening, closing }: FileStatement): string | null {
  if (rows.length === 0 || opening === null || closing === null) return null
  if (sameMoney(opening.amount, closing.amount)) return null
  return JSON.stringify(
    [account.number, opening, closing, rows.map(({ record }) => record)],
    (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
  )
}
