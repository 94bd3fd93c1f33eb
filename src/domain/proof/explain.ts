// Names the few rows that explain a difference, and says how much that is worth: several sets that fit are told as
// several, and a fit that chance alone would give is told as chance. Nothing is picked for the person.
import { absolute } from './balance-point.ts'
import type { Candidate } from './candidates.ts'
import { findSubsets, POOL_MAX, SET_SIZE_MAX, SETS_MAX } from './subset-sum.ts'
import type { SubsetSearch } from './subset-sum.ts'

/**
 * What a named set is worth. `only`: no other set of at most its size fits, and accident is unlikely. `several`: it is
 * one of those told. `chance`: among so many rows some set fits most differences.
 */
export type Certainty = 'only' | 'several' | 'chance'

export type Explanation = {
  /** Sets of one size, each of which explains the whole difference. Empty where none of up to six rows does. */
  readonly sets: readonly (readonly Candidate[])[]
  readonly certainty: Certainty | null
  readonly hasMore: boolean
  /** False where there were more rows under suspicion than could be tried in sets. */
  readonly isComplete: boolean
  /** What a missing row, or several together, would have to amount to: it always explains, and names none. */
  readonly missingMinor: bigint
}

/** Expected accidental fits from which on a fit proves little. */
const CHANCE_MAX = 0.05

/**
 * Explains a difference (minor units, what the ledger's sum lacks; not zero). A single row is looked for among all;
 * sets of two to six among the strongest suspects, and flipped rows join where all fit into one search. All that the
 * person hid, of whatever number, goes first.
 */
export function explain(
  differenceMinor: bigint,
  strong: readonly Candidate[],
  flipped: readonly Candidate[],
): Explanation {
  // What the person hid is a fact and no suspicion: where it makes up all of it, nothing else is looked for.
  const hidden = strong.filter(({ fault }) => fault === 'hidden')
  if (
    hidden.length > 0 &&
    hidden.reduce((sum, { effectMinor }) => sum + effectMinor, 0n) === differenceMinor
  ) {
    return {
      sets: [hidden],
      certainty: 'only',
      hasMore: false,
      isComplete: true,
      missingMinor: differenceMinor,
    }
  }
  const all = [...strong, ...flipped].filter(({ effectMinor }) => effectMinor !== 0n)
  const single = all.filter(({ effectMinor }) => effectMinor === differenceMinor)
  const alone = onePerRow(single)
  if (alone.length > 0) {
    const search = { sets: alone.map((each) => [each]), hasMore: false, isComplete: true }
    return told(search, all, differenceMinor)
  }
  const weighed = strong.filter(({ effectMinor }) => effectMinor !== 0n)
  const wanted = all.length <= POOL_MAX ? all : weighed
  const pool = wanted.slice(0, POOL_MAX)
  const search = findSubsets(
    pool.map(({ effectMinor }) => effectMinor),
    differenceMinor,
    (set) => new Set(set.map((index) => pool[index]?.row.id)).size === set.length,
  )
  const sets = search.sets.map((set) => set.flatMap((index) => pool[index] ?? []))
  const isComplete = search.isComplete && wanted.length === pool.length
  return told({ sets, hasMore: search.hasMore, isComplete }, pool, differenceMinor)
}

/** One row can be suspect for two reasons to the same effect: the stronger one, which comes first, is told. */
function onePerRow(candidates: readonly Candidate[]): readonly Candidate[] {
  const seen = new Set<string>()
  return candidates.filter(({ row }) => {
    const isNew = !seen.has(row.id)
    seen.add(row.id)
    return isNew
  })
}

type Found = Omit<SubsetSearch, 'sets'> & { readonly sets: readonly (readonly Candidate[])[] }

function told(found: Found, pool: readonly Candidate[], differenceMinor: bigint): Explanation {
  const { hasMore, isComplete } = found
  const sets = found.sets.slice(0, SETS_MAX)
  const size = sets[0]?.length ?? 0
  const certainty = size === 0 ? null : certaintyOf(sets.length, hasMore, isComplete, accidents(pool, size))
  return {
    sets,
    certainty,
    hasMore: hasMore || found.sets.length > SETS_MAX,
    isComplete,
    missingMinor: differenceMinor,
  }
}

function certaintyOf(sets: number, hasMore: boolean, isComplete: boolean, expected: number): Certainty {
  if (expected > CHANCE_MAX && sets > 0) return 'chance'
  return sets > 1 || hasMore || !isComplete ? 'several' : 'only'
}

/**
 * How many sets of up to this size would fit a random difference: the number of sets over the number of sums that they
 * spread over. A statistic, so floating point will do.
 */
function accidents(pool: readonly Candidate[], size: number): number {
  const largest = pool
    .map(({ effectMinor }) => absolute(effectMinor))
    .toSorted((a, b) => (a < b ? 1 : a > b ? -1 : 0))
  let expected = 0
  let sets = 1
  let spread = 0
  for (let each = 1; each <= Math.min(size, SET_SIZE_MAX, pool.length); each += 1) {
    sets *= (pool.length - each + 1) / each
    spread += Number(largest[each - 1] ?? 0n)
    expected += sets / Math.max(1, 2 * spread)
  }
  return expected
}
