// A small seeded generator of pseudo-random numbers, so that a World is the same wherever it is made. Not for
// secrets.

export type Random = {
  /** 0 ≤ x < 1. */
  readonly next: () => number
  /** A whole number from `low` to `high`, both included. */
  readonly between: (low: number, high: number) => number
  /** True in about `share` of the calls (0..1). */
  readonly chance: (share: number) => boolean
  readonly pick: <Value>(values: readonly Value[]) => Value
}

/** Numbers that follow from a 32-bit seed (the mulberry32 step of Tommy Ettinger, public domain). */
export function seeded(seed: number): Random {
  let state = seed | 0
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  const pick = <Value>(values: readonly Value[]): Value => {
    const picked = values[between(0, values.length - 1)]
    if (picked === undefined) throw new RangeError('nothing to pick from')
    return picked
  }
  return { next, between, chance: (share) => next() < share, pick }
}
