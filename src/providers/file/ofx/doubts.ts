// What an OFX file can leave open: the decimal mark and the sign.
import { exponentOf } from '../../../domain/currency.ts'
import { markEvidence } from '../csv/amounts.ts'
import type { DecimalMark } from '../csv/amounts.ts'
import type { FileHints, FileQuestion } from '../file-reading.ts'
import { decimalMarkQuestion } from '../questions.ts'
import { signPlan, signQuestion } from './signs.ts'
import { currencyOf, movementsOf, rowsOf } from './statements.ts'
import { textAt } from './tree.ts'
import type { OfxNode } from './tree.ts'
import { amountBody } from './values.ts'

export function questionsOf(statements: readonly OfxNode[], hints: FileHints): readonly FileQuestion[] {
  const [example = ''] = statements.flatMap(amountsOf).filter(isOpenAmount)
  const mark = markOf(statements, hints) === null ? [decimalMarkQuestion(example)] : []
  const open = statements.map(movementsOf).filter((rows) => signPlan(rows, hints.answers['sign']) === null)
  const sign = signQuestion(open)
  return sign === null ? mark : [...mark, sign]
}

/**
 * What `1.500` means, for amounts that could be either: as the file's other amounts have it, or as answered.
 * OFX knows decimals only, some banks write thousands marks; null where the file alone can't tell.
 */
export function markOf(statements: readonly OfxNode[], hints: FileHints): DecimalMark | null {
  const amounts = statements.flatMap(amountsOf)
  const [open] = amounts.filter(isOpenAmount)
  if (open === undefined) return '.'
  const evidence = new Set(amounts.map((text) => markEvidence(amountBody(text) ?? '')))
  const [mark, ...others] = (['.', ','] as const).filter((candidate) => evidence.has(candidate))
  if (mark !== undefined && others.length === 0) return mark
  const haveThreeDecimals = statements.every((node) => exponentOf(currencyOf(node, hints.currency)) === 3)
  if (haveThreeDecimals) return open.includes(',') ? ',' : '.'
  const answer = hints.answers['decimal-mark']
  return answer === '.' || answer === ',' ? answer : null
}

const amountsOf = (statement: OfxNode): readonly string[] =>
  rowsOf(statement).flatMap((row) => textAt(row, 'TRNAMT') ?? [])

const isOpenAmount = (text: string): boolean => markEvidence(amountBody(text) ?? '') === 'either'
