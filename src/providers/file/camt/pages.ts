// Page and sequence numbers: a message or a statement may be one of several files.
import { find, textAt } from './xml.ts'
import type { Element } from './xml.ts'

/** What is missing of a message that is sent in pages. `name` says what the pages are of. */
export function missingPages(pagination: Element | null, name: string): readonly string[] {
  if (pagination === null) return []
  const page = textAt(pagination, 'PgNb')
  const isLast = textAt(pagination, 'LastPgInd') !== 'false'
  return [
    ...(page !== null && Number(page) > 1
      ? [`This is page ${page} of ${name}: import the pages before it too.`]
      : []),
    ...(isLast
      ? []
      : [`This is page ${page ?? '?'} of ${name} and not the last: import the pages after it too.`]),
  ]
}

/** Pages of one statement inside one file: a page is told missing only where its neighbours are not here. */
export function pageWarnings(statements: readonly Element[]): readonly string[] {
  const pages = statements.flatMap((statement) => {
    const number = Number(
      textAt(statement, 'StmtPgntn', 'PgNb') ?? textAt(statement, 'RptPgntn', 'PgNb') ?? Number.NaN,
    )
    return Number.isSafeInteger(number) ? [{ statement, number }] : []
  })
  const numbers = new Set(pages.map(({ number }) => number))
  return pages.flatMap(({ statement, number }) => {
    const pagination = find(statement, 'StmtPgntn') ?? find(statement, 'RptPgntn')
    const isLast = textAt(pagination, 'LastPgInd') !== 'false'
    return [
      ...(number > 1 && !numbers.has(number - 1)
        ? [`Page ${number} of a statement is here without page ${number - 1}: rows may be missing.`]
        : []),
      ...(!isLast && !numbers.has(number + 1)
        ? [
            `Page ${number} of a statement is not its last, but page ${number + 1} is not here: ` +
              'rows may be missing.',
          ]
        : []),
    ]
  })
}

/**
 * Statements of one account are numbered one after the other; a number in between belongs to a file that is
 * not here.
 */
export function sequenceWarnings(statements: readonly Element[]): readonly string[] {
  const byAccount = Map.groupBy(
    statements.filter(({ name }) => name === 'Stmt'),
    (statement) =>
      textAt(statement, 'Acct', 'Id', 'IBAN') ?? textAt(statement, 'Acct', 'Id', 'Othr', 'Id') ?? '',
  )
  return [...byAccount.values()].flatMap((group) => {
    const numbers = group
      .map((statement) => Number(textAt(statement, 'ElctrncSeqNb') ?? Number.NaN))
      .filter((number) => Number.isSafeInteger(number))
      .toSorted((left, right) => left - right)
    return numbers.flatMap((number, index) => {
      const before = numbers[index - 1]
      return before === undefined || number - before < 2
        ? []
        : [`Statement ${before} is followed by statement ${number}: the ones between are not in the file.`]
    })
  })
}
