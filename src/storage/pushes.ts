// Pushes and their history. A push that runs is held by a sign of life: one whose process died is over after a while.
import { sql } from 'kysely'
import type { DestinationId, OwnerId, PushId } from '../domain/ids.ts'
import type { PushCounts } from '../domain/push/push-counts.ts'
import type { Tx } from './schema.ts'

/** Five times the pause between two signs of life: a busy machine is not a dead one. */
const LIFE_SIGN_SECONDS_MAX = 300

const STOPPED = 'It was stopped before its end. What it sent is found by the next push, and nothing is doubled.'
const IS_DEAD = sql<boolean>`(state = 'running'
  and renewed_at < now() - make_interval(secs => ${sql.lit(LIFE_SIGN_SECONDS_MAX)}))`

export type PushRow = {
  readonly id: PushId
  readonly destinationId: DestinationId
  readonly destinationName: string
  readonly program: string
  readonly kind: 'push' | 'undo'
  readonly undoesPushId: PushId | null
  readonly state: 'running' | 'succeeded' | 'partly' | 'failed'
  readonly counts: PushCounts
  readonly failure: string | null
  readonly failureMessage: string | null
  readonly retryAt: Date | null
  readonly startedAt: Date
  readonly endedAt: Date | null
  /** Changes of it that are still as it left them. */
  readonly undoable: number
}

export type PushStart = {
  readonly id: PushId
  readonly destinationId: DestinationId
  readonly kind: 'push' | 'undo'
  readonly undoesPushId: PushId | null
  readonly counts: PushCounts
}

/** Starts it, unless another one runs for the destination. One that gave no sign of life is ended first. */
export async function startPush(tx: Tx, ownerId: OwnerId, start: PushStart): Promise<boolean> {
  await sql`
    update push set state = 'failed', ended_at = now(), failure = 'stopped', failure_message = ${STOPPED}
    where owner_id = ${ownerId}::uuid and destination_id = ${start.destinationId}::uuid and ${IS_DEAD}`.execute(tx)
  const { counts, ...columns } = start
  const row = await tx
    .insertInto('push')
    .values({ ...columns, ownerId, state: 'running', counts: JSON.stringify(counts) })
    .onConflict((conflict) => conflict.columns(['ownerId', 'destinationId']).where('state', '=', 'running').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** A sign of life, with what was done so far where that is told. False where somebody ended it meanwhile: then it must stop. */
export async function renewPush(
  tx: Tx,
  ownerId: OwnerId,
  id: PushId,
  counts: PushCounts | null = null,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('push')
    .set({ renewedAt: sql<Date>`now()`, ...(counts === null ? {} : { counts: JSON.stringify(counts) }) })
    .where('ownerId', '=', ownerId)
    .where('id', '=', id)
    .where('state', '=', 'running')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export type PushEnd = {
  readonly state: 'succeeded' | 'partly' | 'failed'
  readonly counts: PushCounts
  readonly failure: string | null
  readonly failureMessage: string | null
  readonly retryAt: Date | null
}

export async function endPush(tx: Tx, ownerId: OwnerId, id: PushId, end: PushEnd): Promise<void> {
  await tx
    .updateTable('push')
    .set({ ...end, counts: JSON.stringify(end.counts), endedAt: sql<Date>`now()` })
    .where('ownerId', '=', ownerId)
    .where('id', '=', id)
    .where('state', '=', 'running')
    .execute()
}

/** The newest first. One whose process died counts as failed, also before another push has ended it. */
export async function readPushes(
  tx: Tx,
  filter: { readonly id: PushId | null; readonly destinationId: DestinationId | null },
  limit: number,
): Promise<readonly PushRow[]> {
  const { rows } = await sql<PushRow>`
    select p.id, p.destination_id, d.name as destination_name, d.program, p.kind, p.undoes_push_id, p.counts,
      case when ${IS_DEAD} then 'failed' else p.state end as state,
      case when ${IS_DEAD} then 'stopped' else p.failure end as failure,
      case when ${IS_DEAD} then ${STOPPED} else p.failure_message end as failure_message, p.retry_at, p.started_at, p.ended_at,
      (select count(*)::int from push_change c join pushed_transaction s on s.owner_id = c.owner_id
        and s.transaction_id = c.transaction_id and s.destination_id = p.destination_id and s.push_id = p.id
        where c.owner_id = p.owner_id and c.push_id = p.id and c.undone_by is null) as undoable
    from push p join destination d on d.owner_id = p.owner_id and d.id = p.destination_id
    where p.id = coalesce(${filter.id}::uuid, p.id)
      and p.destination_id = coalesce(${filter.destinationId}::uuid, p.destination_id)
    order by p.started_at desc, p.id desc limit ${limit}`.execute(tx)
  return rows
}
