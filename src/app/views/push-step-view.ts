// One step of a push's plan as people see it.
import { showId } from '../../domain/ids.ts'
import type { LedgerEntry, PushStep } from '../../domain/push/push-step.ts'
import { HELD_WORDS, LEFT_WORDS } from './push-view.ts'
import { showMoney } from './show.ts'

/** `what` is the kind of the step, `why` says it in words where that needs saying. */
export function pushStepView(step: PushStep) {
  const entry = entryOf(step)
  const { reason, why } = reasonOf(step)
  return {
    what: step.kind === 'second leg' ? 'create' : step.kind,
    reason,
    why,
    transactionId: showId('transaction', transactionIdOf(step)),
    on: entry?.row.bookedOn ?? null,
    payoree: entry?.row.payoreeName ?? null,
    description: entry?.row.bankText ?? null,
    amount: entry === null ? null : showMoney(entry.row.amount),
    fields: step.kind === 'update' ? [...step.fields] : [],
  }
}

function entryOf(step: PushStep): LedgerEntry | null {
  if (step.kind === 'create' || step.kind === 'update') return step.entry
  return step.kind === 'already there' || step.kind === 'second leg' ? step.create.entry : null
}

function transactionIdOf(step: PushStep): string {
  if (step.kind === 'create' || step.kind === 'update') return step.entry.transactionId
  if (step.kind === 'already there' || step.kind === 'second leg') return step.create.entry.transactionId
  return step.kind === 'delete' ? step.sent.transactionId : step.transactionId
}

function reasonOf(step: PushStep): { readonly reason: string | null; readonly why: string | null } {
  if (step.kind === 'held') return { reason: step.reason, why: HELD_WORDS[step.reason] }
  if (step.kind === 'left') return { reason: step.reason, why: LEFT_WORDS[step.reason] }
  return { reason: null, why: null }
}
