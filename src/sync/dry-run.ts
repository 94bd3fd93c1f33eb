// A rehearsal: everything is fetched first, then written in one transaction that is rolled back. What it would have done
// is counted on the run; the ledger, the cursor and the accounts stay as they are.
import { tallyOf } from '../domain/reconcile/tally.ts'
import { addCounts, NO_COUNTS } from '../domain/counts.ts'
import type { Counts } from '../domain/counts.ts'
import type { ProviderError } from '../providers/contract/errors.ts'
import type { Cursor } from '../providers/contract/page.ts'
import { crashPoint } from '../storage/crash-points.ts'
import { addSpan } from '../storage/runs.ts'
import { asRun, Progress, RunEnded } from './attempt.ts'
import type { Attempt } from './attempt.ts'
import { limit } from './check-page.ts'
import { importSpan, tieSpan } from './import-span.ts'
import { DRY_RUN_RECORDS_MAX } from './limits.ts'
import { linkAccounts } from './link-accounts.ts'
import { listAccounts, placeOf, requestOf, sessionOf } from './read-all.ts'
import type { Progressed } from './read-all.ts'
import { gatherSpans, refuseTooManyRejects } from './spans.ts'
import type { GatheredSpan } from './spans.ts'

type Rehearsed = { readonly counts: Counts; readonly batchHash: string | null }

/** Carries the result out of the transaction that it undoes. */
class RolledBack extends Error {
  override readonly name = 'RolledBack'
  readonly result: Rehearsed

  constructor(result: Rehearsed) {
    super('the rehearsal is over')
    this.result = result
  }
}

/** Reads everything, writes nothing but the run's counts. */
export async function rehearse(attempt: Attempt, _progressed: Progressed): Promise<readonly ProviderError[]> {
  const progress = new Progress(attempt)
  const accounts = await listAccounts(attempt)
  crashPoint('dry-run: accounts listed')
  const spans = await gatherAll(attempt, progress)
  crashPoint('dry-run: everything gathered')
  const result = await rolledBack(attempt, async (tx) => {
    await linkAccounts(tx, attempt.deps, placeOf(attempt), accounts, true)
    crashPoint('dry-run: accounts linked')
    let tally: ReturnType<typeof tallyOf> = new Map()
    let rehearsed: Rehearsed = { counts: NO_COUNTS, batchHash: null }
    for (const gathered of spans) {
      const links = await linkAccounts(tx, attempt.deps, placeOf(attempt), gathered.accounts, false)
      crashPoint('dry-run: accounts of the span linked')
      const { pending, pendingDays } = attempt.route.adapter.manifest.capabilities
      const span = tieSpan(gathered, links, { source: 'connection', pending, pendingDays }, tally)
      refuseTooManyRejects({ records: gathered.records, rejected: span.rejected })
      const { ownerId, run, connection } = attempt
      const cursor = { before: connection.cursor, after: gathered.checkpoint }
      const origin = { kind: 'sync' as const, runId: run.id, connectionId: connection.id, cursor }
      const accountIds = [...links.values()].map(({ accountId }) => accountId)
      const { counts, batchHash } = await importSpan(tx, attempt.deps, { ownerId, origin, accountIds }, span, [])
      crashPoint('dry-run: span imported')
      tally = tallyOf(span)
      rehearsed = { counts: addCounts(rehearsed.counts, counts), batchHash }
    }
    return rehearsed
  })
  crashPoint('dry-run: rolled back')
  const { ownerId, run } = attempt
  const { counts, batchHash } = result
  const whole = { counts, batchHash: batchHash ?? '', pages: progress.takePages(), at: attempt.deps.now() }
  const isOurs = await asRun(attempt, (tx) => addSpan(tx, ownerId, run.id, whole))
  crashPoint('dry-run: run counted')
  if (!isOurs) throw new RunEnded()
  return [...progress.failures.values()]
}

async function gatherAll(attempt: Attempt, progress: Progress): Promise<readonly GatheredSpan[]> {
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

async function rolledBack(attempt: Attempt, work: (tx: Parameters<typeof linkAccounts>[0]) => Promise<Rehearsed>) {
  try {
    await asRun(attempt, async (tx) => {
      const result = await work(tx)
      crashPoint('dry-run: rehearsed')
      throw new RolledBack(result)
    })
    crashPoint('dry-run: never committed')
  } catch (error) {
    if (error instanceof RolledBack) return error.result
    throw error
  }
  throw new Error('a rehearsal was committed')
}
