// One attempt to bring a connection up to date, as people see it: its states, and which may follow which.
import type { Counts } from './counts.ts'
import type { Actor } from './failure.ts'

export const RUN_STATES = ['queued', 'running', 'succeeded', 'partly', 'needs-user', 'failed', 'cancelled'] as const
export type RunState = (typeof RUN_STATES)[number]

const FOLLOWING: Readonly<Record<RunState, readonly RunState[]>> = {
  queued: ['running', 'cancelled'],
  // Back to the queue: to be tried again later, or because its worker died.
  running: ['queued', 'succeeded', 'partly', 'needs-user', 'failed', 'cancelled'],
  succeeded: [],
  partly: [],
  'needs-user': [],
  failed: [],
  cancelled: [],
}

export const canFollow = (from: RunState, to: RunState): boolean => FOLLOWING[from].includes(to)

/** An open run: a second wish for the same connection joins it. */
export const isOpen = (state: RunState): boolean => FOLLOWING[state].length > 0

export type RunEnding = {
  readonly counts: Counts
  /** Accounts that failed while others went on. */
  readonly failedAccounts: number
  /** Who must act on what ended the run early; null where it was read to the end. */
  readonly stoppedFor: Actor | null
}

/**
 * How a run ended. Rejected rows alone do not spoil a success: they are counted and shown. What was committed before a
 * failure stays, and the run says so.
 */
export function endStateOf({ counts, failedAccounts, stoppedFor }: RunEnding): RunState {
  if (stoppedFor === 'user') return 'needs-user'
  const hasChanged = counts.added + counts.updated + counts.removed > 0
  if (stoppedFor !== null) return hasChanged ? 'partly' : 'failed'
  return failedAccounts > 0 ? 'partly' : 'succeeded'
}
