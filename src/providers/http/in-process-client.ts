// Reaches demo banks without leaving the process: the same promises as the real client, no socket.
import type { HttpClient, HttpRequest, HttpResponse } from '../contract/http.ts'
import { readBody } from './body.ts'
import { exchangeFailure, hostRefused, stopped } from './failures.ts'
import { allowedUrl } from './hosts.ts'
import { HTTP_LIMITS } from './limits.ts'
import type { HttpLimits } from './limits.ts'

/** Answers requests for a host. Throws an error with code `ECONNRESET` to break the connection. */
export type WebHandler = (request: Request) => Promise<Response>

export type InProcessOptions = {
  /** By host name, such as `demo-bank.invalid`. No other host can be reached. */
  readonly hosts: Readonly<Record<string, WebHandler>>
  readonly limits?: Partial<HttpLimits>
}

/**
 * A client whose answers come from handlers, under the same limits and with the same errors as the real one.
 */
export function createInProcessClient(options: InProcessOptions): HttpClient {
  const limits = { ...HTTP_LIMITS, ...options.limits }
  return { send: (wanted, signal) => exchange(options.hosts, limits, wanted, signal) }
}

async function exchange(
  hosts: InProcessOptions['hosts'],
  limits: HttpLimits,
  wanted: HttpRequest,
  stop: AbortSignal,
): Promise<HttpResponse> {
  const url = allowedUrl(wanted.url, { allowedHosts: Object.keys(hosts) })
  const handler = hosts[url.host]
  if (!handler) throw hostRefused(url.host)
  if (stop.aborted) throw stopped(url.host)
  const clock = AbortSignal.timeout(Math.min(wanted.timeoutMs ?? Infinity, limits.totalTimeoutMs))
  const signal = AbortSignal.any([stop, clock])
  try {
    const request = new Request(url, {
      method: wanted.method,
      headers: { ...wanted.headers },
      body: wanted.body === undefined ? null : Buffer.from(wanted.body),
      signal,
    })
    const answer = await orAborted(handler(request), signal)
    const body = await readBody(answer.body ?? emptyBody(), {
      encoding: answer.headers.get('content-encoding'),
      bytesMax: limits.bodyBytesMax,
      host: url.host,
      signal,
    })
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body }
  } catch (error) {
    throw exchangeFailure(error, url.host, stop, clock)
  }
}

/** A handler may never answer; the signal then ends the wait. */
async function orAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const { promise, reject } = Promise.withResolvers<never>()
  const onAbort = () => reject(signal.reason)
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([work, promise])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}

async function* emptyBody(): AsyncGenerator<Uint8Array> {}
