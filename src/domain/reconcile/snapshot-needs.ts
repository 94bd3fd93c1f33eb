// What a span's snapshot must hold. Storage turns it into queries, the reference ledger into filters; that the planner
// decides the same from it as from the whole ledger is a law.
import { addDays } from '../calendar.ts'
import type { CalendarDate, DateRange } from '../calendar.ts'
import type { AccountId, AccountLinkId } from '../ids.ts'
import { recordDate } from '../source-record.ts'
import type { Statement } from '../source-record.ts'
import { contentKey } from './fingerprint.ts'
import { EARLY_DAYS_MAX } from './weigh-posted.ts'
import { MANUAL_DAYS_MAX, SOURCES_DAYS_MAX } from './weigh-sources.ts'
import { sourceIdKey } from './matching.ts'
import { within } from './nested.ts'
import type { Nested } from './nested.ts'
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
  const contents = new Map<AccountId, Set<string>>()
  const amounts = new Map<AccountId, Map<bigint, Map<string, DateRange>>>()
  const days = new Map<AccountId, DateRange>()
  const need = (linkId: AccountLinkId, sourceId: string) =>
    sourceIds.set(sourceIdKey(linkId, sourceId), { linkId, sourceId })
  for (const { linkId, accountId, record } of span.records) {
    if (record.sourceId !== null) need(linkId, record.sourceId)
    if (record.supersedes !== null) need(linkId, record.supersedes)
    contents.set(accountId, (contents.get(accountId) ?? new Set()).add(contentKey(record)))
    const { minor, currency } = record.amount
    const on = recordDate(record)
    const ranges = within(within(amounts, accountId), minor)
    ranges.set(currency, joined(ranges.get(currency), daysOf(on, record.transactionOn ?? on)))
    days.set(accountId, joined(days.get(accountId), { from: on, to: on }))
  }
  for (const [accountId, range] of days) days.set(accountId, widened(range, PENDING_SINCE_DAYS_MAX, EARLY_DAYS_MAX))
  for (const { linkId, sourceId } of span.removals) need(linkId, sourceId)
  // Also of other links: a complete window ends the pending records of links that nothing reads any more.
  for (const { accountId, range, statuses } of span.coverage) {
    if (statuses.includes('pending')) days.set(accountId, joined(days.get(accountId), range))
  }
  return {
    sourceIds: [...sourceIds.values()],
    contents: [...contents].flatMap(([accountId, keys]) => [...keys].map((key) => ({ accountId, contentKey: key }))),
    amounts: amountNeeds(amounts),
    pendings: [...days].map(([accountId, range]) => ({ accountId, range })),
    coverage: span.coverage,
    successorDays: pendingDays,
  }
}

/** A transaction is found by one of its two dates, and the other may be the near one: hence twice the days. */
const around = (days: DateRange): DateRange => widened(days, 2 * NEAR_DAYS_MAX, 2 * NEAR_DAYS_MAX)

/** The days of transactions that may be the record's, as far as its amount finds them. */
export function seenAround(record: Statement): DateRange {
  const on = recordDate(record)
  return around(daysOf(on, record.transactionOn ?? on))
}

function amountNeeds(amounts: Nested<AccountId, bigint, ReadonlyMap<string, DateRange>>): readonly AmountNeed[] {
  const needs: AmountNeed[] = []
  for (const [accountId, byMinor] of amounts) {
    for (const [minor, ranges] of byMinor) {
      for (const [currency, range] of ranges) {
        needs.push({ accountId, minor, currency, range: around(range) })
      }
    }
  }
  return needs
}

const daysOf = (left: CalendarDate, right: CalendarDate): DateRange =>
  left <= right ? { from: left, to: right } : { from: right, to: left }

const widened = ({ from, to }: DateRange, before: number, after: number): DateRange => ({
  from: addDays(from, -before),
  to: addDays(to, after),
})

const joined = (left: DateRange | undefined, right: DateRange): DateRange =>
  left === undefined
    ? right
    : { from: left.from < right.from ? left.from : right.from, to: left.to > right.to ? left.to : right.to }
