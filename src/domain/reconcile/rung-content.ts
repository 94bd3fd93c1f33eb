// Rung c: the same content, where ids are absent or reissued. Equal contents are paired n to n, never folded, and two
// ids of one link that both live are two movements however equal they look.
import type { AccountLinkId } from '../ids.ts'
import { markAbsent } from './absence.ts'
import { isFree, isLive, isOpen, isUnbacked, saidOf, streamOf, takePlace, tie } from './matching.ts'
import type { Matching, Slot } from './matching.ts'
import { groupWithin } from './nested.ts'
import type { KnownRecord } from './plan.ts'

export function matchContents(matching: Matching): void {
  const open = matching.slots.filter(isOpen)
  const isMet = ({ incoming, contentKey }: Slot) => matching.byContent.get(incoming.accountId)?.has(contentKey) ?? false
  const groups = groupWithin(open.filter(isMet), ({ incoming }) => incoming.accountId, ({ contentKey }) => contentKey)
  const met = [...groups].flatMap(([accountId, contents]) =>
    [...contents].map(([key, slots]) => ({
      known: matching.byContent.get(accountId)?.get(key) ?? [],
      streams: Map.groupBy(slots, ({ stream }) => stream),
    })),
  )
  const each = (place: typeof repeatWithoutId) => {
    for (const { known, streams } of met) {
      for (const slots of streams.values()) place(matching, slots.filter(isOpen), known)
    }
  }
  each(repeatWithoutId)
  markAbsent(matching, 'without-id')
  each(reissueInLink)
  each(meetOtherStream)
}

/** Neither side has an id: the n-th of this content in the batch is the n-th that the link is known to have stated. */
function repeatWithoutId(matching: Matching, slots: readonly Slot[], known: readonly KnownRecord[]): void {
  const [first] = slots
  if (first === undefined || first.incoming.record.sourceId !== null) return
  const same = known
    .filter((each) => each.linkId === first.incoming.linkId && each.sourceId === null && !each.isSuperseded)
    .toSorted((left, right) => left.ordinal - right.ordinal)
  for (const slot of slots) {
    const twin = same[slot.occurrence]
    if (twin) tie(matching, slot, { reason: 'content', transactionId: twin.transactionId, record: twin })
  }
}

/** The link no longer stands behind records of this content: the movements go on under other ids. */
function reissueInLink(matching: Matching, slots: readonly Slot[], known: readonly KnownRecord[]): void {
  const linkId = slots[0]?.incoming.linkId
  // Each goes on behind the last one found: what was passed over never becomes free again.
  const left = known.filter((each) => each.linkId === linkId && isUnbacked(matching, each)).values()
  for (const slot of slots) {
    const old = left.find((each) => !isTaken(matching, each) && isFree(matching, each.transactionId, slot.stream))
    if (old === undefined) return
    takePlace(matching, slot, old)
    tie(matching, slot, { reason: 'content', transactionId: old.transactionId, record: null })
  }
}

/** Another link or file of the account stated this content, and this stream has not yet. */
function meetOtherStream(matching: Matching, slots: readonly Slot[], known: readonly KnownRecord[]): void {
  const stream = slots[0]?.stream
  const left = known.filter((each) => streamOf(each.source, each.linkId, each.sourceId) !== stream).values()
  for (const slot of slots) {
    const { accountId } = slot.incoming
    const other = left.find(
      (each) =>
        !isTaken(matching, each) &&
        isFree(matching, each.transactionId, slot.stream) &&
        saidOf(matching, each.transactionId, accountId, slot.contentKey) !== 'different',
    )
    if (other === undefined) return
    yieldEnded(matching, slot, other.transactionId)
    tie(matching, slot, { reason: 'content', transactionId: other.transactionId, record: null })
  }
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
