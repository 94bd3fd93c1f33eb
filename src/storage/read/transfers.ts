// Transfers between own accounts as people read them.
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { TransactionId, TransferId } from '../../domain/ids.ts'
import type { TransferReason } from '../../domain/transfers/leg.ts'
import type { Tables } from '../schema.ts'

export type TransferRow = {
  readonly id: TransferId
  readonly state: 'linked' | 'refused'
  readonly source: 'auto' | 'user'
  readonly outId: TransactionId
  readonly inId: TransactionId
  readonly bits: number
  readonly daysApart: number
  readonly reasons: readonly TransferReason[]
  readonly createdAt: Date
}

export type TransferFilter = {
  readonly state: 'linked' | 'refused' | null
  /** Either side. */
  readonly transactionId: TransactionId | null
}

/** The newest first, behind the one that a page ended with. Ended ones are history and left out. */
export async function readTransfers(
  db: Kysely<Tables>,
  { state, transactionId }: TransferFilter,
  after: TransferId | null,
  limit: number,
): Promise<readonly TransferRow[]> {
  const ofState = state === null ? sql`x.state <> 'ended'` : sql`x.state = ${state}`
  const ofSide =
    transactionId === null
      ? sql`true`
      : sql`${transactionId}::uuid in (x.out_transaction_id, x.in_transaction_id)`
  const behind = after === null ? sql`true` : sql`x.id < ${after}::uuid`
  const { rows } = await sql<TransferRow>`
    select x.id, x.state, x.source, x.out_transaction_id as out_id, x.in_transaction_id as in_id,
      (x.evidence ->> 'bits')::float8 as bits, (x.evidence ->> 'daysApart')::int as days_apart,
      x.evidence -> 'reasons' as reasons, x.created_at
    from transfer x where ${ofState} and ${ofSide} and ${behind}
    order by x.id desc limit ${limit}`.execute(db)
  return rows
}

/** The two sides of a transfer, or null where the owner has none of this id. */
export async function readTransferSides(
  db: Kysely<Tables>,
  id: TransferId,
): Promise<Pick<TransferRow, 'outId' | 'inId'> | null> {
  const row = await db
    .selectFrom('transfer')
    .select(['outTransactionId as outId', 'inTransactionId as inId'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? null
}
