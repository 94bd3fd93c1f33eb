// The one way an adapter reaches the network: a client bound to the hosts its manifest declares.

export type HttpRequest = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** Whole exchange, connect to last byte. The client's own maximum applies when longer or absent. */
  readonly timeoutMs?: number
}

/** An answer of any status. Bodies over the client's size limit are refused as `broken/limit`. */
export type HttpResponse = {
  readonly status: number
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

/**
 * Throws `ProviderError`: `retryLater` network or timeout when no complete answer came, `needsOperator` certificate
 * when TLS was refused, `broken` protocol for a host that is not allowed. It never follows redirects nor retries.
 */
export type HttpClient = {
  readonly send: (request: HttpRequest, signal: AbortSignal) => Promise<HttpResponse>
}
