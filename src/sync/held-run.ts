// A run that is held to a plan: everything is fetched first and written in one transaction, which commits only if the
// plan is the one that a dry run showed.
import type { ProviderError } from '../providers/contract/errors.ts'
import { moveCursor } from '../storage/connections.ts'
import { crashPoint } from '../storage/crash-points.ts'
import { recordEvent } from '../storage/events.ts'
import { addSpan } from '../storage/runs.ts'
import { asRun, CursorMoved, Progress, RunEnded } from './attempt.ts'
import type { Attempt } from './attempt.ts'
import { gatherAll, writeAll } from './dry-run.ts'
import { listAccounts, noteAccountFailures } from './read-all.ts'
import type { Progressed } from './read-all.ts'

/** The bank or the ledger has changed since the dry run: another plan would be written. Nothing was. */
export class PlanDiffers extends Error {
  override readonly name = 'PlanDiffers'
}

/** Reads and saves everything at once, if it is what was shown. Throws `PlanDiffers` where it is not. */
export async function readHeld(attempt: Attempt, progressed: Progressed): Promise<readonly ProviderError[]> {
  const { deps, ownerId, run, connection } = attempt
  const progress = new Progress(attempt)
  const accounts = await listAccounts(attempt)
  crashPoint('held-run: accounts listed')
  const spans = await gatherAll(attempt, progress)
  crashPoint('held-run: everything gathered')
  const pages = progress.takePages()
  await asRun(attempt, async (tx) => {
    const reached = spans.at(-1)?.checkpoint
    const hasMoved =
      reached === undefined || (await moveCursor(tx, ownerId, connection.id, connection.cursor, reached))
    crashPoint('held-run: cursor moved')
    if (!hasMoved) throw new CursorMoved()
    const { counts, planHash } = await writeAll(tx, attempt, accounts, spans)
    crashPoint('held-run: everything written')
    if (planHash !== run.expectedPlanHash) throw new PlanDiffers()
    const isOurs = await addSpan(tx, ownerId, run.id, { counts, batchHash: planHash, pages, at: deps.now() })
    crashPoint('held-run: run counted')
    if (!isOurs) throw new RunEnded()
    await noteAccountFailures(tx, attempt, progress)
    crashPoint('held-run: account failures noted')
    const event = { runId: run.id, connectionId: connection.id, facts: { ...counts } }
    await recordEvent(tx, ownerId, { kind: 'ledger.changed', ...event })
    crashPoint('held-run: change told')
  })
  crashPoint('held-run: committed')
  progressed.spans += spans.length
  return [...progress.failures.values()]
}
