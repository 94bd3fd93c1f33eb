// What an undo restores was worked out by the rulebook of then. Where that is another one by now, it is worked out again.
import { rederive } from '../domain/rederive.ts'
import type { OwnerId, TransactionId } from '../domain/ids.ts'
import { rulebookFor } from './rulebook.ts'
import { readLayersOf, writeDerived } from './rulebook-history.ts'
import type { Tx } from './schema.ts'

/** Transactions held in memory at once. */
const PART_MAX = 1_000

/** @param version of the rulebook that the undone batch was decorated by; null where that is not known */
export async function rederiveRestored(
  tx: Tx,
  ownerId: OwnerId,
  version: string | null,
  ids: readonly TransactionId[],
  newId: () => string,
): Promise<void> {
  if (ids.length === 0) return
  const now = await tx.selectFrom('rulebook').select('version').where('ownerId', '=', ownerId).executeTakeFirst()
  if (now === undefined || now.version === version) return
  const rulebook = await rulebookFor(tx, ownerId, newId)
  for (let start = 0; start < ids.length; start += PART_MAX) {
    const transactions = await readLayersOf(tx, ids.slice(start, start + PART_MAX))
    const changed = rederive(rulebook, transactions)
    await writeDerived(tx, ownerId, changed.map(({ transaction: { id }, after }) => ({ id, derived: after })))
  }
}
