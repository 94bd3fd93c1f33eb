// Answers in Plaid's form, and its refusals.

/** A refusal in Plaid's own words; the router turns it into an answer. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  readonly type: string
  readonly code: string
  readonly reason: string | null

  constructor(status: number, type: string, code: string, message: string, reason: string | null = null) {
    super(message)
    this.status = status
    this.type = type
    this.code = code
    this.reason = reason
  }
}

const SIGN_IN_TEXT =
  'the login details of this item have changed and a user login is required to update this information'

export const refusal = {
  keys: () => new Refusal(400, 'INVALID_INPUT', 'INVALID_API_KEYS', 'invalid client_id or secret provided'),
  accessToken: () =>
    new Refusal(400, 'INVALID_INPUT', 'INVALID_ACCESS_TOKEN', 'could not find matching access token'),
  connectionGone: () =>
    new Refusal(400, 'ITEM_ERROR', 'ITEM_NOT_FOUND', 'the Item you requested cannot be found'),
  publicToken: () =>
    new Refusal(400, 'INVALID_INPUT', 'INVALID_PUBLIC_TOKEN', 'could not find matching public token'),
  linkToken: () =>
    new Refusal(400, 'INVALID_INPUT', 'INVALID_LINK_TOKEN', 'the link token is expired or unknown'),
  institution: () =>
    new Refusal(400, 'INVALID_INPUT', 'INVALID_INSTITUTION', 'invalid institution_id provided'),
  cursor: () =>
    new Refusal(400, 'INVALID_REQUEST', 'INVALID_FIELD', 'cursor not associated with access_token'),
  field: (message: string) => new Refusal(400, 'INVALID_REQUEST', 'INVALID_FIELD', message),
  route: () => new Refusal(404, 'INVALID_REQUEST', 'NOT_FOUND', 'the requested path does not exist'),
  movedWhilePaging: () =>
    new Refusal(
      400,
      'TRANSACTIONS_ERROR',
      'TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION',
      'underlying transaction data changed since last page was fetched',
    ),
  signIn: (reason: string | null) =>
    new Refusal(400, 'ITEM_ERROR', 'ITEM_LOGIN_REQUIRED', SIGN_IN_TEXT, reason),
} as const

/** The body of a refusal, as answers and a connection's own `error` field carry it. */
export const errorBody = ({ type, code, message, reason }: Refusal, requestId: string) => ({
  error_type: type,
  error_code: code,
  error_code_reason: reason,
  error_message: message,
  display_message: null,
  documentation_url: 'https://plaid.com/docs/errors/',
  suggested_action: null,
  request_id: requestId,
})

export function jsonAnswer(
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  })
}
