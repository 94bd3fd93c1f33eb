// A connection's status is never stored: it follows from facts. One function, so that no two screens disagree.
import { addDays, dayNumber } from './calendar.ts'
import type { CalendarDate } from './calendar.ts'
import type { ConnectionStatus } from './connection-status.ts'
import { consentState } from './consent.ts'
import { failurePolicy } from './failure.ts'

/** What is known of a connection. Errors are those of the last attempt; a good read clears them. */
export type ConnectionStanding = {
  readonly disconnectedAt: Date | null
  readonly pausedAt: Date | null
  readonly isRunning: boolean
  readonly isHistoryComplete: boolean
  readonly lastErrorKind: string | null
  readonly lastErrorReason: string | null
  readonly consentExpiresAt: Date | null
  readonly consentEndedAt: Date | null
}

/**
 * The one status that is shown. What has ended comes first, then what the person chose, then what is under way, then
 * what stands in the way, then what is about to.
 */
export function connectionStatus(facts: ConnectionStanding, now: Date): ConnectionStatus {
  const failure =
    facts.lastErrorKind === null ? null : failurePolicy(facts.lastErrorKind, facts.lastErrorReason ?? '').status
  if (facts.disconnectedAt !== null || failure === 'revoked') return 'revoked'
  if (facts.pausedAt !== null) return 'paused'
  if (facts.isRunning) return facts.isHistoryComplete ? 'syncing' : 'importing'
  const consent = consentState({ expiresAt: facts.consentExpiresAt, endedAt: facts.consentEndedAt }, now)
  if (consent === 'ended') return 'revoked'
  if (consent === 'expired') return 'reauth'
  if (failure !== null) return failure
  if (consent === 'expiring') return 'expiring'
  return facts.isHistoryComplete ? 'ok' : 'importing'
}

export const MOVES = ['sync', 'pause', 'resume', 'reconnect', 'renew', 'connect-anew', 'disconnect'] as const
export type Move = (typeof MOVES)[number]

const MOVES_BY_STATUS: Readonly<Record<ConnectionStatus, readonly Move[]>> = {
  importing: ['sync', 'pause', 'disconnect'],
  ok: ['sync', 'pause', 'reconnect', 'disconnect'],
  syncing: ['sync', 'pause', 'disconnect'],
  reauth: ['reconnect', 'pause', 'disconnect'],
  expiring: ['renew', 'sync', 'pause', 'disconnect'],
  revoked: ['connect-anew', 'disconnect'],
  bank_down: ['sync', 'pause', 'reconnect', 'disconnect'],
  limited: ['sync', 'pause', 'disconnect'],
  paused: ['resume', 'sync', 'reconnect', 'disconnect'],
}

/** What the person may do now. A disconnected connection is history: it can only be connected anew. */
export const allowedMoves = (status: ConnectionStatus, isDisconnected: boolean): readonly Move[] =>
  isDisconnected ? ['connect-anew'] : MOVES_BY_STATUS[status]

/** The one thing to do, where something must be done. */
export function nextMove(status: ConnectionStatus, isDisconnected: boolean): Move | null {
  if (isDisconnected) return null
  const first = MOVES_BY_STATUS[status][0]
  return first === undefined || first === 'sync' ? null : first
}

export type Modifier = 'quiet' | 'new-accounts' | 'disconnected'

export type ModifierFacts = {
  readonly disconnectedAt: Date | null
  /** Accounts that the bank lists and the person has not chosen for or against. */
  readonly newAccounts: number
  readonly lastTransactionOn: CalendarDate | null
  /** Days between transactions as they usually are; null where there are too few to tell. */
  readonly usualGapDays: number | null
}

/** Silence of so many usual gaps is worth a word: banks that stop delivering rarely say so. */
const QUIET_GAPS = 6
/** A few days without a transaction are nothing, however often there usually is one. */
const QUIET_DAYS_MIN = 7

/** What is worth saying beside the status. */
export function modifiersOf(facts: ModifierFacts, asOf: CalendarDate): readonly Modifier[] {
  if (facts.disconnectedAt !== null) return ['disconnected']
  const modifiers: Modifier[] = []
  if (isQuiet(facts, asOf)) modifiers.push('quiet')
  if (facts.newAccounts > 0) modifiers.push('new-accounts')
  return modifiers
}

function isQuiet({ lastTransactionOn, usualGapDays }: ModifierFacts, asOf: CalendarDate): boolean {
  if (lastTransactionOn === null || usualGapDays === null) return false
  const days = Math.max(QUIET_DAYS_MIN, Math.ceil(usualGapDays * QUIET_GAPS))
  return dayNumber(asOf) >= dayNumber(addDays(lastTransactionOn, days))
}
