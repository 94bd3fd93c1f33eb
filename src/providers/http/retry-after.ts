import type { HttpResponse } from '../contract/http.ts'

/** Longer waits than this are mistakes of the other side; the engine backs off by itself anyway. */
const SECONDS_MAX = 7 * 86_400

export type RetryAfter = { readonly retryAfterSeconds: number | null; readonly retryAt: string | null }

/**
 * The `Retry-After` header: seconds to wait, or an RFC 3339 instant where it named a date; nulls where it is
 * unusable.
 */
export function retryAfter({ headers }: Pick<HttpResponse, 'headers'>): RetryAfter {
  const text = headers['retry-after']?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return { retryAfterSeconds: Math.min(Number(text), SECONDS_MAX), retryAt: null }
  const atMs = /^[A-Za-z]{3},/.test(text) ? Date.parse(text) : Number.NaN
  return { retryAfterSeconds: null, retryAt: Number.isNaN(atMs) ? null : new Date(atMs).toISOString() }
}
