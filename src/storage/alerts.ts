// Alerts: what rules told of transactions when they arrived. Raised in the transaction that writes what they are about.
import { sql } from 'kysely'
import type { AlertId, BatchId, OwnerId, RuleId, TransactionId } from '../domain/ids.ts'
import { enqueueNotice } from './events.ts'
import { unnest } from './rows.ts'
import type { Columns } from './rows.ts'
import type { Tx } from './schema.ts'

export type AlertDraft = { readonly ruleId: RuleId; readonly ruleName: string; readonly transactionId: TransactionId }

const columnsOf = (newId: () => string): Columns<AlertDraft> => [
  ['id', 'uuid', () => newId()],
  ['rule_id', 'uuid', ({ ruleId }) => ruleId],
  ['rule_name', 'text', ({ ruleName }) => ruleName],
  ['transaction_id', 'uuid', ({ transactionId }) => transactionId],
]

/**
 * Writes those that the rule did not tell before, and one notice for all of the batch, which names only the batch: what
 * an undo took back meanwhile is not told. Gives how many were raised.
 */
export async function raiseAlerts(
  tx: Tx,
  { ownerId, batchId }: { readonly ownerId: OwnerId; readonly batchId: BatchId },
  drafts: readonly AlertDraft[],
  newId: () => string,
): Promise<number> {
  if (drafts.length === 0) return 0
  const { numAffectedRows } = await sql`
    insert into alert (owner_id, id, rule_id, rule_name, transaction_id, batch_id, raised_at)
    select ${ownerId}::uuid, v.id, v.rule_id, v.rule_name, v.transaction_id, ${batchId}::uuid, now()
    from ${unnest(drafts, columnsOf(newId))}
    on conflict (owner_id, rule_id, transaction_id) do nothing`.execute(tx)
  const raised = Number(numAffectedRows ?? 0n)
  if (raised > 0) {
    await enqueueNotice(tx, ownerId, { id: newId(), key: `alerts ${batchId}`, kind: 'alerts.raised', facts: { batchId } })
  }
  return raised
}

/**
 * What was told of transactions that end in others goes over to these, where the rule has not told of them: that it was
 * not seen yet must not be lost.
 */
export async function moveAlerts(
  tx: Tx,
  ownerId: OwnerId,
  merges: readonly { readonly from: TransactionId; readonly into: TransactionId }[],
): Promise<void> {
  const [from, into] = [merges.map((merge) => merge.from), merges.map((merge) => merge.into)]
  await sql`
    with moved as (
      select distinct on (a.rule_id, v.into_id) a.id, v.into_id from alert a
        join unnest(${from}::uuid[], ${into}::uuid[]) as v (from_id, into_id) on a.transaction_id = v.from_id
      where a.owner_id = ${ownerId}::uuid
        and not exists (
          select 1 from alert b
          where b.owner_id = a.owner_id and b.rule_id = a.rule_id and b.transaction_id = v.into_id)
      order by a.rule_id, v.into_id, a.id)
    update alert set transaction_id = moved.into_id from moved
    where alert.owner_id = ${ownerId}::uuid and alert.id = moved.id`.execute(tx)
}

/** Takes back what a change of rules told of the past. */
export async function dropAlerts(tx: Tx, ownerId: OwnerId, batchId: BatchId): Promise<void> {
  await sql`delete from alert where owner_id = ${ownerId}::uuid and batch_id = ${batchId}::uuid`.execute(tx)
}

export type AlertRow = {
  readonly id: AlertId
  readonly ruleId: RuleId
  readonly ruleName: string
  readonly transactionId: TransactionId
  readonly batchId: BatchId
  readonly raisedAt: Date
  readonly seenAt: Date | null
}

/** At most `limit` behind `after`, the newest first. */
export async function readAlerts(
  tx: Tx,
  { isSeenToo }: { readonly isSeenToo: boolean },
  after: AlertId | null,
  limit: number,
): Promise<readonly AlertRow[]> {
  const { rows } = await sql<AlertRow>`
    select id, rule_id, rule_name, transaction_id, batch_id, raised_at, seen_at from alert
    where (${isSeenToo} or seen_at is null) and (${after}::uuid is null or id < ${after}::uuid)
    order by id desc limit ${limit}`.execute(tx)
  return rows
}

/** How many nobody has seen yet. */
export async function countUnseenAlerts(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from alert where seen_at is null`.execute(tx)
  return rows[0]?.count ?? 0
}

/** Marks one alert, or all of them, as seen; what was seen before keeps its time. Gives how many there are of it. */
export async function markAlertsSeen(tx: Tx, ownerId: OwnerId, id: AlertId | null, at: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    update alert set seen_at = coalesce(seen_at, ${at})
    where owner_id = ${ownerId}::uuid and (${id}::uuid is null and seen_at is null or id = ${id}::uuid)`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}
