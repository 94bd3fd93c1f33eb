import type { Model } from './category/model.ts'
import type { CategoryCode } from './category/tree.ts'
import type { PayoreeKey } from './payoree/payoree.ts'

/** What a rulebook learned from the ledger, as JSON: it changes only when it is learned anew. */
export type Learned = {
  readonly model: Model | null
  /** Decisions of category that there were when it was learned. */
  readonly decisions: number
  /** The category that a source's codes give a payoree, so that its rows of a file get the same. */
  readonly sourceCategories: readonly (readonly [PayoreeKey, CategoryCode])[]
}

/** After so many more decisions, or this share more, it is time to learn again: learning from thousands takes a second. */
const DUE_DECISIONS = 10
const DUE_SHARE = 0.1

export const isLearningDue = ({ decisions }: Learned, now: number): boolean =>
  now - decisions >= Math.max(DUE_DECISIONS, decisions * DUE_SHARE)

export const NOTHING_LEARNED: Learned = { model: null, decisions: 0, sourceCategories: [] }
