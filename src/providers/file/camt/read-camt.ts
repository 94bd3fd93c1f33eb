// CAMT.052 (report), 053 (statement) and 054 (notification) of ISO 20022, all versions, with any namespace
// prefix.
import type { CurrencyCode } from '../../../domain/currency.ts'
import { parseCurrency } from '../../../domain/currency.ts'
import type { CalendarDate } from '../../../domain/calendar.ts'
import type { FileHints } from '../file-reading.ts'
import { ROWS_MAX } from '../limits.ts'
import { refusedFile } from '../refusals.ts'
import { REPEATED, withoutRepeats } from '../repeats.ts'
import type { FileStatement, StatementFile, StatementReader, TextFile } from '../statement-file.ts'
import { withHonestIds } from '../bank-ids.ts'
import { currencyOf, dayOf } from './amounts.ts'
import { isUndated } from './entries.ts'
import { bookedBalances } from './balances.ts'
import { missingPages, pageWarnings, sequenceWarnings } from './pages.ts'
import { readStatement } from './statement.ts'
import { dayQuestion, UNDATED } from './undated.ts'
import { lineCounter } from './lines.ts'
import { find, findAll, parseXml, textAt } from './xml.ts'
import type { Element } from './xml.ts'

/** The message of each kind and what it calls its statements. */
const MESSAGES: Readonly<Record<string, string>> = {
  BkToCstmrStmt: 'Stmt',
  BkToCstmrAcctRpt: 'Rpt',
  BkToCstmrDbtCdtNtfctn: 'Ntfctn',
}

export const camtReader: StatementReader = { format: 'camt', read }

function read(file: TextFile, hints: FileHints): StatementFile {
  const parsed = parseXml(file.text)
  if (parsed.kind === 'broken') return refusedFile('damaged', parsed.reason)
  const documents = documentsOf(parsed.root)
  const messages = documents.flatMap(({ children }) => children.filter(({ name }) => name in MESSAGES))
  if (messages.length === 0) {
    return refusedFile('damaged', 'It is XML, but no statement, report or notification of an account.')
  }
  const statements = messages.flatMap((message) => findAll(message, MESSAGES[message.name] ?? ''))
  const entries = statements.reduce((sum, statement) => sum + findAll(statement, 'Ntry').length, 0)
  if (entries > ROWS_MAX)
    return refusedFile('too-many-rows', `It has ${entries} entries, the limit is ${ROWS_MAX}.`)
  const version = versionOf(file.text)
  const doubted = statements.map((statement) => dayInDoubt(statement, hints)).find((day) => day !== null)
  if (doubted) return { kind: 'asks', version, questions: [dayQuestion(doubted)] }
  return readAll(messages, statements, { version, hints, lineAt: lineCounter(file.text) })
}

function readAll(
  messages: readonly Element[],
  elements: readonly Element[],
  {
    version,
    hints,
    lineAt,
  }: { readonly version: string | null; readonly hints: FileHints; readonly lineAt: (at: number) => number },
): StatementFile {
  const ignored = new Map<string, number>()
  const undatedOn = (statement: Element): CalendarDate | null =>
    hints.answers[UNDATED.id] === UNDATED.useReportDay ? reportDay(statement) : null
  const statements = elements.map((element) => {
    const { statement, ignored: reasons } = readStatement(element, {
      stated: statedCurrency(element),
      fallback: hints.currency,
      undatedOn: undatedOn(element),
      lineAt,
    })
    for (const reason of reasons) ignored.set(reason, (ignored.get(reason) ?? 0) + 1)
    return statement
  })
  const warnings = [
    ...messages.flatMap((message) => missingPages(find(message, 'GrpHdr', 'MsgPgntn'), 'its message')),
    ...pageWarnings(elements),
    ...sequenceWarnings(elements),
  ]
  const { statements: told, repeated } = withoutRepeats(statements)
  if (repeated > 0) ignored.set(REPEATED, repeated)
  return {
    kind: 'statements',
    version,
    statements: withHonestIds(withWarnings(told, warnings)),
    ignored: [...ignored].map(([reason, count]) => ({ reason, count })),
  }
}

/** What is said of the file stands with its first statement. */
function withWarnings(
  statements: readonly FileStatement[],
  warnings: readonly string[],
): readonly FileStatement[] {
  return statements.map((statement, index) =>
    index === 0 ? { ...statement, warnings: [...warnings, ...statement.warnings] } : statement,
  )
}

/** Some channels wrap the document in an envelope with a business header. */
function documentsOf(root: Element): readonly Element[] {
  if (root.name === 'Document') return [root]
  const inner = root.children.flatMap((child) => [child, ...child.children])
  return inner.filter(({ name }) => name === 'Document')
}

/** Such as `camt.053.001.08`, from the namespace. */
const versionOf = (text: string): string | null =>
  /camt\.05[234]\.\d{3}\.\d{2}/.exec(text.slice(0, VERSION_CHARS))?.[0] ?? null

/** The namespace stands in the first tags. */
const VERSION_CHARS = 4000

/** The account's currency, else that of its booked balances, else of its entries. */
function statedCurrency(statement: Element): CurrencyCode | null {
  const own = textAt(statement, 'Acct', 'Ccy')
  if (own !== null) return parseCurrency(own)
  const amounts = [...bookedBalances(statement), ...findAll(statement, 'Ntry')]
  return amounts.map(currencyOf).find((code) => code !== null) ?? null
}

/** The day of a report that holds entries without one, unless the person told already. */
function dayInDoubt(statement: Element, { answers }: FileHints): CalendarDate | null {
  const isOpen = answers[UNDATED.id] === undefined && findAll(statement, 'Ntry').some(isUndated)
  return isOpen ? reportDay(statement) : null
}

/** The day a report was made. */
const reportDay = (statement: Element): CalendarDate | null => dayOf(find(statement, 'CreDtTm'))
