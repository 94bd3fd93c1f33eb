// Answers requests for the simulated bank: credentials, linking, faults, and the reads of bank.ts.
import * as z from 'zod'
import type { CalendarDate } from '../../../domain/calendar.ts'
import type { WebHandler } from '../../http/in-process-client.ts'
import type { Faults, World } from '../../world/world.ts'
import { refusedAccess, wireAccounts, wireChanges, wireWindow } from './bank.ts'
import type { BankState, Dialect } from './bank.ts'

export const SIMULATOR_HOST = 'bank.simulator.invalid'
export const SIMULATOR_KEY = 'simulator-fake-operator-key'

/** As large as the largest page any supported provider gives. */
const PAGE_SIZE = 500

export type SimulatorBank = {
  readonly handler: WebHandler
  readonly credential: () => string
  readonly setAsOf: (asOf: CalendarDate) => void
  readonly setFaults: (faults: readonly Faults[]) => void
  readonly reconnect: () => string
  readonly finishLink: (session: string, how: 'done' | 'left') => void
  readonly expireCredential: () => void
}

type LinkSession = { state: 'open' | 'done' | 'left'; isUsed: boolean; readonly isRepair: boolean }

type Server = BankState & {
  credentialNumber: number
  isExpired: boolean
  isClosed: boolean
  readonly links: Map<string, LinkSession>
}

export function openSimulatorBank(
  world: World,
  dialect: Dialect,
  options: { readonly asOf: CalendarDate; readonly pageSize?: number },
): SimulatorBank {
  const server: Server = {
    world,
    dialect,
    pageSize: options.pageSize ?? PAGE_SIZE,
    asOf: options.asOf,
    connectedOn: options.asOf,
    faults: [],
    credentialNumber: 1,
    isExpired: false,
    isClosed: false,
    links: new Map(),
  }
  return {
    handler: (request) => answer(server, request),
    credential: () => credentialOf(server),
    setAsOf: (asOf) => void (server.asOf = asOf),
    setFaults: (faults) => void (server.faults = faults.map((fault) => ({ fault, skipped: 0, used: 0 }))),
    reconnect: () => connect(server, dialect.repair === 'in-place'),
    finishLink: (session, how) => {
      const link = server.links.get(session)
      if (link === undefined) throw new Error('there is no such link session')
      link.state = how
    },
    expireCredential: () => void (server.isExpired = true),
  }
}

const credentialOf = ({ world, credentialNumber }: Server): string =>
  `credential-fake-${world.key}-${credentialNumber}`

function connect(server: Server, isRepair: boolean): string {
  server.connectedOn = server.asOf
  server.isClosed = false
  server.isExpired = false
  if (!isRepair) server.credentialNumber += 1
  return credentialOf(server)
}

async function answer(server: Server, request: Request): Promise<Response> {
  const path = new URL(request.url).pathname
  const text = await request.text()
  const faulty = faultFor(server, path, text)
  if (faulty !== null) return faultyAnswer(faulty)
  if (request.headers.get('x-operator-key') !== SIMULATOR_KEY) return refusal(401, 'operator-key')
  const body: unknown = text === '' ? {} : JSON.parse(text)
  if (path.startsWith('/link') || path === '/banks') return answerLink(server, path, body)
  return answerConnected(server, path, request.headers.get('authorization') ?? '', body)
}

function answerConnected(server: Server, path: string, authorization: string, body: unknown): Response {
  if (authorization !== `Bearer ${credentialOf(server)}`) return refusal(401, 'credential-unknown')
  if (server.isClosed) return refusal(410, 'closed')
  if (path === '/renew') return json(200, { credential: renew(server) })
  if (server.isExpired) return refusal(401, 'credential-expired')
  if (path === '/unlink') return json(200, { closed: (server.isClosed = true) })
  const denied = refusedAccess(server)
  if (denied !== null) return refusal(denied.status, denied.code)
  if (path === '/accounts') return json(200, { accounts: wireAccounts(server) })
  if (path === '/changes') return answerOrRefusal(wireChanges(server, changesAsked.parse(body)))
  if (path === '/window') return answerOrRefusal(wireWindow(server, windowAsked.parse(body)))
  return refusal(404, 'path-unknown')
}

const changesAsked = z.object({
  since: z.string().nullable(),
  from: z.string().nullable(),
  token: z.string().nullable(),
})
const windowAsked = z.object({
  account: z.string(),
  from: z.string(),
  to: z.string(),
  token: z.string().nullable(),
})

const answerOrRefusal = (wire: object): Response =>
  'code' in wire && 'status' in wire ? refusal(Number(wire.status), String(wire.code)) : json(200, wire)

function renew(server: Server): string {
  server.credentialNumber += 1
  server.isExpired = false
  return credentialOf(server)
}

const linkAsked = z.object({
  session: z.string().optional(),
  code: z.string().optional(),
  repair: z.boolean().optional(),
})

function answerLink(server: Server, path: string, body: unknown): Response {
  const { world } = server
  if (path === '/banks') return json(200, { banks: [{ ...world.institution, url: null }] })
  const asked = linkAsked.parse(body)
  if (path === '/link') return json(200, beginLink(server, asked.repair ?? false))
  const session = asked.session ?? asked.code?.replace(/^code-/, '') ?? ''
  const link = server.links.get(session)
  if (link === undefined) return refusal(404, 'link-unknown')
  if (path === '/link/result')
    return json(200, { state: link.state, code: link.state === 'done' ? `code-${session}` : null })
  if (path !== '/link/exchange') return refusal(404, 'path-unknown')
  if (link.state !== 'done' || link.isUsed) return refusal(400, 'code-refused')
  link.isUsed = true
  const credential = connect(server, link.isRepair && server.dialect.repair === 'in-place')
  return json(200, { credential, connection: `connection-${world.key}`, bank: world.institution })
}

function beginLink(server: Server, isRepair: boolean) {
  const session = `link-${server.links.size + 1}`
  server.links.set(session, { state: 'open', isUsed: false, isRepair })
  return { session, page: `https://${SIMULATOR_HOST}/pages/${session}`, until: `${server.asOf}T23:59:59Z` }
}

/** The fault that hits this request, counted off; null where it is to be answered well. */
function faultFor(server: Server, path: string, body: string): Faults['kind'] | null {
  for (const entry of server.faults) {
    const { fault } = entry
    if (fault.path !== null && !path.endsWith(fault.path)) continue
    if (fault.kind === 'account-fails' && !isForFirstAccount(server, body)) continue
    if (entry.skipped < fault.after) entry.skipped += 1
    else if (entry.used < fault.times) {
      entry.used += 1
      return fault.kind
    }
  }
  return null
}

const isForFirstAccount = (server: Server, body: string): boolean =>
  body.includes(JSON.stringify(wireAccounts(server)[0]?.id ?? null))

/** Codes of broken connections, as sockets report them. */
const reset = (): never => {
  throw Object.assign(new Error('the connection was reset'), { code: 'ECONNRESET' })
}

function faultyAnswer(kind: Faults['kind']): Response {
  switch (kind) {
    case 'server-error':
      return refusal(500, 'unexpected')
    case 'rate-limited':
      return refusal(429, 'slow-down', { 'retry-after': '30' })
    case 'institution-down':
      return refusal(503, 'bank-down')
    case 'not-ready':
      return refusal(425, 'not-ready')
    case 'moves-while-paging':
      return refusal(409, 'moved')
    case 'account-fails':
      return refusal(502, 'account-unavailable')
    case 'timeout':
      throw Object.assign(new Error('no answer in time'), { code: 'UND_ERR_BODY_TIMEOUT' })
    case 'reset':
      return reset()
    case 'truncated-body':
      return new Response('{"rows":[{"account":"acc', { headers: { 'content-type': 'application/json' } })
    case 'html-body':
      return new Response('<html><body>Be right back</body></html>', {
        headers: { 'content-type': 'text/html' },
      })
    case 'wrong-content-type':
      return new Response('{}', { headers: { 'content-type': 'text/plain' } })
    case 'schema-broken':
      return json(200, { rows: 'none', accounts: 7 })
  }
}

const json = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } })

const refusal = (status: number, code: string, headers: Record<string, string> = {}): Response =>
  json(status, { code }, headers)
