// Maps by account or link, then by content: a key of both in one text would be written and digested anew at each look,
// which is most of the time that a plan of many rows takes.

/** A value by two keys. */
export type Nested<First, Second, Value> = ReadonlyMap<First, ReadonlyMap<Second, Value>>

/** The map of the first key, made where there is none. */
export function within<First, Second, Value>(
  nested: Map<First, Map<Second, Value>>,
  first: First,
): Map<Second, Value> {
  const known = nested.get(first)
  if (known !== undefined) return known
  const made = new Map<Second, Value>()
  nested.set(first, made)
  return made
}

/** The list grouped by two keys, in its order. */
export function groupWithin<Each, First, Second>(
  list: readonly Each[],
  firstOf: (each: Each) => First,
  secondOf: (each: Each) => Second,
): Nested<First, Second, readonly Each[]> {
  return new Map([...Map.groupBy(list, firstOf)].map(([first, group]) => [first, Map.groupBy(group, secondOf)]))
}
