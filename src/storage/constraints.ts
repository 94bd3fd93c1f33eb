// What the person said about rows and names, as rows.
import { sql } from 'kysely'
import type { AccountId, BatchId, OwnerId } from '../domain/ids.ts'
import type { ConstraintPair } from '../domain/reconcile/constraints.ts'
import { crashPoint } from './crash-points.ts'
import { unnest } from './rows.ts'
import type { Columns } from './rows.ts'
import type { Tx } from './schema.ts'

/** The newest words of an account that are read with a span; nobody answers more questions than that. */
const READ_MAX = 20_000

export async function readConstraints(
  tx: Tx,
  ownerId: OwnerId,
  accountIds: readonly AccountId[],
): Promise<readonly ConstraintPair[]> {
  if (accountIds.length === 0) return []
  const { rows } = await sql<ConstraintPair>`
    select account_id, scope, left_key, right_key, is_same from constraint_pair
    where owner_id = ${ownerId}::uuid and account_id = any(${accountIds}::uuid[])
    order by created_at desc limit ${READ_MAX}`.execute(tx)
  crashPoint('constraints: read')
  return rows
}

type Kept = ConstraintPair & { readonly id: string }

const COLUMNS: Columns<Kept> = [
  ['id', 'uuid', (row) => row.id],
  ['account_id', 'uuid', (row) => row.accountId],
  ['scope', 'text', (row) => row.scope],
  ['left_key', 'text', (row) => row.leftKey],
  ['right_key', 'text', (row) => row.rightKey],
  ['is_same', 'bool', (row) => row.isSame],
]

/** The last word counts. */
export async function keepConstraints(
  tx: Tx,
  ownerId: OwnerId,
  batchId: BatchId,
  pairs: readonly ConstraintPair[],
  newId: () => string,
): Promise<void> {
  if (pairs.length === 0) return
  const rows = pairs.map((pair) => ({ ...pair, id: newId() }))
  await sql`
    insert into constraint_pair (owner_id, id, account_id, scope, left_key, right_key, is_same, batch_id)
    select ${ownerId}::uuid, v.id, v.account_id, v.scope, v.left_key, v.right_key, v.is_same, ${batchId}::uuid
    from ${unnest(rows, COLUMNS)}
    on conflict (owner_id, account_id, scope, left_key, right_key) do update
      set is_same = excluded.is_same, batch_id = excluded.batch_id, created_at = now()`.execute(tx)
  crashPoint('constraints: kept')
}
