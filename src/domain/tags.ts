// Tags of a transaction: words of the person's own making, in no order.

/** More than anyone reads beside one transaction. */
export const TAGS_MAX = 50

/** Tags as a set: without space around them, each once, in one order, so that equal sets compare equal. */
export function tagSet(names: readonly string[]): readonly string[] {
  const tidy = names.map((name) => name.normalize('NFC').trim().replaceAll(/\s+/gu, ' '))
  return [...new Set(tidy)].filter((name) => name !== '').toSorted()
}

/** The set with some tags more and some fewer. */
export function changedTags(tags: readonly string[], added: readonly string[], taken: readonly string[]): readonly string[] {
  const gone = new Set(tagSet(taken))
  return tagSet([...tags, ...added]).filter((name) => !gone.has(name))
}

export const sameTags = (left: readonly string[] | undefined, right: readonly string[] | undefined): boolean =>
  left === right ||
  (left !== undefined &&
    right !== undefined &&
    left.length === right.length &&
    left.every((name, index) => name === right[index]))
