// The way out to providers: TLS 1.3 or newer, listed hosts only, bounded in time and size, no redirects, no
// retries.
import { Agent, request } from 'undici'
import type { HttpClient, HttpRequest, HttpResponse } from '../contract/http.ts'
import { readBody } from './body.ts'
import { exchangeFailure, stopped } from './failures.ts'
import { allowedUrl } from './hosts.ts'
import type { HostRule } from './hosts.ts'
import { HTTP_LIMITS } from './limits.ts'
import type { HttpLimits } from './limits.ts'

export type HttpClientOptions = HostRule & {
  /** Certificates (PEM) to trust instead of the built-in bundle. */
  readonly trustedCertificates?: string
  readonly limits?: Partial<HttpLimits>
}

/** A client with its own connection pool; `close` lets go of idle connections. */
export type OwnedHttpClient = HttpClient & { readonly close: () => Promise<void> }

/** A client for the given hosts. See {@link HttpClient} for what it throws. */
export function createHttpClient(options: HttpClientOptions): OwnedHttpClient {
  const limits = { ...HTTP_LIMITS, ...options.limits }
  const agent = new Agent({
    connect: {
      minVersion: 'TLSv1.3',
      timeout: limits.connectTimeoutMs,
      ...(options.trustedCertificates === undefined ? {} : { ca: options.trustedCertificates }),
    },
    headersTimeout: limits.headersTimeoutMs,
    bodyTimeout: limits.totalTimeoutMs,
    allowH2: false,
  })
  return {
    send: (wanted, signal) => exchange(agent, options, limits, wanted, signal),
    close: () => agent.close(),
  }
}

async function exchange(
  agent: Agent,
  rule: HostRule,
  limits: HttpLimits,
  wanted: HttpRequest,
  stop: AbortSignal,
): Promise<HttpResponse> {
  const url = allowedUrl(wanted.url, rule)
  if (stop.aborted) throw stopped(url.host)
  const clock = AbortSignal.timeout(Math.min(wanted.timeoutMs ?? Infinity, limits.totalTimeoutMs))
  const signal = AbortSignal.any([stop, clock])
  try {
    const answer = await request(url, {
      dispatcher: agent,
      method: wanted.method,
      headers: { 'accept-encoding': 'gzip', ...wanted.headers },
      body: wanted.body ?? null,
      signal,
    })
    const headers = flatHeaders(answer.headers)
    const body = await readBody(answer.body, {
      encoding: headers['content-encoding'] ?? null,
      bytesMax: limits.bodyBytesMax,
      host: url.host,
      signal,
    })
    return { status: answer.statusCode, headers, body }
  } catch (error) {
    throw exchangeFailure(error, url.host, stop, clock)
  }
}

function flatHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  const flat: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value
  }
  return flat
}
