// How far a source's ids can be trusted, learned from what became of them: some banks number the rows of a day, some give
// old ids to new movements, some give out all ids anew.
import type { AccountLinkId } from '../ids.ts'

/** What became of the ids of one link. */
export type IdFindings = {
  readonly linkId: AccountLinkId
  /** Ids that were known. */
  readonly seen: number
  /** Of those, the ones that stood for another movement, which is not known. */
  readonly reused: number
  /** Of those, the ones that stood for a movement known under another id. */
  readonly renumbered: number
  /** Movements that came back under an id that was not known. */
  readonly reissued: number
}

export type IdTrust = {
  /** An id says nothing about a row whose day, amount or name has changed. */
  readonly isRenumbering: boolean
  /** An id is given to another movement after a while. */
  readonly isReusing: boolean
}

export const FULL_TRUST: IdTrust = { isRenumbering: false, isReusing: false }

/** Fewer cases than this are accidents. */
const CASES_MIN = 3
/** Of the ids seen: a source that does it at all does it again and again. */
const SHARE_MIN = 0.01

/** What the findings of an institution's links, added up, say about its ids. */
export function trustOf({ seen, reused, renumbered }: Omit<IdFindings, 'linkId' | 'reissued'>): IdTrust {
  const isHabit = (cases: number): boolean => cases >= CASES_MIN && cases >= seen * SHARE_MIN
  return { isRenumbering: isHabit(renumbered), isReusing: isHabit(reused) }
}
