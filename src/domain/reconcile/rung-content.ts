// Rung c: the same content, where ids are absent or reissued. Equal contents are paired n to n, never folded, and two
// ids of one link that both live are two movements however equal they look.
import type { AccountLinkId } from '../ids.ts'
import { markAbsent } from './absence.ts'
import { contentIndexKey, isFree, isLive, isOpen, isUnbacked, streamOf, takePlace, tie } from './matching.ts'
import type { Matching, Slot } from './matching.ts'
import type { KnownRecord } from './plan.ts'

export function matchContents(matching: Matching): void {
  const open = matching.slots.filter(isOpen)
  const groups = Map.groupBy(open, (slot) => contentIndexKey(slot.incoming.accountId, slot.contentKey))
  const met = [...groups].map(([key, slots]) => ({ slots, known: matching.byContent.get(key) ?? [] }))
  const each = (place: typeof repeatWithoutId) => {
    for (const { slots, known } of met) {
      if (known.length > 0) for (const slot of slots) place(matching, slot, known)
    }
  }
  each(repeatWithoutId)
  markAbsent(matching, 'without-id')
  each(reissueInLink)
  each(meetOtherStream)
}

/** Neither side has an id: the n-th of this content in the batch is the n-th that the link is known to have stated. */
function repeatWithoutId(matching: Matching, slot: Slot, known: readonly KnownRecord[]): void {
  const { linkId, record } = slot.incoming
  if (!isOpen(slot) || record.sourceId !== null) return
  const same = known
    .filter((each) => each.linkId === linkId && each.sourceId === null && !each.isSuperseded)
    .toSorted((left, right) => left.ordinal - right.ordinal)
  const twin = same[slot.occurrence]
  if (twin) tie(matching, slot, { reason: 'content', transactionId: twin.transactionId, record: twin })
}

/** The link no longer stands behind a record of this content: the movement goes on under another id. */
function reissueInLink(matching: Matching, slot: Slot, known: readonly KnownRecord[]): void {
  if (!isOpen(slot)) return
  const old = known.find(
    (each) =>
      each.linkId === slot.incoming.linkId &&
      !isTaken(matching, each) &&
      isUnbacked(matching, each) &&
      isFree(matching, each.transactionId, slot.stream),
  )
  if (!old) return
  takePlace(matching, slot, old)
  tie(matching, slot, { reason: 'content', transactionId: old.transactionId, record: null })
}

/** Another link or file of the account stated this content, and this stream has not yet. */
function meetOtherStream(matching: Matching, slot: Slot, known: readonly KnownRecord[]): void {
  if (!isOpen(slot)) return
  const other = known.find(
    (each) =>
      streamOf(each.source, each.linkId, each.sourceId) !== slot.stream &&
      !isTaken(matching, each) &&
      isFree(matching, each.transactionId, slot.stream),
  )
  if (!other) return
  yieldEnded(matching, slot, other.transactionId)
  tie(matching, slot, { reason: 'content', transactionId: other.transactionId, record: null })
}

const isTaken = (matching: Matching, record: KnownRecord): boolean =>
  record.isSuperseded || matching.superseded.has(record.id)

/** Records of links that nothing reads any more yield: else they would hold up what the new link takes back. */
export function yieldEnded(matching: Matching, slot: Slot, transactionId: KnownRecord['transactionId']): void {
  const isEnded = (linkId: AccountLinkId) => matching.endedLinks.has(linkId) && linkId !== slot.incoming.linkId
  for (const record of matching.recordsOf.get(transactionId) ?? []) {
    if (isEnded(record.linkId) && isLive(matching, record)) takePlace(matching, slot, record)
  }
}
