// Which few of many amounts add up to exactly this one: smallest sets first, all of a size, in a fixed order, and never
// more work than a limit allows. Sets of up to six are met in the middle: all triples once, then pairs of triples.

/** Amounts of a search; more make so many sums that some set fits by accident. All triples of 64 are 41,664. */
export const POOL_MAX = 64
/** Rows that one explanation may name: with more it explains nothing to a person. */
export const SET_SIZE_MAX = 6
/** Sets told for one difference: with more than these "several" is all that can be said. */
export const SETS_MAX = 5
/** Pairs of halves looked at: about a tenth of a second. Equal amounts could make it the product of all halves. */
const PAIRS_MAX = 400_000

export type SubsetSearch = {
  /** Indexes into the amounts, ascending; all sets have the same, smallest size. */
  readonly sets: readonly (readonly number[])[]
  /** There are more sets of this size than are told. */
  readonly hasMore: boolean
  /** False where the limit ended the search before every set of up to six was looked at. */
  readonly isComplete: boolean
}

/**
 * The smallest sets, of at most `sizeMax`, whose amounts add up to `target` (minor units, not zero).
 * @param isAllowed refuses sets that make no sense, such as two explanations of one row
 */
export function findSubsets(
  amounts: readonly bigint[],
  target: bigint,
  isAllowed: (set: readonly number[]) => boolean = () => true,
  sizeMax: number = SET_SIZE_MAX,
): SubsetSearch {
  if (amounts.length > POOL_MAX) throw new RangeError(`${amounts.length} amounts: ${POOL_MAX} is the most`)
  const halves = halvesOf(amounts)
  const budget = { pairs: PAIRS_MAX }
  for (let size = 1; size <= Math.min(sizeMax, SET_SIZE_MAX, amounts.length); size += 1) {
    const found = setsOfSize(size, target, halves, isAllowed, budget)
    if (found.length > 0) {
      return { sets: found.slice(0, SETS_MAX), hasMore: found.length > SETS_MAX, isComplete: budget.pairs > 0 }
    }
    if (budget.pairs <= 0) return { sets: [], hasMore: false, isComplete: false }
  }
  return { sets: [], hasMore: false, isComplete: true }
}

type Half = { readonly indexes: readonly number[]; readonly sum: bigint }
type Halves = (size: number) => { readonly list: readonly Half[]; readonly bySum: ReadonlyMap<bigint, readonly Half[]> }

/** All sets of 0 to 3 amounts, made when first asked for. */
function halvesOf(amounts: readonly bigint[]): Halves {
  const made = new Map<number, ReturnType<Halves>>()
  const halves: Halves = (size) => {
    const known = made.get(size)
    if (known !== undefined) return known
    const list: Half[] = size === 0 ? [{ indexes: [], sum: 0n }] : []
    for (const smaller of size === 0 ? [] : halves(size - 1).list) {
      for (let index = (smaller.indexes.at(-1) ?? -1) + 1; index < amounts.length; index += 1) {
        list.push({ indexes: [...smaller.indexes, index], sum: smaller.sum + (amounts[index] ?? 0n) })
      }
    }
    const bySum = new Map<bigint, Half[]>()
    for (const half of list) {
      const alike = bySum.get(half.sum)
      if (alike === undefined) bySum.set(half.sum, [half])
      else alike.push(half)
    }
    const value = { list, bySum }
    made.set(size, value)
    return value
  }
  return halves
}

/** Each set parts into its lower and its higher indexes in one way only, so none comes twice. One more than are told. */
function setsOfSize(
  size: number,
  target: bigint,
  halves: Halves,
  isAllowed: (set: readonly number[]) => boolean,
  budget: { pairs: number },
): readonly (readonly number[])[] {
  const lower = halves(size >> 1)
  const higher = halves(size - (size >> 1))
  const found: (readonly number[])[] = []
  for (const left of lower.list) {
    for (const right of higher.bySum.get(target - left.sum) ?? []) {
      budget.pairs -= 1
      if (budget.pairs <= 0) return found
      if ((left.indexes.at(-1) ?? -1) >= (right.indexes[0] ?? 0)) continue
      const set = [...left.indexes, ...right.indexes]
      if (isAllowed(set)) found.push(set)
      if (found.length > SETS_MAX) return found
    }
  }
  return found
}
