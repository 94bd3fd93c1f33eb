// How often one batch stated a content without an id, carried from span to span.
import type { AccountLinkId } from '../ids.ts'
import { contentKey } from './fingerprint.ts'
import type { ContentTally, Span } from './plan.ts'

export const tallyKey = (linkId: AccountLinkId, key: string): string => `${linkId} ${key}`

/** The tally for the next span of the same batch: that of the spans before this one, and this one's records. */
export function tallyOf(span: Pick<Span, 'records' | 'earlier'>): ContentTally {
  const tally = new Map(span.earlier)
  for (const { linkId, record } of span.records) {
    if (record.sourceId !== null) continue
    const key = tallyKey(linkId, contentKey(record))
    tally.set(key, (tally.get(key) ?? 0) + 1)
  }
  return tally
}
