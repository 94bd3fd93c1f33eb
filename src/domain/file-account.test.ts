import { describe, expect, test } from 'vitest'
import type { CurrencyCode } from './currency.ts'
import { doubtAccount, findFileAccount } from './file-account.ts'
import type { FileCandidate } from './file-account.ts'
import type { AccountId } from './ids.ts'

const EUR = 'EUR' as CurrencyCode
const USD = 'USD' as CurrencyCode
const SAME = { compared: 20, equal: 20, amounts: 15 }
const OTHER = { compared: 20, equal: 0, amounts: 0 }

const account = (id: string, facts: Partial<FileCandidate> = {}): FileCandidate => ({
  accountId: id as AccountId,
  currency: EUR,
  mask: null,
  hasTakenLayout: false,
  overlap: null,
  ...facts,
})
const nothing = { number: null, currency: null }
const numbered = { number: 'DE02100100109307118603', currency: EUR }

describe('the account of a file', () => {
  test('is certain where an earlier file of the same number went into it', () => {
    const known = [account('a', { hasTakenLayout: true }), account('b')]
    expect(findFileAccount(numbered, known)).toEqual({ kind: 'same', accountId: 'a', by: 'earlier-file' })
  })

  test('is asked where only the layout is the same: all accounts at a bank share it', () => {
    const known = [account('a', { hasTakenLayout: true }), account('b')]
    expect(findFileAccount(nothing, known)).toEqual({ kind: 'ask', candidates: [{ accountId: 'a', by: 'earlier-file' }] })
  })

  test('is certain where one account alone holds the same movements', () => {
    const known = [account('a', { overlap: SAME }), account('b', { overlap: OTHER })]
    expect(findFileAccount(nothing, known)).toEqual({ kind: 'same', accountId: 'a', by: 'history' })
  })

  test('is asked where two accounts hold the same movements', () => {
    const known = [account('a', { overlap: SAME }), account('b', { overlap: SAME })]
    expect(findFileAccount(nothing, known)).toMatchObject({ kind: 'ask' })
  })

  test('is asked where its number ends as an account’s does, that one first', () => {
    const known = [account('a', { hasTakenLayout: false }), account('b', { mask: '8603' })]
    expect(findFileAccount(numbered, known)).toEqual({ kind: 'ask', candidates: [{ accountId: 'b', by: 'number' }] })
  })

  test('is none of those with another number, another currency or other movements of the same days', () => {
    const known = [
      account('a', { mask: '1111' }),
      account('b', { currency: USD }),
      account('c', { overlap: OTHER, hasTakenLayout: true }),
    ]
    expect(findFileAccount(numbered, known)).toEqual({ kind: 'new' })
  })
})

describe('a chosen account', () => {
  test('is doubted where the file states another number', () => {
    const chosen = account('a', { mask: '1111' })
    expect(doubtAccount(numbered, chosen, [chosen])).toBe('other-number')
  })

  test('is doubted where another account holds the movements already', () => {
    const chosen = account('a')
    expect(doubtAccount(nothing, chosen, [chosen, account('b', { overlap: SAME })])).toBe('other-account')
  })

  test('is not doubted for a number that a person has confirmed, or where nothing is known', () => {
    const confirmed = account('a', { mask: '1111', hasTakenLayout: true })
    expect(doubtAccount(numbered, confirmed, [confirmed])).toBeNull()
    expect(doubtAccount(nothing, account('a'), [account('a'), account('b')])).toBeNull()
  })
})
