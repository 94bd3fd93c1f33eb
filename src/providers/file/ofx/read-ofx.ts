// OFX and QFX: statements of banks, cards and brokers' cash, in SGML (1.x) or XML (2.x).
import { markEvidence, readCurrency } from '../csv/amounts.ts'
import type { DecimalMark } from '../csv/amounts.ts'
import { exponentOf } from '../../../domain/currency.ts'
import type { CurrencyCode } from '../../../domain/currency.ts'
import type { FileHints, FileQuestion } from '../file-reading.ts'
import { decimalMarkQuestion } from '../questions.ts'
import { refusedFile } from '../refusals.ts'
import type { FileStatement, StatementFile, StatementReader, TextFile } from '../statement-file.ts'
import { versionOf } from './header.ts'
import { judgeSigns, signAnswer, signPlan } from './signs.ts'
import { currencyOf, readStatement, rowsOf, securitiesOf, STATEMENTS, withDistinctAccounts } from './statements.ts'
import { lineFinder } from './lines.ts'
import { bankErrors } from './status.ts'
import { readTags } from './tokens.ts'
import { allNamed, buildTree, ROW, textAt } from './tree.ts'
import type { OfxNode } from './tree.ts'
import { amountBody, quoted } from './values.ts'

export const ofxReader: StatementReader = { format: 'ofx', read: readOfx }

const SECURITIES = 'a trade or income of securities: no row of the cash account'
const TAKEN_BACK = 'taken back by the bank within the file'

function readOfx({ text }: TextFile, hints: FileHints): StatementFile {
  const version = versionOf(text)
  const lineOf = lineFinder(text)
  const tags = readTags(text)
  if (tags.kind === 'cut') return refusedFile('damaged', 'It ends within a tag: the download was cut off.')
  if (tags.kind === 'too-many') return refusedFile('too-many-rows')
  const tree = buildTree(tags.tags)
  if (tree.kind === 'broken') {
    return refusedFile('damaged', `<${tree.name}> of line ${lineOf(tree.at)} is not opened and closed properly.`)
  }
  const errors = bankErrors(tree.roots)
  const nodes = allNamed(tree.roots, STATEMENTS)
  if (nodes.length === 0) return refusedFile('no-transactions', errors.join(' '))
  const foreign = nodes.flatMap((node) => textAt(node, 'CURDEF') ?? []).find((code) => readCurrency(code) === null)
  if (foreign !== undefined) return refusedFile('other-currency', `It is in ${quoted(foreign)}.`)
  const counted = nodes.reduce((sum, node) => sum + rowsOf(node).length, 0)
  const written = tags.tags.filter(({ kind, name }) => kind === 'open' && ROW.test(name)).length
  if (counted !== written) {
    return refusedFile('damaged', `It has ${written} rows, of which ${written - counted} stand outside of a statement.`)
  }
  const questions = questionsOf(nodes, hints)
  if (questions.length > 0) return { kind: 'asks', version, questions }
  const mark = markOf(nodes, hints) ?? '.'
  const read = nodes.map((node) => {
    const signs = signPlan(rowsOf(node), signAnswer(hints.answers['sign']), nodes.length === 1)
    return readStatement(node, { hints, mark, signs, lineOf, errors })
  })
  const securities = nodes.reduce((sum, node) => sum + securitiesOf(node), 0)
  const takenBack = read.reduce((sum, { takenBackCount }) => sum + takenBackCount, 0)
  if (counted === 0) {
    const held = `It holds only trades and income of securities (${securities}), no movements of cash.`
    return refusedFile('no-transactions', [...errors, ...(securities > 0 ? [held] : [])].join(' '))
  }
  return {
    kind: 'statements',
    version,
    statements: withDistinctAccounts(read.map(({ statement }) => statement).filter(hasRows)),
    ignored: [
      { reason: SECURITIES, count: securities },
      { reason: TAKEN_BACK, count: takenBack },
    ].filter(({ count }) => count > 0),
  }
}

/** An account without rows in this period is nothing to choose. */
const hasRows = ({ rows, rejected }: FileStatement): boolean => rows.length + rejected.length > 0

function questionsOf(nodes: readonly OfxNode[], hints: FileHints): readonly FileQuestion[] {
  const example = nodes.flatMap(amountsOf).find(isOpenAmount) ?? ''
  const mark = markOf(nodes, hints) === null ? [decimalMarkQuestion(example)] : []
  if (signAnswer(hints.answers['sign']) !== null) return mark
  const signs = nodes.map((node) => judgeSigns(rowsOf(node))).flatMap((found) => (found.kind === 'open' ? [found.question] : []))
  return [...mark, ...signs.slice(0, 1)]
}

const amountsOf = (node: OfxNode): readonly string[] =>
  rowsOf(node).flatMap((row) => textAt(row, 'TRNAMT') ?? [])

const isOpenAmount = (text: string): boolean => markEvidence(amountBody(text) ?? '') === 'either'

/**
 * What `1.500` means, for amounts that could be either: as the file's other amounts have it, or as answered. OFX knows
 * decimals only; null where the file alone can't tell.
 */
function markOf(nodes: readonly OfxNode[], hints: FileHints): DecimalMark | null {
  const evidence = nodes.flatMap((node) =>
    amountsOf(node).map((text) => markEvidence(amountBody(text) ?? '')),
  )
  const open = nodes.flatMap(amountsOf).filter(isOpenAmount)
  if (open.length === 0) return '.'
  const found = (['.', ','] as const).filter((mark) => evidence.includes(mark))
  if (found.length === 1) return found[0] ?? null
  const hasThree = (currency: CurrencyCode) => exponentOf(currency) === 3
  if (nodes.every((node) => hasThree(currencyOf(node, hints.currency)))) return open[0]?.includes(',') ? ',' : '.'
  const answer = hints.answers['decimal-mark']
  return answer === '.' || answer === ',' ? answer : null
}
