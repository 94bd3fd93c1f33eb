// What another project's tests do with pending, posted and repeated rows, run through our planner. Its behaviour is no
// truth: where ours differs, the reason stands here.
import { readFileSync } from 'node:fs'
import { addDays } from '../../../src/domain/calendar.ts'
import type { CalendarDate } from '../../../src/domain/calendar.ts'
import { parseCurrency } from '../../../src/domain/currency.ts'
import type { AccountId, AccountLinkId } from '../../../src/domain/ids.ts'
import { parseDecimal } from '../../../src/domain/money.ts'
import type { Money } from '../../../src/domain/money.ts'
import { planSpan } from '../../../src/domain/reconcile/plan-span.ts'
import type { Span } from '../../../src/domain/reconcile/plan.ts'
import { applyPlan, decide, EMPTY_LEDGER, snapshotFor } from '../../../src/domain/reconcile/reference-ledger.ts'
import type { ReferenceLedger } from '../../../src/domain/reconcile/reference-ledger.ts'
import type { SourceKind, SourceRecord } from '../../../src/domain/source-record.ts'

type Step = {
  readonly id: string | null
  readonly pending_transaction_id?: string
  readonly amount: string
  readonly currency: string
  readonly date?: string
  readonly transacted_at?: string
  readonly name: string
  readonly pending?: boolean
  readonly source: string
  readonly sync?: number
  readonly user_edited?: string
}

type Scenario = {
  readonly name: string
  readonly steps: readonly Step[]
  readonly expect: { readonly rows: number; readonly pending?: boolean; readonly date?: string; readonly amount?: string }
}

export type ScenarioOutcome = {
  readonly name: string
  readonly theirRows: number
  readonly ourRows: number
  readonly ourReviews: number
  readonly agrees: boolean
  /** Why not, in a line. */
  readonly why: string | null
}

/** Day D of the scenarios: a Wednesday, so that no weekend lies between a pending row and its posted one. */
const DAY_D = '2026-03-18' as CalendarDate
const ACCOUNT = 'account' as AccountId
/** What a provider is trusted with by default. */
const PENDING_DAYS = 14

/** Why our planner does otherwise, by the scenario's name. */
const REASONS: Readonly<Record<string, string>> = {
  'pending then posted, new id':
    'nothing names the pending row and the texts are not the same, so Tributary asks instead of guessing',
  'CSV import, then provider row':
    'the texts share no word, and two purchases of one price on one day do happen: Tributary asks',
  'pending from another source':
    'both sources state the one account, so a pending row and an equal posted one are one movement whoever says it',
  'same external id, different sources':
    'ids of two sources say nothing of each other, but one account, day, amount and text do: one movement, told twice',
  'posted amount differs slightly (tip)':
    'a restaurant posts a tip on top: one candidate on both sides merges, or is asked where that is not certain',
}

/** Runs every scenario of the file, one import for each step unless steps name the same sync. */
export function measurePeerScenarios(path: string): readonly ScenarioOutcome[] {
  const scenarios = JSON.parse(readFileSync(path, 'utf8')) as readonly Scenario[]
  return scenarios.map(runScenario)
}

function runScenario({ name, steps, expect }: Scenario): ScenarioOutcome {
  let ledger = EMPTY_LEDGER
  let ourReviews = 0
  for (const batch of batchesOf(steps)) {
    const span = spanOf(batch)
    const plan = planSpan(span, snapshotFor(ledger, span))
    ourReviews += plan.reviews.length
    ledger = applyPlan(ledger, span, plan)
    for (const step of batch) if (step.user_edited !== undefined) ledger = editAll(ledger)
  }
  const rows = [...ledger.transactions.values()].filter(({ evidence }) => !evidence.isRemoved)
  const [first] = rows
  const last = steps.at(-1)
  if (last === undefined) throw new Error(`the scenario "${name}" has no steps`)
  const isRight =
    rows.length === expect.rows &&
    (expect.pending === undefined || first?.evidence.status === (expect.pending ? 'pending' : 'posted')) &&
    (expect.date === undefined || first?.evidence.transactionOn === dayOf(expect.date)) &&
    (expect.amount === undefined || first?.evidence.amount.minor === amountOf({ ...last, amount: expect.amount }).minor) &&
    steps.every(({ user_edited: edited }) => edited === undefined || first?.intent.note === 'edited')
  const why = isRight ? null : (REASONS[name] ?? 'no reason is written down')
  return { name, theirRows: expect.rows, ourRows: rows.length, ourReviews, agrees: isRight, why }
}

/** Steps of one sync arrive together; the others each on their own. */
function batchesOf(steps: readonly Step[]): readonly (readonly Step[])[] {
  return [...Map.groupBy(steps, (step) => step.sync ?? step).values()]
}

function editAll(ledger: ReferenceLedger): ReferenceLedger {
  return [...ledger.transactions.keys()].reduce((edited, id) => decide(edited, id, { note: 'edited' }), ledger)
}

const KINDS: Readonly<Record<string, SourceKind>> = { manual: 'manual', csv: 'file' }

function spanOf(steps: readonly Step[]): Span {
  const source = KINDS[steps[0]?.source ?? ''] ?? 'connection'
  return {
    traits: { source, pending: steps[0]?.source === 'plaid' ? 'linked' : 'unlinked', pendingDays: PENDING_DAYS },
    records: steps.map((step) => ({
      linkId: `link of ${step.source}` as AccountLinkId,
      accountId: ACCOUNT,
      record: recordOf(step),
    })),
    removals: [],
    coverage: [],
    rejected: [],
    ignored: [],
  }
}

function recordOf(step: Step): SourceRecord {
  const isPending = step.pending ?? false
  const on = dayOf(step.date ?? step.transacted_at ?? 'D')
  return {
    accountSourceId: 'account',
    sourceId: step.id,
    status: isPending ? 'pending' : 'posted',
    amount: amountOf(step),
    postedOn: isPending ? null : on,
    transactionOn: isPending ? on : null,
    occurredAt: null,
    description: step.name,
    counterpartyName: null,
    counterpartyAccountMask: null,
    providerCategory: null,
    supersedes: step.pending_transaction_id ?? null,
    balanceAfter: null,
    reference: null,
    raw: null,
  }
}

function dayOf(text: string): CalendarDate {
  const [, days = '0'] = /^D(?:-(\d+))?$/.exec(text) ?? []
  return addDays(DAY_D, -Number(days))
}

function amountOf({ amount, currency }: Pick<Step, 'amount' | 'currency'>): Money {
  const known = parseCurrency(currency)
  const parsed = known === null ? null : parseDecimal(amount, known)
  if (parsed === null || !parsed.ok) throw new RangeError(`"${amount} ${currency}" is no amount`)
  return parsed.value
}
