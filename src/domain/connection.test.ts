import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseCalendarDate } from './calendar.ts'
import type { CalendarDate } from './calendar.ts'
import { allowedMoves, connectionStatus, modifiersOf, nextMove } from './connection.ts'
import type { ConnectionStanding } from './connection.ts'
import { CONNECTION_STATUSES, SCHEDULE_BY_STATUS } from './connection-status.ts'
import type { ConnectionStatus } from './connection-status.ts'
import { FAILURES } from './failure.ts'

const NOW = new Date('2026-03-10T12:00:00Z')
const inDays = (days: number): Date => new Date(NOW.getTime() + days * 86_400_000)

const FINE: ConnectionStanding = {
  disconnectedAt: null,
  pausedAt: null,
  isRunning: false,
  isHistoryComplete: true,
  lastErrorKind: null,
  lastErrorReason: null,
  consentExpiresAt: null,
  consentEndedAt: null,
}

const failing = (failure: string): Partial<ConnectionStanding> => {
  const [lastErrorKind = null, lastErrorReason = null] = failure.split('/')
  return { lastErrorKind, lastErrorReason }
}

describe('connectionStatus', () => {
  test.each<[string, Partial<ConnectionStanding>, ConnectionStatus]>([
    ['all is well', {}, 'ok'],
    ['the history has not all arrived', { isHistoryComplete: false }, 'importing'],
    ['a run is under way', { isRunning: true }, 'syncing'],
    ['the first run is under way', { isRunning: true, isHistoryComplete: false }, 'importing'],
    ['the person must sign in', failing('needsUser/sign-in'), 'reauth'],
    ['a run tries again after the person signed in', { ...failing('needsUser/sign-in'), isRunning: true }, 'syncing'],
    ['access was taken back', failing('needsUser/consent-revoked'), 'revoked'],
    ['access was taken back, whatever else', { ...failing('gone/deleted-at-provider'), pausedAt: NOW }, 'revoked'],
    ['the bank is down', failing('retryLater/institution-down'), 'bank_down'],
    ['the bank counts requests', failing('retryLater/rate-limited'), 'limited'],
    ['the bank prepares the history', failing('retryLater/not-ready'), 'importing'],
    ['the person paused it', { pausedAt: NOW }, 'paused'],
    ['paused beats what stands in the way', { ...failing('needsUser/sign-in'), pausedAt: NOW }, 'paused'],
    ['consent ends in two weeks', { consentExpiresAt: inDays(14) }, 'expiring'],
    ['consent ends later', { consentExpiresAt: inDays(15) }, 'ok'],
    ['consent has ended by time', { consentExpiresAt: NOW }, 'reauth'],
    ['consent was ended', { consentEndedAt: inDays(-1) }, 'revoked'],
    ['a failure beats a consent that ends soon', { ...failing('retryLater/network'), consentExpiresAt: inDays(3) }, 'bank_down'],
    ['it is disconnected', { disconnectedAt: NOW, isRunning: true }, 'revoked'],
  ])('%s', (_, facts, status) => {
    expect(connectionStatus({ ...FINE, ...facts }, NOW)).toBe(status)
  })

  test('each failure alone shows the status of its row', () => {
    for (const [failure, { status }] of Object.entries(FAILURES)) {
      expect(connectionStatus({ ...FINE, ...failing(failure) }, NOW)).toBe(status)
    }
  })

  test('is the same for the same facts, and one of the nine', () => {
    const when = fc.option(fc.integer({ min: -30, max: 30 }).map(inDays))
    const facts = fc.record({
      disconnectedAt: when,
      pausedAt: when,
      isRunning: fc.boolean(),
      isHistoryComplete: fc.boolean(),
      lastErrorKind: fc.option(fc.constantFrom('needsUser', 'retryLater', 'broken', 'unheard-of')),
      lastErrorReason: fc.option(fc.constantFrom('sign-in', 'network', 'schema')),
      consentExpiresAt: when,
      consentEndedAt: when,
    })
    fc.assert(
      fc.property(facts, (given) => {
        const status = connectionStatus(given, NOW)
        expect(CONNECTION_STATUSES).toContain(status)
        expect(connectionStatus({ ...given }, new Date(NOW))).toBe(status)
      }),
      { seed: 7 },
    )
  })
})

describe('moves', () => {
  test('every status can be left, and disconnected is history', () => {
    for (const status of CONNECTION_STATUSES) {
      expect(allowedMoves(status, false)).toContain('disconnect')
      expect(allowedMoves(status, true)).toEqual(['connect-anew'])
      expect(nextMove(status, true)).toBeNull()
    }
  })

  test('where syncing is held or stopped there is one thing to do, and nowhere else but before the end of consent', () => {
    for (const status of CONNECTION_STATUSES) {
      const isWaiting = SCHEDULE_BY_STATUS[status] === 'held' || SCHEDULE_BY_STATUS[status] === 'stopped'
      expect(nextMove(status, false) !== null).toBe(isWaiting || status === 'expiring')
    }
  })
})

describe('modifiers', () => {
  const on = (text: string): CalendarDate => {
    const date = parseCalendarDate(text)
    if (date === null) throw new RangeError(text)
    return date
  }
  const facts = { disconnectedAt: null, newAccounts: 0, lastTransactionOn: on('2026-03-01'), usualGapDays: 2 }

  test('silence is named after six usual gaps', () => {
    expect(modifiersOf(facts, on('2026-03-12'))).toEqual([])
    expect(modifiersOf(facts, on('2026-03-13'))).toEqual(['quiet'])
  })

  test('a busy account is not called quiet within a week, and one without a rhythm never', () => {
    expect(modifiersOf({ ...facts, usualGapDays: 0.2 }, on('2026-03-07'))).toEqual([])
    expect(modifiersOf({ ...facts, usualGapDays: null }, on('2027-03-07'))).toEqual([])
  })

  test('new accounts are named, and a disconnected connection only says that it is', () => {
    expect(modifiersOf({ ...facts, newAccounts: 2 }, on('2026-03-02'))).toEqual(['new-accounts'])
    expect(modifiersOf({ ...facts, newAccounts: 2, disconnectedAt: NOW }, on('2026-04-02'))).toEqual(['disconnected'])
  })
})
