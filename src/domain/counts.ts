// Every record that was fetched ends in exactly one of five places; removals are counted apart.

/** Counts of one span, batch or run. `fetched` = added + updated + unchanged + ignored + rejected. */
export type Counts = {
  readonly fetched: number
  /** A transaction that was not in the ledger. */
  readonly added: number
  /** A known transaction that changed, or that a further source now confirms. */
  readonly updated: number
  readonly unchanged: number
  readonly ignored: number
  readonly rejected: number
  /** Records the source took back, by word or by absence. */
  readonly removed: number
  /** Questions opened. */
  readonly reviews: number
}

export const NO_COUNTS: Counts = {
  fetched: 0,
  added: 0,
  updated: 0,
  unchanged: 0,
  ignored: 0,
  rejected: 0,
  removed: 0,
  reviews: 0,
}

export function addCounts(left: Counts, right: Counts): Counts {
  return {
    fetched: left.fetched + right.fetched,
    added: left.added + right.added,
    updated: left.updated + right.updated,
    unchanged: left.unchanged + right.unchanged,
    ignored: left.ignored + right.ignored,
    rejected: left.rejected + right.rejected,
    removed: left.removed + right.removed,
    reviews: left.reviews + right.reviews,
  }
}

export const countsAddUp = (counts: Counts): boolean =>
  counts.fetched === counts.added + counts.updated + counts.unchanged + counts.ignored + counts.rejected
