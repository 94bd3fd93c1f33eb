// Who belongs to whom, when several candidates stand on both sides. Joined is only what leaves no choice.

export type Edge<Left, Right> = { readonly left: Left; readonly right: Right }

export type Assignment<Left, Right> = {
  readonly pairs: readonly Edge<Left, Right>[]
  /** Groups in which more than one pairing is possible. */
  readonly unsure: readonly { readonly lefts: readonly Left[]; readonly rights: readonly Right[] }[]
}

/**
 * Splits the edges into connected groups. One on each side is a pair. A group whose lefts can't be told apart (equal
 * `leftKey`), nor its rights, is paired in order: as many as the smaller side has, so that n stay n. All else is unsure.
 * Lefts and rights keep the order in which they first appear.
 */
export function assign<Left, Right>(
  edges: readonly Edge<Left, Right>[],
  leftKey: (left: Left) => string,
  rightKey: (right: Right) => string,
): Assignment<Left, Right> {
  const pairs: Edge<Left, Right>[] = []
  const unsure: { lefts: Left[]; rights: Right[] }[] = []
  for (const { lefts, rights } of groupsOf(edges)) {
    if (areAlike(lefts, leftKey) && areAlike(rights, rightKey)) {
      lefts.slice(0, rights.length).forEach((left, at) => {
        const right = rights[at]
        if (right !== undefined) pairs.push({ left, right })
      })
    } else unsure.push({ lefts, rights })
  }
  return { pairs, unsure }
}

function areAlike<Value>(values: readonly Value[], keyOf: (value: Value) => string): boolean {
  const [first] = values
  return values.length === 1 || (first !== undefined && values.every((value) => keyOf(value) === keyOf(first)))
}

type Group<Left, Right> = { readonly lefts: Left[]; readonly rights: Right[] }

function groupsOf<Left, Right>(edges: readonly Edge<Left, Right>[]): readonly Group<Left, Right>[] {
  const rightsOf = Map.groupBy(edges, (edge) => edge.left)
  const leftsOf = Map.groupBy(edges, (edge) => edge.right)
  const leftOrder = orderOf(rightsOf.keys())
  const rightOrder = orderOf(leftsOf.keys())
  const seen = new Set<Left>()
  const groups: Group<Left, Right>[] = []
  for (const start of rightsOf.keys()) {
    if (seen.has(start)) continue
    seen.add(start)
    const lefts = [start]
    const rights = new Set<Right>()
    for (const left of lefts) {
      for (const { right } of rightsOf.get(left) ?? []) {
        if (rights.has(right)) continue
        rights.add(right)
        for (const { left: next } of leftsOf.get(right) ?? []) {
          if (seen.has(next)) continue
          seen.add(next)
          lefts.push(next)
        }
      }
    }
    groups.push({ lefts: lefts.toSorted(leftOrder), rights: [...rights].toSorted(rightOrder) })
  }
  return groups
}

/** Compares by first appearance. */
function orderOf<Value>(values: Iterable<Value>): (left: Value, right: Value) => number {
  const places = new Map([...values].map((value, at) => [value, at]))
  return (left, right) => (places.get(left) ?? 0) - (places.get(right) ?? 0)
}
