// Working out the derived layer of the whole ledger again, page by page: each page is one transaction, and where it
// stands is written with it, so that a recompute that was cut off goes on where it was.
import type { OwnerId, TransactionId } from '../domain/ids.ts'
import type { Learned } from '../domain/learned.ts'
import { rederive } from '../domain/rederive.ts'
import { holdRulebook } from './rulebook-batch.ts'
import type { RulebookDeps } from './rulebook-batch.ts'
import { readLayersAfter, writeDerived } from './rulebook-history.ts'
import { changeVersion, readLearned, rulebookFor } from './rulebook.ts'
import type { Tx } from './schema.ts'

/** Transactions of one page: an import waits for as long as one takes. */
export const RECOMPUTE_PAGE = 1_000

export type RecomputePage = {
  readonly looked: number
  readonly changed: number
  /** Nothing is left to look at. */
  readonly isDone: boolean
}

/** Does the next page; after the last one the next begins anew. A rulebook that changed meanwhile begins anew too. */
export async function recomputePage(tx: Tx, deps: RulebookDeps): Promise<RecomputePage> {
  const rulebook = await holdRulebook(tx, deps)
  const state = await tx
    .selectFrom('rulebook')
    .select(['recomputeVersion', 'recomputeAfter'])
    .where('ownerId', '=', deps.ownerId)
    .executeTakeFirst()
  const after = state?.recomputeVersion === rulebook.version ? state.recomputeAfter : null
  const page = await readLayersAfter(tx, after, RECOMPUTE_PAGE)
  const changes = rederive(rulebook, page)
  await writeDerived(tx, deps.ownerId, changes.map(({ transaction: { id }, after: derived }) => ({ id, derived })))
  const isDone = page.length < RECOMPUTE_PAGE
  await keepPlace(tx, deps.ownerId, isDone ? null : rulebook.version, isDone ? null : (page.at(-1)?.id ?? null))
  return { looked: page.length, changed: changes.length, isDone }
}

async function keepPlace(tx: Tx, ownerId: OwnerId, version: string | null, after: TransactionId | null): Promise<void> {
  const place = { recomputeVersion: version, recomputeAfter: after }
  await tx.updateTable('rulebook').set(place).where('ownerId', '=', ownerId).execute()
}

/** Writes down what was learned; the rulebook is another one only where that changed. */
export async function writeLearned(tx: Tx, deps: RulebookDeps, learned: Learned): Promise<boolean> {
  // No import need wait: what one decorates meanwhile by the rulebook before is worked out again as all else is.
  await rulebookFor(tx, deps.ownerId, deps.newId)
  if (stable(await readLearned(tx)) === stable(learned)) return false
  await tx
    .updateTable('rulebook')
    .set({ learned: JSON.stringify(learned) })
    .where('ownerId', '=', deps.ownerId)
    .execute()
  await changeVersion(tx, deps.ownerId, deps.newId)
  return true
}

/** The database gives the fields of JSON back in an order of its own. */
const stable = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([left], [right]) => (left < right ? -1 : 1)))
      : part,
  )
