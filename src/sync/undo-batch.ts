// Undoes a batch in one transaction of its own and tells the screens.
import type { BatchId, OwnerId } from '../domain/ids.ts'
import { crashPoint } from '../storage/crash-points.ts'
import { withTransaction } from '../storage/database.ts'
import { recordEvent } from '../storage/events.ts'
import { rehearse } from '../storage/rehearsal.ts'
import type { Db, Tx } from '../storage/schema.ts'
import { undoBatch as undoRows } from '../storage/undo.ts'
import type { UndoResult } from '../storage/undo.ts'

export type UndoWish = {
  readonly ownerId: OwnerId
  readonly token: string
  readonly batchId: BatchId
  /** What the batch added is hidden instead of removed: it stays away when the source sends it again. */
  readonly staysAway?: boolean
  /** Says what would happen and changes nothing. */
  readonly isDryRun?: boolean
}

/** Undoes the batch whole, or says why not. */
export async function undoBatch(
  { db, now, newId }: { readonly db: Db; readonly now: () => Date; readonly newId: () => string },
  { ownerId, token, batchId, staysAway = false, isDryRun = false }: UndoWish,
): Promise<UndoResult> {
  const inTransaction = <Value>(work: (tx: Tx) => Promise<Value>) => withTransaction(db, token, work)
  const undo = async (tx: Tx): Promise<UndoResult> => {
    const result = await undoRows(tx, ownerId, batchId, { at: now(), newId, staysAway })
    crashPoint('undo-batch: rows undone')
    if (isDryRun || result.kind !== 'undone') return result
    const facts = { removed: result.removed, restored: result.restored, kept: result.kept.length }
    await recordEvent(tx, ownerId, { kind: 'ledger.changed', runId: null, connectionId: null, facts })
    crashPoint('undo-batch: change told')
    return result
  }
  const undone = await (isDryRun ? rehearse<Tx, UndoResult>(inTransaction, undo) : inTransaction(undo))
  crashPoint('undo-batch: ended')
  return undone
}
