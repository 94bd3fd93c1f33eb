// One request to a budget program and its answer as JSON: counted, tried again where that can help, and failures told
// in words for the person.
import type { JsonValue } from '../domain/source-record.ts'
import { asProviderError } from '../providers/contract/errors.ts'
import type { ProviderError } from '../providers/contract/errors.ts'
import type { HttpClient, HttpRequest, HttpResponse } from '../providers/contract/http.ts'
import { readJson } from '../providers/http/json-body.ts'
import { retryAfter } from '../providers/http/retry-after.ts'
import { DestinationError } from './contract.ts'
import type { DestinationDeps } from './contract.ts'

export type Exchange = {
  /** The program's name as people know it. */
  readonly label: string
  readonly http: HttpClient
  readonly deps: Pick<DestinationDeps, 'signal' | 'sleep' | 'spendRequest' | 'log'>
  /** Sent with each request. Holds the token, so it is never logged. */
  readonly headers: Readonly<Record<string, string>>
}

export type Wish = {
  readonly method: HttpRequest['method']
  readonly url: string
  readonly body?: JsonValue
  /**
   * False for a write that would be done twice where its answer was lost: such a failure is thrown at once as
   * `unknown outcome`, and the caller looks what became of it.
   */
  readonly isSafeToRepeat: boolean
}

export type JsonAnswer = { readonly status: number; readonly body: JsonValue }

/** A write whose answer never came: it may have been done. */
export class UnknownOutcome extends Error {
  override readonly name = 'UnknownOutcome'
  readonly failure: DestinationError

  constructor(failure: DestinationError) {
    super('the answer to a write was lost', { cause: failure })
    this.failure = failure
  }
}

/** Pauses before each further try. A person may be waiting, and the next push does what this one could not. */
const RETRY_PAUSES_MS = [1_000, 4_000, 15_000] as const
/** A destination that wants to be left alone for longer is: the push ends and says when to come back. */
const WAIT_SECONDS_MAX = 60

/**
 * The answer of any status but 401, 403, 429 and 5xx, which are told as failures. Throws `DestinationError`, or
 * `UnknownOutcome`.
 */
export async function exchange(line: Exchange, wish: Wish): Promise<JsonAnswer> {
  for (const pauseMs of [...RETRY_PAUSES_MS, null]) {
    const tried = await attempt(line, wish)
    if (tried.kind === 'answer') return tried.answer
    const waitMs = Math.max(pauseMs ?? 0, (tried.failure.retryAfterSeconds ?? 0) * 1000)
    if (!tried.isWorthRetrying || pauseMs === null || waitMs > WAIT_SECONDS_MAX * 1000) throw tried.failure
    if (tried.isUnknown && !wish.isSafeToRepeat) throw new UnknownOutcome(tried.failure)
    line.deps.log('destination tried again', { failure: tried.failure.failure, waitMs })
    await line.deps.sleep(waitMs)
  }
  throw new TypeError('unreachable: the last try has no pause after it')
}

type Tried =
  | { readonly kind: 'answer'; readonly answer: JsonAnswer }
  | {
      readonly kind: 'failure'
      readonly failure: DestinationError
      readonly isWorthRetrying: boolean
      /** The request may have been carried out. */
      readonly isUnknown: boolean
    }

async function attempt(line: Exchange, wish: Wish): Promise<Tried> {
  await line.deps.spendRequest()
  let response: HttpResponse
  try {
    response = await line.http.send(requestOf(line, wish), line.deps.signal)
  } catch (error) {
    const known = asProviderError(error)
    const isWorthRetrying = known.kind === 'retryLater' && !line.deps.signal.aborted
    return { kind: 'failure', failure: unreachable(line, known), isWorthRetrying, isUnknown: isWorthRetrying }
  }
  const failure = failureOf(line, response)
  if (failure !== null) {
    const isDown = failure.failure === 'down'
    const isWorthRetrying = isDown || failure.failure === 'rate-limited'
    return { kind: 'failure', failure, isWorthRetrying, isUnknown: isDown }
  }
  return { kind: 'answer', answer: { status: response.status, body: bodyOf(line, response) } }
}

const requestOf = ({ headers }: Exchange, { method, url, body }: Wish): HttpRequest => ({
  method,
  url,
  headers: {
    accept: 'application/json',
    ...headers,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  },
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
})

const NOTHING_LOST = 'Your transactions are safe here, and what was sent before is known.'

function unreachable({ label, deps }: Exchange, error: ProviderError): DestinationError {
  const cause = { cause: error }
  if (deps.signal.aborted) {
    return new DestinationError('stopped', `The push was stopped. ${NOTHING_LOST} Push again when you like.`, cause)
  }
  if (error.kind === 'needsOperator') {
    const text = `The certificate of ${label} was refused. ${NOTHING_LOST}`
    return new DestinationError('certificate', `${text} Whoever runs ${label} has to mend it.`, cause)
  }
  if (error.kind === 'broken') return odd(label, cause)
  if (error.reason === 'timeout') {
    return new DestinationError('timeout', `${label} took too long to answer. ${NOTHING_LOST} Push again later.`, cause)
  }
  const text = `${label} can't be reached. ${NOTHING_LOST}`
  return new DestinationError('unreachable', `${text} See whether it runs, and push again.`, cause)
}

function failureOf({ label }: Exchange, response: HttpResponse): DestinationError | null {
  const { status } = response
  if (status === 401 || status === 403) {
    const text = `${label} doesn't take the access token. ${NOTHING_LOST}`
    return new DestinationError('sign-in', `${text} Make a new token there and enter it here.`)
  }
  if (status === 429) {
    const text = `${label} allows no more requests for now. ${NOTHING_LOST} Push again later.`
    const { retryAfterSeconds } = retryAfter(response)
    return new DestinationError('rate-limited', text, { retryAfterSeconds })
  }
  if (status >= 500) {
    const text = `${label} has a fault of its own (status ${status}). ${NOTHING_LOST} Push again later.`
    return new DestinationError('down', text, { retryAfterSeconds: retryAfter(response).retryAfterSeconds })
  }
  if (status >= 300 && status < 400) {
    const text = `${label} sends requests on to another address. ${NOTHING_LOST} Enter the address it ends at.`
    return new DestinationError('settings', text)
  }
  return null
}

function bodyOf({ label }: Exchange, response: HttpResponse): JsonValue {
  if (response.body.length === 0) return null
  const read = readJson(response)
  if (read.ok) return read.value
  if (response.status === 404) return null
  throw odd(label, { cause: read.reason })
}

/** An answer that the program's description doesn't have. */
export const odd = (label: string, facts: { readonly cause?: unknown } = {}): DestinationError =>
  new DestinationError(
    'answer',
    `${label} answered in a way that Tributary doesn't know. ${NOTHING_LOST} Report it; it is ours to mend.`,
    facts,
  )
