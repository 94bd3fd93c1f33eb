import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { randomBytes } from 'node:crypto'
import { afterAll } from 'vitest'
import { createServer } from '../../src/api/server.ts'
import type { Household } from '../../src/app/file-desk.ts'
import { openOn } from '../../src/compose.ts'
import type { Tributary } from '../../src/compose.ts'
import { readConfig } from '../../src/config.ts'
import type { Config } from '../../src/config.ts'
import { createLog } from '../../src/log.ts'
import { providerSettings } from '../../src/providers/registry.ts'
import type { DatabaseAccess } from '../../src/storage/postgres/access.ts'
import { cloneDatabase } from './database.ts'

export const ORIGIN = 'http://127.0.0.1:4280'
export const API = `${ORIGIN}/api/v1`

export type TestHousehold = {
  readonly tributary: Tributary
  readonly context: Household
  readonly config: Config
  readonly access: DatabaseAccess
  /** Sends a request as the web app does. */
  readonly send: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => Promise<Answer>
  /** Sends a request as it stands. */
  readonly raw: (request: Request) => Promise<Response>
  /** Everything that was logged. */
  readonly logged: () => string
}

// oxlint-disable-next-line typescript/no-explicit-any -- the tests say what they expect of an answer
export type Answer = { readonly status: number; readonly headers: Headers; readonly body: any }

/**
 * A household on a database of its own, with the demo banks and (unless told otherwise) a worker, closed when
 * the file is done.
 */
export async function openTestHousehold({ hasWorker = true } = {}): Promise<TestHousehold> {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), `tributary-${randomBytes(4).toString('hex')}-`))
  const env = { TRIBUTARY_HOME: home, BASE_URL: ORIGIN }
  const config = readConfig(env, { providerSettings, root: home, isServer: true })
  const lines: string[] = []
  const access = await cloneDatabase()
  const tributary = await openOn(
    access,
    config,
    createLog('debug', (line) => lines.push(line)),
  )
  if (hasWorker) await tributary.work()
  afterAll(async () => {
    await tributary.close()
    fs.rmSync(home, { recursive: true, force: true })
  })
  const { context } = tributary
  const webFolder = path.join(home, 'web')
  const app = createServer({ household: context, webFolder })
  const raw = async (request: Request) => app.fetch(request)
  return { tributary, context, config, access, raw, send: sender(raw), logged: () => lines.join('') }
}

function sender(raw: TestHousehold['raw']): TestHousehold['send'] {
  return async (method, route, body, headers = {}) => {
    const isBytes = body instanceof Uint8Array
    const response = await raw(
      new Request(`${API}${route}`, {
        method,
        headers: {
          origin: ORIGIN,
          'x-tributary': '1',
          ...(body === undefined
            ? {}
            : { 'content-type': isBytes ? 'application/octet-stream' : 'application/json' }),
          ...headers,
        },
        body: body === undefined ? null : isBytes ? Buffer.from(body) : JSON.stringify(body),
      }),
    )
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json') ?? false
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
  }
}

/**
 * Clicks through a demo bank's pages over HTTP, as a browser does, and gives the address it is sent back to.
 */
export async function signInOverHttp(raw: TestHousehold['raw'], showUrl: string): Promise<string> {
  let response = await raw(new Request(showUrl))
  for (let page = 0; page < 10; page += 1) {
    const location = response.headers.get('location')
    if (location?.startsWith(`${ORIGIN}/connect/return/`)) return location
    if (location !== null) {
      response = await raw(new Request(new URL(location, ORIGIN)))
      continue
    }
    const html = await response.text()
    const [, action = '', inside = ''] = /<form\b[^>]*\baction="([^"]*)"[^>]*>(.*?)<\/form>/s.exec(html) ?? []
    const fields = [...inside.matchAll(/<input\b([^>]*)>/g)].flatMap(([, facts = '']): [string, string][] => {
      const isChoice = /type="(radio|checkbox)"/.test(facts)
      if (isChoice && !/\bchecked\b/.test(facts)) return []
      const name = /name="([^"]*)"/.exec(facts)?.[1] ?? ''
      return [[name, /value="([^"]*)"/.exec(facts)?.[1] ?? '']]
    })
    const body = new URLSearchParams(fields)
    // What browsers send for a form of a page without referrers.
    const headers = { origin: 'null', 'sec-fetch-site': 'same-origin' }
    response = await raw(new Request(new URL(action, ORIGIN), { method: 'POST', body, headers }))
  }
  throw new Error('the demo bank did not send the browser back')
}

/** Asks until the run has ended. */
export async function runEnded(send: TestHousehold['send'], runId: string): Promise<Answer['body']> {
  const until = Date.now() + 60_000
  for (;;) {
    const { body } = await send('GET', `/runs/${runId}`)
    if (body.state !== 'queued' && body.state !== 'running') return body
    if (Date.now() > until) throw new Error(`the run ${runId} is still ${body.state} (${body.step})`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Begins to connect a demo bank. */
export async function startDemoLink({ send }: TestHousehold, institutionId: string): Promise<Answer['body']> {
  const wish = { institutionId, provider: 'plaid', isDemo: true, country: 'US' }
  return (await send('POST', '/links', wish)).body
}

/** Connects a demo bank as a person would; its first sync is queued then. */
export async function linkDemo(household: TestHousehold, institutionId: string): Promise<Answer['body']> {
  const link = await startDemoLink(household, institutionId)
  const returned = new URL(await signInOverHttp(household.raw, link.showUrl))
  const state = returned.searchParams.get('state')
  return (await household.send('POST', `/links/${link.id}/check`, { state })).body
}

/** The same, and waits for the history. */
export async function connectDemo(household: TestHousehold, institutionId: string) {
  const link = await linkDemo(household, institutionId)
  const run = await runEnded(household.send, link.runId)
  return { link, run, connectionId: link.connectionId as string }
}
