// The plan of a push: what the ledger shows, what was sent before, and what the destination holds now.
import type { AccountRef, DestinationSession } from '../destinations/contract.ts'
import { showId } from '../domain/ids.ts'
import type { DestinationId } from '../domain/ids.ts'
import { money } from '../domain/money.ts'
import { draftPush, settlePush } from '../domain/push/plan-push.ts'
import type { AccountHoldings } from '../domain/push/plan-push.ts'
import type { AccountMapping, LedgerEntry, PushStep } from '../domain/push/push-step.ts'
import { countSteps } from '../domain/push/push-counts.ts'
import type { PushCounts } from '../domain/push/push-counts.ts'
import { pushReads } from '../domain/push/push-reads.ts'
import { readMappings } from '../storage/destinations.ts'
import type { DestinationRow } from '../storage/destinations.ts'
import { readSentEntries } from '../storage/pushed-rows.ts'
import { countOtherRows, readSendableRows } from '../storage/read/sendable-rows.ts'
import type { SendableRow } from '../storage/read/sendable-rows.ts'
import { readCategories } from '../storage/rulebook-categories.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { fromDestination } from './destination-failures.ts'
import { findDestination, withDestination } from './destination-session.ts'
import type { OpenedDestination } from './destination-session.ts'
import { exportCategories } from './export-ledger.ts'
import { pushStepView } from './views/push-step-view.ts'
import { countsView, countsWords } from './views/push-view.ts'

export type PushPlan = {
  readonly steps: readonly PushStep[]
  readonly counts: PushCounts
  readonly mappings: readonly AccountMapping[]
}

/** Steps that a dry run shows; the counts say the rest. */
const SHOWN_STEPS_MAX = 500
/** A person waits for a dry run. */
const DRY_RUN_MS_MAX = 300_000

/** What a push would do. Nothing is written, here or there. */
export async function planPush(context: AppContext, shownId: string) {
  const row = await findDestination(context, shownId)
  const wish = { isDryRun: true, signal: AbortSignal.timeout(DRY_RUN_MS_MAX) }
  const plan = await fromDestination(() =>
    withDestination(context, row, wish, (opened) => makePlan(context, row, opened)),
  )
  const shown = plan.steps.filter(({ kind }) => kind !== 'unchanged')
  return {
    destinationId: showId('destination', row.id),
    counts: countsView(plan.counts),
    words: countsWords(plan.counts, 'planned'),
    steps: shown.slice(0, SHOWN_STEPS_MAX).map(pushStepView),
    stepsTotal: shown.length,
  }
}

/** Reads at the destination only where something would be written. */
export async function makePlan(
  context: AppContext,
  { id }: Pick<DestinationRow, 'id'>,
  { session, manifest }: OpenedDestination,
): Promise<PushPlan> {
  const { entries, sent, mappings, otherCount } = await readLedger(context, id)
  const draft = draftPush({ entries, sent, mappings, abilities: manifest })
  const steps = settlePush(draft, await readHoldings(session, draft, mappings))
  return { steps, counts: countSteps(steps, otherCount), mappings }
}

async function readLedger(context: AppContext, id: DestinationId) {
  return asOwner(context, async (tx) => {
    const mappings: readonly AccountMapping[] = await readMappings(tx, id)
    const accountIds = mappings.map(({ accountId }) => accountId)
    const categories = exportCategories(await readCategories(tx))
    const pathOf = (categoryId: string | null) =>
      categoryId === null ? [] : (categories.get(categoryId)?.path ?? [])
    const rows = await readSendableRows(tx, accountIds)
    return {
      mappings,
      sent: await readSentEntries(tx, id),
      entries: rows.map((row): LedgerEntry => entryOf(row, pathOf(row.categoryId))),
      otherCount: await countOtherRows(tx, accountIds),
    }
  })
}

const entryOf = (row: SendableRow, categoryPath: readonly string[]): LedgerEntry => ({
  transactionId: row.id,
  accountId: row.accountId,
  isInReview: row.isInReview,
  transferOther: row.transferOther,
  row: {
    bookedOn: row.onDate,
    amount: money(row.amountMinor, row.currency),
    payoreeName: row.payoree,
    bankText: row.description,
    note: row.note,
    tags: row.tags,
    categoryPath,
    isPending: row.status === 'pending',
  },
})

async function readHoldings(
  session: DestinationSession,
  draft: readonly PushStep[],
  mappings: readonly AccountMapping[],
): Promise<readonly AccountHoldings[]> {
  const holdings: AccountHoldings[] = []
  for (const { theirAccountId, ...wish } of pushReads(draft)) {
    const rows = await session.read(accountRef(theirAccountId, mappings), wish)
    holdings.push({ theirAccountId, rows })
  }
  return holdings
}

/** The account of a step: steps that read or write are of accounts that are sent. */
export function accountRef(theirAccountId: string, mappings: readonly AccountMapping[]): AccountRef {
  const mapping = mappings.find((each) => each.theirAccountId === theirAccountId)
  if (mapping === undefined) throw new TypeError('a step is of an account that is not sent')
  return { theirId: theirAccountId, currency: mapping.currency }
}
