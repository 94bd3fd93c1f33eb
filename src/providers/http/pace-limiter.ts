// Keeps requests under a provider's declared pace: so many per minute and connection, so many for the
// operator.
import type { HttpClient } from '../contract/http.ts'

const WINDOW_MS = 60_000

export type PaceClock = {
  /** Milliseconds that only ever grow. */
  readonly nowMs: () => number
  /** Resolves after the time, or rejects when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
}

export type Pace = { readonly perConnectionPerMinute: number; readonly perOperatorPerMinute: number }

export type PaceLimiter = {
  /** Resolves when one more request for this connection is within the pace, and counts it. */
  readonly acquire: (connectionKey: string, signal: AbortSignal) => Promise<void>
}

/** A limiter over a sliding minute: no minute, wherever it starts, sees more requests than declared. */
export function createPaceLimiter(pace: Pace, clock: PaceClock): PaceLimiter {
  const operator: number[] = []
  const connections = new Map<string, number[]>()
  return {
    acquire: async (connectionKey, signal) => {
      for (;;) {
        signal.throwIfAborted()
        const nowMs = clock.nowMs()
        forgetIdle(connections, nowMs)
        const own = connections.get(connectionKey) ?? []
        const waitMs = Math.max(
          waitFor(own, pace.perConnectionPerMinute, nowMs),
          waitFor(operator, pace.perOperatorPerMinute, nowMs),
        )
        if (waitMs === 0) {
          own.push(nowMs)
          operator.push(nowMs)
          connections.set(connectionKey, own)
          return
        }
        await clock.sleep(waitMs, signal)
      }
    },
  }
}

/** A client whose requests for one connection wait for their turn. */
export const paced = (client: HttpClient, limiter: PaceLimiter, connectionKey: string): HttpClient => ({
  send: async (request, signal) => {
    await limiter.acquire(connectionKey, signal)
    return client.send(request, signal)
  },
})

/** Drops what left the window and says how long until there is room; 0 when there is. */
function waitFor(sentAtMs: number[], perMinute: number, nowMs: number): number {
  while (sentAtMs.length > 0 && (sentAtMs[0] ?? 0) <= nowMs - WINDOW_MS) sentAtMs.shift()
  const oldest = sentAtMs[0]
  return sentAtMs.length < perMinute || oldest === undefined ? 0 : oldest + WINDOW_MS - nowMs
}

/** Connections come and go; those that sent nothing within the window need no memory. */
function forgetIdle(connections: Map<string, number[]>, nowMs: number): void {
  for (const [key, sentAtMs] of connections) {
    if ((sentAtMs.at(-1) ?? 0) <= nowMs - WINDOW_MS) connections.delete(key)
  }
}
