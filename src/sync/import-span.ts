// One span, from the source's terms to the ledger's: tied to accounts, planned against a snapshot, written. All of it in
// the caller's transaction, and no network.
import { alertsFor } from '../domain/alerts.ts'
import { askPayorees } from '../domain/ask-payorees.ts'
import { decidersBy } from '../domain/decorate.ts'
import type { Rulebook } from '../domain/decorate.ts'
import type { AccountId, OwnerId } from '../domain/ids.ts'
import { negate } from '../domain/money.ts'
import { planSpan } from '../domain/reconcile/plan-span.ts'
import type { ContentTally, ImportPlan, Span, SourceTraits } from '../domain/reconcile/plan.ts'
import type { RejectedRecord, SourceRecord } from '../domain/source-record.ts'
import { raiseAlerts } from '../storage/alerts.ts'
import type { AlertDraft } from '../storage/alerts.ts'
import type { BatchOrigin } from '../storage/batches.ts'
import { lockAccounts, writePlan } from '../storage/commit.ts'
import type { Committed } from '../storage/commit.ts'
import { crashPoint } from '../storage/crash-points.ts'
import { askAboutPayorees } from '../storage/payoree-reviews.ts'
import { rulebookFor } from '../storage/rulebook.ts'
import type { Tx } from '../storage/schema.ts'
import { readSnapshot } from '../storage/snapshot.ts'
import { rejection } from './check-page.ts'
import type { StorageDeps } from './deps.ts'
import type { Links } from './link-accounts.ts'
import type { GatheredSpan } from './spans.ts'

export type PlannedSpan = Committed & { readonly plan: ImportPlan }

/** Plans the span against the ledger as it is now and writes it. */
export async function importSpan(
  tx: Tx,
  deps: StorageDeps,
  into: {
    readonly ownerId: OwnerId
    readonly origin: BatchOrigin
    /** Every account that the span could touch. */
    readonly accountIds: readonly AccountId[]
  },
  span: Span,
  lines: readonly number[],
): Promise<PlannedSpan> {
  await lockAccounts(tx, into.accountIds)
  crashPoint('import-span: accounts locked')
  const snapshot = await readSnapshot(tx, into.ownerId, span)
  crashPoint('import-span: snapshot read')
  const rulebook = await rulebookFor(tx, into.ownerId, deps.newId)
  crashPoint('import-span: rulebook read')
  const plan = planSpan(span, snapshot, decidersBy(rulebook))
  const committed = await writePlan(tx, deps, { ...into, span, plan, lines })
  crashPoint('import-span: plan written')
  const about = { ownerId: into.ownerId, batchId: committed.batchId }
  const asked = await askAboutPayorees(tx, about, askPayorees(rulebook, plan.transactions), deps.newId)
  crashPoint('import-span: payorees asked about')
  await raiseAlerts(tx, about, alertsOf(rulebook, plan, committed.idOf), deps.newId)
  crashPoint('import-span: alerts raised')
  return { ...committed, plan, counts: { ...committed.counts, reviews: committed.counts.reviews + asked } }
}

/** What rules tell of the transactions that are new. Only an import brings news: decisions and recomputes do not. */
function alertsOf(rulebook: Rulebook, { transactions }: ImportPlan, idOf: Committed['idOf']): readonly AlertDraft[] {
  const added = transactions.filter(({ ref }) => 'new' in ref)
  return alertsFor(rulebook, added).map(({ rule, row }) => {
    return { ruleId: rule.id, ruleName: rule.name, transactionId: idOf(row.ref) }
  })
}

/**
 * The span in the ledger's terms. A record of an account that is not known, or in another currency than its account's,
 * is rejected; one of an account that the person left out is ignored. Both are counted.
 */
export function tieSpan(
  gathered: Omit<GatheredSpan, 'checkpoint' | 'accounts'>,
  links: Links,
  traits: SourceTraits,
  earlier: ContentTally,
): Span {
  const records: Span['records'][number][] = []
  const rejected: RejectedRecord[] = [...gathered.rejected]
  const ignored = [...gathered.ignored]
  let leftOut = 0
  // Removals count the records before them; a record that is left out must not shift that.
  const positions: number[] = []
  for (const record of gathered.records) {
    positions.push(records.length)
    const link = links.get(record.accountSourceId)
    if (link?.isSelected === false) leftOut += 1
    else if (link === undefined) rejected.push(rejection(record, 'the bank did not list the account it belongs to'))
    else if (link.currency !== record.amount.currency) rejected.push(rejection(record, otherCurrency(record, link)))
    else records.push({ linkId: link.linkId, accountId: link.accountId, record: link.isFlipped ? turned(record) : record })
  }
  positions.push(records.length)
  if (leftOut > 0) ignored.push({ reason: 'in an account that is not imported', count: leftOut })
  const removals = gathered.removals.flatMap(({ accountSourceId, sourceId, afterRecords }) => {
    const link = links.get(accountSourceId)
    const after = positions[afterRecords] ?? records.length
    return link?.isSelected ? [{ linkId: link.linkId, sourceId, afterRecords: after }] : []
  })
  return { traits, records, removals, coverage: coverageOf(gathered, links, rejected), rejected, ignored, earlier }
}

/** The record with the sign that its balances have proved. */
const turned = (record: SourceRecord): SourceRecord => ({ ...record, amount: negate(record.amount) })

const otherCurrency = ({ amount }: SourceRecord, link: { readonly currency: string }): string =>
  `it is in ${amount.currency}, but the account is in ${link.currency}`

/** What could not be read must not count as absent: an account with a rejected record is not completely known. */
function coverageOf(
  { coverage }: Pick<GatheredSpan, 'coverage'>,
  links: Links,
  rejected: readonly RejectedRecord[],
): Span['coverage'] {
  const unread = new Set(rejected.map(({ accountSourceId }) => accountSourceId))
  if (unread.has(null)) return []
  return coverage.flatMap(({ accountSourceId, range, statuses }) => {
    const link = links.get(accountSourceId)
    if (!link?.isSelected || unread.has(accountSourceId)) return []
    return [{ linkId: link.linkId, accountId: link.accountId, range, statuses }]
  })
}
