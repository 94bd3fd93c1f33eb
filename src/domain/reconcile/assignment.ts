// Who belongs to whom, when several candidates stand on both sides. Joined is only what leaves no choice.

/** Values that nothing tells apart, in their order. */
export type Kind<Value> = readonly Value[]

export type Edge<Left, Right> = { readonly left: Kind<Left>; readonly right: Kind<Right> }

export type Assignment<Left, Right> = {
  readonly pairs: readonly { readonly left: Left; readonly right: Right }[]
  /** Edges of kinds that could be paired in more than one way. */
  readonly unsure: readonly Edge<Left, Right>[]
}

/** Values in kinds by what can be seen of them; kinds and values keep the order in which they first appear. */
export const kindsBy = <Value>(values: Iterable<Value>, lookOf: (value: Value) => string): readonly Kind<Value>[] => [
  ...Map.groupBy(values, lookOf).values(),
]

/**
 * A kind that meets one kind, which meets no other, is paired with it in order: as many as the smaller side has, so that
 * n stay n. All else is unsure.
 */
export function assign<Left, Right>(edges: readonly Edge<Left, Right>[]): Assignment<Left, Right> {
  const lefts = countBy(edges.map(({ left }) => left))
  const rights = countBy(edges.map(({ right }) => right))
  const pairs: { left: Left; right: Right }[] = []
  const unsure: Edge<Left, Right>[] = []
  for (const edge of edges) {
    if (lefts.get(edge.left) !== 1 || rights.get(edge.right) !== 1) {
      unsure.push(edge)
      continue
    }
    edge.left.forEach((left, at) => {
      const right = edge.right[at]
      if (right !== undefined) pairs.push({ left, right })
    })
  }
  return { pairs, unsure }
}

function countBy<Value>(values: readonly Value[]): ReadonlyMap<Value, number> {
  const counts = new Map<Value, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}
