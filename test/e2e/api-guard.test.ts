import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { createServer } from '../../src/api/server.ts'
import { API, openTestHousehold, ORIGIN } from '../support/household.ts'
import type { TestHousehold } from '../support/household.ts'

let household: TestHousehold
beforeAll(async () => {
  household = await openTestHousehold({ hasWorker: false })
})

const problemOf = async (response: Response) => {
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  const problem = (await response.json()) as { status: number; detail: string }
  expect(problem).toMatchObject({
    status: response.status,
    title: expect.any(String),
    actor: expect.any(String),
  })
  return problem
}
const post = (route: string, headers: Record<string, string>, body = '{}') =>
  household.raw(new Request(`${API}${route}`, { method: 'POST', headers, body }))
const json = { 'content-type': 'application/json', 'x-tributary': '1', origin: ORIGIN }
const account = JSON.stringify({ name: 'A', kind: 'cash', currency: 'EUR' })

describe('requests', () => {
  test.each(['evil.example', 'evil.example:4280', '127.0.0.1.evil.example', 'localhost.evil.example'])(
    'that come by the name %s are refused, whatever they ask',
    async (host) => {
      const response = await household.raw(new Request(`${API}/overview`, { headers: { host } }))
      expect(response.status).toBe(421)
      expect((await problemOf(response)).detail).toContain(ORIGIN)
    },
  )

  test.each(['127.0.0.1:4280', 'localhost:4280', '[::1]:4280'])(
    'that come by %s are answered',
    async (host) => {
      expect((await household.raw(new Request(`${API}/overview`, { headers: { host } }))).status).toBe(200)
    },
  )

  const foreign: [string, Record<string, string>][] = [
    ['another origin', { ...json, origin: 'http://evil.example' }],
    ['another port of this machine', { ...json, origin: 'http://127.0.0.1:9999' }],
    ['an opaque origin', { ...json, origin: 'null' }],
    ['a browser that says cross-site', { ...json, 'sec-fetch-site': 'cross-site' }],
    ['a browser that says same-site', { ...json, 'sec-fetch-site': 'same-site' }],
    ["a form, which can't send our header", { 'content-type': 'text/plain', origin: ORIGIN }],
  ]
  test.each(foreign)('that change something and come from %s are refused', async (_from, headers) => {
    const response = await post('/accounts', headers, account)
    expect(response.status).toBe(403)
    expect((await problemOf(response)).detail).toContain('Nothing was changed')
    expect((await household.send('GET', '/accounts')).body.accounts).toEqual([])
  })

  test('of our own page are taken', async () => {
    expect((await post('/accounts', { ...json, 'sec-fetch-site': 'same-origin' }, account)).status).toBe(201)
  })

  test('in JSON are at most 256 kB', async () => {
    const response = await post('/accounts', json, JSON.stringify({ name: 'x'.repeat(300_000) }))
    expect(response.status).toBe(413)
    await problemOf(response)
  })

  test.each([
    ['{"name"', 400],
    ['{}', 422],
    ['[]', 422],
    ['{"name":"A","kind":"cash","currency":"EUR","owner":"me"}', 422],
    ['{"name":"A","kind":"cash","currency":"QQQ"}', 422],
  ])('with the body %s are refused in words', async (body, status) => {
    const problem = await problemOf(await post('/accounts', json, body))
    expect(problem.status).toBe(status)
    expect(problem.detail).toContain('Nothing was changed')
    expect(JSON.stringify(problem)).not.toMatch(/zod|ZodError|invalid_type|Invalid input/)
  })

  test.each([
    '/transactions?cursor=%00%ff',
    '/transactions?cursor=bm9uc2Vuc2U',
    '/transactions?from=2026-02-30',
    '/transactions?limit=0',
    '/transactions?accountId=acc_nonsense',
    '/runs?cursor=bm9uc2Vuc2U',
  ])('for %s name the field that is wrong', async (route) => {
    const { status, body } = await household.send('GET', route)
    expect(status).toBe(422)
    expect(body.errors[0].pointer).toMatch(/^\/(cursor|from|limit|accountId)$/)
  })

  test.each(['/transactions/txn_1', '/runs/x', '/connections/con_0', '/links/..%2F', '/nothing-here'])(
    'for %s, which is not there, get 404',
    async (route) => {
      const { status, body } = await household.send('GET', route)
      expect(status).toBe(404)
      expect(body.detail).toContain('Nothing was changed')
    },
  )
})

describe('answers', () => {
  test('carry a strict policy and a request id, and are kept by nobody', async () => {
    const { headers } = await household.send('GET', '/overview')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('content-security-policy')).not.toContain('unsafe')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('say that the server lives and can serve', async () => {
    expect(await (await household.raw(new Request(`${ORIGIN}/healthz`))).json()).toEqual({ status: 'ok' })
    const ready = await (await household.raw(new Request(`${ORIGIN}/readyz`))).json()
    expect(ready).toMatchObject({ status: 'ok' })
  })
})

describe('the web app', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-web-'))
  fs.mkdirSync(path.join(folder, 'assets'))
  fs.writeFileSync(path.join(folder, 'index.html'), '<title>Tributary</title>')
  fs.writeFileSync(path.join(folder, 'assets', 'app-1234.js'), 'export {}')
  fs.writeFileSync(path.join(folder, '..', 'tributary-outside.txt'), 'contents of it')
  const get = async (route: string, headers: Record<string, string> = {}) =>
    createServer({ household: household.context, webFolder: folder }).fetch(
      new Request(`${ORIGIN}${route}`, { headers }),
    )

  test('is one page for all its addresses, and files that never change under their name', async () => {
    for (const route of ['/', '/connect/return/lks_1?state=x', '/transactions']) {
      const page = await get(route)
      expect(page.headers.get('cache-control')).toBe('no-cache')
      expect(await page.text()).toContain('Tributary')
    }
    const script = await get('/assets/app-1234.js')
    expect(script.headers.get('cache-control')).toContain('immutable')
    expect((await get('/', { 'if-none-match': (await get('/')).headers.get('etag') ?? '' })).status).toBe(304)
  })

  test.each([
    '/../tributary-outside.txt',
    '/%2e%2e/tributary-outside.txt',
    '/assets/..%2f..%2ftributary-outside.txt',
    '/gone.js',
  ])('gives nothing outside its folder: %s', async (route) => {
    const response = await get(route)
    expect(response.status).toBe(404)
    expect(await response.text()).not.toContain('contents of it')
  })

  test('that is not built says so', async () => {
    const response = await household.raw(new Request(`${ORIGIN}/`))
    expect(response.status).toBe(503)
    expect(await response.text()).toContain('npm run build')
  })
})

describe('the OpenAPI document', () => {
  test('is version 3.1 and knows every path of the contract', async () => {
    const { body } = await household.send('GET', '/openapi.json')
    expect(body.openapi).toBe('3.1.0')
    const contract = fs.readFileSync(new URL('../../src/api/contract.ts', import.meta.url), 'utf8')
    const listed = [...contract.matchAll(/^ \* (GET|POST|PATCH|DELETE)\s+(\/[^\s?]*)/gm)].flatMap(
      ([, method = '', route = '']) => {
        return [{ method: method.toLowerCase(), path: `/api/v1${route.replaceAll(/:(\w+)/g, '{$1}')}` }]
      },
    )
    expect(listed.length).toBeGreaterThan(20)
    for (const each of listed) {
      expect(Object.keys(body.paths[each.path] ?? {}), `${each.method} ${each.path}`).toContain(each.method)
    }
  })
})
