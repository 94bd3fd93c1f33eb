// What can go wrong with a connection, and what follows: one table from reason to status, class, actor and retry.
import type { ConnectionStatus } from './connection-status.ts'

/** Every reason a provider's failure can have, by who must act. The provider contract's list is checked against it. */
export type Failure =
  | 'needsUser/sign-in'
  | 'needsUser/extra-factor'
  | 'needsUser/consent-expired'
  | 'needsUser/consent-revoked'
  | 'needsUser/choose-accounts'
  | 'needsUser/account-locked'
  | 'needsUser/not-supported'
  | 'needsOperator/bad-config'
  | 'needsOperator/product-not-enabled'
  | 'needsOperator/certificate'
  | 'needsOperator/quota'
  | 'retryLater/rate-limited'
  | 'retryLater/provider-down'
  | 'retryLater/institution-down'
  | 'retryLater/network'
  | 'retryLater/timeout'
  | 'retryLater/not-ready'
  | 'restartSpan/moved-while-paging'
  | 'restartSpan/page-token-expired'
  | 'cursorLost/cursor-refused'
  | 'gone/deleted-at-provider'
  | 'broken/schema'
  | 'broken/unknown-code'
  | 'broken/unknown-sign'
  | 'broken/too-many-rejects'
  | 'broken/limit'
  | 'broken/protocol'

/** How a failure counts in the reliability figures, and which protection watches it. */
export type FailureClass =
  | 'user-action'
  | 'rate-limit'
  | 'transient'
  | 'institution-down'
  | 'provider-down'
  | 'pagination-mutation'
  | 'source-form'
  | 'operator'

export type Actor = 'user' | 'operator' | 'nobody' | 'us'

/**
 * `never`: until somebody acted. `named-time`: when the provider said, else backoff. `backoff`: with growing waits.
 * `restart`: the span at once, a few times. `full-window`: at once, from the earliest day. `next-due`: not before.
 */
export type Retry = 'never' | 'named-time' | 'backoff' | 'restart' | 'full-window' | 'next-due'

export type FailurePolicy = {
  readonly status: ConnectionStatus
  readonly failureClass: FailureClass
  readonly actor: Actor
  readonly retry: Retry
}

const policy = (
  status: ConnectionStatus,
  failureClass: FailureClass,
  actor: Actor,
  retry: Retry,
): FailurePolicy => ({ status, failureClass, actor, retry })

const SIGN_IN = policy('reauth', 'user-action', 'user', 'never')
const ENDED = policy('revoked', 'user-action', 'user', 'never')
const OPERATOR = policy('bank_down', 'operator', 'operator', 'next-due')
const TRANSIENT = policy('bank_down', 'transient', 'nobody', 'backoff')
const OURS = policy('bank_down', 'source-form', 'us', 'next-due')

export const FAILURES: Readonly<Record<Failure, FailurePolicy>> = {
  'needsUser/sign-in': SIGN_IN,
  'needsUser/extra-factor': SIGN_IN,
  'needsUser/consent-expired': SIGN_IN,
  'needsUser/consent-revoked': ENDED,
  'needsUser/choose-accounts': SIGN_IN,
  'needsUser/account-locked': SIGN_IN,
  'needsUser/not-supported': ENDED,
  'needsOperator/bad-config': OPERATOR,
  'needsOperator/product-not-enabled': OPERATOR,
  'needsOperator/certificate': OPERATOR,
  'needsOperator/quota': OPERATOR,
  'retryLater/rate-limited': policy('limited', 'rate-limit', 'nobody', 'named-time'),
  'retryLater/provider-down': policy('bank_down', 'provider-down', 'nobody', 'backoff'),
  'retryLater/institution-down': policy('bank_down', 'institution-down', 'nobody', 'backoff'),
  'retryLater/network': TRANSIENT,
  'retryLater/timeout': TRANSIENT,
  'retryLater/not-ready': policy('importing', 'transient', 'nobody', 'named-time'),
  'restartSpan/moved-while-paging': policy('bank_down', 'pagination-mutation', 'nobody', 'restart'),
  'restartSpan/page-token-expired': policy('bank_down', 'pagination-mutation', 'nobody', 'restart'),
  'cursorLost/cursor-refused': policy('bank_down', 'transient', 'nobody', 'full-window'),
  'gone/deleted-at-provider': ENDED,
  'broken/schema': OURS,
  'broken/unknown-code': OURS,
  'broken/unknown-sign': OURS,
  'broken/too-many-rejects': OURS,
  'broken/limit': OURS,
  'broken/protocol': OURS,
}

/** The policy for a stored kind and reason. One that this version does not know is ours to mend. */
export function failurePolicy(kind: string, reason: string): FailurePolicy {
  const known: Readonly<Record<string, FailurePolicy>> = FAILURES
  return Object.hasOwn(known, `${kind}/${reason}`) ? (known[`${kind}/${reason}`] ?? OURS) : OURS
}
