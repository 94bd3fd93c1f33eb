// The live stream: what happened since a position, and then as it happens.
import { readId, showId } from '../domain/ids.ts'
import { readEventRange, readEvents } from '../storage/read/events.ts'
import type { EventRow } from '../storage/read/events.ts'
import { readRun } from '../storage/read/runs.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { runView } from './views/run-view.ts'

/** Events replayed to somebody who was away; who missed more fetches everything anew. */
const REPLAY_MAX = 500
/** A position is given before its transaction commits, so a lower one can appear after a higher one. */
const LATE_POSITIONS = 50n

const KINDS = ['run.changed', 'connection.changed', 'ledger.changed', 'reset'] as const
export type EventKind = (typeof KINDS)[number]

export type FollowedEvent = {
  /** Null for a reset that no row stands behind. */
  readonly position: bigint | null
  readonly kind: EventKind
  readonly runId: string | null
  readonly connectionId: string | null
  readonly run: Pick<ReturnType<typeof runView>, 'state' | 'step' | 'pages' | 'spans' | 'counts'> | null
}

export type EventFollower = {
  /** What is new since the last call, oldest first. */
  readonly next: () => Promise<readonly FollowedEvent[]>
}

const RESET: FollowedEvent = { position: null, kind: 'reset', runId: null, connectionId: null, run: null }

/** Follows from behind `after`; null starts with what happens from now on. */
export async function followEvents(context: AppContext, after: bigint | null): Promise<EventFollower> {
  const range = await asOwner(context, readEventRange)
  const last = range?.last ?? 0n
  const isTooOld =
    after !== null && range !== null && (after + 1n < range.first || last - after > BigInt(REPLAY_MAX))
  // A position from the future belongs to a database that was replaced.
  const isForeign = after !== null && after > last
  const mustReset = isTooOld || isForeign
  const start = after === null || mustReset ? last : after
  let position = start
  let pending: readonly FollowedEvent[] = mustReset ? [RESET] : []
  const seen = new Set<bigint>()
  return {
    next: async () => {
      const events = pending
      pending = []
      const from = position - LATE_POSITIONS > start ? position - LATE_POSITIONS : start
      const fresh = (await readFresh(context, from)).filter((event) => !seen.has(event.position ?? -1n))
      for (const { position: at } of fresh) {
        if (at === null) continue
        seen.add(at)
        if (at > position) position = at
      }
      for (const at of seen) if (at < position - LATE_POSITIONS) seen.delete(at)
      return [...events, ...fresh]
    },
  }
}

const readFresh = (context: AppContext, from: bigint): Promise<readonly FollowedEvent[]> =>
  asOwner(context, async (transaction) => {
    const events: FollowedEvent[] = []
    for (const row of await readEvents(transaction, from, REPLAY_MAX)) {
      const runId = row.runId === null ? null : readId('run', row.runId)
      const run = runId === null ? null : await readRun(transaction, runId)
      events.push(eventView(row, run === null ? null : runView(run)))
    }
    return events
  })

function eventView(row: EventRow, run: ReturnType<typeof runView> | null): FollowedEvent {
  return {
    position: row.position,
    kind:
      KINDS.find((kind) => kind === row.kind) ?? (row.runId === null ? 'connection.changed' : 'run.changed'),
    runId: row.runId === null ? null : showId('run', row.runId),
    connectionId: row.connectionId === null ? null : showId('connection', row.connectionId),
    run:
      run === null
        ? null
        : { state: run.state, step: run.step, pages: run.pages, spans: run.spans, counts: run.counts },
  }
}
