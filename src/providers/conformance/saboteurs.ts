// Broken adapters. Each makes one mistake that real importers were seen to make, and must fail exactly the
// rule that is there for it: that is how we know that the kit can fail.
import { formatDecimal } from '../../domain/money.ts'
import type { CalendarDate } from '../../domain/calendar.ts'
import { exponentOf } from '../../domain/currency.ts'
import type { JsonValue, SourceRecord } from '../../domain/source-record.ts'
import type { Adapter, ConnectedSession, ReadRequest } from '../contract/adapter.ts'
import { asProviderError, ProviderError } from '../contract/errors.ts'
import type { HttpClient, HttpRequest, HttpResponse } from '../contract/http.ts'
import { checkpoint, EMPTY_PAGE } from '../contract/page.ts'
import type { Checkpoint, Page } from '../contract/page.ts'
import { readJson } from '../http/json-body.ts'
import type { Harness } from './harness.ts'
import { simulatorHarness } from './simulator.ts'
import type { DialectName } from './simulator.ts'
import type { SimulatorConfig } from './simulator/call.ts'

type Simulator = Adapter<SimulatorConfig>
type SimulatorSession = ConnectedSession<SimulatorConfig>
type SimulatorHarness = Harness<SimulatorConfig>

export type Saboteur = {
  /** What it does wrong. */
  readonly does: string
  /** The one rule that must catch it. */
  readonly breaks: string
  /** Made anew for each rule, since some carry state from read to read. */
  readonly harness: () => SimulatorHarness
}

const CHANGES: DialectName = 'changes, linked'
const WINDOW: DialectName = 'window, unlinked'

type Sabotage = (adapter: Simulator) => Partial<Simulator>

const saboteur = (
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
const pages =
  (change: (page: Page) => Page): Sabotage =>
  ({ read }) => ({
    read: async function* (session, request) {
      for await (const page of read(session, request)) yield change(page)
    },
  })

/** Changes records on their way out. */
const records = (change: (record: SourceRecord) => SourceRecord): Sabotage =>
  pages((page) => ({ ...page, upserts: page.upserts.map(change) }))

/** Changes the whole reading. */
const reading =
  (
    change: (read: Simulator['read'], session: SimulatorSession, request: ReadRequest) => AsyncIterable<Page>,
  ): Sabotage =>
  ({ read }) => ({ read: (session, request) => change(read, session, request) })

/** Reads through another client. */
const through = (
  send: (send: HttpClient['send'], ...given: Parameters<HttpClient['send']>) => Promise<HttpResponse>,
) =>
  reading((read, session, request) => {
    const http = { send: (...given: Parameters<HttpClient['send']>) => send(session.http.send, ...given) }
    return read({ ...session, http }, request)
  })

type JsonObject = { readonly [key: string]: JsonValue }

/** Changes rows as they come from the bank. */
const rows = (change: (row: JsonObject) => JsonObject): Sabotage =>
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

const bodyOf = (request: HttpRequest): string => Buffer.from(request.body ?? '').toString('utf8')

const withManifest =
  (change: (manifest: Simulator['manifest']) => Simulator['manifest']): Sabotage =>
  ({ manifest }) => ({ manifest: change(manifest) })

/** A checkpoint of the simulated bank that starts from so many changes. */
const markAt = (session: SimulatorSession, position: number): Checkpoint => {
  const key = session.credential.replace(/^credential-fake-/, '').replace(/-\d+$/, '')
  return checkpoint(`sim-changes-1 mark:${key}::${position}`)
}

const onManifest: readonly Saboteur[] = [
  saboteur(
    'M1',
    'has no title',
    withManifest((manifest) => ({ ...manifest, title: '' })),
  ),
  saboteur('M2', 'tells a host of its own about every listing', ({ listAccounts }) => ({
    listAccounts: async (session) => {
      const url = 'https://metrics.saboteur.invalid/'
      await session.http.send({ method: 'GET', url }, session.signal).catch(() => null)
      return listAccounts(session)
    },
  })),
  saboteur(
    'M3',
    'calls itself by another name',
    withManifest((manifest) => ({ ...manifest, id: 'simulater' })),
  ),
  saboteur('M4', 'can refresh and does not say so', () => ({
    refresh: async () => ({ accepted: true, notBefore: null }),
  })),
]

const onMapping: readonly Saboteur[] = [
  saboteur(
    'D1',
    'lets a pending record supersede another',
    records((record) => (record.status === 'pending' ? { ...record, supersedes: 'whatever' } : record)),
  ),
  saboteur(
    'D2',
    'flips the sign',
    records((record) => ({ ...record, amount: { ...record.amount, minor: -record.amount.minor } })),
  ),
  saboteur('D3', 'multiplies amounts as floats', records(floated)),
  saboteur('D4', 'shifts dates by the host’s time zone', records(shifted)),
  saboteur(
    'D5',
    'trims texts',
    records((record) => ({ ...record, description: record.description.trim() })),
  ),
  saboteur(
    'D6',
    'gives two movements one id',
    records((record) =>
      record.sourceId === 'rent-january' ? { ...record, sourceId: 'rent-february' } : record,
    ),
  ),
  saboteur('D7', 'changes the answers it was given', ({ read }) => ({
    read: (session, request) => {
      const send: HttpClient['send'] = async (asked, signal) => {
        const response = await session.http.send(asked, signal)
        const copy = { ...response, body: new Uint8Array(response.body) }
        response.body.fill(0)
        return copy
      }
      return read({ ...session, http: { send } }, request)
    },
  })),
  saboteur(
    'D8',
    'drops rows it can’t read',
    pages((page) => ({ ...page, rejected: [] })),
  ),
  saboteur(
    'D8',
    'takes dollars where no currency is given',
    rows((row) => ({ currency: 'USD', ...row })),
  ),
  saboteur(
    'D9',
    'takes an unknown status for booked',
    rows((row) => (row['status'] === 'pending' ? row : { ...row, status: 'booked' })),
  ),
  {
    does: 'maps a recorded input otherwise than recorded',
    breaks: 'D10',
    harness: () => {
      const harness = simulatorHarness(CHANGES)
      return { ...harness, goldens: harness.goldens.map((golden) => ({ ...golden, actual: 'another' })) }
    },
  },
]

const onReading: readonly Saboteur[] = [
  saboteur('R1', 'remembers what it has told and leaves it out', ({ read }) => {
    const told = new Set<string>()
    return {
      read: async function* (session, request) {
        const isRepeated = request.cursor !== null && told.has(request.cursor)
        if (request.cursor !== null) told.add(request.cursor)
        for await (const page of read(session, request))
          yield isRepeated ? { ...page, upserts: [], removals: [] } : page
      },
    }
  }),
  saboteur(
    'R2',
    'sets the checkpoint one change too far',
    pages((page) => ({
      ...page,
      checkpoint:
        page.checkpoint === null
          ? null
          : checkpoint(page.checkpoint.replace(/\d+$/, (position) => String(Number(position) + 1))),
    })),
  ),
  saboteur(
    'R3',
    'drops the last of several pages',
    reading(async function* (read, session, request) {
      let count = 0
      for await (const page of read(session, request)) {
        count += 1
        const isDropped = page.checkpoint !== null && count > 1
        yield isDropped ? { ...page, upserts: [], coverage: [] } : { ...page, coverage: [] }
      }
    }),
  ),
  saboteur(
    'R4',
    'goes on from a page token as if it were a cursor',
    reading((read, session, request) => {
      const { cursor } = request
      if (cursor === null || !cursor.startsWith('token:')) return read(session, request)
      let isFirst = true
      const send: HttpClient['send'] = (asked, signal) => {
        const body = isFirst ? bodyOf(asked).replace('"token":null', `"token":"${cursor}"`) : bodyOf(asked)
        isFirst = false
        return session.http.send({ ...asked, body }, signal)
      }
      return read({ ...session, http: { send } }, { ...request, cursor: null })
    }),
  ),
  saboteur(
    'R5',
    'sets a checkpoint on every page',
    reading(async function* (read, session, request) {
      for await (const page of read(session, request)) {
        yield { ...page, coverage: [], checkpoint: page.checkpoint ?? markAt(session, 0) }
      }
    }),
  ),
  saboteur(
    'R5',
    'returns the pages before an error as a success',
    reading(async function* (read, session, request) {
      let count = 0
      try {
        for await (const page of read(session, request)) {
          count += 1
          yield page
        }
      } catch (error) {
        if (count === 0 || session.signal.aborted || asProviderError(error).kind !== 'retryLater') throw error
        yield { ...EMPTY_PAGE, checkpoint: markAt(session, 0) }
      }
    }),
  ),
  saboteur(
    'R6',
    'leaves pending rows out and claims them as complete',
    pages((page) => ({ ...page, upserts: page.upserts.filter(({ status }) => status === 'posted') })),
    WINDOW,
  ),
  saboteur(
    'R6',
    'claims days to come',
    pages((page) => ({
      ...page,
      coverage: page.coverage.map((claim) => ({
        ...claim,
        range: { ...claim.range, to: '2099-12-31' as CalendarDate },
      })),
    })),
    WINDOW,
  ),
  saboteur(
    'R7',
    'begins again without dropping what it had',
    reading(async function* (read, session, request) {
      try {
        yield* read(session, request)
      } catch (error) {
        if (asProviderError(error).kind !== 'restartSpan') throw error
        yield* read(session, request)
      }
    }),
  ),
  saboteur(
    'R8',
    'takes another connection’s cursor for its own',
    reading((read, session, request) => {
      const position = /^sim-changes-1 mark:[^:]+::(\d+)$/.exec(request.cursor ?? '')?.[1]
      return read(
        session,
        position === undefined ? request : { ...request, cursor: markAt(session, Number(position)) },
      )
    }),
  ),
  saboteur(
    'R9',
    'reads accounts that were not asked for',
    reading((read, session, request) => read(session, { ...request, accountSourceIds: null })),
  ),
  saboteur(
    'R10',
    'reads from the start again for as long as the bank says there is more',
    through((send, request, signal) => {
      const body = bodyOf(request).replace('"token":"token:0:0:0"', '"token":null')
      return send(request.body === undefined ? request : { ...request, body }, signal)
    }),
  ),
  saboteur(
    'R11',
    'does not listen to an abort',
    reading((read, session, request) => read({ ...session, signal: new AbortController().signal }, request)),
  ),
  saboteur(
    'R12',
    'asks the clock of the machine',
    through((send, request, signal) =>
      send({ ...request, url: `${request.url}?today=${new Date().toISOString().slice(0, 10)}` }, signal),
    ),
  ),
]

const onFailing: readonly Saboteur[] = [
  saboteur(
    'E1',
    'swallows errors of the bank',
    reading(async function* (read, session, request) {
      let count = 0
      try {
        for await (const page of read(session, request)) {
          count += 1
          yield page
        }
      } catch (error) {
        if (count > 0 || asProviderError(error).reason !== 'provider-down') throw error
      }
    }),
  ),
  saboteur(
    'E2',
    'forgets when to come back',
    rethrowing((error) =>
      error.reason === 'rate-limited'
        ? new ProviderError('retryLater', 'rate-limited', { internal: 'too fast' })
        : error,
    ),
  ),
  saboteur(
    'E3',
    'flattens "sign in" into "bad request"',
    rethrowing((error) =>
      error.kind === 'needsUser'
        ? new ProviderError('broken', 'unknown-code', { internal: 'bad request' })
        : error,
    ),
  ),
  saboteur(
    'E4',
    'gives up when one account fails',
    pages((page) => {
      const [failure] = page.accountFailures
      if (failure !== undefined) throw failure.error
      return page
    }),
    WINDOW,
  ),
  saboteur(
    'E5',
    'logs its token',
    reading((read, session, request) => {
      session.log('reading', { credential: session.credential })
      return read(session, request)
    }),
  ),
  saboteur(
    'E5',
    'quotes what it sent in its errors',
    reading(async function* (read, session, request) {
      try {
        yield* read(session, request)
      } catch (error) {
        const { kind, reason, facts } = asProviderError(error)
        throw new ProviderError(kind, reason, {
          ...facts,
          internal: `${facts.internal} for ${session.config.key}`,
        })
      }
    }),
  ),
]

const onLinking: readonly Saboteur[] = [
  saboteur('L1', 'does not compare the state', ({ completeLink }) => ({
    completeLink: (session, returned) =>
      completeLink(session, { ...returned, returnedState: returned.expectedState }),
  })),
  saboteur('L2', 'throws while the person is not done', ({ completeLink }) => ({
    completeLink: async (session, returned) => {
      const outcome = await completeLink(session, returned)
      if (outcome.kind === 'waiting')
        throw new ProviderError('retryLater', 'not-ready', { internal: 'not done' })
      return outcome
    },
  })),
  saboteur('L3', 'makes a new connection of a repair', ({ completeLink }) => ({
    completeLink: async (session, returned) => {
      const outcome = await completeLink(session, returned)
      if (outcome.kind !== 'connected' || returned.repair === null) return outcome
      return { ...outcome, connectionSourceId: `${outcome.connectionSourceId}-new` }
    },
  })),
  saboteur('L4', 'fails to unlink what is unlinked', ({ unlink }) => {
    const unlinked = new Set<string>()
    return {
      unlink: async (session) => {
        if (unlinked.has(session.credential)) {
          throw new ProviderError('gone', 'deleted-at-provider', { internal: 'it is gone already' })
        }
        unlinked.add(session.credential)
        await unlink(session)
      },
    }
  }),
  saboteur(
    'L5',
    'uses a new credential before it is kept',
    reading((read, session, request) => {
      const keepCredential = async (next: string) => void session.keepCredential(next)
      return read({ ...session, keepCredential }, request)
    }),
  ),
  saboteur(
    'P1',
    'asks for balances beside every request, at once',
    through(async (send, request, signal) => {
      const beside = { ...request, url: new URL('/accounts', request.url).href, body: '{}' }
      const [answer] = await Promise.all([send(request, signal), send(beside, signal)])
      return answer
    }),
  ),
]

export const SABOTEURS: readonly Saboteur[] = [
  ...onManifest,
  ...onMapping,
  ...onReading,
  ...onFailing,
  ...onLinking,
]

/** `4.35` times 100 is 434.99999999999994. */
function floated(record: SourceRecord): SourceRecord {
  const { amount } = record
  const minor = BigInt(Math.trunc(Number(formatDecimal(amount)) * 10 ** exponentOf(amount.currency)))
  return { ...record, amount: { ...amount, minor } }
}

/** Midnight of the host’s day, read as a day of Greenwich. */
function shifted(record: SourceRecord): SourceRecord {
  const shift = (date: CalendarDate | null): CalendarDate | null => {
    if (date === null) return null
    const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
    return new Date(year, month - 1, day).toISOString().slice(0, 10) as CalendarDate
  }
  return { ...record, postedOn: shift(record.postedOn), transactionOn: shift(record.transactionOn) }
}

function rethrowing(change: (error: ProviderError) => ProviderError): Sabotage {
  return reading(async function* (read, session, request) {
    try {
      yield* read(session, request)
    } catch (error) {
      throw change(asProviderError(error))
    }
  })
}
