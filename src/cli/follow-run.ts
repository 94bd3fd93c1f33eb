// Waits for a run and shows how far it is.
import { setTimeout as sleep } from 'node:timers/promises'
import type { AppContext } from '../app/context.ts'
import { showRun } from '../app/show-run.ts'
import { EXIT } from './command.ts'
import type { Output } from './program.ts'
import { table } from './table.ts'

const POLL_MS = 250
/** A run that rests for longer than this is left to the worker; nobody watches a bank's bad hour. */
const PATIENCE_MS = 30_000

export type EndedRun = Awaited<ReturnType<typeof showRun>>

const STEPS: Readonly<Record<string, string>> = {
  queued: 'Waiting for its turn',
  contacting: 'Contacting the bank',
  reading: 'Fetching',
  matching: 'Matching',
  saving: 'Saving',
  waiting: 'Waiting for the next attempt',
  done: 'Done',
}

/** Resolves when the run has ended, or rests for long. */
export async function followRun(household: AppContext, runId: string, out: Output): Promise<EndedRun> {
  for (;;) {
    const run = await showRun(household, runId)
    const isOpen = run.state === 'queued' || run.state === 'running'
    if (!isOpen) return run
    const restsMs = run.nextAttemptAt === null ? 0 : Date.parse(run.nextAttemptAt) - household.now().getTime()
    if (restsMs > PATIENCE_MS) return run
    const fetched = run.counts.fetched > 0 ? `, ${run.counts.fetched} records` : ''
    out.progress(`${run.institutionName}: ${STEPS[run.step] ?? run.step}${fetched} …`)
    await sleep(POLL_MS)
  }
}

/** What a run came to, in one line. */
export function summary(run: EndedRun): string {
  const { counts, message } = run
  if (message !== null)
    return `${run.institutionName}: ${message.happened} ${message.yourTransactions} ${message.todo}`.trim()
  if (run.state === 'cancelled') return `${run.institutionName}: cancelled. Anything already saved is kept.`
  const parts = [
    `${counts.added} new`,
    `${counts.updated} updated`,
    `${counts.unchanged} already here`,
    ...(counts.removed > 0 ? [`${counts.removed} taken back by the bank`] : []),
    ...(counts.rejected > 0 ? [`${counts.rejected} could not be read`] : []),
    ...(counts.reviews > 0 ? [`${counts.reviews} to review`] : []),
  ]
  const prefix = run.isDryRun ? 'would be ' : ''
  return `${run.institutionName}: ${prefix}${parts.join(', ')}.`
}

/** What a dry run would write, and how to be held to it. */
export function plannedLines(run: EndedRun): readonly string[] {
  if (!run.isDryRun || run.state !== 'succeeded') return []
  const lines = table(run.plannedRows, [
    { head: 'DAY', cell: ({ on }) => on },
    { head: 'WOULD BE', cell: ({ outcome }) => outcome },
    { head: 'TEXT', cell: ({ payoree, description }) => payoree ?? description },
    { head: 'AMOUNT', cell: ({ amount }) => amount.decimal, isNumber: true },
    { head: 'CUR', cell: ({ amount }) => amount.currency },
    { head: 'MATCHED BY', cell: ({ reason }) => reason },
  ])
  const hold =
    run.planHash === null
      ? 'New accounts would be made, so no sync can be held to this.'
      : `To save exactly this: tributary sync ${run.connectionId} --plan ${run.planHash}`
  return [...(run.plannedRows.length > 0 ? lines : []), hold]
}

/** The exit code for several runs together: who must act counts more than how much failed. */
export function exitCodeOf(runs: readonly Pick<EndedRun, 'state'>[]): number {
  const states = runs.map(({ state }) => state)
  if (states.includes('needs-user')) return EXIT.needsUser
  if (states.every((state) => state === 'succeeded')) return EXIT.ok
  const isPartly = states.some((state) => state === 'succeeded' || state === 'partly')
  return isPartly ? EXIT.partly : EXIT.failed
}
