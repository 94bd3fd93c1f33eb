// Which columns hold the amount: by the header's words, else by what the values prove.
import { amountsOf, chainOf, pairPlan, singlePlan } from './amount-evidence.ts'
import type { AmountAnswers, AmountDoubt, AmountEvidence } from './amount-evidence.ts'
import { isProven } from './balance.ts'
import { isAmountColumn } from './columns.ts'
import type { ColumnRole } from '../file-reading.ts'
import type { AmountPlan } from './movement.ts'

type Found = {
  readonly plan: AmountPlan | null
  readonly balance: number | null
  readonly doubt: AmountDoubt | null
}

export function findColumns(evidence: AmountEvidence, answers: AmountAnswers): Found {
  const { columns } = evidence
  const at = (role: ColumnRole) => (columns.includes(role) ? columns.indexOf(role) : null)
  const balance = at('balance') ?? at('closingBalance')
  const [debit, credit, amount] = [at('debit'), at('credit'), at('amount')]
  if (amount !== null) {
    const chosen = answers.column ?? amount
    const rivals = evidence.amountRivals
    if (rivals.length === 0 || answers.column !== undefined)
      return { plan: singlePlan(chosen, evidence), balance, doubt: null }
    const proven = rivals.filter((rival) => isProven(chainOf(singlePlan(rival, evidence), balance, evidence)))
    const [only] = proven
    if (only !== undefined && proven.length === 1)
      return { plan: singlePlan(only, evidence), balance, doubt: null }
    if (areEqual(rivals, evidence)) return { plan: singlePlan(amount, evidence), balance, doubt: null }
    return {
      plan: singlePlan(amount, evidence),
      balance,
      doubt: { kind: 'columns', candidates: rivals, pairs: [] },
    }
  }
  if (debit !== null || credit !== null)
    return { plan: pairPlan(debit, credit, evidence), balance, doubt: null }
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
  const sizes = (plan: AmountPlan) =>
    amountsOf(plan, evidence)
      .map((minor) => String(minor).replace('-', ''))
      .join()
  if (first && proven.every(({ plan }) => sizes(plan) === sizes(first.plan))) return { ...first, doubt: null }
  const [only, second] = candidates
  if (only === undefined) return { plan: null, balance: named, doubt: null }
  if (second === undefined) return { plan: singlePlan(only, evidence), balance: named, doubt: null }
  const pairs = complementaryPairs(candidates, evidence)
  const [pair] = pairs
  if (pair && candidates.length === 2) return fromPair(pair, evidence, answers, named)
  const signed = pairs.length > 0 ? null : onlySigned(candidates, evidence)
  if (signed !== null) return { plan: singlePlan(signed, evidence), balance: named, doubt: null }
  return { plan: singlePlan(only, evidence), balance: named, doubt: { kind: 'columns', candidates, pairs } }
}

/**
 * The one column with money in both directions, beside columns that are filled in every row and never negative, as a
 * balance is. Where another column has gaps, it may be one of debit and credit.
 */
function onlySigned(candidates: readonly number[], { contents, rows }: AmountEvidence): number | null {
  const [signed, ...others] = candidates.toSorted(
    (a, b) => (contents[b]?.negatives ?? 0) - (contents[a]?.negatives ?? 0),
  )
  const content = signed === undefined ? undefined : contents[signed]
  if (signed === undefined || !content) return null
  const isBothWays = content.negatives > 0 && content.negatives < content.amounts - content.zeros
  const areFull = others.every(
    (index) => contents[index]?.negatives === 0 && (contents[index]?.filled ?? 0) >= rows.length,
  )
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

/**
 * Readings that the running balance proves. Balances beside movements usually include them: readings that need the
 * opposite count only where no other is proven. The first or last row has no balance to prove it, so of two readings
 * the one that leaves fewer rows without money counts: one of debit and credit alone may fit all the others.
 */
function provenPlans(
  candidates: readonly number[],
  named: number | null,
  evidence: AmountEvidence,
): readonly Proven[] {
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
      .filter(
        (plan) =>
          isProven(chainOf(plan, balance, evidence)) &&
          amountsOf(plan, evidence).some((minor) => minor !== 0n),
      )
      .map((plan) => ({ plan, balance }))
  })
  if (proven.length === 0) return turnedPlans(candidates, balances, evidence)
  const usual = proven.filter(
    ({ plan, balance }) => chainOf(plan, balance, evidence)?.shape.stands === 'after',
  )
  const sound = usual.length > 0 ? usual : proven
  const moving = ({ plan }: Proven) => amountsOf(plan, evidence).filter((minor) => minor !== null && minor !== 0n).length
  const most = Math.max(...sound.map(moving))
  return sound.filter((candidate) => moving(candidate) === most)
}

/** Amounts written against the balance, such as purchases without a sign: the column is known, its sign is not. */
function turnedPlans(
  candidates: readonly number[],
  balances: readonly number[],
  evidence: AmountEvidence,
): readonly Proven[] {
  return balances.flatMap((balance) =>
    candidates
      .filter((index) => index !== balance)
      .map((index) => ({ plan: singlePlan(index, evidence), balance }))
      .filter(({ plan }) => isProven(chainOf({ ...plan, isFlipped: true }, balance, evidence))),
  )
}

function complementaryPairs(
  candidates: readonly number[],
  evidence: AmountEvidence,
): readonly (readonly [number, number])[] {
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
    return (
      content !== undefined && content.negatives > 0 && content.negatives === content.amounts - content.zeros
    )
  }
  const outs = pair.filter(isAllNegative)
  const [out] = outs
  const plan = pairPlan(out ?? first, out === second ? first : second, evidence)
  if (out !== undefined && outs.length === 1) return { plan, balance, doubt: null }
  if (answers.isFlipped !== undefined) return { plan, balance, doubt: null }
  return { plan, balance, doubt: { kind: 'sides', pair } }
}
