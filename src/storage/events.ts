// What just happened, for live screens (ids, counts and states only) and for later notices.
import { sql } from 'kysely'
import type { ConnectionId, OwnerId, RunId } from '../domain/ids.ts'
import type { JsonValue } from '../domain/source-record.ts'
import type { Tx } from './schema.ts'

/** The channel that wakes whoever streams events. Its payload is `{ownerId, position}`. */
export const EVENT_CHANNEL = 'tributary_event'

export type RunEventKind = 'run.changed' | 'connection.changed' | 'ledger.changed'

type Facts = Readonly<Record<string, JsonValue>>

export type RunEvent = {
  readonly kind: RunEventKind
  readonly runId: RunId | null
  readonly connectionId: ConnectionId | null
  readonly facts: Facts
}

/** Writes the event; listeners wake when the transaction commits, and never when it does not. */
export async function recordEvent(tx: Tx, ownerId: OwnerId, event: RunEvent): Promise<void> {
  await sql`
    with written as (
      insert into run_event (owner_id, run_id, connection_id, kind, facts)
      values (${ownerId}, ${event.runId}, ${event.connectionId}, ${event.kind}, ${JSON.stringify(event.facts)})
      returning owner_id, position
    )
    select pg_notify(${EVENT_CHANNEL}, json_build_object('ownerId', owner_id, 'position', position)::text)
    from written`.execute(tx)
}

/** Puts a notice into the outbox. The same key is written once, however often a run is repeated. */
export async function enqueueNotice(
  tx: Tx,
  ownerId: OwnerId,
  notice: { readonly id: string; readonly key: string; readonly kind: string; readonly facts: Facts },
): Promise<void> {
  await tx
    .insertInto('outbox')
    .values({ ownerId, ...notice, facts: JSON.stringify(notice.facts) })
    .onConflict((conflict) => conflict.columns(['ownerId', 'key']).doNothing())
    .execute()
}
