// MT940 statements and MT942 reports of SWIFT, in their envelope or bare, with a bank's own header lines.
import { withHonestIds } from '../bank-ids.ts'
import type { FileHints } from '../file-reading.ts'
import { ROWS_MAX } from '../limits.ts'
import { refusedFile } from '../refusals.ts'
import { REPEATED, withoutRepeats } from '../repeats.ts'
import type { FileStatement, StatementFile, StatementReader, TextFile } from '../statement-file.ts'
import { readMessages } from './fields.ts'
import { readStatement, statedCurrency } from './statement.ts'
import type { Mt940Statement } from './statement.ts'

export const mt940Reader: StatementReader = { format: 'mt940', read }

function read({ text }: TextFile, { currency }: FileHints): StatementFile {
  const messages = readMessages(text)
  if (messages.length === 0) return refusedFile('damaged', 'It has no fields of a SWIFT statement.')
  const movements = messages.reduce(
    (sum, { fields }) => sum + fields.filter(({ tag }) => tag === '61').length,
    0,
  )
  const most = Math.max(movements, messages.length)
  if (most > ROWS_MAX)
    return refusedFile('too-many-rows', `It has ${most} rows or statements, the limit is ${ROWS_MAX}.`)
  const known = messages.flatMap((message) => statedCurrency(message) ?? [])
  const fallback = new Set(known).size === 1 ? (known[0] ?? currency) : currency
  const statements = messages.map((message) => readStatement(message, fallback))
  const isInterim = messages.every((message) => message.isInterim)
  const paged = statements.map((statement, index) => withPages(statement, statements, index))
  const { statements: told, repeated } = withoutRepeats(paged)
  return {
    kind: 'statements',
    version: isInterim ? 'MT942' : 'MT940',
    statements: withHonestIds(told),
    ignored: repeated === 0 ? [] : [{ reason: REPEATED, count: repeated }],
  }
}

/** Pages of one statement follow one another: 62M is continued by a 60M. */
function withPages(
  { beginsInside, endsInside, ...statement }: Mt940Statement,
  all: readonly Mt940Statement[],
  index: number,
): FileStatement {
  const [before, after] = [all[index - 1], all[index + 1]]
  const isOf = (other: Mt940Statement | undefined) => other?.account.number === statement.account.number
  const missing = [
    ...(beginsInside && !(before?.endsInside && isOf(before)) ? ['before'] : []),
    ...(endsInside && !(after?.beginsInside && isOf(after)) ? ['after'] : []),
  ]
  if (missing.length === 0) return statement
  return {
    ...statement,
    warnings: [
      ...statement.warnings,
      `A page ${missing.join(' and a page ')} this part of a statement is not in the file.`,
    ],
  }
}
