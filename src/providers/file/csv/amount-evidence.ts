// What the amounts of a file are judged by, and the plans that the columns allow.
import type { CurrencyCode } from '../../../domain/currency.ts'
import { readAmountText } from './amounts.ts'
import type { DecimalMark } from './amounts.ts'
import { checkChain } from './balance.ts'
import type { ChainCheck, ChainShape } from './balance.ts'
import type { ColumnContent } from './columns.ts'
import type { ColumnRole } from '../file-reading.ts'
import { moneyOf, movementOf } from './movement.ts'
import type { AmountPlan } from './movement.ts'
import { directionOf } from './value-words.ts'
import type { Direction } from './value-words.ts'

/** What the inference looks at: rows in file order that have a date and are booked. */
export type AmountEvidence = {
  readonly rows: readonly (readonly string[])[]
  readonly contents: readonly ColumnContent[]
  readonly columns: readonly ColumnRole[]
  readonly amountRivals: readonly number[]
  readonly isSideNamed: boolean
  readonly isNetNamed: boolean
  readonly hasHeader: boolean
  readonly mark: DecimalMark
  readonly currency: CurrencyCode
  /** Orders of time that the rows' dates allow. */
  readonly directions: readonly ChainShape['direction'][]
}

/** Points of a plan that the file leaves open. */
export type AmountDoubt =
  | {
      readonly kind: 'columns'
      readonly candidates: readonly number[]
      /** Two columns that may be money out and money in, in either order. */
      readonly pairs: readonly (readonly [number, number])[]
    }
  | { readonly kind: 'sides'; readonly pair: readonly [number, number] }
  /** Nothing tells the sign; `words` are the two unknown words of a column that may. */
  | { readonly kind: 'sign'; readonly words: readonly string[] }
  | { readonly kind: 'fee' }

/** The person's answers, or what a saved layout says; undefined where there is none. */
export type AmountAnswers = {
  readonly column: number | undefined
  readonly pair: readonly [number, number] | undefined
  readonly isFlipped: boolean | undefined
  /** The sign comes from a saved layout, not from an answer about this file. */
  readonly isSignRemembered: boolean
  readonly outWord: string | undefined
  readonly isFeeDeducted: boolean | undefined
}

export function singlePlan(amount: number, evidence: AmountEvidence): AmountPlan {
  const direction = evidence.columns.includes('direction') ? evidence.columns.indexOf('direction') : null
  return {
    columns: { kind: 'single', amount },
    direction: direction !== null && isSignInWords(amount, direction, evidence) ? direction : null,
    outWord: null,
    blankDirection: direction === null ? null : blankMeans(direction, evidence),
    isDebitNegative: false,
    isCreditNegative: false,
    isFlipped: false,
    deductedFee: null,
  }
}

export function pairPlan(
  debit: number | null,
  credit: number | null,
  { contents, isSideNamed }: AmountEvidence,
): AmountPlan {
  const isNegative = (index: number | null) => {
    const content = index === null ? undefined : contents[index]
    return content !== undefined && content.negatives * 2 > content.amounts - content.zeros
  }
  return {
    columns: { kind: 'pair', debit, credit },
    direction: null,
    outWord: null,
    blankDirection: null,
    isDebitNegative: isNegative(debit),
    isCreditNegative: isSideNamed && isNegative(credit),
    isFlipped: false,
    deductedFee: null,
  }
}

/** Words give the sign where the amounts have none, or where signs and words contradict each other throughout. */
function isSignInWords(amount: number, direction: number, evidence: AmountEvidence): boolean {
  if ((evidence.contents[amount]?.negatives ?? 0) === 0) return true
  const { agree, disagree } = signsAgainstWords(amount, direction, evidence)
  return agree === 0 && disagree === 0
}

export function signsAgainstWords(
  amount: number,
  direction: number,
  { rows }: AmountEvidence,
): { agree: number; disagree: number } {
  let agree = 0
  let disagree = 0
  for (const cells of rows) {
    const read = readAmountText(cells[amount] ?? '')
    const side = directionOf(cells[direction] ?? '')
    if (!read || !side || !/[1-9]/.test(read.body)) continue
    if (read.isNegative === (side === 'out')) agree += 1
    else disagree += 1
  }
  return { agree, disagree }
}

/** Where only one direction is marked, a blank is the other one. */
function blankMeans(direction: number, { contents }: AmountEvidence): Direction | null {
  const content = contents[direction]
  if (!content || content.filled === content.rows || content.directions.size !== 1) return null
  return content.directions.has('in') ? 'out' : 'in'
}

type Minors = readonly (bigint | null)[]

/** What was read of one file's columns: plans are compared many times, and each reads every row. */
const kept = new WeakMap<AmountEvidence, Map<string, Minors>>()

function keptFor(evidence: AmountEvidence, key: string, read: () => Minors): Minors {
  const columns = kept.get(evidence) ?? new Map<string, Minors>()
  kept.set(evidence, columns)
  const known = columns.get(key) ?? read()
  columns.set(key, known)
  return known
}

export function amountsOf(plan: AmountPlan, evidence: AmountEvidence): Minors {
  const { rows, mark, currency } = evidence
  return keptFor(evidence, JSON.stringify(plan), () =>
    rows.map((cells) => {
      const movement = movementOf(cells, plan, mark, currency)
      return movement.kind === 'amount' ? movement.amount.minor : null
    }),
  )
}

function balancesOf(balance: number, evidence: AmountEvidence): Minors {
  const { rows, mark, currency } = evidence
  return keptFor(evidence, `balance ${balance}`, () =>
    rows.map((cells) => {
      const read = moneyOf(cells[balance] ?? '', mark, currency)
      return read.kind === 'amount' ? read.amount.minor : null
    }),
  )
}

export function chainOf(
  plan: AmountPlan,
  balance: number | null,
  evidence: AmountEvidence,
): ChainCheck | null {
  if (balance === null) return null
  const amounts = amountsOf(plan, evidence)
  const balances = balancesOf(balance, evidence)
  const steps = balances.map((minor, row) => ({ balance: minor, amount: amounts[row] ?? null }))
  return checkChain(steps, evidence.directions)
}
