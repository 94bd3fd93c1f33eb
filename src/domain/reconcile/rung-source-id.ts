// Rung a: the same link and source id is a new version of the same record, unless the source gave the id to another
// movement. An id is evidence, not proof: banks have renumbered a whole day.
import { daysBetween } from '../calendar.ts'
import { recordDate } from '../source-record.ts'
import type { SourceRecord } from '../source-record.ts'
import { isFree, isOpen, sourceIdKey, tie } from './matching.ts'
import type { Matching, Slot } from './matching.ts'
import type { KnownRecord, SourceTraits } from './plan.ts'
import { LIKENESS_COMPATIBLE, namesLikeness } from './text.ts'

/** A booking date corrected by more than this is another booking. */
export const CORRECTION_DAYS_MAX = 14
/** Of an id that is known to be reused, a correction is believed only within days. */
const DOUBTED_DAYS_MAX = 3

export function matchSourceIds(matching: Matching): void {
  for (const slot of matching.slots) {
    const { linkId, record } = slot.incoming
    if (record.sourceId === null || !isOpen(slot)) continue
    const known = matching.currentBySourceId.get(sourceIdKey(linkId, record.sourceId))
    if (!known) continue
    const moved = movedHere(matching, slot, known)
    const isOther = isReused(known, record, matching.span.traits) || isDoubted(matching, slot, known)
    if (moved !== null || isOther || wasGuessedWrong(matching, slot, known)) {
      slot.displaces = known
      slot.displacedBy = moved === null ? 'reuse' : 'renumbering'
      matching.displaced.add(known.id)
      if (moved !== null) matching.displaced.add(moved.id)
    } else {
      tie(matching, slot, { reason: 'source-id', transactionId: known.transactionId, record: known })
      if (slot.isRemoved) matching.gone.add(known.id)
    }
  }
}

/**
 * The record that the link stated under another id, if the source renumbered: what arrives under this id is word for
 * word that one, and the span does not state it under its own id. Banks that number the rows of a day do so whenever a
 * late row moves in between.
 */
function movedHere(matching: Matching, slot: Slot, known: KnownRecord): KnownRecord | null {
  if (slot.contentKey === known.contentKey || known.status === 'pending') return null
  const { accountId, linkId } = slot.incoming
  const same = matching.byContent.get(accountId)?.get(slot.contentKey) ?? []
  const moved = same.find(
    (each) =>
      each.linkId === linkId &&
      each.sourceId !== null &&
      each.isCurrent &&
      !each.isRemoved &&
      !each.isSuperseded &&
      matching.slotBySourceId.get(sourceIdKey(linkId, each.sourceId))?.contentKey !== each.contentKey,
  )
  return moved ?? null
}

/**
 * A pending record whose transaction was joined to a posted one by likeness is now booked under its own id: then there
 * are two movements after all, and this one becomes a transaction of its own.
 */
const wasGuessedWrong = (matching: Matching, slot: Slot, known: KnownRecord): boolean =>
  known.status === 'pending' &&
  slot.incoming.record.status === 'posted' &&
  !isFree(matching, known.transactionId, slot.stream, known)

/**
 * Where the institution is known to renumber or to reuse ids, an id alone proves nothing: a posted row of another amount,
 * or with a reused id of another week, is another movement.
 */
function isDoubted(matching: Matching, slot: Slot, known: KnownRecord): boolean {
  const { isRenumbering, isReusing } = matching.trustIn(slot.incoming.linkId)
  if (known.status === 'pending') return false
  if (isRenumbering && slot.contentKey !== known.contentKey && known.amount.minor !== slot.incoming.record.amount.minor) return true
  return isReusing && Math.abs(daysBetween(known.on, slot.on)) > DOUBTED_DAYS_MAX
}

/** Whether the id now stands for another movement. Overwriting then would lose the first one without a trace. */
function isReused(known: KnownRecord, record: SourceRecord, traits: SourceTraits): boolean {
  if (known.amount.currency !== record.amount.currency) return true
  if (isOpposite(known.amount.minor, record.amount.minor)) return true
  const days = Math.abs(daysBetween(known.on, recordDate(record)))
  if (days > Math.max(CORRECTION_DAYS_MAX, traits.pendingDays)) return true
  if (known.amount.minor === record.amount.minor) return false
  // A source that keeps the id when a pending record is booked may change amount and text with it.
  if (known.status === 'pending' && traits.pending === 'same-id') return false
  const alike = namesLikeness(known, record)
  return alike !== null && alike < LIKENESS_COMPATIBLE
}

const isOpposite = (left: bigint, right: bigint): boolean => (left < 0n && right > 0n) || (left > 0n && right < 0n)
