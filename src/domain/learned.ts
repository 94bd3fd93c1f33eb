import type { Model } from './category/model.ts'
import type { CategoryCode } from './category/tree.ts'
import type { PayoreeKey } from './payoree/payoree.ts'

/** What a rulebook learned from the ledger, as JSON: it changes only when it is learned anew. */
export type Learned = {
  readonly model: Model | null
  /** The category that a source's codes give a payoree, so that its rows of a file get the same. */
  readonly sourceCategories: readonly (readonly [PayoreeKey, CategoryCode])[]
}

export const NOTHING_LEARNED: Learned = { model: null, sourceCategories: [] }
