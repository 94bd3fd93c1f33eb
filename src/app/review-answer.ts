// What a person can answer to a question.
import { Refusal } from './refusal.ts'

export type ReviewAnswer = {
  /** `leave`: nothing is to be done about it. */
  readonly answer: 'same' | 'different' | 'leave'
  /** Which candidate is meant; may be left out where there is one. */
  readonly candidateId?: string | undefined
  /** Remember it of the two names as well, for this account. */
  readonly always?: boolean | undefined
  /** Of a question about a payoree: which one it is; may be left out where one is named. */
  readonly payoree?: string | undefined
}

/** A question has one answer. */
export const answeredBefore = (): Refusal =>
  new Refusal('review-answered', 'This question has been answered already. Nothing was changed; undo the answer to give another one.')
