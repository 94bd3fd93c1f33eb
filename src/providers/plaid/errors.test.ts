import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { HttpResponse } from '../contract/http.ts'
import { sharedPath, WITHOUT_SHARED } from '../../../test/support/shared-folder.ts'
import { ERROR_TABLE, errorFromAnswer, errorOfConnection } from './errors.ts'

function answer(status: number, body: unknown, headers: Record<string, string> = {}): HttpResponse {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: Buffer.from(text) }
}

const plaidSays = (code: string, more: object = {}) => ({
  error_type: 'ITEM_ERROR',
  error_code: code,
  error_message: 'the access token access-sandbox-fake-canary is not good',
  display_message: null,
  request_id: 'req-fake-1',
  ...more,
})

const named = (response: HttpResponse): string => {
  const { kind, reason } = errorFromAnswer('/transactions/sync', response)
  return `${kind}/${reason}`
}

describe('errors by who must act', () => {
  test.each([
    ['ITEM_LOGIN_REQUIRED', 400, 'needsUser/sign-in'],
    ['ITEM_LOCKED', 400, 'needsUser/account-locked'],
    ['INVALID_MFA', 400, 'needsUser/extra-factor'],
    ['NO_ACCOUNTS', 400, 'needsUser/choose-accounts'],
    ['PRODUCTS_NOT_SUPPORTED', 400, 'needsUser/not-supported'],
    ['USER_PERMISSION_REVOKED', 400, 'needsUser/consent-revoked'],
    ['ITEM_NOT_FOUND', 400, 'gone/deleted-at-provider'],
    ['INVALID_API_KEYS', 400, 'needsOperator/bad-config'],
    ['INVALID_PRODUCT', 400, 'needsOperator/product-not-enabled'],
    ['INSTITUTION_DOWN', 400, 'retryLater/institution-down'],
    ['PLANNED_MAINTENANCE', 400, 'retryLater/provider-down'],
    ['PRODUCT_NOT_READY', 400, 'retryLater/not-ready'],
    ['TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION', 400, 'restartSpan/moved-while-paging'],
  ])('%s', (code, status, expected) => {
    expect(named(answer(status, plaidSays(code)))).toBe(expected)
  })

  test('the reason of a bank connected by OAuth refines the code', () => {
    const says = (reason: string) =>
      named(answer(400, plaidSays('ITEM_LOGIN_REQUIRED', { error_code_reason: reason })))
    expect(says('OAUTH_CONSENT_EXPIRED')).toBe('needsUser/consent-expired')
    expect(says('OAUTH_USER_REVOKED')).toBe('needsUser/consent-revoked')
    expect(says('OAUTH_INVALID_TOKEN')).toBe('needsUser/sign-in')
    expect(says('A_REASON_OF_NEXT_YEAR')).toBe('needsUser/sign-in')
  })

  test('a code nobody listed is decided by its status and keeps its name', () => {
    expect(named(answer(429, plaidSays('NEW_LIMIT')))).toBe('retryLater/rate-limited')
    expect(named(answer(503, plaidSays('NEW_TROUBLE')))).toBe('retryLater/provider-down')
    const unknown = errorFromAnswer('/item/get', answer(400, plaidSays('NEW_WISH')))
    expect([unknown.kind, unknown.reason, unknown.facts.providerCode]).toEqual([
      'broken',
      'unknown-code',
      'NEW_WISH',
    ])
    expect(errorOfConnection('/item/get', plaidSays('NEW_WISH'))?.reason).toBe('unknown-code')
  })

  test('an answer without a readable code is decided by its status', () => {
    expect(named(answer(502, '<html>'))).toBe('retryLater/provider-down')
    expect(named(answer(429, ''))).toBe('retryLater/rate-limited')
    expect(named(answer(404, '<html>'))).toBe('broken/protocol')
    expect(named(answer(302, ''))).toBe('broken/protocol')
  })

  test('a rate limit carries the time it names, or a minute where it names none', () => {
    const wait = (headers: Record<string, string>) =>
      errorFromAnswer('/item/get', answer(429, plaidSays('RATE_LIMIT'), headers)).facts
    expect(wait({ 'retry-after': '17' }).retryAfterSeconds).toBe(17)
    expect(wait({ 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }).retryAt).toBe('2026-10-21T07:28:00.000Z')
    expect(wait({}).retryAfterSeconds).toBe(60)
  })

  test('Plaid’s own messages, which can quote tokens, are not passed on', () => {
    const odd = { error_code: 'access-sandbox-fake-canary', request_id: 'see access-sandbox-fake-canary' }
    for (const body of [plaidSays('ITEM_NOT_FOUND'), plaidSays('X', odd)]) {
      const error = errorFromAnswer('/item/get', answer(400, body))
      expect(JSON.stringify(error.facts) + error.message + String(error.stack)).not.toContain('canary')
    }
  })
})

/** Words that the description puts beside "error" and that are no codes. */
const NO_CODES = new Set(['INVALID_REQUEST', 'INVALID_RESULT', 'RECAPTCHA_ERROR', 'ISO_8601'])

/** Codes in the forms in which the description and its examples give them. */
function codesIn(text: string): Set<string> {
  const forms = [
    /"?error_code"?:\s*"?([A-Z][A-Z0-9_]+)/g,
    /`error_code` = `([A-Z][A-Z0-9_]+)`/g,
    /with the code `([A-Z][A-Z0-9_]+)`/g,
    /`([A-Z][A-Z0-9_]+)`\]?(?:\([^)]*\))?\s+errors?\b/g,
    /\[`([A-Z][A-Z0-9_]+)`\]\([^)]*\/docs\/errors\//g,
  ]
  const found = forms.flatMap((form) => [...text.matchAll(form)].map(([, code = '']) => code))
  const [forced = ''] = /An error code to force[\s\S]*?(?=\n\s+\w+:)/.exec(text) ?? []
  const [, listed = ''] = /CreditBankIncomeErrorType:[\s\S]*?enum:\n((?:\s+- [A-Z_]+\n)+)/.exec(text) ?? []
  const lists = [...`${forced} ${listed}`.matchAll(/\b[A-Z][A-Z_]{3,}\b/g)].map(([code]) => code)
  return new Set([...found, ...lists].filter((code) => !NO_CODES.has(code)))
}

const folder = sharedPath('specs', 'plaid')

describe.skipIf(folder === null)(
  `every code of the official description${folder ? '' : ` (${WITHOUT_SHARED})`}`,
  () => {
    test('has a row', () => {
      const examples = readdirSync(`${folder}/examples`).map((file) =>
        readFileSync(`${folder}/examples/${file}`, 'utf8'),
      )
      const codes = codesIn([readFileSync(`${folder}/2020-09-14.yml`, 'utf8'), ...examples].join('\n'))
      expect(codes.size).toBeGreaterThan(30)
      for (const known of [
        'INSTITUTION_NOT_RESPONDING',
        'PLAID_ERROR',
        'INVALID_FIELD',
        'FAILED_PRECONDITION',
      ]) {
        expect([...codes]).toContain(known)
      }
      expect([...codes].filter((code) => !(code in ERROR_TABLE))).toEqual([])
    })
  },
)
