// A rehearsal: everything is fetched first, then written in one transaction that is rolled back. What it would have done
// is counted on the run; the ledger, the cursor and the accounts stay as they are.
import type { SourceAccount } from '../domain/account.ts'
import type { ImportPlan, Span } from '../domain/reconcile/plan.ts'
import { tallyOf } from '../domain/reconcile/tally.ts'
import { recordDate } from '../domain/source-record.ts'
import { addCounts, NO_COUNTS } from '../domain/counts.ts'
import type { Counts } from '../domain/counts.ts'
import type { ProviderError } from '../providers/contract/errors.ts'
import type { Cursor } from '../providers/contract/page.ts'
import { crashPoint } from '../storage/crash-points.ts'
import { rehearse as rehearseIn } from '../storage/rehearsal.ts'
import { readLinks } from '../storage/accounts.ts'
import { addSpan } from '../storage/runs.ts'
import type { PlannedRow } from '../storage/runs.ts'
import type { Tx } from '../storage/schema.ts'
import { asRun, Progress, RunEnded } from './attempt.ts'
import type { Attempt } from './attempt.ts'
import { limit } from './check-page.ts'
import { importSpan, tieSpan } from './import-span.ts'
import { DRY_RUN_RECORDS_MAX } from './limits.ts'
import { linkAccounts } from './link-accounts.ts'
import { listAccounts, placeOf, requestOf, sessionOf, withoutBalances } from './read-all.ts'
import type { Progressed } from './read-all.ts'
import { askAboutAccounts, reattachAccounts } from './reattach-accounts.ts'
import { gatherSpans, refuseTooManyRejects } from './spans.ts'
import type { GatheredSpan } from './spans.ts'

export type Rehearsed = {
  readonly counts: Counts
  /** Over the plans of all spans; null where it can't be held to, for accounts were made. */
  readonly planHash: string | null
  readonly planned: readonly PlannedRow[]
}

/** The plan of a read that brought no span. */
const NOTHING_PLANNED = 'nothing'

/** Rows of a plan that are shown; the counts are of all. */
const PLANNED_ROWS_MAX = 200

/** Reads everything, writes nothing but the run's counts. */
export async function rehearse(attempt: Attempt, _progressed: Progressed): Promise<readonly ProviderError[]> {
  const progress = new Progress(attempt)
  const accounts = await listAccounts(attempt)
  crashPoint('dry-run: accounts listed')
  const spans = await gatherAll(attempt, progress)
  crashPoint('dry-run: everything gathered')
  const inTransaction = (work: (tx: Tx) => Promise<never>) => asRun(attempt, work)
  const result = await rehearseIn(inTransaction, async (tx) => {
    const written = await writeAll(tx, attempt, accounts, spans)
    crashPoint('dry-run: rehearsed')
    return written
  })
  crashPoint('dry-run: rolled back')
  const { ownerId, run } = attempt
  const { counts, planHash, planned } = result
  const whole = { counts, batchHash: planHash, planned, pages: progress.takePages(), at: attempt.deps.now() }
  const isOurs = await asRun(attempt, (tx) => addSpan(tx, ownerId, run.id, whole))
  crashPoint('dry-run: run counted')
  if (!isOurs) throw new RunEnded()
  return [...progress.failures.values()]
}

/** Links the accounts, plans and writes every span, in a transaction that the caller ends one way or the other. */
export async function writeAll(
  tx: Tx,
  attempt: Attempt,
  accounts: readonly SourceAccount[],
  spans: readonly GatheredSpan[],
): Promise<Rehearsed> {
  const { ownerId, run, connection } = attempt
  const before = await readLinks(tx, ownerId, connection.id)
  crashPoint('dry-run: links read')
  const known = new Set(before.map(({ linkId }) => linkId))
  let links = await linkAccounts(tx, attempt.deps, placeOf(attempt), accounts, true)
  crashPoint('dry-run: accounts linked')
  let tally: ReturnType<typeof tallyOf> = new Map()
  let counts = NO_COUNTS
  let hash: string | null = null
  const planned: PlannedRow[] = []
  for (const gathered of spans) {
    const listed = await linkAccounts(tx, attempt.deps, placeOf(attempt), gathered.accounts.map(withoutBalances), false)
    crashPoint('dry-run: accounts of the span linked')
    const found = await reattachAccounts(tx, placeOf(attempt), listed, gathered.records)
    crashPoint('dry-run: known accounts found again')
    links = found.links
    const { pending, pendingDays } = attempt.route.adapter.manifest.capabilities
    const span = tieSpan(gathered, links, { source: 'connection', pending, pendingDays }, tally)
    refuseTooManyRejects({ records: gathered.records, rejected: span.rejected })
    const cursor = { before: connection.cursor, after: gathered.checkpoint }
    const origin = { kind: 'sync' as const, runId: run.id, connectionId: connection.id, cursor }
    const accountIds = [...links.values()].map(({ accountId }) => accountId)
    const written = await importSpan(tx, attempt.deps, { ownerId, origin, accountIds }, span, [])
    crashPoint('dry-run: span imported')
    await askAboutAccounts(tx, ownerId, written.batchId, found.questions, attempt.deps.newId)
    crashPoint('dry-run: accounts asked about')
    tally = tallyOf(span)
    counts = addCounts(counts, written.counts)
    hash = written.batchHash
    planned.push(...plannedRows(span, written.plan).slice(0, PLANNED_ROWS_MAX - planned.length))
  }
  // An account that was made here is made anew each time: no plan is held to its id.
  const isHoldable = [...links.values()].every(({ linkId }) => known.has(linkId))
  return { counts, planHash: isHoldable ? (hash ?? NOTHING_PLANNED) : null, planned }
}

/** What becomes of the records that change something, in the source's order. */
function plannedRows({ records }: Span, { actions }: ImportPlan): readonly PlannedRow[] {
  return actions.flatMap(({ incoming, outcome, reason }) => {
    const record = records[incoming]?.record
    if (record === undefined || outcome === 'unchanged') return []
    const { status, amount, description, counterpartyName } = record
    const minor = amount.minor.toString()
    return [
      { outcome, reason, on: recordDate(record), status, minor, currency: amount.currency, description, counterpartyName },
    ]
  })
}

/** Reads to the end, a bounded number of records. */
export async function gatherAll(attempt: Attempt, progress: Progress): Promise<readonly GatheredSpan[]> {
  const spans: GatheredSpan[] = []
  let records = 0
  const cursor = attempt.connection.cursor as Cursor | null
  const pages = attempt.route.adapter.read(sessionOf(attempt), requestOf(attempt, cursor))
  for await (const gathered of gatherSpans(pages, (page) => progress.page(page))) {
    crashPoint('dry-run: span gathered')
    records += gathered.records.length
    if (records > DRY_RUN_RECORDS_MAX) throw limit(`a dry run holds at most ${DRY_RUN_RECORDS_MAX} records`)
    spans.push(gathered)
  }
  return spans
}
