// The wire, judged by others: the official description, and the official client.
import fc from 'fast-check'
import { Configuration, PlaidApi } from 'plaid'
import type { CountryCode, Products, Transaction } from 'plaid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { HttpClient } from '../contract/http.ts'
import { benchOf } from '../conformance/bench.ts'
import { runRule, skipReason } from '../conformance/rule.ts'
import { RULES } from '../conformance/rules/all.ts'
import { createInProcessClient } from '../http/in-process-client.ts'
import { serve } from '../http/serve.ts'
import { day } from '../world/build.ts'
import { generateWorld } from '../world/generate.ts'
import { standingOn } from '../world/truth.ts'
import { DEMO_HOST } from './config.ts'
import { arbitraryOf } from '../../../test/support/arbitrary-json.ts'
import { landsSomewhere } from '../../../test/support/lands-somewhere.ts'
import { judgeOf } from '../../../test/support/openapi30.ts'
import type { ApiJudge } from '../../../test/support/openapi30.ts'
import {
  callEmulator,
  clickThrough,
  connectBySandbox,
  openEmulator,
  plaidConfig,
  plaidHarness,
  PLAID_BASE_URL,
  PLAID_KEYS,
} from '../../../test/support/plaid-harness.ts'
import { sharedPath, WITHOUT_SHARED } from '../../../test/support/shared-folder.ts'
import { plaidAdapter } from './index.ts'
import { mapTransaction } from './map.ts'
import { sealCredential } from './tokens.ts'

const ASOF = day('2026-02-20')
const world = generateWorld(7, { startsOn: day('2026-01-05'), days: 45, accounts: 4 })
const description = sharedPath('specs', 'plaid', '2020-09-14.yml')

describe.skipIf(description === null)(
  `the official description${description ? '' : ` (${WITHOUT_SHARED})`}`,
  () => {
    let judge: ApiJudge
    beforeAll(() => {
      judge = judgeOf(description ?? '')
    })

    /** Passes everything on, and notes what the description has against it. */
    function judged(http: HttpClient, faults: string[], seen: Set<string>): HttpClient {
      return {
        send: async (request, signal) => {
          const path = request.url.slice(PLAID_BASE_URL.length)
          faults.push(...judge.requestFaults(path, JSON.parse(String(request.body))))
          const response = await http.send(request, signal)
          const body: unknown = JSON.parse(Buffer.from(response.body).toString())
          faults.push(...judge.answerFaults(path, response.status, body))
          seen.add(`${path} ${response.status}`)
          return response
        },
      }
    }

    test('finds nothing wrong in what adapter and emulator say while the kit runs', async () => {
      const faults: string[] = []
      const seen = new Set<string>()
      const bench = benchOf({
        ...plaidHarness,
        open: async (opened, options) => {
          const bank = await plaidHarness.open(opened, options)
          return { ...bank, http: judged(bank.http, faults, seen) }
        },
      })
      for (const rule of RULES) if (skipReason(rule, bench) === null) await runRule(rule, bench)
      expect([...new Set(faults)]).toEqual([])
      const good = [
        'accounts/get',
        'item/get',
        'item/public_token/exchange',
        'item/remove',
        'transactions/sync',
      ]
      for (const path of [...good, 'link/token/create', 'link/token/get'])
        expect([...seen]).toContain(`/${path} 200`)
      for (const refused of ['/transactions/sync 400', '/item/public_token/exchange 400'])
        expect([...seen]).toContain(refused)
    }, 120_000)

    test('would notice a wrong value, an unknown field and a missing one', () => {
      const sync = { access_token: 'a', count: 501, options: { original: true } }
      expect(judge.requestFaults('/transactions/sync', sync)).toHaveLength(2)
      expect(judge.answerFaults('/item/remove', 200, {})).toHaveLength(1)
      expect(judge.requestFaults('/no/such/path', {})).toHaveLength(1)
    })

    test('allows no transaction that the mapping can’t place', () => {
      const transactions = arbitraryOf(judge.schema, 'Transaction')
      fc.assert(fc.property(transactions, landsSomewhere(mapTransaction)), { seed: 20_260_403, numRuns: 300 })
    }, 60_000)

    test('finds nothing wrong in the rest of the adapter’s requests', async () => {
      const faults: string[] = []
      const seen = new Set<string>()
      const emulator = openEmulator([world], ASOF)
      const http = judged(createInProcessClient({ hosts: { [DEMO_HOST]: emulator.handle } }), faults, seen)
      const session = { config: plaidConfig, http, signal: new AbortController().signal, log: () => {} }
      await plaidAdapter.check(session)
      await plaidAdapter.searchInstitutions(session, { text: 'bank', country: 'US', limit: 5 })
      const credential = sealCredential(await connectBySandbox(emulator, world.institution.id))
      await plaidAdapter.beginLink(session, {
        institutionId: 'any',
        state: 's',
        returnUrl: 'https://tributary.invalid/back?x=1',
        webhookUrl: 'https://tributary.invalid/hooks/1',
        historyDays: 9_999,
        country: 'GB',
        language: 'pt-BR',
        ownerRef: 'owner-fake',
        repair: { credential, chooseAccounts: true },
      })
      expect([...new Set(faults)]).toEqual([])
      expect([...seen]).toContain('/institutions/search 200')
    })

    test('finds nothing wrong in the emulator’s other endpoints', async () => {
      const emulator = openEmulator([world], ASOF)
      const { accessToken } = await connectBySandbox(emulator, world.institution.id)
      const faults: string[] = []
      const call = async (path: string, body: object) => {
        const answer = await callEmulator(emulator, path, body)
        faults.push(...judge.requestFaults(path, body), ...judge.answerFaults(path, 200, answer))
        return answer
      }
      await call('/accounts/balance/get', { access_token: accessToken })
      await call('/institutions/get_by_id', { institution_id: world.institution.id, country_codes: ['US'] })
      await call('/sandbox/item/reset_login', { access_token: accessToken })
      await call('/item/access_token/invalidate', { access_token: accessToken })
      const created = await call('/link/token/create', {
        client_name: 'Judge',
        language: 'en',
        country_codes: ['US'],
        user: { client_user_id: 'judge' },
        products: ['transactions'],
        hosted_link: {},
      })
      const link = { link_token: created['link_token'] }
      await clickThrough(emulator, String(created['hosted_link_url']), 'leaves').catch(() => undefined)
      await call('/link/token/get', link)
      expect(faults).toEqual([])
    })
  },
)

describe('the official client', () => {
  const closers: (() => Promise<void>)[] = []
  afterAll(async () => {
    for (const close of closers) await close()
  })

  async function client() {
    const emulator = openEmulator([world], ASOF, null)
    const server = await serve(emulator.handle, { port: 0 })
    closers.push(server.close)
    const headers = { 'PLAID-CLIENT-ID': PLAID_KEYS.clientId, 'PLAID-SECRET': PLAID_KEYS.secret }
    const plaid = new PlaidApi(new Configuration({ basePath: server.origin, baseOptions: { headers } }))
    return { emulator, plaid }
  }

  const [US, TRANSACTIONS] = ['US' as CountryCode, 'transactions' as Products]

  async function syncAll(plaid: PlaidApi, accessToken: string, cursor?: string) {
    const added: Transaction[] = []
    let [modified, removed, next, hasMore] = [0, 0, cursor, true]
    while (hasMore) {
      const { data: answer } = await plaid.transactionsSync({
        access_token: accessToken,
        count: 20,
        ...(next === undefined ? {} : { cursor: next }),
      })
      added.push(...answer.added)
      modified += answer.modified.length
      removed += answer.removed.length
      next = answer.next_cursor
      hasMore = answer.has_more
    }
    return { added, modified, removed, cursor: next ?? '' }
  }

  test('links, exchanges, syncs page by page, follows the days and removes', async () => {
    const { emulator, plaid } = await client()
    const link = await plaid.linkTokenCreate({
      client_name: 'Second client',
      language: 'en',
      country_codes: [US],
      user: { client_user_id: 'second' },
      products: [TRANSACTIONS],
      hosted_link: {},
    })
    expect(link.data.hosted_link_url).toContain(link.data.link_token)
    const found = await plaid.institutionsSearch({
      query: 'bank',
      country_codes: [US],
      products: [TRANSACTIONS],
    })
    const institution = found.data.institutions[0]?.institution_id ?? ''
    const sandbox = await plaid.sandboxPublicTokenCreate({
      institution_id: institution,
      initial_products: [TRANSACTIONS],
      options: { transactions: { days_requested: 730 } },
    })
    const exchanged = await plaid.itemPublicTokenExchange({ public_token: sandbox.data.public_token })
    const accessToken = exchanged.data.access_token
    const whole = await syncAll(plaid, accessToken)
    expect(whole.added.length).toBe(standingOn(world, ASOF).length)
    expect(whole.added.length).toBeGreaterThan(40)

    await emulator.setAsOf(world.key, day('2026-02-25'))
    const news = await syncAll(plaid, accessToken, whole.cursor)
    expect(news.added.length + news.modified + news.removed).toBeGreaterThan(0)
    expect(whole.added.length + news.added.length - news.removed).toBe(
      standingOn(world, day('2026-02-25')).length,
    )

    const described = await plaid.itemGet({ access_token: accessToken })
    expect(described.data.item.institution_id).toBe(institution)
    const rotated = await plaid.itemAccessTokenInvalidate({ access_token: accessToken })
    await expect(plaid.itemGet({ access_token: accessToken })).rejects.toThrow('400')
    await plaid.itemRemove({ access_token: rotated.data.new_access_token })
    await expect(plaid.accountsGet({ access_token: rotated.data.new_access_token })).rejects.toThrow('400')
  })

  test('is refused with wrong keys, as with Plaid', async () => {
    const { plaid } = await client()
    const body = {
      client_id: 'wrong',
      secret: 'wrong',
      query: 'x',
      country_codes: [US],
      products: [TRANSACTIONS],
    }
    const { status } = await plaid.institutionsSearch(body)
    // Headers win over the body, and they are right here.
    expect(status).toBe(200)
    const stranger = new PlaidApi(new Configuration({ basePath: String(Reflect.get(plaid, 'basePath')) }))
    await expect(stranger.institutionsSearch(body)).rejects.toMatchObject({
      response: { status: 400, data: { error_code: 'INVALID_API_KEYS' } },
    })
  })
})
