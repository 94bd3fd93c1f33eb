import { learn } from '../domain/category/learn.ts'
import type { Learned } from '../domain/learned.ts'
import { readCorrections, readSourceCategories } from '../storage/rulebook-lessons.ts'
import { recomputePage, writeLearned } from '../storage/rulebook-recompute.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'

export type Recomputed = { readonly looked: number; readonly changed: number; readonly hasLearned: boolean }

/**
 * Learns from the ledger, then works out payorees, categories and rules of every transaction again. What the person
 * decided stays. Cut off, it goes on where it was; done twice, the second time changes nothing.
 * @param onProgress hears of the transactions looked at so far
 */
export async function recompute(context: AppContext, onProgress: (looked: number) => void = () => {}): Promise<Recomputed> {
  const hasLearned = await asOwner(context, async (tx) => {
    const corrections = await readCorrections(tx)
    const learned: Learned = { model: learn(corrections), sourceCategories: await readSourceCategories(tx) }
    return writeLearned(tx, context, learned)
  })
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
