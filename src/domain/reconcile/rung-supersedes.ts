// Rung b: the record names the one whose place it takes. The bank's word: amount, date and text may all have changed.
import { claim, isFree, isOpen, sourceIdKey, takePlace, tie } from './matching.ts'
import type { Matching, Slot } from './matching.ts'
import type { KnownRecord } from './plan.ts'

export function matchSuperseded(matching: Matching): void {
  for (const slot of matching.slots) {
    const { linkId, record } = slot.incoming
    if (record.supersedes === null || record.supersedes === record.sourceId || slot.repeatedBy !== null) continue
    const key = sourceIdKey(linkId, record.supersedes)
    const known = matching.currentBySourceId.get(key)
    if (known && !matching.displaced.has(known.id)) placeOver(matching, slot, known)
    const stated = matching.slotBySourceId.get(key)
    // Both arrive together: the older one goes where the newer one goes.
    if (stated && isOpen(stated) && !isFollowedBy(slot, stated)) stated.follows = slot
  }
}

function placeOver(matching: Matching, slot: Slot, known: KnownRecord): void {
  const { transactionId } = known
  if (slot.match === null) {
    if (!isFree(matching, transactionId, slot.stream, known)) return
    takePlace(matching, slot, known)
    tie(matching, slot, { reason: 'superseded', transactionId, record: null })
  } else if (slot.match.transactionId === transactionId) {
    takePlace(matching, slot, known)
  } else {
    join(matching, slot, known)
  }
}

/**
 * The source names the predecessor only now, when both already are transactions of their own. The one that the person
 * touched stays; if they touched both, both stay and nothing is guessed.
 */
function join(matching: Matching, slot: Slot, known: KnownRecord): void {
  if (slot.match === null || known.isSuperseded) return
  const { transactionId: current } = slot.match
  const { transactionId: named } = known
  if (matching.merges.has(current) || matching.merges.has(named)) return
  // Another record of the same source stands there: a guess of before that this word refutes.
  if (!isFree(matching, named, slot.stream, known)) return
  const hasIntent = (id: typeof current) => matching.transactions.get(id)?.hasIntent ?? true
  const [from, into] = hasIntent(current) ? [named, current] : [current, named]
  if (hasIntent(from)) return
  takePlace(matching, slot, known)
  matching.merges.set(from, into)
  slot.match = { ...slot.match, transactionId: into }
  claim(matching, slot, into)
}

function isFollowedBy(slot: Slot, other: Slot): boolean {
  for (let next = slot.follows; next !== null; next = next.follows) {
    if (next === other) return true
  }
  return false
}
