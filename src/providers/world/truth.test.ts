import { describe, expect, test } from 'vitest'
import { account, cancelled, day, pending, posted, replaced, world } from './build.ts'
import {
  accessOn,
  accountsOn,
  bookedMinor,
  changesBetween,
  idSuffix,
  positionOn,
  standingOn,
  trueLedger,
} from './truth.ts'

const checking = account('checking', 'USD', { openingMinor: 1_000n })
const late = account('late', 'USD', { opensOn: '2026-03-08' })

const coffee = world({
  key: 'coffee',
  startsOn: '2026-03-01',
  accounts: [checking, late],
  happenings: [
    posted('2026-03-05', checking, 'coffee', '-5.50', { supersedes: 'coffee-pending' }),
    pending('2026-03-02', checking, 'coffee', '-4.50'),
    replaced('2026-03-06', checking, 'coffee'),
    cancelled('2026-03-07', checking, 'coffee'),
    { on: day('2026-03-08'), kind: 'account-opened', account: 'late' },
    { on: day('2026-03-09'), kind: 'sign-in-required' },
    { on: day('2026-03-09'), kind: 'ids-reissued', suffix: '-2' },
    { on: day('2026-03-10'), kind: 'account-closed', account: 'late' },
  ],
})

const shown = (on: string) => standingOn(coffee, day(on)).map(({ statement }) => statement.bankId)

describe('a World', () => {
  test('shows each statement from its day until it is withdrawn, whatever the order of asking', () => {
    expect(shown('2026-03-05')).toEqual(['coffee-pending', 'coffee'])
    expect(shown('2026-03-02')).toEqual(['coffee-pending'])
    expect(shown('2026-03-07')).toEqual([])
    expect(shown('2026-03-06')).toEqual(['coffee'])
    expect(shown('2026-03-01')).toEqual([])
  })

  test('is one row in the ledger for each movement, posted before pending', () => {
    expect(trueLedger(coffee, day('2026-03-05'))).toEqual([
      { account: 'checking', movement: 'coffee', amountMinor: -550n, status: 'posted', on: '2026-03-05' },
    ])
  })

  test('has a booked balance of its opening and what is posted', () => {
    const balances = ['2026-03-02', '2026-03-05', '2026-03-07', '2026-03-04'].map((on) =>
      bookedMinor(coffee, checking, day(on)),
    )
    expect(balances).toEqual([1_000n, 450n, 1_000n, 1_000n])
  })

  test('numbers its changes from 1 in the order of time', () => {
    expect(positionOn(coffee, day('2026-03-05'))).toBe(2)
    expect(changesBetween(coffee, 2, day('2026-03-06'))).toMatchObject([{ position: 3, kind: 'removal' }])
  })

  test('shows accounts once they are open, and closed ones as closed', () => {
    const accounts = (on: string) => accountsOn(coffee, day(on)).map(({ key, isClosed }) => [key, isClosed])
    expect(accounts('2026-03-07')).toEqual([['checking', false]])
    expect(accounts('2026-03-10')).toEqual([
      ['checking', false],
      ['late', true],
    ])
  })

  test('asks for a sign-in until the person reconnects, and then gives the new ids', () => {
    expect(accessOn(coffee, day('2026-03-12'), day('2026-03-01'))).toBe('sign-in-required')
    expect(accessOn(coffee, day('2026-03-12'), day('2026-03-11'))).toBe('open')
    expect(idSuffix(coffee, day('2026-03-08'))).toBe('')
    expect(idSuffix(coffee, day('2026-03-11'))).toBe('-2')
  })

  test('refuses a happening on an account that it does not have', () => {
    const foreign = [posted('2026-03-02', account('other'), 'tea', '-1.00')]
    const making = () =>
      world({ key: 'wrong', startsOn: '2026-03-01', accounts: [checking], happenings: foreign })
    expect(making).toThrow('has no account other')
  })
})
