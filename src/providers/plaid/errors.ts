// Plaid's error codes by who must act. A code that is not listed is never guessed at: the status class
// decides whether it can pass by itself, and otherwise it counts as broken, with its name.
import type { JsonValue } from '../../domain/source-record.ts'
import { ProviderError } from '../contract/errors.ts'
import type { ErrorKind, ErrorReason } from '../contract/errors.ts'
import type { HttpResponse } from '../contract/http.ts'
import { readJson } from '../http/json-body.ts'
import { retryAfter } from '../http/retry-after.ts'
import { plaidError } from './wire.ts'
import type { PlaidError } from './wire.ts'

export type Verdict = { [Kind in ErrorKind]: readonly [Kind, ErrorReason<Kind>] }[ErrorKind]

const SIGN_IN = ['needsUser', 'sign-in'] as const
const CHOOSE_ACCOUNTS = ['needsUser', 'choose-accounts'] as const
const NOT_SUPPORTED = ['needsUser', 'not-supported'] as const
const BAD_CONFIG = ['needsOperator', 'bad-config'] as const
const NOT_ENABLED = ['needsOperator', 'product-not-enabled'] as const
const QUOTA = ['needsOperator', 'quota'] as const
const RATE_LIMITED = ['retryLater', 'rate-limited'] as const
const PROVIDER_DOWN = ['retryLater', 'provider-down'] as const
const INSTITUTION_DOWN = ['retryLater', 'institution-down'] as const
const NOT_READY = ['retryLater', 'not-ready'] as const
const GONE = ['gone', 'deleted-at-provider'] as const
/** Our own request was wrong, or of a product we never call: a mistake here, not at the bank. */
const OUR_MISTAKE = ['broken', 'protocol'] as const

/**
 * Every code of the official description's text and examples, of Plaid's error pages that Transactions can
 * meet.
 */
export const ERROR_TABLE: Readonly<Record<string, Verdict>> = {
  // The person must sign in again or answer the bank.
  ITEM_LOGIN_REQUIRED: SIGN_IN,
  INVALID_CREDENTIALS: SIGN_IN,
  INVALID_UPDATED_USERNAME: SIGN_IN,
  INSUFFICIENT_CREDENTIALS: SIGN_IN,
  USER_SETUP_REQUIRED: SIGN_IN,
  USER_INPUT_TIMEOUT: SIGN_IN,
  INVALID_OTP: SIGN_IN,
  PASSWORD_RESET_REQUIRED: SIGN_IN,
  PAYMENT_PROFILE_LOGIN_REQUIRED: SIGN_IN,
  INVALID_MFA: ['needsUser', 'extra-factor'],
  INVALID_SEND_METHOD: ['needsUser', 'extra-factor'],
  ITEM_LOCKED: ['needsUser', 'account-locked'],
  ACCESS_NOT_GRANTED: CHOOSE_ACCOUNTS,
  NO_ACCOUNTS: CHOOSE_ACCOUNTS,
  INVALID_ACCOUNT_ID: CHOOSE_ACCOUNTS,
  ADDITIONAL_CONSENT_REQUIRED: CHOOSE_ACCOUNTS,
  ITEM_CONSENT_EXPIRED: ['needsUser', 'consent-expired'],
  ITEM_NOT_SUPPORTED: NOT_SUPPORTED,
  MFA_NOT_SUPPORTED: NOT_SUPPORTED,
  PRODUCTS_NOT_SUPPORTED: NOT_SUPPORTED,
  PRODUCT_NOT_SUPPORTED: NOT_SUPPORTED,
  INSTITUTION_NO_LONGER_SUPPORTED: NOT_SUPPORTED,
  UNSUPPORTED_RESPONSE: NOT_SUPPORTED,
  COUNTRY_NOT_SUPPORTED: NOT_SUPPORTED,
  TRANSACTIONS_UNAVAILABLE: NOT_SUPPORTED,

  // The connection is over at Plaid.
  ITEM_NOT_FOUND: GONE,
  INVALID_ACCESS_TOKEN: GONE,
  USER_PERMISSION_REVOKED: ['needsUser', 'consent-revoked'],
  USER_ACCOUNT_REVOKED: ['needsUser', 'consent-revoked'],

  // The operator's keys, contract or dashboard.
  INVALID_API_KEYS: BAD_CONFIG,
  UNAUTHORIZED_ENVIRONMENT: BAD_CONFIG,
  INVALID_PRODUCT: NOT_ENABLED,
  PRODUCT_NOT_ENABLED: NOT_ENABLED,
  PRODUCT_PERMISSIONS_REQUIRED: NOT_ENABLED,
  SANDBOX_PRODUCT_NOT_ENABLED: NOT_ENABLED,
  UNAUTHORIZED_ROUTE_ACCESS: NOT_ENABLED,
  INSTITUTION_REGISTRATION_REQUIRED: NOT_ENABLED,
  OAUTH_REGISTRATION_ERROR: NOT_ENABLED,
  INSTITUTION_NOT_ENABLED_IN_ENVIRONMENT: BAD_CONFIG,
  INCOMPATIBLE_API_VERSION: BAD_CONFIG,
  SANDBOX_ONLY: BAD_CONFIG,
  TRIAL_CONNECTION_LIMIT: QUOTA,
  CREDITS_EXHAUSTED: QUOTA,
  ADDITION_LIMIT: QUOTA,
  LAST_PLAID_INSTANCE_LIMIT: QUOTA,

  // It passes by itself.
  INSTITUTION_DOWN: INSTITUTION_DOWN,
  INSTITUTION_NOT_RESPONDING: INSTITUTION_DOWN,
  INSTITUTION_NOT_AVAILABLE: INSTITUTION_DOWN,
  INSTITUTION_RATE_LIMIT: INSTITUTION_DOWN,
  INTERNAL_SERVER_ERROR: PROVIDER_DOWN,
  INTERNAL_ERROR: PROVIDER_DOWN,
  PLANNED_MAINTENANCE: PROVIDER_DOWN,
  PLAID_ERROR: PROVIDER_DOWN,
  DATA_UNAVAILABLE: PROVIDER_DOWN,
  PRODUCT_NOT_READY: NOT_READY,
  ACCOUNTS_LIMIT: RATE_LIMITED,
  ACCOUNTS_BALANCE_GET_LIMIT: RATE_LIMITED,
  AUTH_LIMIT: RATE_LIMITED,
  BALANCE_LIMIT: RATE_LIMITED,
  IDENTITY_LIMIT: RATE_LIMITED,
  INSTITUTIONS_GET_LIMIT: RATE_LIMITED,
  INSTITUTIONS_GET_BY_ID_LIMIT: RATE_LIMITED,
  ITEM_GET_LIMIT: RATE_LIMITED,
  RATE_LIMIT: RATE_LIMITED,
  RATE_LIMIT_EXCEEDED: RATE_LIMITED,
  TRANSACTIONS_LIMIT: RATE_LIMITED,
  TRANSACTIONS_SYNC_LIMIT: RATE_LIMITED,

  // The engine reads again.
  TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION: ['restartSpan', 'moved-while-paging'],

  // A request of ours that Plaid does not understand, or a code of a product we never ask for.
  MISSING_FIELDS: OUR_MISTAKE,
  REQUIRED_PARAM_MISSING: OUR_MISTAKE,
  UNKNOWN_FIELDS: OUR_MISTAKE,
  INVALID_FIELD: OUR_MISTAKE,
  INVALID_INPUT: OUR_MISTAKE,
  INVALID_BODY: OUR_MISTAKE,
  INVALID_HEADERS: OUR_MISTAKE,
  NOT_FOUND: OUR_MISTAKE,
  FAILED_PRECONDITION: OUR_MISTAKE,
  INVALID_INSTITUTION: OUR_MISTAKE,
  INVALID_LINK_TOKEN: OUR_MISTAKE,
  INVALID_PUBLIC_TOKEN: OUR_MISTAKE,
  DIRECT_INTEGRATION_NOT_ENABLED: OUR_MISTAKE,
  LAST_UPDATED_DATETIME_OUT_OF_RANGE: OUR_MISTAKE,
  RECAPTCHA_REQUIRED: OUR_MISTAKE,
  RECAPTCHA_BAD: OUR_MISTAKE,
}

/** Words of Plaid's that refine a code for banks connected by OAuth. */
const REASONS: Readonly<Record<string, Verdict>> = {
  OAUTH_INVALID_TOKEN: SIGN_IN,
  OAUTH_CONSENT_EXPIRED: ['needsUser', 'consent-expired'],
  OAUTH_USER_REVOKED: ['needsUser', 'consent-revoked'],
}

/** Plaid sends no delay with its rate limits, which count per minute. */
const RATE_LIMIT_SECONDS = 60

const CODE_SHAPE = /^[A-Z][A-Z0-9_]{1,79}$/
const REQUEST_ID_SHAPE = /^[\w-]{1,64}$/

/** Who must act on a code; null where the code is not in the table. */
export function verdictOf(code: string, reason: string | null): Verdict | null {
  return (reason === null ? undefined : REASONS[reason]) ?? ERROR_TABLE[code] ?? null
}

/** The error behind an answer other than 200. `path` is the endpoint, for the log. */
export function errorFromAnswer(path: string, response: HttpResponse): ProviderError {
  const json = readJson(response)
  const stated = json.ok ? plaidError.safeParse(json.value) : null
  const error = stated?.success === true ? stated.data : null
  const verdict =
    (error && verdictOf(error.error_code, error.error_code_reason)) ?? fromStatus(response.status, error)
  return makeError(verdict, path, response.status, error, response)
}

/** The error that Plaid keeps with a connection and tells in a good answer; null where it has none. */
export function errorOfConnection(path: string, stated: JsonValue): ProviderError | null {
  if (stated === null) return null
  const parsed = plaidError.safeParse(stated)
  if (!parsed.success)
    return new ProviderError('broken', 'schema', { internal: `${path}: an unreadable error` })
  const verdict =
    verdictOf(parsed.data.error_code, parsed.data.error_code_reason) ?? (['broken', 'unknown-code'] as const)
  return makeError(verdict, path, 200, parsed.data, null)
}

function fromStatus(status: number, error: PlaidError | null): Verdict {
  if (status === 429) return RATE_LIMITED
  if (status === 408) return ['retryLater', 'timeout']
  if (status >= 500) return PROVIDER_DOWN
  return error ? ['broken', 'unknown-code'] : OUR_MISTAKE
}

function makeError(
  [kind, reason]: Verdict,
  path: string,
  status: number,
  error: PlaidError | null,
  response: HttpResponse | null,
): ProviderError {
  // Plaid's own messages can quote what was sent, tokens included; only its codes and ids are passed on.
  const code = error && CODE_SHAPE.test(error.error_code) ? error.error_code : null
  const requestId = error?.request_id ?? ''
  const wait = response ? retryAfter(response) : { retryAfterSeconds: null, retryAt: null }
  const isSilentLimit = reason === 'rate-limited' && wait.retryAfterSeconds === null && wait.retryAt === null
  return new ProviderError(kind, reason, {
    internal: `${path} answered ${status} ${code ?? 'without a readable code'}`,
    httpStatus: status,
    providerCode: code,
    providerRequestId: REQUEST_ID_SHAPE.test(requestId) ? requestId : null,
    retryAt: wait.retryAt,
    retryAfterSeconds: isSilentLimit ? RATE_LIMIT_SECONDS : wait.retryAfterSeconds,
  })
}
