// Undoes a batch only where nothing is left of it then: no row is kept, and no other row came to its links since.
import { sql } from 'kysely'
import type { AccountLinkId, BatchId, OwnerId } from '../domain/ids.ts'
import { crashPoint } from './crash-points.ts'
import type { Tx } from './schema.ts'
import { undoBatch } from './undo.ts'
import type { UndoWish } from './undo.ts'

/** How many transactions are as before; null where the batch could not be undone whole, and nothing was changed. */
export async function undoExactly(
  tx: Tx,
  ownerId: OwnerId,
  batchId: BatchId,
  linkIds: readonly AccountLinkId[],
  wish: UndoWish,
): Promise<number | null> {
  const { rows } = await sql<{ hasOthers: boolean }>`
    select exists (
      select 1 from source_record r
      where r.owner_id = ${ownerId}::uuid and r.account_link_id = any(${[...linkIds]}::uuid[])
        and not exists (
          select 1 from source_record_version v
          where v.owner_id = r.owner_id and v.record_id = r.id and v.replaced_by = ${batchId}::uuid)
    ) as has_others`.execute(tx)
  crashPoint('undo-exactly: other rows looked for')
  if (rows[0]?.hasOthers !== false) return null
  await sql`savepoint exactly`.execute(tx)
  crashPoint('undo-exactly: way back marked')
  const undone = await undoBatch(tx, ownerId, batchId, wish)
  crashPoint('undo-exactly: batch undone')
  if (undone.kind === 'undone' && undone.kept.length === 0) return undone.restored
  await sql`rollback to savepoint exactly`.execute(tx)
  crashPoint('undo-exactly: undo taken back')
  return null
}
