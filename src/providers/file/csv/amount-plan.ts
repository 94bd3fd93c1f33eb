// Which columns give a row's amount, and what its sign means. Words of the header first; the running balance proves or
// refutes; where several readings stay possible, the person is asked.
import { findColumns } from './amount-columns.ts'
import { chainOf } from './amount-evidence.ts'
import type { AmountAnswers, AmountDoubt, AmountEvidence } from './amount-evidence.ts'
import { settleSign } from './amount-sign.ts'
import type { Settled } from './amount-sign.ts'
import { isProven } from './balance.ts'
import type { ChainCheck } from './balance.ts'
import type { AmountPlan } from './movement.ts'

export type AmountInference = {
  /** Null where no column can be the amount. */
  readonly plan: AmountPlan | null
  readonly balance: number | null
  /** The balance counts what the holder owes: its sign is the other way round. */
  readonly isBalanceOwed: boolean
  readonly chain: ChainCheck | null
  readonly doubts: readonly AmountDoubt[]
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
  const turned = isProven(chain)
    ? null
    : chainOf({ ...paid.plan, isFlipped: !paid.plan.isFlipped }, found.balance, evidence)
  const isBalanceOwed = isProven(turned)
  const sign = found.doubt?.kind === 'sides' ? null : signed.doubt
  const doubts = [found.doubt, sign, paid.doubt].filter((doubt) => doubt !== null)
  return {
    plan: paid.plan,
    balance: found.balance,
    isBalanceOwed,
    chain: isBalanceOwed ? turned : chain,
    doubts,
  }
}

/** A fee beside an amount may be part of it or come on top: only a balance, or the person, can tell. */
function settleFee(
  plan: AmountPlan,
  balance: number | null,
  evidence: AmountEvidence,
  answers: AmountAnswers,
): Settled {
  const fee = evidence.columns.includes('fee') ? evidence.columns.indexOf('fee') : null
  const hasFees = fee !== null && evidence.rows.some((cells) => /[1-9]/.test(cells[fee] ?? ''))
  if (fee === null || !hasFees || evidence.isNetNamed) return { plan, doubt: null }
  const withFee: AmountPlan = { ...plan, deductedFee: fee }
  if (answers.isFeeDeducted !== undefined)
    return { plan: answers.isFeeDeducted ? withFee : plan, doubt: null }
  const without = chainOf(plan, balance, evidence)?.agreeing ?? 0
  const deducted = chainOf(withFee, balance, evidence)?.agreeing ?? 0
  if (without === deducted) return { plan, doubt: { kind: 'fee' } }
  return { plan: deducted > without ? withFee : plan, doubt: null }
}
