// Who belongs to whom, when several candidates stand on both sides: the assignment for which most speaks in all, and of
// it only what would cost much to decide otherwise.

/** Values that nothing tells apart, in their order. */
export type Kind<Value> = readonly Value[]

/** `bits`: the odds that one value of the one kind is one of the other, as logarithm to base two. */
export type Edge<Left, Right> = { readonly left: Kind<Left>; readonly right: Kind<Right>; readonly bits: number }

export type Joined<Left, Right, E extends Edge<Left, Right>> = { readonly left: Left; readonly right: Right; readonly edge: E }

export type Assignment<Left, Right, E extends Edge<Left, Right>> = {
  readonly pairs: readonly Joined<Left, Right, E>[]
  /** Edges that the best assignment uses, but for which too little speaks, or nearly as much for another one. */
  readonly unsure: readonly E[]
}

/** Values in kinds by what can be seen of them; kinds and values keep the order in which they first appear. */
export const kindsBy = <Value>(values: Iterable<Value>, lookOf: (value: Value) => string): readonly Kind<Value>[] => [
  ...Map.groupBy(values, lookOf).values(),
]

/**
 * Edges that hang together are decided exactly up to so many: beyond, the work would grow with the cube. Larger groups
 * are equal payments of many days; there only edges that are best for both their ends by the margin are used.
 */
const EXACT_EDGES_MAX = 80

/**
 * Pairs kinds so that the sum of bits is the greatest that can be, values of a kind in their order. Edges of less than
 * 0 bits are never used. A pair is sure if doing without it would cost at least `margin` bits; else its edge is unsure.
 */
export function assign<Left, Right, E extends Edge<Left, Right>>(edges: readonly E[], margin: number): Assignment<Left, Right, E> {
  const pairs: Joined<Left, Right, E>[] = []
  const unsure: E[] = []
  const useful = edges.filter(({ bits }) => bits >= 0)
  for (const group of hangingTogether<Left, Right, E>(useful)) {
    const decided = group.length > EXACT_EDGES_MAX ? bestOfBoth<Left, Right, E>(group, margin) : exact<Left, Right, E>(group, margin)
    const taken = new Map<Kind<unknown>, number>()
    for (const { edge, count, isSure } of decided) {
      if (!isSure) {
        unsure.push(edge)
        continue
      }
      const [leftAt, rightAt] = [taken.get(edge.left) ?? 0, taken.get(edge.right) ?? 0]
      for (let at = 0; at < count; at += 1) {
        const [left, right] = [edge.left[leftAt + at], edge.right[rightAt + at]]
        if (left !== undefined && right !== undefined) pairs.push({ left, right, edge })
      }
      taken.set(edge.left, leftAt + count)
      taken.set(edge.right, rightAt + count)
    }
  }
  return { pairs, unsure }
}

type Decision<E> = { readonly edge: E; readonly count: number; readonly isSure: boolean }

/** Edges in groups that share no kind, in the order of their first edges. */
function hangingTogether<Left, Right, E extends Edge<Left, Right>>(edges: readonly E[]): readonly (readonly E[])[] {
  const groupOf = new Map<Kind<unknown>, E[]>()
  const groups = new Set<E[]>()
  for (const edge of edges) {
    const [left, right] = [groupOf.get(edge.left), groupOf.get(edge.right)]
    const into = left ?? right ?? []
    groups.add(into)
    into.push(edge)
    for (const kind of [edge.left, edge.right]) groupOf.set(kind, into)
    if (left === undefined || right === undefined || left === right) continue
    for (const each of right) {
      into.push(each)
      for (const kind of [each.left, each.right]) groupOf.set(kind, into)
    }
    groups.delete(right)
  }
  return [...groups]
}

/** Bits are compared in thousandths, so that adding them up can't lose any. */
const inThousandths = (bits: number): number => Math.round(bits * 1000)

function exact<Left, Right, E extends Edge<Left, Right>>(edges: readonly E[], margin: number): readonly Decision<E>[] {
  const [only] = edges
  if (only !== undefined && edges.length === 1) {
    return [{ edge: only, count: Math.min(only.left.length, only.right.length), isSure: only.bits >= margin }]
  }
  const limits = edges.map(({ left, right }) => Math.min(left.length, right.length))
  const { flow, total } = bestFlow<Left, Right, E>(edges, limits)
  return edges.flatMap((edge, at): Decision<E>[] => {
    const count = flow[at] ?? 0
    if (count === 0) return []
    const without = bestFlow<Left, Right, E>(edges, limits.map((limit, each) => (each === at ? count - 1 : limit)))
    return [{ edge, count, isSure: total - without.total >= inThousandths(margin) }]
  })
}

type Flow = { readonly flow: readonly number[]; readonly total: number }

/**
 * How many values go over each edge so that the bits add up to the most: paths that gain are followed, the longest
 * first, until none gains (successive longest paths over what is left of each kind).
 */
function bestFlow<Left, Right, E extends Edge<Left, Right>>(edges: readonly E[], limits: readonly number[]): Flow {
  const flow = edges.map(() => 0)
  const lefts = [...new Set(edges.map(({ left }) => left))]
  const rights = [...new Set(edges.map(({ right }) => right))]
  const leftFree = lefts.map((kind) => kind.length)
  const rightFree = rights.map((kind) => kind.length)
  const ends = edges.map(({ left, right }) => [lefts.indexOf(left), rights.indexOf(right)] as const)
  const worth = edges.map(({ bits }) => inThousandths(bits))
  let total = 0
  for (;;) {
    const path = longestPath({ ends, worth, flow, limits, leftFree, rightFree })
    if (path === null || path.gain <= 0) return { flow, total }
    for (const { edge, isForward } of path.steps) flow[edge] = (flow[edge] ?? 0) + (isForward ? 1 : -1)
    leftFree[path.from] = (leftFree[path.from] ?? 0) - 1
    rightFree[path.to] = (rightFree[path.to] ?? 0) - 1
    total += path.gain
  }
}

type Residual = {
  readonly ends: readonly (readonly [number, number])[]
  readonly worth: readonly number[]
  readonly flow: readonly number[]
  readonly limits: readonly number[]
  readonly leftFree: readonly number[]
  readonly rightFree: readonly number[]
}
type Step = { readonly edge: number; readonly isForward: boolean }
type Path = { readonly from: number; readonly to: number; readonly gain: number; readonly steps: readonly Step[] }

/** From a left kind with a value to spare to a right one with room, over edges with room and back over used ones. */
function longestPath({ ends, worth, flow, limits, leftFree, rightFree }: Residual): Path | null {
  const LOW = Number.NEGATIVE_INFINITY
  const left = leftFree.map((free) => (free > 0 ? 0 : LOW))
  const right = rightFree.map(() => LOW)
  const intoLeft: (number | null)[] = leftFree.map(() => null)
  const intoRight: (number | null)[] = rightFree.map(() => null)
  for (let isChanged = true; isChanged; ) {
    isChanged = false
    ends.forEach(([from, to], edge) => {
      const [used, most, gain] = [flow[edge] ?? 0, limits[edge] ?? 0, worth[edge] ?? 0]
      const forward = (left[from] ?? LOW) + gain
      if (used < most && forward > (right[to] ?? LOW)) {
        right[to] = forward
        intoRight[to] = edge
        isChanged = true
      }
      const back = (right[to] ?? LOW) - gain
      if (used > 0 && back > (left[from] ?? LOW)) {
        left[from] = back
        intoLeft[from] = edge
        isChanged = true
      }
    })
  }
  let to: number | null = null
  rightFree.forEach((free, at) => {
    if (free > 0 && right[at] !== LOW && (to === null || (right[at] ?? LOW) > (right[to] ?? LOW))) to = at
  })
  if (to === null) return null
  const steps: Step[] = []
  let at: number = to
  for (;;) {
    const forward = intoRight[at]
    if (forward === undefined || forward === null) return null
    steps.push({ edge: forward, isForward: true })
    const from = ends[forward]?.[0] ?? 0
    const back = intoLeft[from]
    if (back === undefined || back === null) return { from, to, gain: right[to] ?? 0, steps }
    steps.push({ edge: back, isForward: false })
    at = ends[back]?.[1] ?? 0
  }
}

/** Edges that are the best of both their ends, by the margin over the next. */
function bestOfBoth<Left, Right, E extends Edge<Left, Right>>(edges: readonly E[], margin: number): readonly Decision<E>[] {
  const byKind = new Map<Kind<unknown>, E[]>()
  for (const edge of edges) {
    for (const kind of [edge.left, edge.right]) byKind.set(kind, [...(byKind.get(kind) ?? []), edge])
  }
  for (const all of byKind.values()) all.sort((a, b) => b.bits - a.bits)
  const lead = (kind: Kind<unknown>): number => {
    const [best, next] = byKind.get(kind) ?? []
    return (best?.bits ?? 0) - Math.max(next?.bits ?? 0, 0)
  }
  return edges.flatMap((edge): Decision<E>[] => {
    const { left, right } = edge
    if (byKind.get(left)?.[0] !== edge || byKind.get(right)?.[0] !== edge) return []
    const isSure = edge.bits >= margin && lead(left) >= margin && lead(right) >= margin
    return [{ edge, count: Math.min(left.length, right.length), isSure }]
  })
}
