// A small model of the owner's own choices, learned on this machine from their corrections.
import type { Direction } from '../payoree/payoree.ts'
import type { CategoryRef } from './tree.ts'

/** What the model looks at: what a file and an interface both have. */
export type ModelInput = {
  readonly description: string
  readonly counterpartyName: string | null
  readonly amountMinor: bigint
  readonly direction: Direction
}

/** One decision of the owner. */
export type Correction = ModelInput & { readonly category: CategoryRef }

/** How good the model was on corrections it had not seen. */
export type ModelQuality = {
  /** Corrections it was judged on. */
  readonly judged: number
  /** Share it answered, 0 to 1. */
  readonly coverage: number
  /** Share of right answers among those; null where it answered none. */
  readonly precision: number | null
}

export type Prediction = { readonly category: CategoryRef; readonly probability: number }

/** Data only, so that it can be stored as JSON. */
export type Model = {
  readonly version: 1
  /** Below this probability the model abstains; above 1 it always does. */
  readonly threshold: number
  readonly quality: ModelQuality
  readonly categories: readonly CategoryRef[]
  /** Corrections per category. */
  readonly counts: readonly number[]
  /** How often each feature was seen per category, sparse: feature -> [category index, times]. */
  readonly features: Readonly<Record<string, readonly (readonly [number, number])[]>>
}
