// Where rules work: an adapter over an open bank, with everything that passes between them watched. It hides
// the provider's configuration type, so that a rule is one plain function for all providers.
import type { CalendarDate } from '../../domain/calendar.ts'
import type { SourceAccount } from '../../domain/account.ts'
import type {
  ConnectedSession,
  Credential,
  Institution,
  InstitutionQuery,
  LinkOutcome,
  LinkPrompt,
  LinkRequest,
  LinkReturn,
  ReadRequest,
} from '../contract/adapter.ts'
import type { HttpClient, HttpRequest, HttpResponse } from '../contract/http.ts'
import type { Manifest } from '../contract/manifest.ts'
import { stopped } from '../http/failures.ts'
import type { Page } from '../contract/page.ts'
import type { World } from '../world/world.ts'
import type { Golden, Harness, OpenBank, OpenOptions, Spoil, Spoiler } from './harness.ts'

/** Requests that one session may send in a test before we call it endless. */
export const REQUESTS_MAX = 5_000

export type Sent = { readonly request: HttpRequest; readonly host: string; readonly path: string }

/** What was seen of one session. */
export type Watch = {
  readonly sent: Sent[]
  /** Bodies of answers, as text, in order. */
  readonly answers: string[]
  readonly logs: string[]
  readonly kept: Credential[]
  /** Requests that were under way at once, at most. */
  atOnce: number
  /** Answers whose bytes the adapter changed. */
  readonly changedAnswers: () => number
}

/** Stands between adapter and bank: may answer itself, delay, or change an answer. `number` counts from 1. */
export type Intercept = (
  request: HttpRequest,
  number: number,
  send: (request: HttpRequest) => Promise<HttpResponse>,
) => Promise<HttpResponse>

export type RunOptions = {
  readonly intercept?: Intercept
  readonly signal?: AbortSignal
  readonly credential?: Credential
  readonly keepCredential?: (next: Credential) => Promise<void>
}

/** One session with the adapter's functions bound to it. */
export type Run = {
  readonly watch: Watch
  readonly read: (request: Partial<ReadRequest> & Pick<ReadRequest, 'asOf'>) => AsyncIterable<Page>
  readonly listAccounts: () => Promise<readonly SourceAccount[]>
  readonly check: () => Promise<void>
  readonly search: (query: InstitutionQuery) => Promise<readonly Institution[]>
  readonly beginLink: (request: LinkRequest) => Promise<LinkPrompt>
  readonly completeLink: (returned: LinkReturn) => Promise<LinkOutcome>
  readonly unlink: () => Promise<void>
}

export type Opened = Pick<
  OpenBank<unknown>,
  'setAsOf' | 'setFaults' | 'person' | 'expireCredential' | 'secrets'
> & {
  readonly world: World
  readonly run: (options?: RunOptions) => Run
  /** The person connects anew; later runs use the new credential. */
  readonly reconnect: () => Promise<void>
}

export type Bench = {
  readonly name: string
  readonly manifest: Manifest
  readonly hasRefresh: boolean
  readonly transactionsPath: string
  readonly pageTokenIn: Harness['pageTokenIn']
  readonly spoilers: Readonly<Record<Spoil, Spoiler | string>>
  readonly goldens: readonly Golden[]
  readonly volatileHeaders: readonly string[]
  readonly skips: Readonly<Record<string, string>>
  /** Opens a bank for the work and closes it afterwards. */
  readonly withBank: <Result>(
    world: World,
    options: OpenOptions,
    work: (opened: Opened) => Promise<Result>,
  ) => Promise<Result>
}

/** The bench of a provider. */
export function benchOf<Config>(harness: Harness<Config>): Bench {
  const { adapter } = harness
  return {
    name: harness.name,
    manifest: adapter.manifest,
    hasRefresh: adapter.refresh !== undefined,
    transactionsPath: harness.transactionsPath,
    pageTokenIn: harness.pageTokenIn,
    spoilers: harness.spoilers,
    goldens: harness.goldens,
    volatileHeaders: harness.volatileHeaders,
    skips: harness.skips,
    withBank: async (world, options, work) => {
      const bank = await harness.open(world, options)
      try {
        return await work(openedBank(harness, bank, world))
      } finally {
        await bank.close()
      }
    },
  }
}

function openedBank<Config>(harness: Harness<Config>, bank: OpenBank<Config>, world: World): Opened {
  let { credential } = bank
  return {
    world,
    setAsOf: bank.setAsOf,
    setFaults: bank.setFaults,
    person: bank.person,
    secrets: bank.secrets,
    ...(bank.expireCredential === undefined ? {} : { expireCredential: bank.expireCredential }),
    reconnect: async () => {
      credential = await bank.reconnect()
    },
    run: (options = {}) => {
      const keep = options.keepCredential ?? (async () => {})
      const keepCredential = async (next: Credential) => {
        await keep(next)
        credential = next
      }
      return openRun(harness, bank, {
        ...options,
        keepCredential,
        credential: options.credential ?? credential,
      })
    },
  }
}

type Ready = RunOptions & Required<Pick<RunOptions, 'credential' | 'keepCredential'>>

function openRun<Config>({ adapter }: Harness<Config>, bank: OpenBank<Config>, options: Ready): Run {
  const { watch, http } = watched(bank.http, options.intercept)
  const session: ConnectedSession<Config> = Object.freeze({
    config: deepFreeze(bank.config),
    http,
    signal: options.signal ?? new AbortController().signal,
    log: (event, facts) => void watch.logs.push(`${event} ${JSON.stringify(facts)}`),
    credential: options.credential,
    keepCredential: async (next) => {
      watch.kept.push(next)
      await options.keepCredential(next)
    },
  })
  return {
    watch,
    read: (request) => adapter.read(session, deepFreeze({ ...WHOLE, ...request })),
    listAccounts: () => adapter.listAccounts(session),
    check: () => adapter.check(session),
    search: (query) => adapter.searchInstitutions(session, query),
    beginLink: (request) => adapter.beginLink(session, deepFreeze(request)),
    completeLink: (returned) => adapter.completeLink(session, deepFreeze(returned)),
    unlink: () => adapter.unlink(session),
  }
}

/** Everything of every account, from before any World begins. */
const WHOLE = { cursor: null, earliest: '2020-01-01' as CalendarDate, accountSourceIds: null } as const

function watched(
  inner: HttpClient,
  intercept?: Intercept,
): { readonly watch: Watch; readonly http: HttpClient } {
  const given: { readonly body: Uint8Array; readonly copy: string }[] = []
  const watch: Watch = {
    sent: [],
    answers: [],
    logs: [],
    kept: [],
    atOnce: 0,
    changedAnswers: () =>
      given.filter(({ body, copy }) => Buffer.from(body).toString('base64') !== copy).length,
  }
  let underWay = 0
  const send: HttpClient['send'] = async (request, signal) => {
    // A real client makes no call for a signal that is aborted already, so that does not count as one.
    if (signal.aborted) return inner.send(request, signal)
    const { host, pathname: path } = new URL(request.url)
    watch.sent.push({ request, host, path })
    if (watch.sent.length > REQUESTS_MAX) throw new Error(`more than ${REQUESTS_MAX} requests in one session`)
    underWay += 1
    watch.atOnce = Math.max(watch.atOnce, underWay)
    try {
      const pass = (changed: HttpRequest) => inner.send(changed, signal)
      const answering = intercept ? intercept(request, watch.sent.length, pass) : pass(request)
      const response = await orAborted(answering, signal)
      watch.answers.push(Buffer.from(response.body).toString('utf8'))
      given.push({ body: response.body, copy: Buffer.from(response.body).toString('base64') })
      return response
    } finally {
      underWay -= 1
    }
  }
  return { watch, http: Object.freeze({ send }) }
}

/**
 * An interceptor may never answer; the signal that was passed along then ends the wait, as in a real client.
 */
async function orAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const { promise, reject } = Promise.withResolvers<never>()
  const onAbort = () => reject(stopped('the bank'))
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([work, promise])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  for (const part of Object.values(value)) deepFreeze(part)
  return Object.freeze(value)
}
