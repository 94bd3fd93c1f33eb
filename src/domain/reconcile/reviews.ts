// Rung f: what is likely but not certain is kept apart and asked. A question never blocks anything.
import { daysBetween } from '../calendar.ts'
import type { ReviewDraft } from '../review.ts'
import type { TransactionId } from '../ids.ts'
import { isVacant } from './matching.ts'
import type { Matching, Question, Slot } from './matching.ts'
import type { KnownTransaction } from './plan.ts'
import type { TransactionRef } from './refs.ts'
import { CORRECTION_DAYS_MAX } from './rung-source-id.ts'

/** The questions of the span, each once, in the order of its records. */
export function reviewsOf(matching: Matching, targetOf: (slot: Slot) => TransactionRef): readonly ReviewDraft[] {
  const questions = [...matching.questions, ...matching.slots.flatMap((slot) => aboutDisplaced(matching, slot))]
  const drafts = questions.flatMap((question) => draft(matching, question, targetOf(question.slot)))
  const asked = new Set(questions.flatMap(({ candidates }) => candidates))
  const removed = [...matching.transactions.values()].filter(
    (transaction) => !asked.has(transaction.id) && isRemovedWithEdits(matching, transaction),
  )
  const unique = new Map([...drafts, ...removed.map(aboutRemoved)].map((each) => [each.key, each]))
  return [...unique.values()]
}

function draft(matching: Matching, question: Question, subject: TransactionRef): readonly ReviewDraft[] {
  const { kind, slot, daysApart, amountDiffersBy, textLikeness, bits, runnerUpBits, why } = question
  const candidates = question.candidates
    .filter((id) => !('id' in subject && subject.id === id) && !matching.transactions.get(id)?.isHidden)
    .toSorted()
  if (candidates.length === 0) return []
  return [
    {
      key: [kind, nameOf(slot), ...candidates].join(' '),
      kind,
      subject,
      candidates: candidates.map((id) => ({ id })),
      evidence: { daysApart, amountDiffersBy, textLikeness, bits, runnerUpBits, why },
      record: { incoming: slot.index },
    },
  ]
}

/** The same for the same record, whenever it is read. */
function nameOf({ incoming, contentKey, occurrence }: Slot): string {
  const { linkId, record } = incoming
  return `${linkId}/${record.sourceId ?? `${contentKey}#${occurrence}`}`
}

/** The id now stands for another movement, and the movement it stood for was not found under another one. */
function aboutDisplaced(matching: Matching, slot: Slot): readonly Question[] {
  const known = slot.displaces
  if (known === null || known.isSuperseded || known.isRemoved || matching.superseded.has(known.id)) return []
  const transaction = matching.transactions.get(known.transactionId)
  if (!transaction || (isVacant(matching, known.transactionId) && !transaction.hasIntent)) return []
  const daysApart = daysBetween(known.on, slot.on)
  // Far apart they are plainly two, and both stay.
  if (Math.abs(daysApart) > CORRECTION_DAYS_MAX) return []
  return [
    {
      kind: 'same-transaction',
      slot,
      candidates: [known.transactionId],
      daysApart,
      amountDiffersBy: slot.incoming.record.amount.minor - known.amount.minor,
      textLikeness: null,
      bits: null,
      runnerUpBits: null,
      why: 'the bank used the id of this transaction for another one',
    },
  ]
}

function isRemovedWithEdits(matching: Matching, transaction: KnownTransaction): boolean {
  const { id, evidence, hasIntent, isHidden } = transaction
  return hasIntent && !isHidden && !evidence.isRemoved && !matching.merges.has(id) && hasLeft(matching, id)
}

const hasLeft = (matching: Matching, id: TransactionId): boolean =>
  isVacant(matching, id) && (matching.recordsOf.get(id) ?? []).some((record) => matching.gone.has(record.id))

const aboutRemoved = ({ id }: KnownTransaction): ReviewDraft => ({
  key: `removed-with-edits ${id}`,
  kind: 'removed-with-edits',
  subject: { id },
  candidates: [],
  evidence: {
    daysApart: null,
    amountDiffersBy: null,
    textLikeness: null,
    bits: null,
    runnerUpBits: null,
    why: 'the bank took back a transaction that you had worked on',
  },
  record: null,
})
