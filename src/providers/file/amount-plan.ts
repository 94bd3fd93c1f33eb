// Which columns give a row's amount, and what its sign means. Words of the header first; the running balance proves or
// refutes; where several readings stay possible, the person is asked.
import type { CurrencyCode } from '../../domain/currency.ts'
import { readAmountText } from './amounts.ts'
import type { DecimalMark } from './amounts.ts'
import { checkChain, isProven } from './balance.ts'
import type { ChainCheck, ChainShape } from './balance.ts'
import { isAmountColumn } from './columns.ts'
import type { ColumnContent } from './columns.ts'
import type { ColumnRole } from './file-reading.ts'
import { moneyOf, movementOf } from './movement.ts'
import type { AmountPlan } from './movement.ts'
import { directionOf, directionVote } from './value-words.ts'
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

export type AmountInference = {
  /** Null where no column can be the amount. */
  readonly plan: AmountPlan | null
  readonly balance: number | null
  /** The balance counts what the holder owes: its sign is the other way round. */
  readonly isBalanceOwed: boolean
  readonly chain: ChainCheck | null
  readonly doubts: readonly AmountDoubt[]
}

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

export function inferAmounts(evidence: AmountEvidence, answers: AmountAnswers): AmountInference {
  const found = findColumns(evidence, answers)
  if (!found.plan) {
    const doubts = found.doubt ? [found.doubt] : []
    return { plan: null, balance: null, isBalanceOwed: false, chain: null, doubts }
  }
  const signed = settleSign(found.plan, found.balance, evidence, answers)
  const paid = settleFee(signed.plan, found.balance, evidence, answers)
  const chain = chainOf(paid.plan, found.balance, evidence)
  const turned = isProven(chain) ? null : chainOf({ ...paid.plan, isFlipped: !paid.plan.isFlipped }, found.balance, evidence)
  const isBalanceOwed = isProven(turned)
  const sign = found.doubt?.kind === 'sides' ? null : signed.doubt
  const doubts = [found.doubt, sign, paid.doubt].filter((doubt) => doubt !== null)
  return { plan: paid.plan, balance: found.balance, isBalanceOwed, chain: isBalanceOwed ? turned : chain, doubts }
}

type Found = { readonly plan: AmountPlan | null; readonly balance: number | null; readonly doubt: AmountDoubt | null }

function findColumns(evidence: AmountEvidence, answers: AmountAnswers): Found {
  const { columns } = evidence
  const at = (role: ColumnRole) => (columns.includes(role) ? columns.indexOf(role) : null)
  const balance = at('balance') ?? at('closingBalance')
  const [debit, credit, amount] = [at('debit'), at('credit'), at('amount')]
  if (amount !== null) {
    const chosen = answers.column ?? amount
    const rivals = evidence.amountRivals
    if (rivals.length === 0 || answers.column !== undefined) return { plan: singlePlan(chosen, evidence), balance, doubt: null }
    const proven = rivals.filter((rival) => isProven(chainOf(singlePlan(rival, evidence), balance, evidence)))
    const [only] = proven
    if (only !== undefined && proven.length === 1) return { plan: singlePlan(only, evidence), balance, doubt: null }
    if (areEqual(rivals, evidence)) return { plan: singlePlan(amount, evidence), balance, doubt: null }
    return { plan: singlePlan(amount, evidence), balance, doubt: { kind: 'columns', candidates: rivals, pairs: [] } }
  }
  if (debit !== null || credit !== null) return { plan: pairPlan(debit, credit, evidence), balance, doubt: null }
  return findByValues(evidence, answers, balance)
}

const areEqual = (columns: readonly number[], { rows }: AmountEvidence): boolean =>
  rows.every((cells) => new Set(columns.map((column) => (cells[column] ?? '').trim())).size === 1)

/** No header names the amount: a running balance, complementary columns, or the only column with signs tell it. */
function findByValues(evidence: AmountEvidence, answers: AmountAnswers, named: number | null): Found {
  const candidates = amountCandidates(evidence, named)
  if (answers.column !== undefined && candidates.includes(answers.column)) {
    return { plan: singlePlan(answers.column, evidence), balance: named, doubt: null }
  }
  if (answers.pair) return fromPair(answers.pair, evidence, answers, named)
  const proven = provenPlans(candidates, named, evidence)
  const [first] = proven
  const sizes = (plan: AmountPlan) => amountsOf(plan, evidence).map((minor) => String(minor).replace('-', '')).join()
  if (first && proven.every(({ plan }) => sizes(plan) === sizes(first.plan))) return { ...first, doubt: null }
  const [only, second] = candidates
  if (only === undefined) return { plan: null, balance: named, doubt: null }
  if (second === undefined) return { plan: singlePlan(only, evidence), balance: named, doubt: null }
  const pairs = complementaryPairs(candidates, evidence)
  const [pair] = pairs
  if (pair && candidates.length === 2) return fromPair(pair, evidence, answers, named)
  const signed = onlySigned(candidates, evidence)
  if (signed !== null) return { plan: singlePlan(signed, evidence), balance: named, doubt: null }
  return { plan: singlePlan(only, evidence), balance: named, doubt: { kind: 'columns', candidates, pairs } }
}

/**
 * The one column with money in both directions, beside columns that are filled in every row and never negative, as a
 * balance is. Where another column has gaps, it may be one of debit and credit.
 */
function onlySigned(candidates: readonly number[], { contents, rows }: AmountEvidence): number | null {
  const [signed, ...others] = candidates.toSorted((a, b) => (contents[b]?.negatives ?? 0) - (contents[a]?.negatives ?? 0))
  const content = signed === undefined ? undefined : contents[signed]
  if (signed === undefined || !content) return null
  const isBothWays = content.negatives > 0 && content.negatives < content.amounts - content.zeros
  const areFull = others.every((index) => contents[index]?.negatives === 0 && (contents[index]?.filled ?? 0) >= rows.length)
  return isBothWays && areFull ? signed : null
}

/** Columns of amounts; whole numbers without a sign are more likely check numbers and count only where nothing else is. */
function amountCandidates({ contents, columns }: AmountEvidence, balance: number | null): readonly number[] {
  const free = contents.filter(
    (content) => columns[content.index] === 'ignore' && content.index !== balance && isAmountColumn(content),
  )
  const marked = free.filter((content) => content.marked > 0)
  return (marked.length > 0 ? marked : free).map(({ index }) => index)
}

type Proven = { readonly plan: AmountPlan; readonly balance: number }

/** Balances beside movements usually include them: readings that need the opposite count only where no other is proven. */
function provenPlans(candidates: readonly number[], named: number | null, evidence: AmountEvidence): readonly Proven[] {
  const balances = named === null ? candidates : [named]
  const proven = balances.flatMap((balance) => {
    const rest = candidates.filter((index) => index !== balance)
    const singles = rest.map((index) => singlePlan(index, evidence))
    const pairs = rest.flatMap((debit) =>
      rest
        .filter((credit) => credit !== debit && areComplementary(debit, credit, evidence))
        .map((credit) => pairPlan(debit, credit, evidence)),
    )
    return [...singles, ...pairs]
      .filter((plan) => isProven(chainOf(plan, balance, evidence)) && amountsOf(plan, evidence).some((minor) => minor !== 0n))
      .map((plan) => ({ plan, balance }))
  })
  if (proven.length === 0) return turnedPlans(candidates, balances, evidence)
  const usual = proven.filter(({ plan, balance }) => chainOf(plan, balance, evidence)?.shape.stands === 'after')
  return usual.length > 0 ? usual : proven
}

/** Amounts written against the balance, such as purchases without a sign: the column is known, its sign is not. */
function turnedPlans(candidates: readonly number[], balances: readonly number[], evidence: AmountEvidence): readonly Proven[] {
  return balances.flatMap((balance) =>
    candidates
      .filter((index) => index !== balance)
      .map((index) => ({ plan: singlePlan(index, evidence), balance }))
      .filter(({ plan }) => isProven(chainOf({ ...plan, isFlipped: true }, balance, evidence))),
  )
}

function complementaryPairs(candidates: readonly number[], evidence: AmountEvidence): readonly (readonly [number, number])[] {
  return candidates.flatMap((first, position) =>
    candidates
      .slice(position + 1)
      .filter((second) => areComplementary(first, second, evidence))
      .map((second) => [first, second] as const),
  )
}

/** In every row at most one of the two says more than zero, and in most rows one does. */
function areComplementary(first: number, second: number, { rows }: AmountEvidence): boolean {
  const isGiven = (cell: string | undefined) => /[1-9]/.test(cell ?? '')
  const given = rows.map((cells) => Number(isGiven(cells[first])) + Number(isGiven(cells[second])))
  return given.every((count) => count <= 1) && given.filter((count) => count === 1).length >= rows.length / 2
}

function fromPair(
  pair: readonly [number, number],
  evidence: AmountEvidence,
  answers: AmountAnswers,
  balance: number | null,
): Found {
  const [first, second] = pair
  const isAllNegative = (index: number) => {
    const content = evidence.contents[index]
    return content !== undefined && content.negatives > 0 && content.negatives === content.amounts - content.zeros
  }
  const outs = pair.filter(isAllNegative)
  const [out] = outs
  const plan = pairPlan(out ?? first, out === second ? first : second, evidence)
  if (out !== undefined && outs.length === 1) return { plan, balance, doubt: null }
  if (answers.isFlipped !== undefined) return { plan, balance, doubt: null }
  return { plan, balance, doubt: { kind: 'sides', pair } }
}

function singlePlan(amount: number, evidence: AmountEvidence): AmountPlan {
  const direction = evidence.columns.includes('direction') ? evidence.columns.indexOf('direction') : null
  return {
    columns: { kind: 'single', amount },
    direction: direction !== null && isSignInWords(amount, direction, evidence) ? direction : null,
    outWord: null,
    blankDirection: direction === null ? null : blankMeans(direction, evidence),
    isDebitNegative: false,
    isFlipped: false,
    deductedFee: null,
  }
}

function pairPlan(debit: number | null, credit: number | null, { contents }: AmountEvidence): AmountPlan {
  const out = debit === null ? undefined : contents[debit]
  return {
    columns: { kind: 'pair', debit, credit },
    direction: null,
    outWord: null,
    blankDirection: null,
    isDebitNegative: out !== undefined && out.negatives * 2 > out.amounts - out.zeros,
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

function signsAgainstWords(amount: number, direction: number, { rows }: AmountEvidence): { agree: number; disagree: number } {
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

function amountsOf(plan: AmountPlan, { rows, mark, currency }: AmountEvidence): readonly (bigint | null)[] {
  return rows.map((cells) => {
    const movement = movementOf(cells, plan, mark, currency)
    return movement.kind === 'amount' ? movement.amount.minor : null
  })
}

function chainOf(plan: AmountPlan, balance: number | null, evidence: AmountEvidence): ChainCheck | null {
  if (balance === null) return null
  const amounts = amountsOf(plan, evidence)
  const steps = evidence.rows.map((cells, row) => {
    const read = moneyOf(cells[balance] ?? '', evidence.mark, evidence.currency)
    return { balance: read.kind === 'amount' ? read.amount.minor : null, amount: amounts[row] ?? null }
  })
  return checkChain(steps, evidence.directions)
}

type Settled = { readonly plan: AmountPlan; readonly doubt: AmountDoubt | null }

/** Signs must agree with words this many times as often as not, to be believed against them. */
const SIGN_OVER_WORDS_MIN = 2

/**
 * What a positive number means. Sides named by the header, direction words and DR/CR marks say it. Signed amounts say
 * it for a current account but not for a card, where many banks print purchases as positive: so signs need a witness,
 * such as a row's own words ("Salary", "Card payment"), an explicit plus, or more money going out than coming in. A
 * running balance is a weak witness: on a card it may count what is owed.
 */
function settleSign(plan: AmountPlan, balance: number | null, evidence: AmountEvidence, answers: AmountAnswers): Settled {
  const flag = plan.columns.kind === 'single' && plan.direction === null ? unknownWords(plan.columns.amount, evidence) : null
  const answered = flag?.words.find((word) => word === answers.outWord)
  if (flag && answered !== undefined) return { plan: { ...plan, direction: flag.column, outWord: answered }, doubt: null }
  const isStillOpen = flag !== null && answers.outWord === undefined
  if (answers.isFlipped !== undefined && !isStillOpen) {
    const told = { ...plan, isFlipped: answers.isFlipped }
    const isContradicted = answers.isSignRemembered && isAgainstWords(told, evidence)
    return { plan: told, doubt: isContradicted ? { kind: 'sign', words: flag?.words ?? [] } : null }
  }
  const isCertain = plan.columns.kind === 'pair' ? isPairCertain(plan, evidence) : isSingleCertain(plan, plan.columns.amount, balance, evidence)
  return { plan, doubt: isCertain ? null : { kind: 'sign', words: flag?.words ?? [] } }
}

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

function isSingleCertain(plan: AmountPlan, amount: number, balance: number | null, evidence: AmountEvidence): boolean {
  if (plan.direction !== null) return true
  const reads = evidence.rows.map((cells) => readAmountText(cells[amount] ?? '')).filter((read) => read !== null)
  const moving = reads.filter(({ body }) => /[1-9]/.test(body))
  if (moving.some(({ side }) => side !== null)) return true
  const negatives = moving.filter(({ isNegative }) => isNegative).length
  const positives = moving.length - negatives
  const direction = evidence.columns.indexOf('direction')
  if (direction >= 0 && negatives > 0) {
    const { agree, disagree } = signsAgainstWords(amount, direction, evidence)
    return agree >= Math.max(1, disagree * SIGN_OVER_WORDS_MIN)
  }
  const votes = countVotes(plan, evidence)
  if (votes.disagree > votes.agree) return negatives > positives && votes.disagree * 2 < moving.length
  if (negatives === 0) return votes.agree === moving.length && moving.length > 0
  const isPlusWritten = positives > 0 && moving.every(({ isNegative, hasPlus }) => isNegative || hasPlus)
  const isBalanced = negatives === positives && isProven(chainOf(plan, balance, evidence))
  return votes.agree > votes.disagree || isPlusWritten || isBalanced || negatives > positives
}

/** Longest word of a direction column; longer texts describe something. */
const FLAG_CHARS_MAX = 12

/** A column of exactly two words that we do not know, beside amounts without any sign: it may be what tells the sign. */
function unknownWords(amount: number, evidence: AmountEvidence): { column: number; words: readonly string[] } | null {
  const { contents, columns, rows } = evidence
  if ((contents[amount]?.negatives ?? 0) > 0) return null
  const flags = contents.filter(
    ({ index, filled, distinct, texts }) =>
      ['ignore', 'kind'].includes(columns[index] ?? 'ignore') && distinct === 2 && filled >= rows.length && texts === filled,
  )
  const [flag] = flags
  if (!flag || flags.length > 1) return null
  const words = [...new Set(rows.map((cells) => (cells[flag.index] ?? '').trim()))].filter((word) => word !== '')
  return words.length === 2 && words.every((word) => word.length <= FLAG_CHARS_MAX) ? { column: flag.index, words } : null
}

/** Rows whose own words say which way money went, against their sign under the plan. */
function countVotes(plan: AmountPlan, evidence: AmountEvidence): { agree: number; disagree: number } {
  const textOf = (roles: readonly ColumnRole[]) => (cells: readonly string[]) =>
    cells.filter((_, index) => roles.includes(evidence.columns[index] ?? 'ignore'))
  const amounts = amountsOf(plan, evidence)
  const count = (texts: (cells: readonly string[]) => readonly string[]) => {
    const votes = evidence.rows.map((cells, row) => ({ vote: directionVote(texts(cells)), minor: amounts[row] ?? 0n }))
    const cast = votes.filter(({ vote, minor }) => vote !== null && minor !== 0n)
    const agree = cast.filter(({ vote, minor }) => (vote === 'in') === minor > 0n).length
    return { agree, disagree: cast.length - agree }
  }
  const unnamed = evidence.hasHeader ? [] : [count(textOf(['ignore']))]
  const bySource = [count(textOf(['kind'])), count(textOf(['description', 'counterpartyName'])), ...unnamed]
  return bySource.find(({ agree, disagree }) => agree + disagree > 0) ?? { agree: 0, disagree: 0 }
}

/** A fee beside an amount may be part of it or come on top: only a balance, or the person, can tell. */
function settleFee(plan: AmountPlan, balance: number | null, evidence: AmountEvidence, answers: AmountAnswers): Settled {
  const fee = evidence.columns.includes('fee') ? evidence.columns.indexOf('fee') : null
  const hasFees = fee !== null && evidence.rows.some((cells) => /[1-9]/.test(cells[fee] ?? ''))
  if (fee === null || !hasFees || evidence.isNetNamed) return { plan, doubt: null }
  const withFee: AmountPlan = { ...plan, deductedFee: fee }
  if (answers.isFeeDeducted !== undefined) return { plan: answers.isFeeDeducted ? withFee : plan, doubt: null }
  const without = chainOf(plan, balance, evidence)?.agreeing ?? 0
  const deducted = chainOf(withFee, balance, evidence)?.agreeing ?? 0
  if (without === deducted) return { plan, doubt: { kind: 'fee' } }
  return { plan: deducted > without ? withFee : plan, doubt: null }
}
