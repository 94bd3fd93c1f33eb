// What the source no longer states: taken back by word, or absent from a window that the span is complete for.
import { daysBetween, isWithin } from '../calendar.ts'
import type { CalendarDate } from '../calendar.ts'
import type { AccountLinkId } from '../ids.ts'
import { sourceIdKey } from './matching.ts'
import type { Matching } from './matching.ts'
import type { KnownRecord, SpanCoverage } from './plan.ts'

/** Removals by word. A record of the same id that the span states later stands; see `IncomingRemoval.afterRecords`. */
export function markTakenBack(matching: Matching): void {
  for (const { linkId, sourceId } of matching.span.removals) {
    const key = sourceIdKey(linkId, sourceId)
    const known = matching.currentBySourceId.get(key)
    if (known && !matching.slotBySourceId.has(key)) matching.gone.add(known.id)
  }
}

/**
 * Removals by absence. Called twice: for records with an id before contents are compared, since an id that vanished may
 * have been reissued, and for records without one after it, since only their content can tell that they were stated.
 */
export function markAbsent(matching: Matching, records: 'with-id' | 'without-id'): void {
  if (matching.span.coverage.length === 0) return
  const byLink = Map.groupBy(matching.span.coverage, (coverage) => coverage.linkId)
  const byAccount = Map.groupBy(matching.span.coverage, (coverage) => coverage.accountId)
  for (const known of [...matching.recordsOf.values()].flat()) {
    if ((known.sourceId === null) !== (records === 'without-id')) continue
    if (matching.stated.has(known.id) || known.isRemoved || known.isSuperseded) continue
    const windows = isOrphan(matching, known) ? byAccount.get(known.accountId) : byLink.get(known.linkId)
    if (windows?.some((coverage) => isCovered(known, coverage))) matching.gone.add(known.id)
  }
}

/** No bank, hotel or rental holds an amount longer; networks let go after a month at the latest. */
const HELD_DAYS_MAX = 31

/**
 * A source that neither names what it books nor lists all that is pending never says that a hold has lapsed. It has, when
 * the source's own newest posting is a month later.
 */
export function markLapsed(matching: Matching): void {
  const { traits, records } = matching.span
  if (traits.pending !== 'unlinked' || traits.source !== 'connection') return
  const newest = new Map<AccountLinkId, CalendarDate>()
  for (const { linkId, record } of records) {
    const last = newest.get(linkId)
    const { postedOn } = record
    if (postedOn !== null && (last === undefined || postedOn > last)) newest.set(linkId, postedOn)
  }
  for (const known of [...matching.recordsOf.values()].flat()) {
    const last = newest.get(known.linkId)
    if (known.status !== 'pending' || last === undefined || known.isRemoved || known.isSuperseded) continue
    if (!matching.stated.has(known.id) && daysBetween(known.on, last) > HELD_DAYS_MAX) matching.gone.add(known.id)
  }
}

/**
 * A pending record of a link that nothing reads any more: only a newer link of the account can tell that it is gone.
 * Posted ones are not judged so, for another access to the same account may show less of its past.
 */
const isOrphan = (matching: Matching, known: KnownRecord): boolean =>
  known.status === 'pending' && matching.endedLinks.has(known.linkId)

const isCovered = (known: KnownRecord, { range, statuses }: SpanCoverage): boolean =>
  statuses.includes(known.status) && isWithin(known.on, range)
