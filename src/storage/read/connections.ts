// Connections with the facts that their status is worked out from.
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { CalendarDate } from '../../domain/calendar.ts'
import type { ConnectionId } from '../../domain/ids.ts'
import type { Tables } from '../schema.ts'

export type ConnectionRow = {
  readonly id: ConnectionId
  readonly provider: string
  readonly isDemo: boolean
  readonly institutionSourceId: string | null
  readonly institutionName: string
  readonly country: string
  readonly askedHistoryDays: number
  readonly isHistoryComplete: boolean
  readonly lastAttemptAt: Date | null
  readonly lastGoodReadAt: Date | null
  readonly lastErrorKind: string | null
  readonly lastErrorReason: string | null
  readonly lastErrorAt: Date | null
  readonly lastErrorRetryAt: Date | null
  readonly failuresInRow: number
  readonly pausedAt: Date | null
  readonly pausedUntilOn: CalendarDate | null
  readonly disconnectedAt: Date | null
  readonly nextDueAt: Date | null
  readonly createdAt: Date
  readonly consentExpiresAt: Date | null
  readonly consentEndedAt: Date | null
  readonly hasOpenRun: boolean
}

/** Newest first; one where `id` is given. */
export async function readConnections(
  db: Kysely<Tables>,
  id: ConnectionId | null = null,
): Promise<readonly ConnectionRow[]> {
  const { rows } = await sql<ConnectionRow>`
    select c.id, c.provider, c.is_demo, c.institution_source_id, c.institution_name, c.country,
      c.asked_history_days,
      c.is_history_complete, c.last_attempt_at, c.last_good_read_at, c.last_error_kind, c.last_error_reason,
      c.last_error_at, c.last_error_retry_at, c.failures_in_row, c.paused_at, c.paused_until_on,
      c.disconnected_at,
      c.next_due_at, c.created_at, k.expires_at as consent_expires_at, k.ended_at as consent_ended_at,
      exists (select 1 from sync_run r where r.owner_id = c.owner_id and r.connection_id = c.id
        and r.state in ('queued', 'running')) as has_open_run
    from connection c
    left join lateral (
      select expires_at, ended_at from consent
      where consent.owner_id = c.owner_id and consent.connection_id = c.id order by granted_at desc limit 1
    ) k on true
    where ${id}::uuid is null or c.id = ${id}::uuid
    order by c.disconnected_at is null desc, c.created_at desc, c.id`.execute(db)
  return rows
}
