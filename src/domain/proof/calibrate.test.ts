import { describe, expect, test } from 'vitest'
import type { BalancePoint, ProofRow } from './balance-point.ts'
import { calibrate } from './calibrate.ts'
import { balance, row } from './fixtures.ts'

const BOUGHT = [
  row('a', '2026-03-03', -2_000),
  row('b', '2026-03-06', -3_100),
  row('c', '2026-03-09', -4_700),
]
const DAYS = ['2026-03-01', '2026-03-04', '2026-03-07', '2026-03-10']
const points = (...minors: number[]): readonly BalancePoint[] =>
  minors.map((minor, index) => balance(DAYS[index] ?? '', minor))
const flip = (rows: readonly ProofRow[]) => rows.map((each) => ({ ...each, amountMinor: -each.amountMinor }))

describe('the balances of an account', () => {
  test('that move with the rows ask for nothing', () => {
    const { proposal, supports } = calibrate(
      'booked',
      'checking',
      points(0, -2_000, -5_100, -9_800),
      BOUGHT,
      0n,
    )
    expect(proposal).toBe('none')
    expect(supports[0]).toMatchObject({ sign: 'as-is', agreeing: 3, intervals: 3 })
  })

  test('that move against the rows prove that the rows have the wrong sign, with the count', () => {
    const { proposal, supports } = calibrate(
      'booked',
      'checking',
      points(90_000, 88_000, 84_900, 80_200),
      flip(BOUGHT),
      0n,
    )
    expect(proposal).toBe('flip-rows')
    expect(supports[0]).toMatchObject({ sign: 'flipped', agreeing: 3, intervals: 3 })
  })

  test('of a card that are never negative are debt told as a balance', () => {
    expect(calibrate('booked', 'credit-card', points(1_000, 3_000, 6_100, 10_800), BOUGHT, 0n).proposal).toBe(
      'flip-balance',
    )
    expect(
      calibrate('booked', 'credit-card', points(-20_000, -22_000, -25_100, -29_800), flip(BOUGHT), 0n)
        .proposal,
    ).toBe('flip-rows')
    expect(
      calibrate('booked', 'credit-card', points(-3_000, -1_000, 2_100, 6_800), BOUGHT, 0n).proposal,
    ).toBe('flip-either')
  })

  test('prove nothing by one interval, nor where one interval in three speaks against it', () => {
    expect(calibrate('booked', 'checking', points(90_000, 88_000), flip(BOUGHT), 0n).proposal).toBe('none')
    const mixed = [...flip(BOUGHT.slice(0, 2)), ...BOUGHT.slice(2)]
    expect(calibrate('booked', 'checking', points(90_000, 88_000, 84_900, 80_200), mixed, 0n).proposal).toBe(
      'none',
    )
  })

  test('prove nothing where what is assumed fails in one interval only', () => {
    const asRead = (posted: number, pending: number) => {
      return { postedMinor: BigInt(posted), pendingMinor: BigInt(pending), at: null }
    }
    const told = [
      balance('2026-03-01', 0, { asRead: asRead(0, 0) }),
      balance('2026-03-04', -2_000, { asRead: asRead(-2_000, 0) }),
      balance('2026-03-07', -5_100, { asRead: asRead(-5_100, 0) }),
      balance('2026-03-10', -10_540),
    ]
    const rows = [...BOUGHT, row('held', '2026-03-10', -740, { status: 'pending' })]
    expect(calibrate('booked', 'checking', told, rows, 0n).proposal).toBe('none')
  })

  test('that hold what is pending are found out', () => {
    const asRead = (posted: number, pending: number) => ({
      postedMinor: BigInt(posted),
      pendingMinor: BigInt(pending),
      at: null,
    })
    const told = [
      balance('2026-03-01', -500, { asRead: asRead(0, -500) }),
      balance('2026-03-04', -2_900, { asRead: asRead(-2_000, -900) }),
      balance('2026-03-07', -6_350, { asRead: asRead(-5_100, -1_250) }),
      balance('2026-03-10', -10_540),
    ]
    const rows = [...BOUGHT, row('held', '2026-03-10', -740, { status: 'pending' })]
    expect(calibrate('booked', 'checking', told, rows, 0n).proposal).toBe('holds-in-booked')
  })
})
