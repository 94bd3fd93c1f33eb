// Whether amounts carry their sign. OFX says they do, whatever TRNTYPE is; where a file's own types
// contradict all its signs, only the person can tell which of the two is wrong.
import type { FileQuestion } from '../file-reading.ts'
import { textAt } from './tree.ts'
import type { OfxNode } from './tree.ts'

/**
 * `as-written`: money in is positive. `turned`: money in is negative. `by-type`: no amount has a sign, the
 * type tells.
 */
export type SignPlan = 'as-written' | 'turned' | 'by-type'

type Direction = 'in' | 'out'

/**
 * The two types that say nothing but a direction: they judge the signs. Others are used against it by some
 * banks.
 */
const PLAIN: ReadonlyMap<string, Direction> = new Map([
  ['CREDIT', 'in'],
  ['DEBIT', 'out'],
])

/** Where no amount has a sign, these tell it. Transfers, payments and others go both ways. */
const TELLING: ReadonlyMap<string, Direction> = new Map([
  ...PLAIN,
  ...['DEP', 'DIRECTDEP', 'INT', 'DIV'].map((type) => [type, 'in'] as const),
  ...['FEE', 'SRVCHG', 'CASH', 'CHECK', 'DIRECTDEBIT', 'REPEATPMT', 'ATM', 'POS'].map(
    (type) => [type, 'out'] as const,
  ),
])

const typeOf = (row: OfxNode): string => (textAt(row, 'TRNTYPE') ?? '').toUpperCase()

/** By the sign as written; null for zero and for what is no number. */
function signOf(row: OfxNode): Direction | null {
  const text = textAt(row, 'TRNAMT') ?? ''
  if (!/[1-9]/.test(text)) return null
  return /^\s*[-\u2212(]/.test(text) ? 'out' : 'in'
}

/** Whether a row's sign is to be turned, or null where its type would have to tell it and does not. */
export function isTurned(row: OfxNode, plan: SignPlan): boolean | null {
  if (plan !== 'by-type') return plan === 'turned'
  const direction = TELLING.get(typeOf(row))
  return direction === undefined ? null : direction === 'out'
}

export type Signs =
  /** No row has a type that names a direction. */
  | { readonly kind: 'untold' }
  | { readonly kind: 'clear' }
  /** Some rows contradict their type; most do not. */
  | { readonly kind: 'mixed'; readonly count: number }
  /** `otherwise` is how the amounts are meant if not as written. */
  | { readonly kind: 'open'; readonly row: OfxNode; readonly otherwise: 'turned' | 'by-type' }

/** Compares all types of a statement with their signs. */
export function judgeSigns(rows: readonly OfxNode[]): Signs {
  const told = rows.flatMap((row) => {
    const [type, sign] = [PLAIN.get(typeOf(row)), signOf(row)]
    return type === undefined || sign === null ? [] : [{ row, isAgainst: type !== sign }]
  })
  const against = told.filter(({ isAgainst }) => isAgainst)
  const [first] = against
  if (told.length === 0) return { kind: 'untold' }
  if (first === undefined) return { kind: 'clear' }
  const isUnsigned = rows.every((row) => signOf(row) !== 'out')
  if (against.length < told.length && !isUnsigned) return { kind: 'mixed', count: against.length }
  return { kind: 'open', row: first.row, otherwise: isUnsigned ? 'by-type' : 'turned' }
}

/**
 * How a statement's amounts are read; null where the person has to tell. An answer, also one of an earlier
 * file, holds only where it is one to this very doubt: signs that agree with their types outweigh it.
 */
export function signPlan(rows: readonly OfxNode[], answer: string | undefined): SignPlan | null {
  const found = judgeSigns(rows)
  if (found.kind !== 'open') return 'as-written'
  return answer === 'as-written' || answer === found.otherwise ? answer : null
}

/** The question of the first statement that leaves its signs open. */
export function signQuestion(statements: readonly (readonly OfxNode[])[]): FileQuestion | null {
  const found = statements.map(judgeSigns).find(({ kind }) => kind === 'open')
  if (found?.kind !== 'open') return null
  const { row, otherwise } = found
  const [amount, type] = [textAt(row, 'TRNAMT') ?? '', typeOf(row)]
  const name = textAt(row, 'NAME') ?? textAt(row, 'MEMO') ?? ''
  const label =
    otherwise === 'by-type'
      ? `by their type: ${type} went out`
      : 'the other way round: amounts without a minus went out'
  return {
    id: 'sign',
    kind: 'sign',
    text: `The file says ${amount} and calls it ${type}: ${name}. Which is right?`,
    choices: [
      { value: 'as-written', label: 'as written: amounts without a minus came in' },
      { value: otherwise, label },
    ],
  }
}
