// A server that answers like the real interface, out of memory, and serves the built pages with the real policy.
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import {
  API_PREFIX,
  type ConnectionView,
  type LinkSessionView,
  type LiveEvent,
  type Problem,
  type RunDetailView,
} from '../../../src/api/contract.ts'
import type { FileAccountView } from '../../../src/api/contract/files.ts'
import { destinationRoutes } from './destinations.ts'
import { readFake } from './files.ts'
import { historyRoutes } from './history.ts'
import { fakeCounts, type FakeHousehold, makeHousehold, makeRun, type Scenario } from './household.ts'
import { NOW } from './ledger.ts'
import { proofRoutes } from './proof.ts'
import { rulebookRoutes } from './rulebook.ts'

const DIST = fileURLToPath(new URL('../../../web/dist/', import.meta.url))
/** As strict as the real server's, or what is tried here would fail there. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
  "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
const TYPES: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }

export type FakeServer = {
  url: string
  close: () => Promise<void>
  /** From now on every answer is an error, or no longer. */
  fail: (isFailing: boolean) => void
  /** Moves each run that was started here one step on and tells the stream of it. */
  advanceRuns: () => void
}

/** Starts a server on a free port of the loopback. */
export async function startFakeServer(scenario: Scenario): Promise<FakeServer> {
  const state: FakeState = { isFailing: false, events: [], started: [] }
  const app = new Hono()
  app.route(API_PREFIX, fakeApi(makeHousehold(scenario), state))
  app.get('/demo-bank/:id', (context) =>
    context.html(
      `<!doctype html><html lang="en"><title>Demo bank</title><link rel="icon" href="/favicon.svg"><main><h1>Sign in</h1>
       <a href="/connect/return/${context.req.param('id')}?state=state-of-${context.req.param('id')}">Allow</a></main></html>`,
    ),
  )
  app.get('*', async (context) => {
    // The browser asks for it where a page names no icon.
    if (context.req.path === '/favicon.ico') return context.body(null, 204)
    const extension = path.extname(context.req.path)
    const file = extension === '' ? 'index.html' : path.normalize(context.req.path).replace(/^\/+/, '')
    const body = await readFile(path.join(DIST, file)).catch(() => null)
    if (body === null) return context.notFound()
    context.header('Content-Security-Policy', POLICY)
    context.header('Content-Type', TYPES[extension] ?? 'text/html; charset=utf-8')
    return context.body(body)
  })
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise<void>((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
    fail: (isFailing) => {
      state.isFailing = isFailing
    },
    advanceRuns: () => {
      for (const run of state.started) advance(run, state.events)
    },
  }
}

const MISSING: Problem = {
  type: 'about:blank',
  title: 'Not found',
  status: 404,
  detail: 'There is nothing with this id.',
  actor: 'user',
}
const BROKEN: Problem = {
  type: 'about:blank',
  title: 'Broken',
  status: 500,
  detail: "The server's database doesn't answer. It tries again by itself.",
  actor: 'operator',
}

type FakeState = { isFailing: boolean; events: LiveEvent[]; started: RunDetailView[] }

function fakeApi(household: FakeHousehold, state: FakeState): Hono {
  const app = new Hono()
  const links = new Map<string, LinkSessionView & { checks: number }>()
  const files = new Map<string, string>()
  const { events } = state

  app.use(async (context, next) => {
    if (context.req.method !== 'GET' && context.req.header('x-tributary') !== '1') return context.json(MISSING, 403)
    if (state.isFailing) return context.json(BROKEN, 500)
    return next()
  })
  for (const routesOf of [historyRoutes, proofRoutes, rulebookRoutes, destinationRoutes]) {
    app.route('/', routesOf(household))
  }
  app.get('/overview', (context) => context.json(household.overview))
  app.get('/institutions', (context) => {
    const text = (context.req.query('text') ?? '').toLowerCase()
    const country = context.req.query('country') ?? ''
    const institutions = household.institutions.filter(
      (bank) => bank.name.toLowerCase().includes(text) && (country === '' || bank.countries.includes(country)),
    )
    return context.json({ institutions })
  })

  app.post('/links', async (context) => {
    const wanted: { institutionId: string } = await context.req.json()
    const bank = household.institutions.find((known) => known.id === wanted.institutionId)
    const id = `lnk_${links.size + 1}`
    links.set(id, {
      id,
      stage: 'waiting',
      declineReason: null,
      showUrl: `/demo-bank/${id}`,
      institutionName: bank?.name ?? null,
      expiresAt: NOW.toISOString(),
      connectionId: null,
      runId: null,
      message: null,
      checks: 0,
    })
    return context.json(links.get(id), 201)
  })
  app.post('/links/:id/check', async (context) => {
    const text = await context.req.text()
    const returned: { state?: string } = text === '' ? {} : JSON.parse(text)
    const link = links.get(context.req.param('id'))
    if (link === undefined) return context.json(MISSING, 404)
    link.checks += 1
    // The first look finds the person still at the bank. Without the state of this attempt nothing is connected.
    if (link.stage === 'waiting' && link.checks > 1 && returned.state === `state-of-${link.id}`) {
      const connected = makeHousehold('demo').connections.slice(0, 1)
      household.connections.push(...connected)
      const run = startRun(household, state, connected[0])
      Object.assign(link, { stage: 'connected', connectionId: run.connectionId, runId: run.id })
    }
    return context.json(link)
  })

  const connection = (id: string) => household.connections.find((known) => known.id === id)
  app.get('/connections', (context) => context.json({ connections: household.connections }))
  app.get('/connections/:id', (context) => {
    const found = connection(context.req.param('id'))
    return found === undefined ? context.json(MISSING, 404) : context.json(found)
  })
  app.post('/connections/:id/:verb{pause|resume|disconnect}', (context) => {
    const found = connection(context.req.param('id'))
    if (found === undefined) return context.json(MISSING, 404)
    Object.assign(found, changeOf(context.req.param('verb')))
    return context.json(found)
  })
  app.post('/connections/:id/sync', (context) => {
    const found = connection(context.req.param('id'))
    if (found === undefined) return context.json(MISSING, 404)
    return context.json(startRun(household, state, found), 202)
  })

  app.get('/accounts', (context) => context.json({ accounts: household.accounts }))
  app.post('/accounts', async (context) => {
    const wanted: { name: string; kind: 'checking'; currency: string } = await context.req.json()
    const account = {
      id: `acc_new_${household.accounts.length}`,
      ...wanted,
      mask: null,
      isClosed: false,
      balance: null,
      transactionCount: 0,
      connectionId: null,
      institutionName: null,
    }
    household.accounts.push(account)
    return context.json(account, 201)
  })

  app.get('/transactions', (context) => {
    const { accountId, text, status, from, to, includeHidden, cursor, limit } = context.req.query()
    const found = household.transactions.filter(
      (row) =>
        (accountId === undefined || row.accountId === accountId) &&
        (status === undefined || row.status === status) &&
        (from === undefined || row.on >= from) &&
        (to === undefined || row.on <= to) &&
        (includeHidden === 'true' || !row.isHidden) &&
        (text === undefined || `${row.payoree} ${row.description}`.toLowerCase().includes(text.toLowerCase())),
    )
    const start = Number(cursor ?? 0)
    const end = start + Number(limit ?? 200)
    const currencies = [...new Set(found.map((row) => row.amount.currency))]
    return context.json({
      transactions: found.slice(start, end),
      nextCursor: end < found.length ? String(end) : null,
      total: found.length,
      sums: currencies.map((currency) => sumOf(found.filter((row) => row.amount.currency === currency), currency)),
    })
  })
  app.patch('/transactions/:id', async (context) => {
    const row = household.transactions.find((known) => known.id === context.req.param('id'))
    if (row === undefined) return context.json(MISSING, 404)
    Object.assign(row, await context.req.json(), { isEdited: true })
    return context.json(row)
  })
  app.get('/runs', (context) => {
    const wanted = context.req.query('connectionId')
    const runs = household.runs.filter((run) => wanted === undefined || run.connectionId === wanted)
    return context.json({ runs, nextCursor: null })
  })
  app.get('/runs/:id', (context) => {
    const run = household.runs.find((known) => known.id === context.req.param('id'))
    return run === undefined ? context.json(MISSING, 404) : context.json(run)
  })
  app.post('/runs/:id/cancel', (context) => {
    const run = household.runs.find((known) => known.id === context.req.param('id'))
    if (run === undefined) return context.json(MISSING, 404)
    run.state = 'cancelled'
    return context.json(run)
  })

  app.post('/files', (context) => {
    const id = `fil_${files.size + 1}`
    const name = decodeURIComponent(context.req.header('x-file-name') ?? '')
    files.set(id, name)
    return context.json({ fileId: id, name, sizeBytes: 3412 }, 201)
  })
  app.get('/files', (context) => {
    const waits = { fileId: 'fil_waits', name: 'statement-march.sta', sizeBytes: 8_120, handedInAt: new Date().toISOString() }
    return context.json({ files: household.accounts.length === 0 ? [] : [waits] })
  })
  app.post('/files/:id/account', (context) => {
    const isCertain = files.get(context.req.param('id')) === 'bank.ofx'
    const [known] = household.accounts
    const found: FileAccountView = {
      kind: isCertain && known ? 'same' : household.accounts.length === 0 ? 'new' : 'ask',
      text: null,
      accountId: isCertain && known ? known.id : null,
      by: isCertain && known ? 'earlier-file' : null,
      candidates: !isCertain && known ? [{ accountId: known.id, name: known.name, by: 'number' }] : [],
      stated: { numberEnd: '0000', name: null, currency: 'EUR' },
    }
    return context.json(found)
  })
  app.post('/files/:id/accounts', (context) =>
    context.json({ kind: 'accounts', text: null, questions: [], program: null, accounts: [] }),
  )
  app.get('/layouts', (context) => context.json({ layouts: [] }))
  app.get('/files/:id/progress', (context) => context.json({ step: null }))
  app.post('/files/:id/preview', async (context) => {
    const name = files.get(context.req.param('id'))
    if (name === undefined) return context.json(MISSING, 404)
    const { answers }: { answers: Record<string, string> } = await context.req.json()
    return context.json(readFake(context.req.param('id'), name, answers))
  })
  app.post('/files/:id/import', async (context) => {
    const { accountId }: { accountId: string } = await context.req.json()
    const counts = fakeCounts({ fetched: 42, added: 37, updated: 1, unchanged: 2, rejected: 1, ignored: 1 })
    const rejected = [{ line: 14, sourceId: null, reason: '"31/02/2026" is not a date.' }]
    return context.json({ batchId: 'bat_1', accountId, counts, rejected })
  })

  app.post('/demo/advance', (context) => context.json(household.overview))
  app.post('/demo/remove', (context) => {
    Object.assign(household, makeHousehold('empty'))
    return context.json(household.overview)
  })

  app.get('/events', (context) =>
    streamSSE(context, async (stream) => {
      let sent = events.length
      while (!stream.aborted) {
        for (const event of events.slice(sent)) {
          sent += 1
          await stream.writeSSE({ id: String(sent), event: event.kind, data: JSON.stringify(event) })
        }
        await stream.sleep(EVENT_MS)
      }
    }),
  )
  return app
}

const EVENT_MS = 100
const STEPS = ['contacting', 'reading', 'matching', 'saving', 'done']

/** A run that waits at its first step until it is moved on. */
function startRun(household: FakeHousehold, state: FakeState, of: ConnectionView | undefined): RunDetailView {
  if (of === undefined) throw new Error('there is no connection to start a run of')
  const key = of.id.slice('con_'.length)
  const run = makeRun(`run_live_${household.runs.length}`, key, of.institutionName, {
    state: 'queued',
    step: 'queued',
    trigger: 'connect',
    counts: fakeCounts({}),
    pages: 0,
    queuedAt: NOW.toISOString(),
    startedAt: null,
    endedAt: null,
  })
  household.runs.unshift(run)
  state.started.push(run)
  return run
}

function advance(run: RunDetailView, events: LiveEvent[]): void {
  if (run.state === 'succeeded') return
  const step = STEPS[STEPS.indexOf(run.step) + 1] ?? 'done'
  const count = (STEPS.indexOf(step) + 1) * 400
  run.step = step
  run.state = step === 'done' ? 'succeeded' : 'running'
  run.pages += 1
  run.counts = fakeCounts({ fetched: count, added: count })
  run.startedAt ??= NOW.toISOString()
  if (step === 'done') run.endedAt = NOW.toISOString()
  events.push({ kind: 'run.changed', runId: run.id, connectionId: run.connectionId, run: { ...run } })
}

function changeOf(verb: string): Partial<ConnectionView> {
  if (verb === 'pause') return { status: 'paused', action: 'resume', nextDueAt: null }
  if (verb === 'resume') return { status: 'ok', action: null, message: null }
  return { isDisconnected: true, action: null, message: null, nextDueAt: null }
}

function sumOf(rows: FakeHousehold['transactions'], currency: string) {
  const minor = rows.reduce((sum, row) => sum + BigInt(row.amount.minor), 0n)
  const digits = String(minor < 0n ? -minor : minor).padStart(3, '0')
  const decimal = `${minor < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
  return { minor: String(minor), currency, decimal }
}
