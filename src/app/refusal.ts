// A use case that says no, in words for the person. Which HTTP status or exit code that is, the edges decide.

import type { Actor } from '../domain/failure.ts'

export const REFUSAL_CODES = [
  'not-found',
  'invalid-input',
  'household-mixed',
  'not-configured',
  'disconnected',
  'run-ended',
  'ledger-moved',
  'undone-before',
  'built-on',
  'review-answered',
  'review-mismatch',
  'file-refused',
  'file-asks',
  'too-large',
  'not-a-demo',
  'provider-user',
  'provider-operator',
  'provider-later',
  'provider-broken',
  'destination-user',
  'destination-operator',
  'destination-later',
  'destination-broken',
  'busy',
  'database-away',
  'disk-full',
] as const
export type RefusalCode = (typeof REFUSAL_CODES)[number]

export type RefusalFacts = {
  /** Who must act on it; the user where nobody is named. */
  readonly actor?: Actor
  /** Where in the input it is, as JSON pointers. */
  readonly faults?: readonly { readonly pointer: string; readonly detail: string }[]
  readonly retryAfterSeconds?: number
  readonly cause?: unknown
}

/**
 * The message is what people read: what happened, that the data is safe, what to do.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: RefusalCode
  readonly actor: Actor
  readonly faults: RefusalFacts['faults']
  readonly retryAfterSeconds: number | undefined

  constructor(code: RefusalCode, message: string, facts: RefusalFacts = {}) {
    super(message, { cause: facts.cause })
    this.code = code
    this.actor = facts.actor ?? 'user'
    this.faults = facts.faults
    this.retryAfterSeconds = facts.retryAfterSeconds
  }
}

/** Nothing of that kind belongs to this person. */
export const notFound = (what: string): Refusal =>
  new Refusal(
    'not-found',
    `There is no such ${what}. Nothing was changed. It may have been removed; look in the list.`,
  )

/** One field of the input is not usable. */
export const invalid = (pointer: string, detail: string): Refusal =>
  new Refusal('invalid-input', `${detail} Nothing was changed. Mend it and try again.`, {
    faults: [{ pointer, detail }],
  })
