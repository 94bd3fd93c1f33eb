// What a destination holds of us, and what each push changed there.
import { sql } from 'kysely'
import type { CurrencyCode } from '../domain/currency.ts'
import type { DestinationId, OwnerId, PushId, TransactionId } from '../domain/ids.ts'
import type { Content } from '../domain/push/content.ts'
import type { SentEntry } from '../domain/push/push-step.ts'
import type { HeldFacts } from '../domain/push/rows.ts'
import type { HeldFactsJson, Tx } from './schema.ts'

/** A row as it is there now, and what a push did to it; without a change only the noting is new. */
export type Noted = {
  readonly entry: SentEntry
  readonly change: null | {
    readonly id: string
    readonly action: 'created' | 'updated' | 'deleted'
    readonly currency: CurrencyCode
    readonly beforeImage: string | null
    readonly beforeContent: Content | null
  }
}

export async function readSentEntries(tx: Tx, destinationId: DestinationId): Promise<readonly SentEntry[]> {
  const rows = await tx
    .selectFrom('pushedTransaction')
    .select(['transactionId', 'accountId', 'theirAccountId', 'theirId', 'generation', 'state', 'content', 'facts'])
    .select('leadTransactionId as leadId')
    .where('destinationId', '=', destinationId)
    .execute()
  return rows.map((row) => ({ ...row, facts: factsOf(row.facts) }))
}

/** Notes what a call of the destination answered, in the transaction that also renews the push. */
export async function noteRows(
  tx: Tx,
  of: { readonly ownerId: OwnerId; readonly destinationId: DestinationId; readonly pushId: PushId },
  rows: readonly (Noted & { readonly id: string })[],
): Promise<void> {
  const { ownerId, destinationId, pushId } = of
  if (rows.length === 0) return
  await tx
    .insertInto('pushedTransaction')
    .values(
      rows.map(({ id, entry: { content, facts, leadId, ...entry } }) => ({
        ...entry,
        leadTransactionId: leadId,
        ownerId,
        id,
        destinationId,
        pushId,
        content: JSON.stringify(content),
        facts: factsJson(facts),
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['ownerId', 'destinationId', 'transactionId']).doUpdateSet((row) => ({
        accountId: row.ref('excluded.accountId'),
        theirAccountId: row.ref('excluded.theirAccountId'),
        theirId: row.ref('excluded.theirId'),
        generation: row.ref('excluded.generation'),
        state: row.ref('excluded.state'),
        leadTransactionId: row.ref('excluded.leadTransactionId'),
        content: sql`excluded.content`,
        facts: sql`excluded.facts`,
        pushId: row.ref('excluded.pushId'),
      })),
    )
    .execute()
  await followLeads(tx, ownerId, destinationId, rows.map(({ entry }) => entry.transactionId))
  const changes = rows.flatMap(({ entry, change }) => {
    if (change === null) return []
    const { transactionId, theirAccountId } = entry
    const beforeContent = change.beforeContent === null ? null : JSON.stringify(change.beforeContent)
    return [{ ...change, ownerId, pushId, transactionId, theirAccountId, beforeContent }]
  })
  if (changes.length > 0) await tx.insertInto('pushChange').values(changes).execute()
}

/** Rows that the person deleted there are never made again. */
export async function noteGone(
  tx: Tx,
  ownerId: OwnerId,
  destinationId: DestinationId,
  transactionIds: readonly TransactionId[],
): Promise<void> {
  await sql`
    update pushed_transaction set state = 'gone'
    where owner_id = ${ownerId}::uuid and destination_id = ${destinationId}::uuid
      and transaction_id = any(${transactionIds}::uuid[])`.execute(tx)
  await followLeads(tx, ownerId, destinationId, transactionIds)
}

/** Where a transfer is one row there, what became of the leg that it was sent with became of the other as well. */
async function followLeads(
  tx: Tx,
  ownerId: OwnerId,
  destinationId: DestinationId,
  leadIds: readonly TransactionId[],
): Promise<void> {
  await sql`
    update pushed_transaction s set state = l.state, their_id = l.their_id, push_id = l.push_id
    from pushed_transaction l
    where s.owner_id = ${ownerId}::uuid and s.destination_id = ${destinationId}::uuid
      and l.owner_id = s.owner_id and l.destination_id = s.destination_id
      and l.transaction_id = s.lead_transaction_id and l.transaction_id = any(${leadIds}::uuid[])`.execute(tx)
}

export type PushChangeRow = {
  readonly id: string
  readonly action: 'created' | 'updated' | 'deleted'
  readonly currency: CurrencyCode
  readonly beforeImage: string | null
  readonly beforeContent: Content | null
  /** No later push or undo has written the row. */
  readonly isLast: boolean
  readonly sent: SentEntry
}

/** What a push changed and nobody has undone, in the order of its writing. */
export async function readPushChanges(
  tx: Tx,
  destinationId: DestinationId,
  pushId: PushId,
): Promise<readonly PushChangeRow[]> {
  const rows = await tx
    .selectFrom('pushChange as c')
    .innerJoin('pushedTransaction as s', (join) =>
      join.onRef('s.ownerId', '=', 'c.ownerId').onRef('s.transactionId', '=', 'c.transactionId'),
    )
    .where('s.destinationId', '=', destinationId)
    .where('c.pushId', '=', pushId)
    .where('c.undoneBy', 'is', null)
    .select(['c.id', 'c.action', 'c.currency', 'c.beforeImage', 'c.beforeContent', 's.pushId as lastPushId'])
    .select(['s.transactionId', 's.accountId', 's.theirAccountId', 's.theirId', 's.generation', 's.state'])
    .select(['s.content', 's.facts', 's.leadTransactionId as leadId'])
    .orderBy('c.id')
    .execute()
  return rows.map(({ id, action, currency, beforeImage, beforeContent, lastPushId, facts, ...sent }) => ({
    id,
    action,
    currency,
    beforeImage,
    beforeContent,
    isLast: lastPushId === pushId,
    sent: { ...sent, facts: factsOf(facts) },
  }))
}

export async function markUndone(
  tx: Tx,
  ownerId: OwnerId,
  undoId: PushId,
  changeIds: readonly string[],
): Promise<void> {
  await sql`
    update push_change set undone_by = ${undoId}::uuid
    where owner_id = ${ownerId}::uuid and id = any(${changeIds}::uuid[])`.execute(tx)
}

const factsJson = (facts: HeldFacts): string =>
  JSON.stringify({ ...facts, amountMinor: facts.amountMinor.toString() } satisfies HeldFactsJson)

const factsOf = (facts: HeldFactsJson): HeldFacts => ({ ...facts, amountMinor: BigInt(facts.amountMinor) })
