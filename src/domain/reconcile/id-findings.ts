// What a plan shows about the ids of its source.
import type { AccountLinkId } from '../ids.ts'
import type { IdFindings } from './id-trust.ts'
import type { ImportPlan, Span } from './plan.ts'

/** What a plan found about ids, link by link; links without anything to tell are left out. */
export function findingsOf(span: Pick<Span, 'records'>, plan: Pick<ImportPlan, 'actions'>): readonly IdFindings[] {
  const found = new Map<AccountLinkId, { seen: number; reused: number; renumbered: number; reissued: number }>()
  for (const { incoming, repeatedBy, displaces, displacedBy, reason, recordId, supersedes } of plan.actions) {
    const linkId = span.records[incoming]?.linkId
    const hasId = span.records[incoming]?.record.sourceId !== null
    if (linkId === undefined || !hasId || repeatedBy !== null) continue
    const counts = found.get(linkId) ?? { seen: 0, reused: 0, renumbered: 0, reissued: 0 }
    found.set(linkId, counts)
    if (displaces !== null || recordId !== null) counts.seen += 1
    if (displaces !== null && displacedBy === 'renumbering') counts.renumbered += 1
    if (displaces !== null && displacedBy === 'reuse') counts.reused += 1
    const isOfOwnLink = supersedes.length > 0
    if (displaces === null && recordId === null && reason === 'content' && isOfOwnLink) counts.reissued += 1
  }
  return [...found]
    .filter(([, { seen, reissued }]) => seen > 0 || reissued > 0)
    .map(([linkId, counts]) => ({ linkId, ...counts }))
}
