// Whether amounts carry their sign. OFX says they do, whatever TRNTYPE is; where a file's own types contradict all its
// signs, only the person can tell which of the two is wrong.
import type { FileQuestion } from '../file-reading.ts'
import { textAt } from './tree.ts'
import type { OfxNode } from './tree.ts'

/** `as-written`: money in is positive. `turned`: money in is negative. `by-type`: no amount has a sign, the type tells. */
export type SignPlan = 'as-written' | 'turned' | 'by-type'

/** Types that name one direction. Others, such as POS, ATM, INT and PAYMENT, go both ways. */
const IN = new Set(['CREDIT', 'DEP', 'DIRECTDEP'])
const OUT = new Set(['DEBIT', 'FEE', 'SRVCHG', 'CASH', 'CHECK', 'DIRECTDEBIT'])

type Direction = 'in' | 'out'

function typeOf(row: OfxNode): Direction | null {
  const type = (textAt(row, 'TRNTYPE') ?? '').toUpperCase()
  return IN.has(type) ? 'in' : OUT.has(type) ? 'out' : null
}

/** By the sign as written; null for zero and for what is no number. */
function signOf(row: OfxNode): Direction | null {
  const text = textAt(row, 'TRNAMT') ?? ''
  if (!/[1-9]/.test(text)) return null
  return /^\s*[-\u2212(]/.test(text) ? 'out' : 'in'
}

export const isTurned = (row: OfxNode, plan: SignPlan): boolean =>
  plan === 'turned' || (plan === 'by-type' && typeOf(row) === 'out' && signOf(row) === 'in')

export type Signs =
  /** No row has a type that names a direction. */
  | { readonly kind: 'untold' }
  | { readonly kind: 'clear' }
  /** Some rows contradict their type; most do not. */
  | { readonly kind: 'mixed'; readonly count: number }
  | { readonly kind: 'open'; readonly question: FileQuestion }

/** Compares all types of a statement with their signs. */
export function judgeSigns(rows: readonly OfxNode[]): Signs {
  const told = rows.flatMap((row) => {
    const [type, sign] = [typeOf(row), signOf(row)]
    return type === null || sign === null ? [] : [{ row, type, sign }]
  })
  const against = told.filter(({ type, sign }) => type !== sign)
  const [first] = against
  if (told.length === 0) return { kind: 'untold' }
  if (first === undefined) return { kind: 'clear' }
  const isUnsigned = rows.every((row) => signOf(row) !== 'out')
  if (against.length < told.length && !isUnsigned) return { kind: 'mixed', count: against.length }
  return { kind: 'open', question: signQuestion(first.row, isUnsigned && against.length < told.length) }
}

function signQuestion(row: OfxNode, isByType: boolean): FileQuestion {
  const [amount, type] = [textAt(row, 'TRNAMT') ?? '', textAt(row, 'TRNTYPE') ?? '']
  const name = textAt(row, 'NAME') ?? textAt(row, 'MEMO') ?? ''
  const otherwise = isByType
    ? { value: 'by-type', label: `by their type: ${type} went out` }
    : { value: 'turned', label: 'the other way round: amounts without a minus went out' }
  return {
    id: 'sign',
    kind: 'sign',
    text: `The file says ${amount} and calls it ${type}: ${name}. Which is right?`,
    choices: [{ value: 'as-written', label: 'as written: amounts without a minus came in' }, otherwise],
  }
}

/**
 * How a statement's amounts are read. An answer holds where the question would be asked again, and where the types of
 * the file's only statement tell nothing; signs and types that agree outweigh it.
 */
export function signPlan(rows: readonly OfxNode[], answer: SignPlan | null, isOnly: boolean): SignPlan {
  const { kind } = judgeSigns(rows)
  const holds = kind === 'open' || (kind === 'untold' && isOnly)
  return holds && answer !== null ? answer : 'as-written'
}

/** The answer given, or null. */
export const signAnswer = (answer: string | undefined): SignPlan | null =>
  answer === 'as-written' || answer === 'turned' || answer === 'by-type' ? answer : null
