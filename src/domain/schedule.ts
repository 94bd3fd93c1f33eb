// The daily schedule in its simplest form: every 24 hours, at a minute that is the connection's own.
import { sha256Hex } from './digest.ts'
import type { ConnectionId } from './ids.ts'

const MINUTE_MS = 60_000
const DAY_MINUTES = 1_440

/** The connection's minute of the day, 0 to 1439: always the same, and spread evenly, so that no bank is stormed. */
export const minuteOf = (connectionId: ConnectionId): number =>
  Number.parseInt(sha256Hex(connectionId).slice(0, 8), 16) % DAY_MINUTES

/**
 * The next time after `after` at which the connection's minute comes. Days are 24 hours of universal time, so that no
 * clock change skips or doubles one.
 */
export function nextDueAt(connectionId: ConnectionId, after: Date): Date {
  const minutes = Math.floor(after.getTime() / MINUTE_MS)
  const today = minutes - (minutes % DAY_MINUTES) + minuteOf(connectionId)
  return new Date((today > minutes ? today : today + DAY_MINUTES) * MINUTE_MS)
}
