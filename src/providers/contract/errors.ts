// Every failure of a provider, named by who must act. Vendor codes are mapped in each provider's own `errors.ts`.

/** The reasons of each kind. The kind says who must act, the reason says what on. */
export const ERROR_REASONS = {
  /** The user: connection goes to attention, no retries. */
  needsUser: [
    'sign-in',
    'extra-factor',
    'consent-expired',
    'consent-revoked',
    'choose-accounts',
    'account-locked',
    'not-supported',
  ],
  /** The operator: this provider is held until the setting is mended. */
  needsOperator: ['bad-config', 'product-not-enabled', 'certificate', 'quota'],
  /** Nobody yet: retried with backoff, or at the time the provider named. */
  retryLater: ['rate-limited', 'provider-down', 'institution-down', 'network', 'timeout', 'not-ready'],
  /** The engine: the span is dropped and read again from the cursor. */
  restartSpan: ['moved-while-paging', 'page-token-expired'],
  /** The engine: a full window is read, removals are found by absence. */
  cursorLost: ['cursor-refused'],
  /** Nobody: the connection no longer exists at the provider; history is kept. */
  gone: ['deleted-at-provider'],
  /** Us: the answer broke the contract; the run fails with a redacted sample. */
  broken: ['schema', 'unknown-code', 'unknown-sign', 'too-many-rejects', 'limit', 'protocol'],
} as const

export type ErrorKind = keyof typeof ERROR_REASONS
export type ErrorReason<Kind extends ErrorKind = ErrorKind> = (typeof ERROR_REASONS)[Kind][number]

export type ProviderErrorFacts = {
  /** For the log and "details for support". Never holds secrets, tokens or account numbers. */
  readonly internal: string
  /** When the provider says to come back (RFC 3339), for `retryLater`. */
  readonly retryAt?: string | null
  /** Seconds to wait, where the provider gave a delay rather than a time. */
  readonly retryAfterSeconds?: number | null
  readonly httpStatus?: number | null
  readonly providerCode?: string | null
  readonly providerRequestId?: string | null
  /** Set when only one account failed and the others go on. */
  readonly accountSourceId?: string | null
  readonly cause?: unknown
}

/** A failure of a provider. Anything else an adapter throws counts as `broken`. */
export class ProviderError<Kind extends ErrorKind = ErrorKind> extends Error {
  override readonly name = 'ProviderError'
  readonly kind: Kind
  readonly reason: ErrorReason<Kind>
  readonly facts: ProviderErrorFacts

  constructor(kind: Kind, reason: ErrorReason<Kind>, facts: ProviderErrorFacts) {
    super(`${kind}/${reason}: ${facts.internal}`, { cause: facts.cause })
    this.kind = kind
    this.reason = reason
    this.facts = facts
  }
}

/** The error as a provider error: itself, or `broken` around whatever else was thrown. */
export function asProviderError(error: unknown): ProviderError {
  if (error instanceof ProviderError) return error
  const internal = error instanceof Error ? `${error.name} in the adapter` : 'the adapter threw a non-error'
  return new ProviderError('broken', 'protocol', { internal, cause: error })
}
