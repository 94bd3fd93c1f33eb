// What a positive number means: money in, or a purchase on a card.
import { amountsOf, chainOf, signsAgainstWords } from './amount-evidence.ts'
import type { AmountAnswers, AmountDoubt, AmountEvidence } from './amount-evidence.ts'
import { readAmountText } from './amounts.ts'
import { isProven } from './balance.ts'
import { isIban } from './iban.ts'
import type { ColumnRole } from '../file-reading.ts'
import type { AmountPlan } from './movement.ts'
import { directionVote } from './value-words.ts'

export type Settled = { readonly plan: AmountPlan; readonly doubt: AmountDoubt | null }

/**
 * What a positive number means. Sides named by the header, direction words and DR/CR marks say it. Signed amounts say
 * it for a current account but not for a card, where many banks print purchases as positive: so signs need a witness,
 * such as a row's own words ("Salary", "Card payment"), an explicit plus, account numbers that no card has, or more
 * money going out than coming in. A running balance is a weak witness: on a card it may count what is owed.
 */
export function settleSign(
  plan: AmountPlan,
  balance: number | null,
  evidence: AmountEvidence,
  answers: AmountAnswers,
): Settled {
  const flag =
    plan.columns.kind === 'single' && plan.direction === null
      ? unknownWords(plan.columns.amount, evidence)
      : null
  const answered = flag?.words.find((word) => word === answers.outWord)
  if (flag && answered !== undefined)
    return { plan: { ...plan, direction: flag.column, outWord: answered }, doubt: null }
  const isStillOpen = flag !== null && answers.outWord === undefined
  if (answers.isFlipped !== undefined && !isStillOpen) {
    const told = { ...plan, isFlipped: answers.isFlipped }
    const isContradicted = answers.isSignRemembered && isAgainstWords(told, evidence)
    return { plan: told, doubt: isContradicted ? { kind: 'sign', words: flag?.words ?? [] } : null }
  }
  const isCertain =
    plan.columns.kind === 'pair'
      ? isPairCertain(plan, evidence)
      : isSingleCertain(plan, plan.columns.amount, balance, evidence)
  return { plan, doubt: isCertain ? null : { kind: 'sign', words: flag?.words ?? [] } }
}

/** Signs must agree with words this many times as often as not, to be believed against them. */
const SIGN_OVER_WORDS_MIN = 2

function isPairCertain(plan: AmountPlan, evidence: AmountEvidence): boolean {
  if (isLoneSideMixed(plan, evidence)) return false
  if (evidence.isSideNamed) return true
  const { agree, disagree } = countVotes(plan, evidence)
  return disagree <= agree
}

/** More rows than one whose words contradict a remembered sign: the bank may have changed its file. */
function isAgainstWords(plan: AmountPlan, evidence: AmountEvidence): boolean {
  const { agree, disagree } = countVotes(plan, evidence)
  return disagree > agree + 1
}

/** A debit column without a credit column that holds both signs is an amount column under an odd name. */
function isLoneSideMixed({ columns }: AmountPlan, { contents }: AmountEvidence): boolean {
  if (columns.kind !== 'pair' || (columns.debit !== null && columns.credit !== null)) return false
  const content = contents[columns.debit ?? columns.credit ?? -1]
  return content !== undefined && content.negatives > 0 && content.negatives < content.amounts - content.zeros
}

function isSingleCertain(
  plan: AmountPlan,
  amount: number,
  balance: number | null,
  evidence: AmountEvidence,
): boolean {
  if (plan.direction !== null) return true
  const reads = evidence.rows
    .map((cells) => readAmountText(cells[amount] ?? ''))
    .filter((read) => read !== null)
  const moving = reads.filter(({ body }) => /[1-9]/.test(body))
  if (moving.some(({ side }) => side !== null)) return true
  const negatives = moving.filter(({ isNegative }) => isNegative).length
  const positives = moving.length - negatives
  const direction = evidence.columns.indexOf('direction')
  if (direction >= 0 && negatives > 0) {
    const { agree, disagree } = signsAgainstWords(amount, direction, evidence)
    return agree >= Math.max(1, disagree * SIGN_OVER_WORDS_MIN)
  }
  const votes = countVotes(plan, evidence, negatives === 0 ? evidence.rows.length : VOTERS_MAX)
  if (votes.disagree > votes.agree) return negatives > positives && votes.disagree * 2 < moving.length
  if (negatives === 0) return votes.agree === moving.length && moving.length > 0
  const isPlusWritten = positives > 0 && moving.every(({ isNegative, hasPlus }) => isNegative || hasPlus)
  const isBalanced = negatives === positives && isProven(chainOf(plan, balance, evidence))
  const isTold = votes.agree > votes.disagree || isPlusWritten || isBalanced || negatives > positives
  return isTold || (votes.disagree === 0 && isOfAccount(evidence))
}

/** Rows searched for an account number; a bank that states them does so from the start. */
const ACCOUNT_ROWS_MAX = 200

/** Whether the rows are those of an account, not a card: it, or whom it paid, has an IBAN. */
const isOfAccount = ({ rows }: AmountEvidence): boolean =>
  rows.slice(0, ACCOUNT_ROWS_MAX).some((cells) => cells.some(isIban))

/** Longest word of a direction column; longer texts describe something. */
const FLAG_CHARS_MAX = 12

/** A column of exactly two words that we do not know, beside amounts without any sign: it may be what tells the sign. */
function unknownWords(
  amount: number,
  evidence: AmountEvidence,
): { column: number; words: readonly string[] } | null {
  const { contents, columns, rows } = evidence
  if ((contents[amount]?.negatives ?? 0) > 0) return null
  const flags = contents.filter(
    ({ index, filled, distinct, texts }) =>
      ['ignore', 'kind'].includes(columns[index] ?? 'ignore') &&
      distinct === 2 &&
      filled >= rows.length &&
      texts === filled,
  )
  const [flag] = flags
  if (!flag || flags.length > 1) return null
  const words = [...new Set(rows.map((cells) => (cells[flag.index] ?? '').trim()))].filter(
    (word) => word !== '',
  )
  return words.length === 2 && words.every((word) => word.length <= FLAG_CHARS_MAX)
    ? { column: flag.index, words }
    : null
}

/** Rows that are asked for their words where the signs speak too: evenly spread over the file, as good as all. */
const VOTERS_MAX = 5_000

/** Rows whose own words say which way money went, against their sign under the plan. */
function countVotes(
  plan: AmountPlan,
  evidence: AmountEvidence,
  votersMax: number = VOTERS_MAX,
): { agree: number; disagree: number } {
  const step = Math.max(1, Math.ceil(evidence.rows.length / votersMax))
  const textOf = (roles: readonly ColumnRole[]) => (cells: readonly string[]) =>
    cells.filter((_, index) => roles.includes(evidence.columns[index] ?? 'ignore'))
  const amounts = amountsOf(plan, evidence)
  const count = (texts: (cells: readonly string[]) => readonly string[]) => {
    const votes = evidence.rows.flatMap((cells, row) =>
      row % step === 0 ? [{ vote: directionVote(texts(cells)), minor: amounts[row] ?? 0n }] : [],
    )
    const cast = votes.filter(({ vote, minor }) => vote !== null && minor !== 0n)
    const agree = cast.filter(({ vote, minor }) => (vote === 'in') === minor > 0n).length
    return { agree, disagree: cast.length - agree }
  }
  const unnamed = evidence.hasHeader ? [] : [count(textOf(['ignore']))]
  const bySource = [
    count(textOf(['kind'])),
    count(textOf(['description', 'counterpartyName', 'category'])),
    ...unnamed,
  ]
  return bySource.find(({ agree, disagree }) => agree + disagree > 0) ?? { agree: 0, disagree: 0 }
}
