import { learn } from '../domain/category/learn.ts'
import { isLearningDue } from '../domain/learned.ts'
import type { Learned } from '../domain/learned.ts'
import { readLearned, rulebookFor } from '../storage/rulebook.ts'
import { countCorrections, readCorrections, readSourceCategories } from '../storage/rulebook-lessons.ts'
import { recomputePage, writeLearned } from '../storage/rulebook-recompute.ts'
import type { Tx } from '../storage/schema.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'

export type Recomputed = { readonly looked: number; readonly changed: number; readonly hasLearned: boolean }

/**
 * Learns from the ledger, then works out payorees, categories and rules of every transaction again. What the person
 * decided stays. Cut off, it goes on where it was; done twice, the second time changes nothing.
 * @param onProgress hears of the transactions looked at so far
 */
export async function recompute(
  context: AppContext,
  onProgress: (looked: number) => void = () => {},
): Promise<Recomputed> {
  const hasLearned = await asOwner(context, (tx) => learnAnew(tx, context))
  let looked = 0
  let changed = 0
  for (let isDone = false; !isDone; ) {
    const page = await asOwner(context, (tx) => recomputePage(tx, context))
    looked += page.looked
    changed += page.changed
    isDone = page.isDone
    onProgress(looked)
  }
  return { looked, changed, hasLearned }
}

/**
 * Learns from the person's decisions once there are enough new ones. Imports that follow are sorted by it; what is there
 * already is by a recompute. Gives whether anything was learned.
 */
export const learnWhenDue = (context: AppContext): Promise<boolean> =>
  asOwner(context, async (tx) => {
    const isDue = isLearningDue(await readLearned(tx), await countCorrections(tx))
    return isDue && (await learnAnew(tx, context))
  })

async function learnAnew(tx: Tx, context: AppContext): Promise<boolean> {
  const { categories } = await rulebookFor(tx, context.ownerId, context.newId)
  const learned: Learned = {
    model: learn(await readCorrections(tx)),
    decisions: await countCorrections(tx),
    sourceCategories: await readSourceCategories(tx, categories.providerCategories),
  }
  return writeLearned(tx, context, learned)
}
