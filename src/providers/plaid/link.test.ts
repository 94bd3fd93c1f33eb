import { describe, expect, test } from 'vitest'
import type { LinkOutcome, LinkRequest } from '../contract/adapter.ts'
import { asProviderError } from '../contract/errors.ts'
import { createInProcessClient } from '../http/in-process-client.ts'
import { DEMO_HOST, parseConfig } from './config.ts'
import { plaidAdapter } from './index.ts'
import { sealCredential } from './tokens.ts'
import { plaidConfig } from '../../../test/support/plaid-harness.ts'

type Body = Record<string, unknown>
type Answers = Readonly<Record<string, object>>

const CREDENTIAL = sealCredential({ accessToken: 'access-sandbox-fake-1', connectionSourceId: 'conn-1' })

/** A session with a bank that answers each path with a fixed body; refusals come with status 400. */
function sessionWith(answers: Answers) {
  const sent: { path: string; body: Body; headers: Headers }[] = []
  const handler = async (request: Request) => {
    const path = new URL(request.url).pathname.replace('/demo-bank/plaid', '')
    sent.push({ path, body: (await request.json()) as Body, headers: request.headers })
    const body = answers[path] ?? { error_code: 'NOT_FOUND' }
    return Response.json(body, { status: 'error_code' in body ? 400 : 200 })
  }
  const logs: string[] = []
  const session = {
    config: plaidConfig,
    http: createInProcessClient({ hosts: { [DEMO_HOST]: handler } }),
    signal: new AbortController().signal,
    log: (event: string) => void logs.push(event),
  }
  return { session, sent, logs }
}

const REQUEST: LinkRequest = {
  institutionId: 'ins_1',
  state: 'state-fake',
  returnUrl: 'https://tributary.invalid/return?tab=2',
  webhookUrl: null,
  historyDays: 730,
  country: 'US',
  language: 'en-GB',
  ownerRef: 'owner-fake',
  repair: null,
}

const TOKEN = {
  link_token: 'link-fake-1',
  expiration: '2026-03-20T16:00:00Z',
  hosted_link_url: 'https://secure.plaid.com/hl/fake',
}

async function begin(change: Partial<LinkRequest> = {}, answer: object = TOKEN) {
  const { session, sent } = sessionWith({ '/link/token/create': answer })
  const prompt = await plaidAdapter.beginLink(session, { ...REQUEST, ...change })
  return { prompt, body: sent[0]?.body ?? {}, headers: sent[0]?.headers }
}

describe('beginning a link', () => {
  test('asks for Hosted Link with the whole history, and comes back with our state', async () => {
    const { prompt, body, headers } = await begin()
    expect(prompt.show).toEqual({ kind: 'redirect', url: TOKEN.hosted_link_url })
    expect(prompt.expiresAt).toBe(TOKEN.expiration)
    expect(body).toMatchObject({
      products: ['transactions'],
      transactions: { days_requested: 730 },
      country_codes: ['US'],
      language: 'en',
      user: { client_user_id: 'owner-fake' },
      hosted_link: { completion_redirect_uri: 'https://tributary.invalid/return?tab=2&state=state-fake' },
    })
    expect(String(body['client_name']).length).toBeLessThanOrEqual(30)
    expect([headers?.get('plaid-client-id'), body['client_id']]).toEqual([plaidConfig.clientId, undefined])
  })

  test('a repair opens the same connection again, without products', async () => {
    const { body } = await begin({ repair: { credential: CREDENTIAL, chooseAccounts: true } })
    expect(body).toMatchObject({
      access_token: 'access-sandbox-fake-1',
      update: { account_selection_enabled: true },
    })
    expect('products' in body || 'transactions' in body).toBe(false)
  })

  test('languages and days that Plaid does not have are brought to ones it has', async () => {
    expect((await begin({ language: 'ja' })).body['language']).toBe('en')
    expect((await begin({ language: 'pt-BR' })).body['language']).toBe('pt')
    expect((await begin({ historyDays: 4_000 })).body['transactions']).toEqual({ days_requested: 730 })
  })

  test('a country without Plaid is told to the person, missing Hosted Link to the operator', async () => {
    const kind = (work: Promise<unknown>) =>
      work.then(
        () => 'no error',
        (error) => asProviderError(error).kind,
      )
    expect(await kind(begin({ country: 'JP' }))).toBe('needsUser')
    expect(await kind(begin({}, { ...TOKEN, hosted_link_url: null }))).toBe('needsOperator')
  })
})

const visit = (more: object) => ({
  link_session_id: 'v',
  started_at: '2026-03-20T12:00:00Z',
  finished_at: null,
  ...more,
})
const FINISHED = { finished_at: '2026-03-20T12:05:00Z' }
const RESULT = {
  public_token: 'public-fake',
  institution: { institution_id: 'ins_1', name: 'First Platypus' },
  accounts: [],
}
const SUCCESS = visit({ ...FINISHED, results: { item_add_results: [RESULT] } })
const LEFT = visit({ ...FINISHED, exit: { error: null, metadata: null } })
const EXCHANGED = { access_token: 'access-sandbox-fake-2', item_id: 'conn-2' }
const STANDING = {
  item: {
    item_id: 'conn-2',
    institution_id: 'ins_1',
    institution_name: 'First Platypus Bank',
    consent_expiration_time: '2026-09-01T00:00:00Z',
    error: null,
  },
}

async function complete(
  visits: readonly object[],
  more: Answers = {},
  isRepair = false,
): Promise<LinkOutcome> {
  const { session } = sessionWith({
    '/link/token/get': { link_sessions: visits },
    '/item/public_token/exchange': EXCHANGED,
    '/item/get': STANDING,
    ...more,
  })
  return plaidAdapter.completeLink(session, {
    pending: JSON.stringify({ link_token: 'link-fake-1', state: 'state-fake' }),
    expectedState: 'state-fake',
    returnedState: null,
    params: {},
    repair: isRepair ? { credential: CREDENTIAL } : null,
  })
}

describe('completing a link', () => {
  test('exchanges the public token and tells bank and consent', async () => {
    expect(await complete([SUCCESS])).toEqual({
      kind: 'connected',
      credential: sealCredential({ accessToken: 'access-sandbox-fake-2', connectionSourceId: 'conn-2' }),
      connectionSourceId: 'conn-2',
      institution: { id: 'ins_1', name: 'First Platypus Bank' },
      consentExpiresAt: '2026-09-01T00:00:00Z',
    })
    const older = visit({ ...FINISHED, on_success: { public_token: 'public-fake', metadata: {} } })
    expect((await complete([older])).kind).toBe('connected')
  })

  test('keeps the credential when the connection can’t be described', async () => {
    const outcome = await complete([SUCCESS], { '/item/get': { error_code: 'INTERNAL_SERVER_ERROR' } })
    expect(outcome).toMatchObject({
      kind: 'connected',
      connectionSourceId: 'conn-2',
      institution: { id: 'ins_1', name: 'First Platypus' },
    })
  })

  test.each([
    ['nobody came yet', [], 'waiting'],
    ['somebody is there', [visit({})], 'waiting'],
    ['somebody left and is back', [LEFT, visit({ started_at: '2026-03-20T13:00:00Z' })], 'waiting'],
    ['somebody left', [LEFT], 'exited'],
    ['somebody left, came back and finished', [LEFT, SUCCESS], 'connected'],
    [
      'the bank was down',
      [visit({ ...FINISHED, exit: { error: { error_code: 'INSTITUTION_DOWN' } } })],
      'institution-failed',
    ],
  ])('%s', async (_name, visits, expected) => {
    const outcome = await complete(visits)
    expect(outcome.kind === 'declined' ? outcome.reason : outcome.kind).toBe(expected)
  })

  test('an expired link and a used public token are declined, not errors', async () => {
    const expired = await complete([], { '/link/token/get': { error_code: 'INVALID_LINK_TOKEN' } })
    const used = await complete([SUCCESS], {
      '/item/public_token/exchange': { error_code: 'INVALID_PUBLIC_TOKEN' },
    })
    for (const outcome of [expired, used]) expect(outcome).toEqual({ kind: 'declined', reason: 'expired' })
  })

  test('a repair keeps credential and connection, with or without a token of its own', async () => {
    const handoff = visit({ ...FINISHED, events: [{ event_name: 'HANDOFF' }], results: null })
    for (const done of [handoff, SUCCESS]) {
      expect(await complete([done], {}, true)).toMatchObject({
        kind: 'connected',
        credential: CREDENTIAL,
        connectionSourceId: 'conn-1',
      })
    }
    expect(await complete([LEFT], {}, true)).toEqual({ kind: 'declined', reason: 'exited' })
  })
})

describe('ending a connection', () => {
  const end = (answer: object) => {
    const { session } = sessionWith({ '/item/remove': answer })
    return plaidAdapter.unlink({ ...session, credential: CREDENTIAL, keepCredential: async () => {} })
  }

  test('is fine when it is gone already, and not when Plaid is down', async () => {
    await end({ request_id: 'r' })
    await end({ error_code: 'ITEM_NOT_FOUND' })
    await end({ error_code: 'INVALID_ACCESS_TOKEN' })
    await expect(end({ error_code: 'INTERNAL_SERVER_ERROR' })).rejects.toThrow('retryLater')
  })
})

describe('the operator’s settings', () => {
  const RIGHT = { PLAID_CLIENT_ID: ' id-fake \n', PLAID_SECRET: 'secret-fake', PLAID_ENV: 'sandbox' }

  test('are read, with the line break that files end in taken away', () => {
    expect(parseConfig(RIGHT)).toEqual({
      environment: 'sandbox',
      baseUrl: 'https://sandbox.plaid.com',
      clientId: 'id-fake',
      secret: 'secret-fake',
    })
  })

  test.each([
    ['PLAID_CLIENT_ID', { PLAID_CLIENT_ID: '' }],
    ['PLAID_SECRET', { PLAID_SECRET: 'two words' }],
    ['PLAID_ENV', { PLAID_ENV: 'development' }],
    ['PLAID_BASE_URL', { PLAID_BASE_URL: 'https://elsewhere.test' }],
  ])('a wrong %s is named, its value is not', (name, change) => {
    expect(() => parseConfig({ ...RIGHT, ...change })).toThrow(
      new RegExp(`needsOperator/bad-config: ${name}: `),
    )
    expect(() => parseConfig({ ...RIGHT, ...change })).not.toThrow(/two words|elsewhere|development/)
  })

  test('refused keys fail the check; a refusal of anything else means that they were taken', async () => {
    const check = (answer: object) => plaidAdapter.check(sessionWith({ '/institutions/get': answer }).session)
    await check({ institutions: [] })
    await check({ error_code: 'INVALID_FIELD' })
    await expect(check({ error_code: 'INVALID_API_KEYS' })).rejects.toThrow('needsOperator/bad-config')
    await expect(check({ error_code: 'INVALID_PRODUCT' })).rejects.toThrow(
      'needsOperator/product-not-enabled',
    )
    await expect(check({ error_code: 'PLANNED_MAINTENANCE' })).rejects.toThrow('retryLater')
  })
})
