// Spans as a bank of a World would give them: changes or windows, with ids or without, cut anywhere. What a source may
// do, these do; the laws hold whatever they do.
import { addDays } from '../../src/domain/calendar.ts'
import type { CalendarDate } from '../../src/domain/calendar.ts'
import type { AccountId, AccountLinkId } from '../../src/domain/ids.ts'
import { money } from '../../src/domain/money.ts'
import type {
  ContentTally,
  IncomingRecord,
  IncomingRemoval,
  ImportPlan,
  Snapshot,
  Span,
  SourceTraits,
} from '../../src/domain/reconcile/plan.ts'
import { planSpan } from '../../src/domain/reconcile/plan-span.ts'
import { applyPlan, snapshotFor } from '../../src/domain/reconcile/reference-ledger.ts'
import type { ReferenceLedger } from '../../src/domain/reconcile/reference-ledger.ts'
import { tallyOf } from '../../src/domain/reconcile/tally.ts'
import { recordDate } from '../../src/domain/source-record.ts'
import { changesBetween, standingOn } from '../../src/providers/world/truth.ts'
import type { Statement, World } from '../../src/providers/world/world.ts'
import { GENERATED_RESTATES_DAYS } from '../../src/providers/world/generate.ts'
import type { Random } from '../../src/providers/world/random.ts'

/** How a bank presents itself. `windows without ids` is the hardest: only content tells. */
export type Reading = 'changes' | 'windows' | 'windows without ids'

/** A connection of the test: its link generation (a reconnect makes a new one) and where it has read up to. */
export type Bank = {
  readonly world: World
  readonly reading: Reading
  readonly generation: number
  readonly position: number
}

/** The most days between two syncs of a test. */
export const VISIT_DAYS_MAX = 9

/** A pending record posts within four days and lingers for three; what was shown at the last sync may still change. */
const WINDOW_DAYS = GENERATED_RESTATES_DAYS + 7 + VISIT_DAYS_MAX

export const linkOf = (bank: Bank, account: string): AccountLinkId =>
  `link-${account}-${bank.generation}` as AccountLinkId

export const accountOf = (account: string): AccountId => `account-${account}` as AccountId

const traitsOf = ({ reading }: Bank): SourceTraits => ({
  source: 'connection',
  pending: reading === 'windows without ids' ? 'unlinked' : 'linked',
  pendingDays: 10,
})

/** What the bank gives on the day, as one span. */
export function read(bank: Bank, asOf: CalendarDate): { readonly span: Span; readonly bank: Bank } {
  return bank.reading === 'changes' ? readChanges(bank, asOf) : readWindow(bank, asOf)
}

function readChanges(bank: Bank, asOf: CalendarDate) {
  const changes = changesBetween(bank.world, bank.position, asOf)
  const records: IncomingRecord[] = []
  const removals: IncomingRemoval[] = []
  for (const change of changes) {
    const linkId = linkOf(bank, change.account)
    if (change.kind === 'upsert') records.push(incoming(bank, change.account, change.statement))
    else removals.push({ linkId, sourceId: idOf(bank, change.bankId), afterRecords: records.length })
  }
  const position = changes.at(-1)?.position ?? bank.position
  return { span: spanOf(bank, records, removals), bank: { ...bank, position } }
}

function readWindow(bank: Bank, asOf: CalendarDate) {
  const from = bank.position === 0 ? addDays(bank.world.startsOn, -1) : addDays(asOf, -WINDOW_DAYS)
  const records = standingOn(bank.world, asOf)
    .filter(({ statement }) => (statement.postedOn ?? statement.transactionOn) >= from)
    .map(({ account, statement }) => incoming(bank, account, statement))
  const coverage = bank.world.accounts.map(({ key }) => ({
    linkId: linkOf(bank, key),
    accountId: accountOf(key),
    range: { from, to: asOf },
    statuses: ['pending', 'posted'] as const,
  }))
  return { span: { ...spanOf(bank, records, []), coverage }, bank: { ...bank, position: 1 } }
}

const spanOf = (bank: Bank, records: readonly IncomingRecord[], removals: readonly IncomingRemoval[]): Span => ({
  traits: traitsOf(bank),
  records,
  removals,
  coverage: [],
  rejected: [],
  ignored: [],
})

const idOf = (bank: Bank, bankId: string): string => (bank.generation === 0 ? bankId : `${bankId}~${bank.generation}`)

function incoming(bank: Bank, account: string, statement: Statement): IncomingRecord {
  const currency = bank.world.accounts.find(({ key }) => key === account)?.currency
  if (currency === undefined) throw new RangeError(`the World has no account ${account}`)
  const hasIds = bank.reading !== 'windows without ids'
  return {
    linkId: linkOf(bank, account),
    accountId: accountOf(account),
    record: {
      accountSourceId: account,
      sourceId: hasIds ? idOf(bank, statement.bankId) : null,
      status: statement.status,
      amount: money(statement.amountMinor, currency),
      postedOn: statement.postedOn,
      transactionOn: statement.transactionOn,
      occurredAt: null,
      description: statement.description,
      counterpartyName: statement.counterpartyName,
      counterpartyAccountMask: null,
      providerCategory: null,
      supersedes: hasIds && statement.supersedes !== null ? idOf(bank, statement.supersedes) : null,
      balanceAfter: null,
      reference: null,
      raw: statement.bankId,
    },
  }
}

/**
 * The same, cut into spans at random: changes anywhere in their order, windows into windows of fewer days, the oldest
 * first, since a checkpoint says up to which day was read.
 */
export const cut = (span: Span, random: Random): readonly Span[] =>
  span.coverage.length > 0 ? cutWindow(span, random) : cutChanges(span, random)

function cutChanges(span: Span, random: Random): readonly Span[] {
  const spans: Span[] = []
  let rest = span
  while (rest.records.length > 0 && random.chance(0.8)) {
    const at = random.between(1, rest.records.length)
    const isBefore = ({ afterRecords = 0 }: IncomingRemoval) => afterRecords <= at
    spans.push({ ...rest, records: rest.records.slice(0, at), removals: rest.removals.filter(isBefore) })
    rest = {
      ...rest,
      records: rest.records.slice(at),
      removals: rest.removals
        .filter((removal) => !isBefore(removal))
        .map((removal) => ({ ...removal, afterRecords: (removal.afterRecords ?? 0) - at })),
    }
  }
  return [...spans, rest]
}

function cutWindow(span: Span, random: Random): readonly Span[] {
  const [first] = span.coverage
  if (first === undefined) return [span]
  const spans: Span[] = []
  let { from } = first.range
  while (from <= first.range.to) {
    const last = addDays(from, random.between(0, 12))
    const to = last > first.range.to ? first.range.to : last
    const range = { from, to }
    const isInside = ({ record }: IncomingRecord) => recordDate(record) >= range.from && recordDate(record) <= range.to
    spans.push({
      ...span,
      records: span.records.filter(isInside),
      coverage: span.coverage.map((coverage) => ({ ...coverage, range })),
    })
    from = addDays(to, 1)
  }
  return spans
}

export type Step = { readonly span: Span; readonly snapshot: Snapshot; readonly plan: ImportPlan }

/** Plans and applies the spans of one batch in order. */
export function applyAll(
  ledger: ReferenceLedger,
  spans: readonly Span[],
): { readonly ledger: ReferenceLedger; readonly steps: readonly Step[] } {
  const steps: Step[] = []
  let earlier: ContentTally = new Map()
  let current = ledger
  for (const given of spans) {
    const span = { ...given, earlier }
    const snapshot = snapshotFor(current, span)
    const plan = planSpan(span, snapshot)
    steps.push({ span, snapshot, plan })
    earlier = tallyOf(span)
    current = applyPlan(current, span, plan)
  }
  return { ledger: current, steps }
}
