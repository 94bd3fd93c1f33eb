// Undoes a batch in one transaction of its own and tells the screens.
import type { BatchId, OwnerId } from '../domain/ids.ts'
import { crashPoint } from '../storage/crash-points.ts'
import { withTransaction } from '../storage/database.ts'
import { recordEvent } from '../storage/events.ts'
import type { Db } from '../storage/schema.ts'
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

/** Carries the result out of the transaction that is rolled back. */
class Rehearsed extends Error {
  override readonly name = 'Rehearsed'
  readonly result: UndoResult

  constructor(result: UndoResult) {
    super('the rehearsal of an undo is over')
    this.result = result
  }
}

/** Undoes the batch whole, or says why not. */
export async function undoBatch(
  { db, now, newId }: { readonly db: Db; readonly now: () => Date; readonly newId: () => string },
  { ownerId, token, batchId, staysAway = false, isDryRun = false }: UndoWish,
): Promise<UndoResult> {
  try {
    const undone = await withTransaction(db, token, async (tx) => {
      const result = await undoRows(tx, ownerId, batchId, { at: now(), newId, staysAway })
      crashPoint('undo-batch: rows undone')
      if (isDryRun) throw new Rehearsed(result)
      if (result.kind !== 'undone') return result
      const facts = { removed: result.removed, restored: result.restored, kept: result.kept.length }
      await recordEvent(tx, ownerId, { kind: 'ledger.changed', runId: null, connectionId: null, facts })
      crashPoint('undo-batch: change told')
      return result
    })
    crashPoint('undo-batch: committed')
    return undone
  } catch (error) {
    if (error instanceof Rehearsed) return error.result
    throw error
  }
}
