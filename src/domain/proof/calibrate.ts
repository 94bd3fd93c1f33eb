// What the balances prove about a source's signs and about what its balances hold. A blanket flip breaks the other half
// of the accounts, so each account speaks for itself, and the proof is counted: so many intervals for, so many against.
import type { AccountKind, SourceBalance } from '../account.ts'
import { hasHolds, inOrderOfTime } from './balance-point.ts'
import type { BalancePoint, ProofRow } from './balance-point.ts'
import { ledgerSums } from './ledger-sums.ts'
import type { LedgerSums } from './ledger-sums.ts'
import { readingsOf } from './readings.ts'

/** One way to read the account: rows as they are or with the other sign, balances without or with what is pending. */
export type Hypothesis = {
  readonly sign: 'as-is' | 'flipped'
  readonly balance: 'posted-only' | 'with-pending'
}

/** How the intervals in which the balance moved speak for a hypothesis. */
export type Support = Hypothesis & { readonly agreeing: number; readonly intervals: number }

export type Calibration = {
  readonly kind: SourceBalance['kind']
  /** Every hypothesis that could be tried, the best supported first. */
  readonly supports: readonly Support[]
  /**
   * What to change, where the balances prove it. `flip-rows`: money in is told as money out. `flip-balance`: what is
   * owed is told as a positive balance. `flip-either`: one of the two, the balances do not tell which.
   */
  readonly proposal:
    | 'none'
    | 'flip-rows'
    | 'flip-balance'
    | 'flip-either'
    | 'holds-in-booked'
    | 'no-holds-in-booked'
    | 'holds-in-available'
    | 'no-holds-in-available'
}

/** Intervals that must speak for a change, and against what is assumed: one alone may be an accident. */
const PROOF_INTERVALS_MIN = 2
/** Of ten intervals one may disagree for a reason of its own. */
const AGREEING_SHARE_MIN = 0.9
/** The newest balances say how the source speaks today. */
const INTERVALS_MAX = 60

const HYPOTHESES: readonly Hypothesis[] = [
  { sign: 'as-is', balance: 'posted-only' },
  { sign: 'as-is', balance: 'with-pending' },
  { sign: 'flipped', balance: 'posted-only' },
  { sign: 'flipped', balance: 'with-pending' },
]

/** Tries the hypotheses on the balances that a bank told of one kind. */
export function calibrate(
  kind: SourceBalance['kind'],
  accountKind: AccountKind,
  points: readonly BalancePoint[],
  rows: readonly ProofRow[],
  earlierMinor: bigint,
): Calibration {
  const sums = ledgerSums(rows, earlierMinor)
  const told = inOrderOfTime(points.filter((point) => point.kind === kind && point.source === 'bank'))
  const chain = told.slice(-INTERVALS_MAX - 1)
  const supports = HYPOTHESES.map((hypothesis) => supportOf(hypothesis, chain, sums))
    .filter(({ intervals }) => intervals > 0)
    .toSorted((left, right) => right.agreeing - left.agreeing)
  return { kind, supports, proposal: proposalOf(kind, accountKind, supports, chain) }
}

function supportOf(hypothesis: Hypothesis, chain: readonly BalancePoint[], sums: LedgerSums): Support {
  let agreeing = 0
  let intervals = 0
  chain.slice(1).forEach((to, index) => {
    const from = chain[index]
    if (from === undefined || from.amountMinor === to.amountMinor) return
    const [before, after] = [
      ledgerAt(hypothesis, from, sums, false),
      ledgerAt(hypothesis, to, sums, index === chain.length - 2),
    ]
    if (before.length === 0 || after.length === 0) return
    const moved = to.amountMinor - from.amountMinor
    const expected = hypothesis.sign === 'flipped' ? -moved : moved
    intervals += 1
    if (after.some((end) => before.some((start) => end - start === expected))) agreeing += 1
  })
  return { ...hypothesis, agreeing, intervals }
}

/** What the ledger comes to at a balance under each reading of its day. */
function ledgerAt(
  { balance }: Hypothesis,
  point: BalancePoint,
  sums: LedgerSums,
  isLast: boolean,
): readonly bigint[] {
  const holdsPending = balance === 'with-pending'
  return [...new Set(readingsOf({ ...point, holdsPending }, sums, isLast).map(({ ledgerMinor }) => ledgerMinor))]
}

function proposalOf(
  kind: SourceBalance['kind'],
  accountKind: AccountKind,
  supports: readonly Support[],
  chain: readonly BalancePoint[],
): Calibration['proposal'] {
  const [best] = supports
  const last = chain.at(-1)
  const expected = last !== undefined && hasHolds(last) ? 'with-pending' : 'posted-only'
  if (best === undefined || best.agreeing < PROOF_INTERVALS_MIN) return 'none'
  if (best.agreeing < best.intervals * AGREEING_SHARE_MIN) return 'none'
  const asExpected = supports.find(({ sign, balance }) => sign === 'as-is' && balance === expected)
  // What is assumed explains nearly as much: too little speaks for a change.
  if (asExpected !== undefined && asExpected.agreeing > best.agreeing - PROOF_INTERVALS_MIN) return 'none'
  if (best.sign === 'flipped') return flippedWhat(accountKind, chain)
  return `${best.balance === 'with-pending' ? 'holds-in' : 'no-holds-in'}-${kind}`
}

/** On a card or loan the holder owes: a balance that is never negative is told as debt. */
function flippedWhat(accountKind: AccountKind, chain: readonly BalancePoint[]): Calibration['proposal'] {
  if (accountKind !== 'credit-card' && accountKind !== 'loan') return 'flip-rows'
  if (chain.every(({ amountMinor }) => amountMinor >= 0n)) return 'flip-balance'
  return chain.every(({ amountMinor }) => amountMinor <= 0n) ? 'flip-rows' : 'flip-either'
}
