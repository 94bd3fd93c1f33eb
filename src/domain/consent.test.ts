import { describe, expect, test } from 'vitest'
import { consentState, dueReminder, isGranted, reconfirmed } from './consent.ts'
import type { Consent } from './consent.ts'

const NOW = new Date('2026-03-10T12:00:00Z')
const inDays = (days: number): Date => new Date(NOW.getTime() + days * 86_400_000)
const consent: Consent = {
  scopes: ['balances', 'transactions'],
  grantedAt: inDays(-10),
  expiresAt: inDays(80),
  endedAt: null,
}

describe('consent', () => {
  test('an open-ended consent lives until it is ended', () => {
    expect(consentState({ expiresAt: null, endedAt: null }, NOW)).toBe('live')
    expect(consentState({ expiresAt: null, endedAt: NOW }, NOW)).toBe('ended')
  })

  test('at its very end it no longer holds', () => {
    expect(consentState({ ...consent, expiresAt: NOW }, NOW)).toBe('expired')
    expect(isGranted({ ...consent, expiresAt: NOW }, 'transactions', NOW)).toBe(false)
  })

  test('it covers what was granted and nothing else', () => {
    expect(isGranted(consent, 'transactions', NOW)).toBe(true)
    expect(isGranted(consent, 'identity', NOW)).toBe(false)
    expect(isGranted({ ...consent, grantedAt: inDays(1) }, 'transactions', NOW)).toBe(false)
  })

  test.each([
    [15, null],
    [14, 14],
    [8, 14],
    [7, 7],
    [2, 7],
    [1, 1],
    [0, null],
  ])('%s days before the end the reminder of day %s is due', (days, reminder) => {
    expect(dueReminder({ expiresAt: inDays(days), endedAt: null }, NOW)).toBe(reminder)
  })

  test('confirmed anew it lives again', () => {
    const again = reconfirmed({ ...consent, expiresAt: inDays(-1) }, NOW, inDays(90))
    expect(consentState(again, NOW)).toBe('live')
    expect(isGranted(again, 'balances', NOW)).toBe(true)
  })
})
