// From the statements of a file to a reading for one account: which of them belong to it, and what proves them.
import { createHash } from 'node:crypto'
import type { CurrencyCode } from '../../domain/currency.ts'
import { formatDecimal, money, sameMoney } from '../../domain/money.ts'
import type { Money } from '../../domain/money.ts'
import type { FileAccount, FileHints, FileReading, StatementLayout } from './file-reading.ts'
import { ROWS_MAX, WARNINGS_MAX } from './limits.ts'
import { ALL_ACCOUNTS, accountQuestion, onlyAccount } from './questions.ts'
import { refusedFile } from './refusals.ts'
import type { FileStatement, StatementFile, StatementReader, TextFile } from './statement-file.ts'

type StatementsRead = Extract<StatementFile, { kind: 'statements' }>

const FINGERPRINT_CHARS = 24

/** Reads a file of a format that explains itself into records for one account, or asks, or refuses. */
export function readStatements(reader: StatementReader, file: TextFile, hints: FileHints): FileReading {
  const saved = hints.layout?.format === reader.format ? hints.layout.answers : {}
  const answers = { ...saved, ...hints.answers }
  const read = reader.read(file, { ...hints, answers })
  if (read.kind === 'refused') return read
  const accounts = read.kind === 'statements' ? accountsOf(read.statements.filter(hasRows)) : (read.accounts ?? [])
  const layout = layoutOf(reader, file, read.version, isNumbered(accounts) ? answers : {})
  const fingerprint = fingerprintOf(layout, accounts)
  const asks = (questions: Extract<FileReading, { kind: 'asks' }>['questions']): FileReading => {
    return { kind: 'asks', layout, fingerprint, questions, sample: [] }
  }
  if (read.kind === 'asks') return asks(read.questions)
  const possible = read.statements.filter(({ currency }) => currency === hints.currency)
  const [foreign] = read.statements.filter((statement) => hasRows(statement) && !possible.includes(statement))
  if (foreign !== undefined && !possible.some(hasRows)) {
    return refusedFile('other-currency', `It is in ${foreign.currency}, the account in ${hints.currency}.`)
  }
  const inCurrency = accountsOf(possible.filter(hasRows))
  const chosen = chooseStatements(possible, inCurrency, hints)
  if (chosen === 'open') return asks([accountQuestion(inCurrency.map(titleOf))])
  return finish(chosen, [...read.ignored, ...leftOut(read.statements, chosen)], { layout, fingerprint })
}

/** Rows of the file's other accounts, each account with how many. */
function leftOut(all: readonly FileStatement[], chosen: readonly FileStatement[]): StatementsRead['ignored'] {
  const others = Map.groupBy(
    all.filter((statement) => hasRows(statement) && !chosen.includes(statement)),
    ({ account }) => titleOf(account),
  )
  return [...others].map(([title, statements]) => ({
    reason: `of another account in the file${title === '' ? '' : `, ${title}`}`,
    count: statements.reduce((sum, { rows, rejected }) => sum + rows.length + rejected.length, 0),
  }))
}

/**
 * Only a number means the same account in the next file. A file that names its account "Checking", or not at all, could
 * be of another bank, where the same answer would be silently wrong: it is asked again.
 */
const isNumbered = (accounts: readonly FileAccount[]): boolean =>
  accounts.length > 0 && accounts.every(({ number }) => number !== null)

/** The answers stay with the layout, but for the choice among the accounts of this one file. */
function layoutOf(
  { format }: StatementReader,
  { encoding }: TextFile,
  version: string | null,
  { account: _, ...answers }: FileHints['answers'],
): StatementLayout {
  return { format, encoding, version, answers }
}

/** The same for every file of one format and version that is of the same accounts. */
function fingerprintOf({ format, version }: StatementLayout, accounts: readonly FileAccount[]): string {
  const text = JSON.stringify([version, accounts.map(titleOf)])
  return `${format}:${createHash('sha256').update(text).digest('hex').slice(0, FINGERPRINT_CHARS)}`
}

/** What a person knows the account by. Pages of one account have the same title. */
const titleOf = ({ number, name, currency }: FileAccount): string =>
  [number ?? name, currency].filter((part) => part !== null).join(' ')

function accountsOf(statements: readonly FileStatement[]): readonly FileAccount[] {
  return [...new Map(statements.map(({ account }) => [titleOf(account), account])).values()]
}

const hasRows = ({ rows, rejected }: FileStatement): boolean => rows.length > 0 || rejected.length > 0

/** The statements of the account that they are read for. Several accounts are never mixed unasked. */
function chooseStatements(
  statements: readonly FileStatement[],
  accounts: readonly FileAccount[],
  { answers }: FileHints,
): readonly FileStatement[] | 'open' {
  if (accounts.length === 1) return statements.filter(({ account }) => accounts.map(titleOf).includes(titleOf(account)))
  if (accounts.length === 0 || answers['account'] === ALL_ACCOUNTS) return statements
  const wanted = accounts.map(titleOf).find((title) => onlyAccount(title) === answers['account'])
  return wanted === undefined ? 'open' : statements.filter(({ account }) => titleOf(account) === wanted)
}

function finish(
  statements: readonly FileStatement[],
  ignored: StatementsRead['ignored'],
  found: { readonly layout: StatementLayout; readonly fingerprint: string },
): FileReading {
  const rows = statements.flatMap((statement) => statement.rows)
  const rejected = statements.flatMap((statement) => statement.rejected)
  if (rows.length === 0 && rejected.length === 0) return refusedFile('no-transactions')
  if (rows.length + rejected.length > ROWS_MAX) {
    return refusedFile('too-many-rows', `It has ${rows.length + rejected.length} rows, the limit is ${ROWS_MAX}.`)
  }
  const judged = statements.map(judgeBalances)
  const accounts = accountsOf(statements)
  const [account] = accounts
  return {
    kind: 'read',
    ...found,
    records: rows.map(({ record }) => record),
    lines: rows.map(({ line }) => line),
    ...(rows.some(({ view }) => view !== undefined) ? { views: rows.map(({ view }) => view ?? null) } : {}),
    rejected,
    ignored,
    proofs: judged.flatMap(({ proof }) => proof),
    warnings: shortened([
      ...statements.flatMap(({ warnings }) => warnings),
      ...judged.flatMap(({ warning }) => warning),
      ...gapsBetween(statements),
    ]),
    account: accounts.length === 1 && account !== undefined ? account : null,
    ...(accounts.length === 1 ? edgesOf(statements) : { openingBalance: null, closingBalance: null }),
  }
}

/** A screen of warnings, and how many more there are. */
function shortened(warnings: readonly string[]): readonly string[] {
  if (warnings.length <= WARNINGS_MAX) return warnings
  return [...warnings.slice(0, WARNINGS_MAX), `There are ${warnings.length - WARNINGS_MAX} more warnings.`]
}

type Judgement = { readonly proof: readonly string[]; readonly warning: readonly string[] }

/** Opening balance plus the booked rows is the closing balance, or the statement contradicts itself. */
function judgeBalances({ rows, opening, closing, currency }: FileStatement): Judgement {
  if (opening === null || closing === null) return { proof: [], warning: [] }
  const moved = bookedSum(rows, currency)
  const reached = money(opening.amount.minor + moved.minor, currency)
  const from = `Opening balance ${formatDecimal(opening.amount)} plus ${rows.length} rows`
  if (sameMoney(reached, closing.amount)) {
    return { proof: [`${from} is the closing balance ${formatDecimal(closing.amount)}.`], warning: [] }
  }
  const text = `${from} gives ${formatDecimal(reached)}, but the file states a closing balance of ${formatDecimal(closing.amount)}.`
  return { proof: [], warning: [text] }
}

const bookedSum = (rows: FileStatement['rows'], currency: CurrencyCode): Money =>
  money(
    rows
      .filter(({ record }) => record.status === 'posted')
      .reduce((sum, { record }) => sum + record.amount.minor, 0n),
    currency,
  )

/**
 * Statements of one account that follow one another: where one does not begin as the one before ended, a page is
 * missing. Some banks put the newest first.
 */
function gapsBetween(statements: readonly FileStatement[]): readonly string[] {
  return statements.flatMap((statement, index) => {
    const isOfAccount = (other: FileStatement | undefined): other is FileStatement =>
      other !== undefined && titleOf(other.account) === titleOf(statement.account)
    const [before, after] = [statements[index - 1], statements[index + 1]]
    if (statement.opening === null) return unopened(statement, [before, after].filter(isOfAccount))
    if (!isOfAccount(before)) return []
    const [ended, begins] = [before.closing, statement.opening]
    if (ended === null || begins === null || sameMoney(ended.amount, begins.amount)) return []
    if (isNewestFirst(before, statement)) return []
    return [
      `A statement ends at ${formatDecimal(ended.amount)} and the next begins at ${formatDecimal(begins.amount)}: ` +
        'a page or a statement between them may be missing.',
    ]
  })
}

/** One that says where it ends and not where it begins goes on from the one beside it, or a row or a page is missing. */
function unopened({ rows, closing, currency }: FileStatement, beside: readonly FileStatement[]): readonly string[] {
  const ends = beside.flatMap((other) => (other.closing === null ? [] : [other.closing.amount]))
  const [ended] = ends
  if (closing === null || ended === undefined) return []
  const moved = bookedSum(rows, currency).minor
  if (ends.some(({ minor }) => minor + moved === closing.amount.minor)) return []
  return [
    `A statement does not say where it begins. From ${formatDecimal(ended)}, where the one beside it ends, its ${rows.length} ` +
      `rows lead to ${formatDecimal(money(ended.minor + moved, currency))}, but it ends at ${formatDecimal(closing.amount)}: ` +
      'a row, a page or a statement may be missing.',
  ]
}

const isNewestFirst = (before: FileStatement, after: FileStatement): boolean =>
  before.opening !== null && after.closing !== null && sameMoney(after.closing.amount, before.opening.amount)

function edgesOf(statements: readonly FileStatement[]) {
  const known = statements.toSorted((left, right) => orderOf(left) - orderOf(right))
  return {
    openingBalance: known.at(0)?.opening?.amount ?? null,
    closingBalance: known.at(-1)?.closing?.amount ?? null,
  }
}

/** Statements by the day they end; those without one keep the file's order. */
const orderOf = ({ closing, opening }: FileStatement): number => Date.parse(closing?.on ?? opening?.on ?? '') || 0
