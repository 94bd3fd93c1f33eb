// Plaid for Worlds: the API in its wire format, Hosted Link pages that a person can click through, and knobs.
import { crc32 } from 'node:zlib'
import * as z from 'zod'
import { addDays, parseCalendarDate } from '../../../domain/calendar.ts'
import type { CalendarDate } from '../../../domain/calendar.ts'
import type { Faults, World } from '../../world/world.ts'
import { errorBody, jsonAnswer, refusal, Refusal } from './answers.ts'
import { asOfIn } from './bank.ts'
import type { Bank } from './bank.ts'
import { connectionOf } from './connections.ts'
import { ENDPOINTS } from './endpoints.ts'
import { faultFor, faultyAnswer } from './faults.ts'
import { answerHostedLink } from './hosted-link.ts'
import { emptyState } from './state.ts'
import type { PlaidState, PlaidStore } from './state.ts'
import { isMidPage } from './sync.ts'

export type PlaidEmulatorOptions = {
  readonly worlds: readonly World[]
  readonly store: PlaidStore
  /** Where the browser reaches it, without a slash at the end; null: at the origin of each request. */
  readonly publicBaseUrl: string | null
  readonly clientId: string
  readonly secret: string
  /** The day on which every World begins to be looked at. */
  readonly asOf: CalendarDate
  /** For tokens that expire. */
  readonly nowMs: () => number
  /** Unguessable where others could reach the emulator; must never repeat over the life of the store. */
  readonly newId: () => string
  /** Serves `POST /demo/faults` and `POST /demo/clock`. */
  readonly hasDemoKnobs: boolean
}

export type PlaidEmulator = {
  /** Answers a request to the API, to Hosted Link or to the knobs. Throws to break the connection. */
  readonly handle: (request: Request) => Promise<Response>
  readonly setFaults: (faults: readonly Faults[]) => Promise<void>
  readonly setAsOf: (worldKey: string, asOf: CalendarDate) => Promise<void>
  /** Moves a World's day on. */
  readonly advance: (worldKey: string, days: number) => Promise<void>
  readonly asOf: (worldKey: string) => Promise<CalendarDate>
  /** Caps every page; null lets the request decide. */
  readonly setPageSizeMax: (records: number | null) => Promise<void>
}

/** An emulator over the Worlds. Requests and knobs take effect one after another, in the order they came. */
export function createPlaidEmulator(options: PlaidEmulatorOptions): PlaidEmulator {
  const inOrder = queue()
  const change = <Result>(work: (state: PlaidState) => Promise<Result> | Result): Promise<Result> =>
    inOrder(async () => {
      const state = (await options.store.load()) ?? emptyState()
      const before = JSON.stringify(state)
      try {
        return await work(state)
      } finally {
        if (JSON.stringify(state) !== before) await options.store.save(state)
      }
    })
  const worldNamed = (key: string): World => {
    const world = options.worlds.find((known) => known.key === key)
    if (world === undefined) throw new RangeError(`there is no World "${key}"`)
    return world
  }
  const { asOf: firstDay } = options
  return {
    handle: async (request) => {
      const text = await request.text()
      return change((state) => answer(options, state, request, text))
    },
    setFaults: (faults) => change((state) => replaceFaults(state, faults)),
    setAsOf: (key, asOf) => change((state) => void (state.asOf[worldNamed(key).key] = asOf)),
    advance: (key, days) =>
      change((state) => void (state.asOf[key] = addDays(asOfIn({ state, firstDay }, worldNamed(key)), days))),
    asOf: (key) => change((state) => asOfIn({ state, firstDay }, worldNamed(key))),
    setPageSizeMax: (records) => change((state) => void (state.pageSizeMax = records)),
  }
}

async function answer(options: PlaidEmulatorOptions, state: PlaidState, request: Request, text: string) {
  const url = new URL(request.url)
  const baseUrl = options.publicBaseUrl ?? url.origin
  const { pathname: prefix } = new URL(baseUrl)
  const path =
    prefix !== '/' && url.pathname.startsWith(prefix) ? url.pathname.slice(prefix.length) : url.pathname
  const { worlds, asOf: firstDay, newId } = options
  const bank: Bank = { worlds, state, firstDay, newId, nowMs: options.nowMs(), baseUrl }
  if (path.startsWith('/link/hosted')) return answerHostedLink(bank, request.method, path, text)
  if (path.startsWith('/demo/') && options.hasDemoKnobs) return answerKnobs(bank, request, path, text)
  const requestId = `req${crc32(path + text).toString(36)}`
  const goodAnswer = async () => answerApi(options, bank, request, path, text, requestId)
  const fault = faultFor(state, path, () => isPaging(bank, text))
  return fault === null ? goodAnswer() : faultyAnswer(fault, path, requestId, goodAnswer)
}

function answerApi(
  options: PlaidEmulatorOptions,
  bank: Bank,
  request: Request,
  path: string,
  text: string,
  requestId: string,
): Response {
  try {
    const endpoint = ENDPOINTS[path]
    if (request.method !== 'POST' || endpoint === undefined) throw refusal.route()
    const body = parseBody(text)
    checkKeys(options, request, body)
    return jsonAnswer(200, { ...endpoint(bank, body, requestId), request_id: requestId })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return jsonAnswer(error.status, errorBody(error, requestId))
  }
}

const stated = z.object({ client_id: z.string().optional(), secret: z.string().optional() })

/** Keys come in headers or in the body. */
function checkKeys({ clientId, secret }: PlaidEmulatorOptions, { headers }: Request, body: unknown): void {
  const inBody = stated.safeParse(body).data ?? {}
  const givenId = headers.get('plaid-client-id') ?? inBody.client_id
  const givenSecret = headers.get('plaid-secret') ?? inBody.secret
  if (givenId !== clientId || givenSecret !== secret) throw refusal.keys()
}

function parseBody(text: string): unknown {
  const body = readJsonOrNull(text === '' ? '{}' : text)
  if (body === null) throw new Refusal(400, 'INVALID_REQUEST', 'INVALID_BODY', 'body could not be parsed')
  return body
}

function readJsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const paging = z.object({ access_token: z.string(), cursor: z.string().nullish() })

function isPaging(bank: Bank, text: string): boolean {
  try {
    const asked = paging.parse(parseBody(text))
    return isMidPage(bank, connectionOf(bank, asked.access_token), asked.cursor ?? null)
  } catch {
    // Not a sync, or one that its own endpoint refuses.
    return false
  }
}

function replaceFaults(state: PlaidState, faults: readonly Faults[]): void {
  state.faults = faults.map((fault) => ({ fault, seen: 0 }))
}

const FAULT_KINDS = [
  'server-error',
  'rate-limited',
  'institution-down',
  'not-ready',
  'timeout',
  'reset',
  'truncated-body',
  'html-body',
  'wrong-content-type',
  'schema-broken',
  'moves-while-paging',
  'account-fails',
] as const satisfies readonly Faults['kind'][]

const faultsBody = z.object({
  faults: z.array(
    z.object({
      kind: z.enum(FAULT_KINDS),
      times: z.int().min(0),
      after: z.int().min(0).default(0),
      path: z.string().nullable().default(null),
    }),
  ),
})
const clockBody = z.object({ world: z.string(), asOf: z.string() })

/**
 * The knobs over HTTP, for the demo's own controls. JSON only, so that no foreign page's form can turn them.
 */
function answerKnobs(bank: Bank, request: Request, path: string, text: string): Response {
  const isJson = request.headers.get('content-type')?.startsWith('application/json') ?? false
  if (request.method !== 'POST' || !isJson) return jsonAnswer(415, { error: 'POST JSON' })
  const body = readJsonOrNull(text)
  if (path === '/demo/faults') {
    const parsed = faultsBody.safeParse(body)
    if (!parsed.success) return jsonAnswer(400, { error: 'faults are a list of kind, times, after and path' })
    replaceFaults(bank.state, parsed.data.faults)
    return jsonAnswer(200, { faults: bank.state.faults.length })
  }
  if (path !== '/demo/clock') return jsonAnswer(404, { error: 'there is no such knob' })
  const parsed = clockBody.safeParse(body)
  const asOf = parsed.success ? parseCalendarDate(parsed.data.asOf) : null
  const world = bank.worlds.find(({ key }) => key === parsed.data?.world)
  if (asOf === null || world === undefined)
    return jsonAnswer(400, { error: 'the clock needs a World and a day' })
  bank.state.asOf[world.key] = asOf
  return jsonAnswer(200, { world: world.key, asOf })
}

/** Runs work one at a time, in the order given. */
function queue() {
  let last: Promise<unknown> = Promise.resolve()
  return <Result>(work: () => Promise<Result>): Promise<Result> => {
    const next = last.then(work)
    last = next.catch(() => undefined)
    return next
  }
}
