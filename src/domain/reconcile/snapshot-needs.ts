// What a span's snapshot must hold. Storage turns it into queries, the reference ledger into filters; that the planner
// decides the same from it as from the whole ledger is a law.
import { addDays } from '../calendar.ts'
import type { CalendarDate, DateRange } from '../calendar.ts'
import type { AccountId, AccountLinkId } from '../ids.ts'
import { recordDate } from '../source-record.ts'
import { contentKey } from './fingerprint.ts'
import { EARLY_DAYS_MAX } from './weigh-posted.ts'
import { MANUAL_DAYS_MAX, SOURCES_DAYS_MAX } from './weigh-sources.ts'
import { amountKey, contentIndexKey, sourceIdKey } from './matching.ts'
import type { Span, SpanCoverage } from './plan.ts'

/** Pending rows are few, and one that lapsed long ago still has to be found. */
const PENDING_SINCE_DAYS_MAX = 400
/** The widest window any rung looks through around a record's day; pending days come on top, after it. */
const NEAR_DAYS_MAX = Math.max(SOURCES_DAYS_MAX, MANUAL_DAYS_MAX)

export type SnapshotNeeds = {
  /** Current records with these ids. */
  readonly sourceIds: readonly { readonly linkId: AccountLinkId; readonly sourceId: string }[]
  /** Records of any link of the account with this content. */
  readonly contents: readonly { readonly accountId: AccountId; readonly contentKey: string }[]
  /** Transactions of this amount that are dated in the range, removed ones included. */
  readonly amounts: readonly AmountNeed[]
  /** Pending transactions of these accounts dated in the range, removed ones included. */
  readonly pendings: readonly { readonly accountId: AccountId; readonly range: DateRange }[]
  /** Live records that the span's windows cover. */
  readonly coverage: readonly SpanCoverage[]
  /**
   * For every pending record found by `sourceIds` of removals or by `coverage`: the posted transactions of its account
   * dated from a day before its own to so many days later.
   */
  readonly successorDays: number
}

export type AmountNeed = {
  readonly accountId: AccountId
  readonly minor: bigint
  readonly currency: string
  readonly range: DateRange
}

export function snapshotNeeds(span: Span): SnapshotNeeds {
  const { pendingDays } = span.traits
  const sourceIds = new Map<string, SnapshotNeeds['sourceIds'][number]>()
  const contents = new Map<string, SnapshotNeeds['contents'][number]>()
  const amounts = new Map<string, AmountNeed>()
  const days = new Map<AccountId, DateRange>()
  const need = (linkId: AccountLinkId, sourceId: string) =>
    sourceIds.set(sourceIdKey(linkId, sourceId), { linkId, sourceId })
  for (const { linkId, accountId, record } of span.records) {
    if (record.sourceId !== null) need(linkId, record.sourceId)
    if (record.supersedes !== null) need(linkId, record.supersedes)
    const key = contentKey(record)
    contents.set(contentIndexKey(accountId, key), { accountId, contentKey: key })
    const { minor, currency } = record.amount
    const on = recordDate(record)
    const kept = amounts.get(amountKey(accountId, record.amount))
    amounts.set(amountKey(accountId, record.amount), {
      accountId,
      minor,
      currency,
      range: joined(kept?.range, spread(on, record.transactionOn ?? on)),
    })
    days.set(accountId, joined(days.get(accountId), { from: addDays(on, -PENDING_SINCE_DAYS_MAX), to: addDays(on, EARLY_DAYS_MAX) }))
  }
  for (const { linkId, sourceId } of span.removals) need(linkId, sourceId)
  // Also of other links: a complete window ends the pending records of links that nothing reads any more.
  for (const { accountId, range, statuses } of span.coverage) {
    if (statuses.includes('pending')) days.set(accountId, joined(days.get(accountId), range))
  }
  return {
    sourceIds: [...sourceIds.values()],
    contents: [...contents.values()],
    amounts: [...amounts.values()],
    pendings: [...days].map(([accountId, range]) => ({ accountId, range })),
    coverage: span.coverage,
    successorDays: pendingDays,
  }
}

/** A transaction is found by one of its two dates, and the other may be the near one: hence twice the days. */
function spread(left: CalendarDate, right: CalendarDate): DateRange {
  const [from, to] = left <= right ? [left, right] : [right, left]
  return { from: addDays(from, -2 * NEAR_DAYS_MAX), to: addDays(to, 2 * NEAR_DAYS_MAX) }
}

const joined = (left: DateRange | undefined, right: DateRange): DateRange =>
  left === undefined
    ? right
    : { from: left.from < right.from ? left.from : right.from, to: left.to > right.to ? left.to : right.to }
