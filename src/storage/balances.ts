// What a balance proof needs later and only the moment knows: the ledger's sums when a balance came, and the days and
// balances that a file states.
import { sql } from 'kysely'
import type { CalendarDate, DateRange } from '../domain/calendar.ts'
import type { AccountId, AccountLinkId, BatchId, OwnerId, RunId } from '../domain/ids.ts'
import type { RecordStatus } from '../domain/source-record.ts'
import type { Tx } from './schema.ts'

/** Writes beside the balances of a run what the ledger shows now that the run has read to its end. */
export async function keepSumsAsRead(tx: Tx, ownerId: OwnerId, runId: RunId): Promise<void> {
  await sql`
    with told as (
      select distinct account_id from balance where owner_id = ${ownerId}::uuid and run_id = ${runId}::uuid
    ), summed as (
      select told.account_id, min(t.on_date) as since_on,
        coalesce(sum(t.amount_minor) filter (where t.status = 'posted'), 0) as posted_minor,
        coalesce(sum(t.amount_minor) filter (where t.status = 'pending'), 0) as pending_minor
      from told
      left join (
        select t.account_id, t.on_date, t.status, t.amount_minor from transaction t
        left join transaction_intent i on i.owner_id = t.owner_id and i.transaction_id = t.id
        where t.owner_id = ${ownerId}::uuid and not t.is_removed and not coalesce(i.is_hidden, false)
      ) t on t.account_id = told.account_id
      group by told.account_id
    )
    update balance b
    set posted_minor = summed.posted_minor, pending_minor = summed.pending_minor, since_on = summed.since_on,
      summed_at = now()
    from summed
    -- Absurd rows may sum up to more than 64 bits hold: then the balance stays without sums, and is proved without them.
    where greatest(abs(summed.posted_minor), abs(summed.pending_minor)) < 9223372036854775808
      and b.owner_id = ${ownerId}::uuid and b.run_id = ${runId}::uuid and b.account_id = summed.account_id`.execute(
    tx,
  )
}

/** What a file says of the account as a whole. Amounts are minor units of the account's currency. */
export type Statement = {
  readonly accountId: AccountId
  readonly linkId: AccountLinkId
  readonly batchId: BatchId
  /** First to last row; that nothing else happened on these days is not said. */
  readonly days: DateRange
  readonly statuses: readonly RecordStatus[]
  /** Balances at the end of a day, as booked. */
  readonly balances: readonly { readonly on: CalendarDate; readonly amountMinor: bigint }[]
}

/** Keeps the days and balances of a file with its batch. */
export async function keepStatement(
  tx: Tx,
  ownerId: OwnerId,
  statement: Statement,
  newId: () => string,
): Promise<void> {
  const { accountId, linkId, batchId, days, statuses, balances } = statement
  await tx
    .insertInto('coverage')
    .values({
      ownerId,
      id: newId(),
      accountId,
      accountLinkId: linkId,
      batchId,
      fromOn: days.from,
      toOn: days.to,
      statuses: [...statuses],
      isComplete: false,
    })
    .execute()
  if (balances.length === 0) return
  const rows = balances.map(({ on, amountMinor }) => ({
    ownerId,
    id: newId(),
    accountId,
    batchId,
    kind: 'booked' as const,
    amountMinor,
    asOfAt: `${on}T23:59:59Z`,
    asOfOn: on,
  }))
  await tx.insertInto('balance').values(rows).execute()
}
