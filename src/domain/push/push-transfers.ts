// Transfers at destinations that keep one as one row. The leg by which money left is the lead: the row is made with its
// import id, and the other leg goes with it.
import type { TransactionId } from '../ids.ts'
import { sameMoney, negate } from '../money.ts'
import type { LedgerEntry, PlannedCreate, PlannedSecondLeg, PushStep, SentEntry } from './push-step.ts'

/**
 * What a sent row is of a transfer that was sent as one. `broken`: the two are no longer shown as one transfer of
 * opposite amounts, so that neither leg alone may be changed there.
 */
export type PairState = 'none' | 'lead' | 'second' | 'broken'

/** Tells of each sent row what it is of a pair, by what is shown now. */
export function stateOfPair(
  shown: ReadonlyMap<TransactionId, LedgerEntry>,
  sent: readonly SentEntry[],
): (row: SentEntry) => PairState {
  const seconds = new Map(
    sent.flatMap(({ leadId, state, transactionId }) =>
      leadId === null || state === 'deleted' ? [] : [[leadId, transactionId] as const],
    ),
  )
  return ({ transactionId, leadId }) => {
    const secondId = leadId === null ? seconds.get(transactionId) : transactionId
    if (secondId === undefined) return 'none'
    const lead = shown.get(leadId ?? transactionId)
    const second = shown.get(secondId)
    const isGone = lead === undefined && second === undefined
    if (!isGone && !isPair(lead, second)) return 'broken'
    return leadId === null ? 'lead' : 'second'
  }
}

function isPair(lead: LedgerEntry | undefined, second: LedgerEntry | undefined): boolean {
  return (
    lead !== undefined &&
    second !== undefined &&
    lead.transferOther === second.transactionId &&
    sameMoney(lead.row.amount, negate(second.row.amount))
  )
}

/** Joins legs that would both be made now; one whose other leg is still held waits for it. */
export function joinTransfers(steps: readonly PushStep[]): readonly PushStep[] {
  const creates = new Map(
    steps.flatMap((step) => (step.kind === 'create' ? [[step.entry.transactionId, step] as const] : [])),
  )
  const waiting = new Set(
    steps.flatMap((step) =>
      step.kind === 'held' && (step.reason === 'in-review' || step.reason === 'pending') ? [step.transactionId] : [],
    ),
  )
  return steps.map((step): PushStep => {
    if (step.kind !== 'create') return step
    const { transactionId, transferOther } = step.entry
    if (transferOther === null) return step
    if (waiting.has(transferOther)) return { kind: 'held', transactionId, reason: 'other-leg' }
    const other = creates.get(transferOther)
    return other === undefined || !canJoin(step, other) ? step : joined(step, other)
  })
}

/** Exactly opposite amounts of one currency, in two accounts. */
const canJoin = (left: PlannedCreate, right: PlannedCreate): boolean =>
  left.theirAccountId !== right.theirAccountId &&
  right.entry.transferOther === left.entry.transactionId &&
  left.entry.row.amount.minor !== 0n &&
  sameMoney(left.entry.row.amount, negate(right.entry.row.amount))

function joined(step: PlannedCreate, other: PlannedCreate): PlannedCreate | PlannedSecondLeg {
  const { entry } = step
  if (entry.row.amount.minor < 0n) {
    return { ...step, transfer: { theirAccountId: other.theirAccountId, otherImportId: other.importId } }
  }
  const { transactionId, row } = other.entry
  return { kind: 'second leg', create: step, leadId: transactionId, leadOn: row.bookedOn }
}
