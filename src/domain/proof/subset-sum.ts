// Which few of many amounts add up to exactly this one: smallest sets first, all of a size, in a fixed order, and never
// more work than a limit allows. Sets of up to six are met in the middle: all triples once, then pairs of triples.

/** Amounts of a search; more make so many sums that some set fits by accident. All triples of 64 are 41,664. */
export const POOL_MAX = 64
/** Rows that one explanation may name: with more it explains nothing to a person. */
export const SET_SIZE_MAX = 6
/** Sets told for one difference: with more than these "several" is all that can be said. */
export const SETS_MAX = 5
/** Pairs of halves looked at, half a second of one core: where amounts are equal they could be all times all. */
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
      return {
        sets: found.slice(0, SETS_MAX),
        hasMore: found.length > SETS_MAX,
        isComplete: budget.pairs > 0,
      }
    }
    if (budget.pairs <= 0) return { sets: [], hasMore: false, isComplete: false }
  }
  return { sets: [], hasMore: false, isComplete: true }
}

/** All sets of one size, in columns: 41,664 of them as objects would cost more than the search. */
type Halves = {
  readonly sums: readonly bigint[]
  /** Indexes of a set, six bits each, the lowest first. */
  readonly codes: readonly number[]
  /** The first set of a sum, and for each set the next one of its sum; -1 ends. */
  readonly firstOf: ReadonlyMap<bigint, number>
  readonly next: readonly number[]
}

const INDEX_BITS = 6

const indexesOf = (code: number, size: number): readonly number[] =>
  Array.from({ length: size }, (_, place) => (code >> (INDEX_BITS * place)) & (POOL_MAX - 1))

/** All sets of 0 to 3 amounts, made when first asked for. */
function halvesOf(amounts: readonly bigint[]): (size: number) => Halves {
  const made = new Map<number, Halves>()
  const halves = (size: number): Halves => {
    const known = made.get(size)
    if (known !== undefined) return known
    const value = size === 0 ? linked([0n], [0]) : grown(halves(size - 1), size, amounts)
    made.set(size, value)
    return value
  }
  return halves
}

/** The sets with one index more, above their highest. */
function grown({ sums, codes }: Halves, size: number, amounts: readonly bigint[]): Halves {
  const place = INDEX_BITS * (size - 1)
  const largerSums: bigint[] = []
  const largerCodes: number[] = []
  codes.forEach((code, at) => {
    const from = size === 1 ? 0 : (code >> (INDEX_BITS * (size - 2))) + 1
    for (let index = from; index < amounts.length; index += 1) {
      largerSums.push((sums[at] ?? 0n) + (amounts[index] ?? 0n))
      largerCodes.push(code | (index << place))
    }
  })
  return linked(largerSums, largerCodes)
}

/** Sets of one sum come in the order of their indexes, so that the answer is the same each time. */
function linked(sums: readonly bigint[], codes: readonly number[]): Halves {
  const firstOf = new Map<bigint, number>()
  const next: number[] = Array.from({ length: sums.length }, () => -1)
  for (let at = sums.length - 1; at >= 0; at -= 1) {
    const sum = sums[at] ?? 0n
    next[at] = firstOf.get(sum) ?? -1
    firstOf.set(sum, at)
  }
  return { sums, codes, firstOf, next }
}

/** Each set parts into its lower and its higher indexes in one way only, so none comes twice. One more than are told. */
function setsOfSize(
  size: number,
  target: bigint,
  halves: (size: number) => Halves,
  isAllowed: (set: readonly number[]) => boolean,
  budget: { pairs: number },
): readonly (readonly number[])[] {
  const lowerSize = size >> 1
  const lower = halves(lowerSize)
  const higher = halves(size - lowerSize)
  const found: (readonly number[])[] = []
  for (let left = 0; left < lower.sums.length; left += 1) {
    const code = lower.codes[left] ?? 0
    const highest = lowerSize === 0 ? -1 : code >> (INDEX_BITS * (lowerSize - 1))
    const rest = target - (lower.sums[left] ?? 0n)
    for (let right = higher.firstOf.get(rest) ?? -1; right >= 0; right = higher.next[right] ?? -1) {
      budget.pairs -= 1
      if (budget.pairs <= 0) return found
      const above = higher.codes[right] ?? 0
      if (highest >= (above & (POOL_MAX - 1))) continue
      const set = [...indexesOf(code, lowerSize), ...indexesOf(above, size - lowerSize)]
      if (isAllowed(set)) found.push(set)
      if (found.length > SETS_MAX) return found
    }
  }
  return found
}
