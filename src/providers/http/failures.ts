// Turns what sockets, TLS and decompression throw into provider errors, by who must act. Texts name the host
// and a code only: paths, headers and bytes of an answer can hold tokens or account numbers.
import { ProviderError } from '../contract/errors.ts'

const NETWORK_CODES = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ERR_STREAM_PREMATURE_CLOSE',
  'UND_ERR_SOCKET',
  'UND_ERR_CLOSED',
  'UND_ERR_DESTROYED',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
  // The compressed body ended before its own end mark.
  'Z_BUF_ERROR',
])

const TIMEOUT_CODES = new Set(['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'])

/** OpenSSL's and Node's families of codes for a refused certificate or protocol version. */
const TLS_CODE = /^(CERT_|ERR_SSL_|ERR_TLS_|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO)|SELF_SIGNED/

/**
 * The provider error for a failure in talking to `host`. `stop` is the caller's signal, `clock` the total
 * timeout.
 */
export function exchangeFailure(
  error: unknown,
  host: string,
  stop: AbortSignal,
  clock: AbortSignal,
): ProviderError {
  if (error instanceof ProviderError) return error
  if (stop.aborted) return stopped(host)
  if (clock.aborted) {
    return new ProviderError('retryLater', 'timeout', {
      internal: `${host} did not finish its answer in time`,
    })
  }
  return fromCode(codeOf(error), host)
}

/** The run was stopped by us; nothing is known about the other side. */
export const stopped = (host: string): ProviderError =>
  new ProviderError('retryLater', 'network', {
    internal: `the exchange with ${host} was stopped before its end`,
  })

export const hostRefused = (host: string): ProviderError =>
  new ProviderError('broken', 'protocol', { internal: `${host} is not a host this provider may contact` })

export const bodyTooLarge = (host: string, bytesMax: number): ProviderError =>
  new ProviderError('broken', 'limit', { internal: `the answer of ${host} is larger than ${bytesMax} bytes` })

function fromCode(code: string, host: string): ProviderError {
  if (TIMEOUT_CODES.has(code)) {
    return new ProviderError('retryLater', 'timeout', {
      internal: `${host} did not answer in time (${code})`,
    })
  }
  if (TLS_CODE.test(code)) {
    return new ProviderError('needsOperator', 'certificate', {
      internal: `TLS with ${host} was refused (${code})`,
    })
  }
  if (code === 'UND_ERR_HEADERS_OVERFLOW') {
    return new ProviderError('broken', 'limit', { internal: `the headers of ${host} are too large` })
  }
  if (NETWORK_CODES.has(code)) {
    return new ProviderError('retryLater', 'network', {
      internal: `no complete answer came from ${host} (${code})`,
    })
  }
  return new ProviderError('broken', 'protocol', { internal: `the exchange with ${host} failed (${code})` })
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'a non-error was thrown'
  if ('code' in error && typeof error.code === 'string') return error.code
  // A connection tried over several addresses reports one error holding the others.
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0])
  return error.cause instanceof Error ? codeOf(error.cause) : error.name
}
