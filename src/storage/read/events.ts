// What happened, for the live stream: ids, counts and states.
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { JsonValue } from '../../domain/source-record.ts'
import type { Tables } from '../schema.ts'

export type EventRow = {
  readonly position: bigint
  readonly runId: string | null
  readonly connectionId: string | null
  readonly kind: string
  readonly facts: Readonly<Record<string, JsonValue>>
}

/** Events behind a position, oldest first. */
export async function readEvents(
  db: Kysely<Tables>,
  after: bigint,
  limit: number,
): Promise<readonly EventRow[]> {
  const { rows } = await sql<EventRow>`
    select position, run_id, connection_id, kind, facts from run_event
    where position > ${after} order by position limit ${limit}`.execute(db)
  return rows
}

/** The oldest and newest position there is; null before the first event. */
export async function readEventRange(
  db: Kysely<Tables>,
): Promise<{ readonly first: bigint; readonly last: bigint } | null> {
  const { rows } = await sql<{ first: bigint | null; last: bigint | null }>`
    select min(position) as first, max(position) as last from run_event`.execute(db)
  const range = rows[0]
  return range?.first == null || range.last === null ? null : { first: range.first, last: range.last }
}
