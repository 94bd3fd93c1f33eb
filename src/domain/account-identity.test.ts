import { describe, expect, test } from 'vitest'
import { compareHistories, identifyAccount } from './account-identity.ts'
import type { HistoryRow, KnownAccount, ListedAccount, Overlap } from './account-identity.ts'
import { addDays } from './calendar.ts'
import type { CalendarDate } from './calendar.ts'
import type { CurrencyCode } from './currency.ts'
import type { AccountId } from './ids.ts'

const EUR = 'EUR' as CurrencyCode
const listed: ListedAccount = {
  sourceId: 'new-1',
  name: 'Everyday',
  kind: 'checking',
  currency: EUR,
  mask: '1234',
  persistentId: null,
  bankName: 'First Bank',
}
const known: KnownAccount = {
  accountId: 'one' as AccountId,
  accountSourceId: 'old-1',
  name: 'Everyday',
  kind: 'checking',
  currency: EUR,
  mask: '1234',
  persistentId: null,
  bankNames: ['First Bank'],
  isRead: false,
}
const elsewhere = { ...known, accountSourceId: null }
const other = (more: Partial<KnownAccount>): KnownAccount => ({ ...known, accountId: 'two' as AccountId, ...more })
const FULL: Overlap = { compared: 40, equal: 39, amounts: 25 }
const NONE: Overlap = { compared: 40, equal: 1, amounts: 1 }

function identify(
  candidates: readonly KnownAccount[],
  given: { readonly account?: ListedAccount; readonly siblings?: readonly ListedAccount[]; readonly overlap?: Overlap | null } = {},
): string {
  const { account = listed, overlap = null } = given
  const siblings = given.siblings ?? [account]
  const identity = identifyAccount(account, candidates, { siblings, overlapWith: () => overlap })
  if (identity.kind === 'new') return 'new'
  if (identity.kind === 'same') return `same ${identity.accountId} by ${identity.by}`
  return `ask ${identity.candidates.map(({ accountId, by }) => `${accountId} by ${by}`).join(', ')}`
}

describe('a listed account', () => {
  test('is the one that keeps its lasting id, whatever else changed', () => {
    const renamed = { ...listed, persistentId: 'p', name: 'Renamed', mask: null }
    expect(identify([{ ...known, persistentId: 'p' }], { account: renamed })).toBe('same one by persistent-id')
    expect(identify([{ ...elsewhere, persistentId: 'p', isRead: true }], { account: renamed })).toBe('same one by persistent-id')
  })

  test('is asked about where two are known by one lasting id, or two bear it', () => {
    const account = { ...listed, persistentId: 'p' }
    const first = { ...known, persistentId: 'p' }
    expect(identify([first, other({ persistentId: 'p' })], { account })).toBe('ask one by persistent-id, two by persistent-id')
    expect(identify([first], { account, siblings: [account, { ...account, sourceId: 'new-2' }] })).toBe('ask one by persistent-id')
  })

  test('is another one where the provider gives another lasting id', () => {
    expect(identify([{ ...known, persistentId: 'q' }], { account: { ...listed, persistentId: 'p' }, overlap: FULL })).toBe('new')
  })

  test('is the one of the same number, kind, name and currency', () => {
    expect(identify([known])).toBe('same one by looks')
    expect(identify([elsewhere])).toBe('same one by looks')
    expect(identify([{ ...known, currency: 'USD' as CurrencyCode }])).toBe('new')
  })

  test('is asked about where looks fit two, or one that is being read', () => {
    expect(identify([known, other({})])).toBe('ask one by looks, two by looks')
    expect(identify([known], { siblings: [listed, { ...listed, sourceId: 'new-2' }] })).toBe('ask one by looks')
    expect(identify([{ ...elsewhere, isRead: true }])).toBe('ask one by number')
  })

  test('of the same number under another name is asked about', () => {
    expect(identify([{ ...elsewhere, name: 'Current Account' }])).toBe('ask one by number')
    expect(identify([{ ...elsewhere, name: 'Current Account', kind: 'savings' }])).toBe('new')
  })

  test('without a number is asked about where bank and name are the same', () => {
    const account = { ...listed, mask: null }
    expect(identify([elsewhere], { account })).toBe('ask one by name')
    expect(identify([{ ...elsewhere, bankNames: ['Second Union'] }], { account })).toBe('new')
  })
})

describe('history', () => {
  const renamed = { ...elsewhere, name: 'By file', mask: null, kind: 'other' as const, bankNames: [] }

  test('of the same movements makes it the same account', () => {
    expect(identify([renamed], { overlap: FULL })).toBe('same one by history')
    expect(identify([{ ...renamed, isRead: true }], { overlap: FULL })).toBe('same one by history')
  })

  test('that fits two is asked about', () => {
    expect(identify([renamed, { ...renamed, accountId: 'two' as AccountId }], { overlap: FULL })).toMatch(/^ask/)
  })

  test('against the number is asked about', () => {
    expect(identify([{ ...renamed, mask: '9999' }], { overlap: FULL })).toBe('ask one by history')
  })

  test('that is half the same, short, or of one amount is no proof', () => {
    expect(identify([renamed], { overlap: { compared: 40, equal: 25, amounts: 20 } })).toBe('ask one by history')
    expect(identify([renamed], { overlap: { compared: 6, equal: 6, amounts: 6 } })).toBe('ask one by history')
    expect(identify([renamed], { overlap: { compared: 30, equal: 30, amounts: 1 } })).toBe('new')
  })

  test('of other movements outweighs a number that is the same by chance', () => {
    expect(identify([{ ...elsewhere, name: 'Current Account' }], { overlap: NONE })).toBe('new')
  })
})

describe('two histories', () => {
  const MONDAY = '2026-03-02' as CalendarDate
  const rows = (from: number, to: number, shift = 0): readonly HistoryRow[] =>
    Array.from({ length: to - from }, (_, at) => ({ amountMinor: BigInt(-100 - from - at), on: addDays(MONDAY, from + at + shift) }))

  test('are compared in the days that both cover', () => {
    expect(compareHistories(rows(0, 30), rows(10, 60))).toEqual({ compared: 20, equal: 20, amounts: 20 })
    expect(compareHistories(rows(0, 10), rows(20, 30))).toEqual({ compared: 0, equal: 0, amounts: 0 })
    expect(compareHistories([], rows(0, 3))).toEqual({ compared: 0, equal: 0, amounts: 0 })
  })

  test('may date a movement a day apart, and not more', () => {
    expect(compareHistories(rows(0, 30), rows(0, 30, 1)).equal).toBe(28)
    expect(compareHistories(rows(0, 30), rows(0, 30, 2)).equal).toBe(0)
  })

  test('count each movement once', () => {
    const one = { amountMinor: -450n, on: MONDAY }
    expect(compareHistories([one, one, one], [one])).toEqual({ compared: 3, equal: 1, amounts: 1 })
  })
})
