// How to break the reference adapter in one place: its pages, records, rows, requests or functions.
import type { JsonValue, SourceRecord } from '../../../domain/source-record.ts'
import type { Adapter, ConnectedSession, ReadRequest } from '../../contract/adapter.ts'
import type { HttpClient, HttpRequest, HttpResponse } from '../../contract/http.ts'
import type { Page } from '../../contract/page.ts'
import { readJson } from '../../http/json-body.ts'
import type { Harness } from '../harness.ts'
import { simulatorHarness } from '../simulator.ts'
import type { DialectName } from '../simulator.ts'
import type { SimulatorConfig } from '../simulator/call.ts'

export type Simulator = Adapter<SimulatorConfig>
export type SimulatorSession = ConnectedSession<SimulatorConfig>
type SimulatorHarness = Harness<SimulatorConfig>

export type Saboteur = {
  /** What it does wrong. */
  readonly does: string
  /** The one rule that must catch it. */
  readonly breaks: string
  /** Made anew for each rule, since some carry state from read to read. */
  readonly harness: () => SimulatorHarness
}

export const CHANGES: DialectName = 'changes, linked'
export const WINDOW: DialectName = 'window, unlinked'

export type Sabotage = (adapter: Simulator) => Partial<Simulator>

export const saboteur = (
  breaks: string,
  does: string,
  sabotage: Sabotage,
  dialect: DialectName = CHANGES,
): Saboteur => ({
  does,
  breaks,
  harness: () => {
    const harness = simulatorHarness(dialect)
    return { ...harness, adapter: { ...harness.adapter, ...sabotage(harness.adapter) } }
  },
})

/** Changes pages on their way out. */
export const pages =
  (change: (page: Page) => Page): Sabotage =>
  ({ read }) => ({
    read: async function* (session, request) {
      for await (const page of read(session, request)) yield change(page)
    },
  })

/** Changes records on their way out. */
export const records = (change: (record: SourceRecord) => SourceRecord): Sabotage =>
  pages((page) => ({ ...page, upserts: page.upserts.map(change) }))

/** Changes the whole reading. */
export const reading =
  (
    change: (read: Simulator['read'], session: SimulatorSession, request: ReadRequest) => AsyncIterable<Page>,
  ): Sabotage =>
  ({ read }) => ({ read: (session, request) => change(read, session, request) })

/** Reads through another client. */
export const through = (
  send: (send: HttpClient['send'], ...given: Parameters<HttpClient['send']>) => Promise<HttpResponse>,
) =>
  reading((read, session, request) => {
    const http = { send: (...given: Parameters<HttpClient['send']>) => send(session.http.send, ...given) }
    return read({ ...session, http }, request)
  })

type JsonObject = { readonly [key: string]: JsonValue }

/** Changes rows as they come from the bank. */
export const rows = (change: (row: JsonObject) => JsonObject): Sabotage =>
  through(async (send, request, signal) => {
    const response = await send(request, signal)
    const read = readJson(response)
    const list = read.ok && isObject(read.value) ? read.value['rows'] : null
    if (!read.ok || !isObject(read.value) || !Array.isArray(list)) return response
    const wire: readonly JsonValue[] = list
    const changed = { ...read.value, rows: wire.map((row) => (isObject(row) ? change(row) : row)) }
    return { ...response, body: new Uint8Array(Buffer.from(JSON.stringify(changed))) }
  })

const isObject = (value: JsonValue): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const bodyOf = (request: HttpRequest): string => Buffer.from(request.body ?? '').toString('utf8')
