// A plan names new rows by their place in it; here they get their ids.
import type { RecordId, TransactionId } from '../domain/ids.ts'
import type { ImportPlan, RecordAction } from '../domain/reconcile/plan.ts'
import type { RecordRef, TransactionRef } from '../domain/reconcile/refs.ts'

export type PlanIds = {
  readonly transaction: (ref: TransactionRef) => TransactionId
  /** Id of the row an action writes or leaves alone. */
  readonly record: (action: RecordAction) => RecordId
  readonly recordOf: (ref: RecordRef) => RecordId
}

/** Ids for the new transactions and records of a plan, in the plan's order. */
export function planIds(plan: ImportPlan, newId: () => string): PlanIds {
  const transactions = new Map<number, TransactionId>()
  for (const { ref } of plan.transactions) if ('new' in ref) transactions.set(ref.new, newId() as TransactionId)
  const records = new Map<number, RecordId>()
  for (const { incoming, recordId } of plan.actions) records.set(incoming, recordId ?? (newId() as RecordId))

  const recordAt = (incoming: number): RecordId => known(records.get(incoming), `record ${incoming}`)
  return {
    transaction: (ref) => ('id' in ref ? ref.id : known(transactions.get(ref.new), `new transaction ${ref.new}`)),
    record: (action) => recordAt(action.incoming),
    recordOf: (ref) => ('id' in ref ? ref.id : recordAt(ref.incoming)),
  }
}

function known<Id>(id: Id | undefined, what: string): Id {
  if (id === undefined) throw new Error(`the plan refers to ${what}, which it does not hold`)
  return id
}
