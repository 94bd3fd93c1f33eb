// How often one batch stated a content without an id, carried from span to span.
import type { AccountLinkId } from '../ids.ts'
import { contentKey } from './fingerprint.ts'
import { within } from './nested.ts'
import type { ContentTally, Span } from './plan.ts'

/** The tally for the next span of the same batch: that of the spans before this one, and this one's records. */
export function tallyOf(span: Pick<Span, 'records' | 'earlier'>): ContentTally {
  const tally = new Map<AccountLinkId, Map<string, number>>()
  for (const [linkId, counts] of span.earlier ?? []) tally.set(linkId, new Map(counts))
  for (const { linkId, record } of span.records) if (record.sourceId === null) count(within(tally, linkId), contentKey(record))
  return tally
}

/** Counts one more of the key, and says how many there were before. */
export function count(counts: Map<string, number>, key: string): number {
  const before = counts.get(key) ?? 0
  counts.set(key, before + 1)
  return before
}
