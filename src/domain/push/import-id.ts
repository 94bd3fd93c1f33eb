// The id by which a destination knows a row of ours again.

/**
 * The same transaction has the same import id for good, so that sending it twice is noticed. Ids have one length, so
 * that none begins another: destinations that search ids by a part of them find no other row. 36 characters are the
 * most that all of them keep. A row that we deleted there and send again gets the next `generation`, since some
 * destinations never take an id again whose row was deleted.
 */
export function importIdOf(transactionId: string, generation: number): string {
  if (generation < 0 || generation > GENERATION_MAX) throw new RangeError(`there is no generation ${generation}`)
  return `t${transactionId.replaceAll('-', '')}-${String(generation).padStart(2, '0')}`
}

/** Two digits are left of the 36 characters; each push and undo of a row takes one. */
export const GENERATION_MAX = 99
