// OFX and QFX: statements of banks, cards and brokers' cash, in SGML (1.x) or XML (2.x).
import { readCurrency } from '../csv/amounts.ts'
import type { FileHints } from '../file-reading.ts'
import { refusedFile } from '../refusals.ts'
import type { FileStatement, StatementFile, StatementReader, TextFile } from '../statement-file.ts'
import { markOf, questionsOf } from './doubts.ts'
import { versionOf } from './header.ts'
import { lineFinder } from './lines.ts'
import { signPlan } from './signs.ts'
import {
  movementsOf,
  readStatement,
  rowsOf,
  securitiesOf,
  STATEMENTS,
  withDistinctAccounts,
} from './statements.ts'
import { bankErrors } from './status.ts'
import { readTags } from './tokens.ts'
import { allNamed, buildTree, ROW, textAt } from './tree.ts'
import type { OfxNode } from './tree.ts'
import { quoted } from './values.ts'

export const ofxReader: StatementReader = { format: 'ofx', read: readOfx }

const SECURITIES = 'a trade or income of securities: no row of the cash account'
const TAKEN_BACK = 'taken back by the bank within the file'
const BALANCE = 'a balance, written as a row'

function readOfx({ text }: TextFile, hints: FileHints): StatementFile {
  const lineOf = lineFinder(text)
  const found = statementsOf(text, lineOf)
  if (!('nodes' in found)) return found
  const { nodes, errors } = found
  const version = versionOf(text)
  const questions = questionsOf(nodes, hints)
  const mark = markOf(nodes, hints) ?? '.'
  const read = nodes.map((node, index) => {
    const signs = signPlan(movementsOf(node), hints.answers['sign']) ?? 'as-written'
    return readStatement(node, { hints, mark, signs, lineOf, errors: index === 0 ? errors : [] })
  })
  const statements = withDistinctAccounts(read.map(({ statement }) => statement).filter(hasRows))
  const accounts = statements.map(({ account }) => account)
  if (questions.length > 0) return { kind: 'asks', version, questions, accounts }
  const ignored = [
    { reason: SECURITIES, count: nodes.reduce((sum, node) => sum + securitiesOf(node), 0) },
    { reason: TAKEN_BACK, count: read.reduce((sum, { takenBackCount }) => sum + takenBackCount, 0) },
    { reason: BALANCE, count: read.reduce((sum, { balanceCount }) => sum + balanceCount, 0) },
  ]
  return { kind: 'statements', version, statements, ignored: ignored.filter(({ count }) => count > 0) }
}

type Found = { readonly nodes: readonly OfxNode[]; readonly errors: readonly string[] }

/** The statements, each row of the file in one of them; or the reason why the file is refused. */
function statementsOf(
  text: string,
  lineOf: (at: number) => number,
): Found | Extract<StatementFile, { kind: 'refused' }> {
  const tags = readTags(text)
  if (tags.kind === 'cut') return refusedFile('damaged', 'It ends within a tag: the download was cut off.')
  if (tags.kind === 'too-many') return refusedFile('too-many-rows')
  const tree = buildTree(tags.tags)
  if (tree.kind === 'broken') {
    return refusedFile(
      'damaged',
      `<${tree.name}> of line ${lineOf(tree.at)} is not opened and closed properly.`,
    )
  }
  const nodes = allNamed(tree.roots, STATEMENTS)
  const counted = nodes.reduce((sum, node) => sum + rowsOf(node).length, 0)
  const written = tags.tags.filter(({ kind, name }) => kind === 'open' && ROW.test(name)).length
  if (counted !== written) {
    return refusedFile(
      'damaged',
      `${Math.abs(written - counted)} of its ${written} rows stand outside of a statement.`,
    )
  }
  const errors = bankErrors(tree.roots)
  if (counted === 0) return refusedFile('no-transactions', [...errors, ...onlySecurities(nodes)].join(' '))
  const foreign = nodes
    .flatMap((node) => textAt(node, 'CURDEF') ?? [])
    .find((code) => readCurrency(code) === null)
  return foreign === undefined
    ? { nodes, errors }
    : refusedFile('other-currency', `It is in ${quoted(foreign)}.`)
}

function onlySecurities(nodes: readonly OfxNode[]): readonly string[] {
  const count = nodes.reduce((sum, node) => sum + securitiesOf(node), 0)
  return count === 0
    ? []
    : [`It holds only trades and income of securities (${count}), no movements of cash.`]
}

/** An account without rows in this period is nothing to choose. */
const hasRows = ({ rows, rejected }: FileStatement): boolean => rows.length + rejected.length > 0
