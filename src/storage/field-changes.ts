// The history of each field: who made what of it, and what it was before.
import { sql } from 'kysely'
import type { BatchId, OwnerId, TransactionId } from '../domain/ids.ts'
import type { JsonValue } from '../domain/source-record.ts'
import { insertRows } from './rows.ts'
import type { Db, Tx } from './schema.ts'

export type FieldChange = {
  readonly transactionId: TransactionId
  /** `payoree`, `category`, `note`, `isHidden`, `tags`, or `derived`. */
  readonly field: string
  readonly before: JsonValue
  readonly after: JsonValue
}

export type ChangedBy = {
  readonly ownerId: OwnerId
  readonly at: Date
  readonly newId: () => string
  readonly by: string
  readonly batchId: BatchId | null
}

export async function writeFieldChanges(
  tx: Tx,
  { ownerId, at, newId, by, batchId }: ChangedBy,
  changes: readonly FieldChange[],
): Promise<void> {
  await insertRows(tx, 'field_change', ownerId, changes, [
    ['id', 'uuid', () => newId()],
    ['transaction_id', 'uuid', (change) => change.transactionId],
    ['field', 'text', (change) => change.field],
    ['before', 'jsonb', (change) => JSON.stringify(change.before)],
    ['after', 'jsonb', (change) => JSON.stringify(change.after)],
    ['by', 'text', () => by],
    ['batch_id', 'uuid', () => batchId],
    ['at', 'timestamptz', () => at.toISOString()],
  ])
}

export type FieldChangeRow = FieldChange & {
  readonly id: string
  readonly by: string
  readonly batchId: BatchId | null
  readonly at: Date
}

/** More changes of one transaction are not shown. */
const HISTORY_MAX = 500

/** What was made of a transaction's fields, newest first. */
export async function readFieldChanges(db: Db | Tx, id: TransactionId): Promise<readonly FieldChangeRow[]> {
  const { rows } = await sql<FieldChangeRow>`
    select id, transaction_id, field, before, after, by, batch_id, at from field_change
    where transaction_id = ${id}::uuid order by id desc limit ${HISTORY_MAX}`.execute(db)
  return rows
}

/** What one change of the rulebook made of fields. */
export async function readBatchChanges(tx: Tx, batchId: BatchId): Promise<readonly FieldChangeRow[]> {
  const { rows } = await sql<FieldChangeRow>`
    select id, transaction_id, field, before, after, by, batch_id, at from field_change
    where batch_id = ${batchId}::uuid order by id`.execute(tx)
  return rows
}
