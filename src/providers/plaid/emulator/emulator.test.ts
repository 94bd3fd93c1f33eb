import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../../../domain/calendar.ts'
import { serve } from '../../http/serve.ts'
import { account, cancelled, day, pending, posted, replaced, world } from '../../world/build.ts'
import { generateWorld } from '../../world/generate.ts'
import { standingOn } from '../../world/truth.ts'
import type { World } from '../../world/world.ts'
import {
  callEmulator,
  clickThrough,
  connectBySandbox,
  openEmulator,
  PLAID_BASE_URL,
  PLAID_KEYS,
} from '../../../../test/support/plaid-harness.ts'
import { createPlaidEmulator } from './emulator.ts'
import type { PlaidEmulator } from './emulator.ts'
import { memoryStore } from './state.ts'

type Row = { readonly transaction_id: string; readonly account_id: string; readonly amount: number }
type Sync = {
  readonly added: Row[]
  readonly modified: Row[]
  readonly removed: Row[]
  readonly next_cursor: string
  readonly has_more: boolean
  readonly error_code?: string
}

const checking = account('checking')
const card = account('card', 'USD', { kind: 'credit-card', openingMinor: -10_000n })
const small = world({
  key: 'small',
  startsOn: '2026-03-01',
  accounts: [checking, card],
  happenings: [
    posted('2026-03-02', checking, 'salary', '1000.00'),
    pending('2026-03-03', card, 'dinner', '-40.00'),
    posted('2026-03-05', card, 'dinner', '-46.00', { supersedes: 'dinner-pending' }),
    replaced('2026-03-05', card, 'dinner'),
    pending('2026-03-06', checking, 'hold', '-1.00'),
    cancelled('2026-03-07', checking, 'hold', 'hold-pending'),
  ],
})

const sync = async (emulator: PlaidEmulator, accessToken: string, more: object = {}) =>
  (await callEmulator(emulator, '/transactions/sync', {
    access_token: accessToken,
    ...more,
  })) as unknown as Sync

async function open(asOf: string) {
  const emulator = openEmulator([small], day(asOf))
  return { emulator, ...(await connectBySandbox(emulator, small.institution.id)) }
}

const ids = (rows: readonly Row[]) => rows.map((row) => row.transaction_id)

describe('changes', () => {
  test('tell a posted row with the pending one it replaces, which is removed', async () => {
    const { emulator, accessToken } = await open('2026-03-04')
    const first = await sync(emulator, accessToken)
    expect(ids(first.added)).toEqual(['salary', 'dinner-pending'])
    expect(first.added.map(({ amount }) => amount)).toEqual([-1000, 40])
    await emulator.setAsOf('small', day('2026-03-05'))
    const news = await sync(emulator, accessToken, { cursor: first.next_cursor })
    expect(news.added[0]).toMatchObject({
      transaction_id: 'dinner',
      pending_transaction_id: 'dinner-pending',
    })
    expect(ids(news.removed)).toEqual(['dinner-pending'])
  })

  test('do not tell of what came and went in between', async () => {
    const { emulator, accessToken } = await open('2026-03-05')
    const { next_cursor: cursor } = await sync(emulator, accessToken)
    await emulator.advance('small', 2)
    const news = await sync(emulator, accessToken, { cursor })
    expect([news.added, news.modified, news.removed]).toEqual([[], [], []])
    expect(await emulator.asOf('small')).toBe('2026-03-07')
  })

  test('a day that passes between two pages moves the data', async () => {
    const { emulator, accessToken } = await open('2026-03-04')
    const page = await sync(emulator, accessToken, { count: 1 })
    expect(page.has_more).toBe(true)
    await emulator.setAsOf('small', day('2026-03-05'))
    const next = await sync(emulator, accessToken, { count: 1, cursor: page.next_cursor })
    expect(next.error_code).toBe('TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION')
  })

  test('foreign and damaged cursors are refused, wherever they are damaged', async () => {
    const one = await open('2026-03-04')
    const other = await connectBySandbox(one.emulator, small.institution.id)
    const { next_cursor: cursor } = await sync(one.emulator, one.accessToken)
    expect((await sync(one.emulator, other.accessToken, { cursor })).error_code).toBe('INVALID_FIELD')
    for (let at = 0; at < cursor.length; at += 5) {
      const damaged = cursor.slice(0, at) + (cursor[at] === 'A' ? 'B' : 'A') + cursor.slice(at + 1)
      expect((await sync(one.emulator, one.accessToken, { cursor: damaged })).error_code).toBe(
        'INVALID_FIELD',
      )
    }
    expect(cursor.length).toBeLessThanOrEqual(256)
  })

  test('followed in any pages over any days add up to what the bank shows', async () => {
    const worlds = fc.record({
      seed: fc.integer({ min: 1, max: 1_000_000 }),
      count: fc.integer({ min: 1, max: 40 }),
      steps: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 6 }),
    })
    await fc.assert(
      fc.asyncProperty(worlds, async ({ seed, count, steps }) => {
        const random = generateWorld(seed)
        const emulator = openEmulator([random], random.startsOn)
        const { accessToken } = await connectBySandbox(emulator, random.institution.id)
        const shown = new Set<string>()
        let cursor: string | null = null
        for (const days of steps) {
          await emulator.advance(random.key, days)
          cursor = await follow(emulator, accessToken, cursor, count, shown)
        }
        expect([...shown].toSorted()).toEqual(await bankIds(random, emulator))
      }),
      { seed: 20_260_404, numRuns: 25 },
    )
  })

  async function bankIds(shown: World, emulator: PlaidEmulator): Promise<string[]> {
    return standingOn(shown, await emulator.asOf(shown.key))
      .map(({ statement }) => statement.bankId)
      .toSorted()
  }

  async function follow(
    emulator: PlaidEmulator,
    token: string,
    from: string | null,
    count: number,
    shown: Set<string>,
  ) {
    let [cursor, hasMore] = [from, true]
    while (hasMore) {
      const page = await sync(emulator, token, { count, ...(cursor === null ? {} : { cursor }) })
      for (const row of page.added) {
        expect(shown.has(row.transaction_id)).toBe(false)
        shown.add(row.transaction_id)
      }
      for (const row of page.modified) expect(shown.has(row.transaction_id)).toBe(true)
      for (const row of page.removed) expect(shown.delete(row.transaction_id)).toBe(true)
      cursor = page.next_cursor
      hasMore = page.has_more
    }
    return cursor
  }
})

describe('the state', () => {
  const options = (store: ReturnType<typeof memoryStore>) => {
    let count = 0
    return {
      worlds: [small],
      store,
      publicBaseUrl: PLAID_BASE_URL,
      ...PLAID_KEYS,
      asOf: day('2026-03-04'),
      nowMs: () => 0,
      newId: () => `id-${(count += 1)}`,
      hasDemoKnobs: false,
    }
  }

  test('survives a restart: tokens, cursors, the day and the faults', async () => {
    const store = memoryStore()
    const before = createPlaidEmulator(options(store))
    const { accessToken } = await connectBySandbox(before, small.institution.id)
    const { next_cursor: cursor } = await sync(before, accessToken)
    await before.setAsOf('small', day('2026-03-05'))
    await before.setFaults([{ kind: 'server-error', times: 1, after: 0, path: null }])
    const after = createPlaidEmulator(options(store))
    expect((await sync(after, accessToken, { cursor })).error_code).toBe('INTERNAL_SERVER_ERROR')
    expect(ids((await sync(after, accessToken, { cursor })).added)).toEqual(['dinner'])
  })

  test('a used or old public token is refused', async () => {
    let nowMs = 0
    const emulator = createPlaidEmulator({ ...options(memoryStore()), nowMs: () => nowMs })
    const asked = { institution_id: small.institution.id, initial_products: ['transactions'] }
    const make = async () => ({
      public_token: (await callEmulator(emulator, '/sandbox/public_token/create', asked))['public_token'],
    })
    const exchange = async (body: object) =>
      (await callEmulator(emulator, '/item/public_token/exchange', body))['error_code']
    const [used, old] = [await make(), await make()]
    expect(await exchange(used)).toBeUndefined()
    expect(await exchange(used)).toBe('INVALID_PUBLIC_TOKEN')
    nowMs += 31 * 60_000
    expect(await exchange(old)).toBe('INVALID_PUBLIC_TOKEN')
  })

  test('the knobs over HTTP take JSON only, and only in a demo', async () => {
    const knob = (emulator: PlaidEmulator, path: string, body: string, type = 'application/json') =>
      emulator
        .handle(
          new Request(PLAID_BASE_URL + path, { method: 'POST', headers: { 'content-type': type }, body }),
        )
        .then(({ status }) => status)
    const demo = createPlaidEmulator({ ...options(memoryStore()), hasDemoKnobs: true })
    const faults = JSON.stringify({ faults: [{ kind: 'reset', times: 1 }] })
    expect(await knob(demo, '/demo/faults', faults)).toBe(200)
    expect(await knob(demo, '/demo/faults', '{"faults":[{"kind":"flood","times":1}]}')).toBe(400)
    expect(await knob(demo, '/demo/faults', faults, 'text/plain')).toBe(415)
    expect(await knob(demo, '/demo/clock', JSON.stringify({ world: 'small', asOf: '2026-03-09' }))).toBe(200)
    expect(await demo.asOf('small')).toBe('2026-03-09')
    expect(await knob(demo, '/demo/clock', JSON.stringify({ world: 'small', asOf: '2026-02-30' }))).toBe(400)
    expect(await knob(createPlaidEmulator(options(memoryStore())), '/demo/faults', faults)).toBe(404)
  })
})

describe('faults', () => {
  test('hit the requests they name, after those they let pass, and end', async () => {
    const { emulator, accessToken } = await open('2026-03-04')
    await emulator.setFaults([{ kind: 'rate-limited', times: 2, after: 1, path: '/transactions/sync' }])
    const codes: (string | undefined)[] = []
    for (let request = 0; request < 4; request += 1)
      codes.push((await sync(emulator, accessToken)).error_code)
    expect(codes).toEqual([undefined, 'TRANSACTIONS_SYNC_LIMIT', 'TRANSACTIONS_SYNC_LIMIT', undefined])
  })

  test('break real connections: reset, cut off, silence', async () => {
    const emulator = openEmulator([small], day('2026-03-04'), null)
    const server = await serve(emulator.handle, { port: 0 })
    try {
      for (const kind of ['reset', 'truncated-body', 'timeout'] as const) {
        await emulator.setFaults([{ kind, times: 1, after: 0, path: null }])
        const request = fetch(`${server.origin}/institutions/get`, { method: 'POST', body: '{}' })
        await expect(request.then((answer) => answer.text())).rejects.toThrow()
      }
    } finally {
      await server.close()
    }
  })
})

describe('Hosted Link', () => {
  const RETURN = 'https://tributary.invalid/return?state=s'

  async function link(emulator: PlaidEmulator, more: object = {}) {
    const created = await callEmulator(emulator, '/link/token/create', {
      client_name: 'Tributary',
      language: 'en',
      country_codes: ['US'],
      user: { client_user_id: 'owner-fake' },
      products: ['transactions'],
      hosted_link: { completion_redirect_uri: RETURN },
      ...more,
    })
    return { token: String(created['link_token']), url: String(created['hosted_link_url']) }
  }

  const get = async (emulator: PlaidEmulator, url: string) => (await emulator.handle(new Request(url))).text()
  const post = (emulator: PlaidEmulator, url: string, fields: [string, string][]) =>
    emulator.handle(new Request(url, { method: 'POST', body: new URLSearchParams(fields) }))

  test('leads from the choice of a bank through sign-in and accounts back to where it began', async () => {
    const emulator = openEmulator([small], day('2026-03-04'))
    const { url, token } = await link(emulator)
    expect(await get(emulator, url)).toContain('Choose your bank')
    await post(emulator, `${url}/institution`, [['institution', small.institution.id]])
    expect(await get(emulator, url)).toContain('Sign in to Story Bank')
    await post(emulator, `${url}/sign-in`, [])
    const accounts = await get(emulator, url)
    for (const text of ['Checking', 'Card', '$1,000.00', '-$100.00', checking.mask])
      expect(accounts).toContain(text)
    const end = await post(emulator, `${url}/accounts`, [['account', 'card']])
    expect([end.status, end.headers.get('location')]).toEqual([303, RETURN])

    const state = (await callEmulator(emulator, '/link/token/get', { link_token: token })) as {
      link_sessions: {
        results: { item_add_results: { public_token: string; accounts: { name: string }[] }[] }
      }[]
    }
    const result = state.link_sessions[0]?.results.item_add_results[0]
    expect(result?.accounts.map(({ name }) => name)).toEqual(['Card'])
    const opened = await callEmulator(emulator, '/item/public_token/exchange', {
      public_token: result?.public_token,
    })
    const first = await sync(emulator, String(opened['access_token']))
    expect(ids(first.added)).toEqual(['dinner-pending'])
  })

  test('asks again when no account is ticked, and says so where assistive technology hears it', async () => {
    const emulator = openEmulator([small], day('2026-03-04'))
    const { url } = await link(emulator, { institution_id: small.institution.id })
    await post(emulator, `${url}/sign-in`, [])
    const answer = await post(emulator, `${url}/accounts`, [])
    expect([answer.status, (await answer.text()).includes('role="alert"')]).toEqual([422, true])
    const forged = await post(emulator, `${url}/accounts`, [['account', 'somebody-elses']])
    expect(forged.status).toBe(422)
  })

  test('never skips a step, whatever address is opened', async () => {
    const emulator = openEmulator([small], day('2026-03-04'))
    const { url } = await link(emulator)
    expect(await get(emulator, `${url}/accounts`)).toContain('Choose your bank')
    await post(emulator, `${url}/accounts`, [['account', 'card']])
    await post(emulator, `${url}/sign-in`, [])
    expect(await get(emulator, url)).toContain('Choose your bank')
  })

  test('in update mode with choice shares what is ticked now, from the beginning', async () => {
    const { emulator, accessToken } = await open('2026-03-04')
    const { next_cursor: cursor } = await sync(emulator, accessToken)
    const repair = {
      products: undefined,
      access_token: accessToken,
      update: { account_selection_enabled: true },
    }
    const { url } = await link(emulator, repair)
    expect(await get(emulator, url)).toContain('Sign in to')
    await post(emulator, `${url}/sign-in`, [])
    await post(emulator, `${url}/accounts`, [['account', 'checking']])
    const news = await sync(emulator, accessToken, { cursor })
    expect([ids(news.added), ids(news.removed)]).toEqual([[], ['dinner-pending']])
    const again = await link(emulator, repair)
    await clickThrough(emulator, again.url, 'finishes')
    expect(await get(emulator, again.url)).toContain('Sign in to')
  })

  test('needs no script and no inline style, names its forms, and lets the browser go back', async () => {
    const emulator = openEmulator([small], day('2026-03-04'))
    const { url } = await link(emulator)
    const answer = await emulator.handle(new Request(url))
    const page = await answer.text()
    expect(answer.headers.get('content-security-policy')).toBe(
      ["default-src 'none'", "style-src 'self'", "base-uri 'none'", "frame-ancestors 'none'"]
        .concat("form-action 'self' https://tributary.invalid")
        .join('; '),
    )
    expect(page).not.toMatch(/<script|style=|onclick|type="password"/)
    expect(page).toContain('<html lang="en">')
    const [, style = ''] = /href="([^"]+)"/.exec(page) ?? []
    const sheet = await emulator.handle(new Request(new URL(style, url)))
    expect(sheet.headers.get('content-type')).toContain('text/css')
  })

  test('escapes what it shows', async () => {
    const evil = { ...small, institution: { ...small.institution, name: '<b onclick="x">&\'' } }
    const emulator = openEmulator([evil], day('2026-03-04'))
    const { url } = await link(emulator, { client_name: '"><script>' })
    const page = await get(emulator, url)
    expect(page).not.toMatch(/<b |<script/)
    expect(page).toContain('&lt;b onclick=&quot;x&quot;&gt;&amp;&#39;')
  })

  test('an expired or unknown link says so and connects nothing', async () => {
    const emulator = openEmulator([small], day('2026-03-04'))
    const answer = await emulator.handle(new Request(`${PLAID_BASE_URL}/link/hosted/link-demo-fake-none`))
    expect([answer.status, (await answer.text()).includes('expired')]).toEqual([404, true])
  })
})

describe('days', () => {
  test('history reaches as far back as was asked for at linking', async () => {
    const emulator = openEmulator([small], addDays(day('2026-03-02'), 91))
    const created = await callEmulator(emulator, '/sandbox/public_token/create', {
      institution_id: small.institution.id,
      initial_products: ['transactions'],
    })
    const { access_token: token } = await callEmulator(emulator, '/item/public_token/exchange', created)
    expect(ids((await sync(emulator, String(token))).added)).toEqual(['dinner'])
  })
})
