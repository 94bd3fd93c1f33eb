// Bounds of one exchange with a provider. A request that outlives them is a fault of the other side, named as
// such.

export type HttpLimits = {
  readonly connectTimeoutMs: number
  /** From the request's last byte to the answer's first headers. */
  readonly headersTimeoutMs: number
  /** The whole exchange, connect to last byte. */
  readonly totalTimeoutMs: number
  /** Of the answer's body, before and again after decompression. */
  readonly bodyBytesMax: number
}

/**
 * Live balance calls are the slowest answers seen (10–30 s at some banks, which the provider itself cuts
 * off); 20 MiB is forty times the largest page of 500 records.
 */
export const HTTP_LIMITS: HttpLimits = {
  connectTimeoutMs: 10_000,
  headersTimeoutMs: 15_000,
  totalTimeoutMs: 25_000,
  bodyBytesMax: 20 * 1024 * 1024,
}
