import { describe, expect, test } from 'vitest'
import type { BalancePoint, ProofRow } from './balance-point.ts'
import { balance, row } from './fixtures.ts'
import { proveChain } from './prove.ts'
import type { IntervalCheck } from './prove.ts'

const prove = (points: readonly BalancePoint[], rows: readonly ProofRow[]) =>
  proveChain('booked', points, rows, 0n)
const verdicts = (checks: readonly IntervalCheck[]) => checks.map(({ verdict }) => verdict)
const sets = ({ explanation }: IntervalCheck) =>
  (explanation?.sets ?? []).map((set) => set.map(({ fault, row: { id } }) => `${fault} ${id}`))

const ROWS = [
  row('rent', '2026-03-02', -90_000),
  row('tea', '2026-03-05', -450),
  row('pay', '2026-03-10', 200_000),
  row('food', '2026-03-12', -3_200),
]

describe('the days of a balance', () => {
  test('hold what was posted on them, or not yet: the chain tells which', () => {
    const closing = prove(
      [balance('2026-03-01', 0), balance('2026-03-10', 109_550), balance('2026-03-15', 106_350)],
      ROWS,
    )
    expect(verdicts(closing.checks)).toEqual(['fits', 'fits'])
    expect(closing.checks[0]?.to.reading).toBe('closing')
    const early = prove(
      [balance('2026-03-01', 0), balance('2026-03-10', -90_450), balance('2026-03-15', 106_350)],
      ROWS,
    )
    expect(verdicts(early.checks)).toEqual(['fits', 'fits'])
    expect(early.checks[0]?.to.reading).toBe('before')
  })

  test('are certain at the end of a statement and beside a row', () => {
    const points = [balance('2026-03-01', 0), balance('2026-03-10', -90_450, { source: 'statement' })]
    expect(verdicts(prove(points, ROWS).checks)).toEqual(['differs'])
  })

  test('read with what the ledger held then, where the bank booked a row later for an earlier day', () => {
    const late = row('late', '2026-03-04', -700)
    const asRead = { postedMinor: 109_550n, pendingMinor: 0n, at: null }
    const points = [
      balance('2026-03-01', 0),
      balance('2026-03-10', 109_550, { asRead }),
      balance('2026-03-15', 105_650),
    ]
    const { checks } = prove(points, [...ROWS, late])
    expect(verdicts(checks)).toEqual(['fits', 'fits'])
    expect(checks[0]?.to.reading).toBe('as-read')
  })

  test('never excuse the newest balance: what the ledger shows today must fit', () => {
    const asRead = { postedMinor: 106_350n, pendingMinor: 0n, at: null }
    const points = [balance('2026-03-01', 0), balance('2026-03-15', 106_350, { asRead })]
    expect(verdicts(prove(points, [...ROWS, row('twin', '2026-03-05', -450)]).checks)).toEqual(['differs'])
  })
})

describe('a difference', () => {
  test('that a later balance undoes is one of days, and the row is named at both', () => {
    const { checks } = prove(
      [balance('2026-03-01', 0), balance('2026-03-03', -90_450), balance('2026-03-08', -90_450)],
      ROWS,
    )
    expect(verdicts(checks)).toEqual(['heals', 'heals'])
    expect(checks.map(sets)).toEqual([[['other-day tea']], [['other-day tea']]])
  })

  test('stays where it arose: the intervals after it fit again', () => {
    const points = [
      balance('2026-03-01', 0),
      balance('2026-03-08', -90_450),
      balance('2026-03-11', 109_550),
      balance('2026-03-15', 106_350),
    ]
    const { checks, opening } = prove(
      points,
      ROWS.filter(({ id }) => id !== 'tea'),
    )
    expect(verdicts(checks)).toEqual(['differs', 'fits', 'fits'])
    expect(checks[0]).toMatchObject({
      differenceMinor: -450n,
      explanation: { sets: [], missingMinor: -450n },
    })
    expect(opening?.nowMinor).toBe(-450n)
  })

  test('of what the person hid is theirs, and of several hidden rows that fit it is a question', () => {
    const points = [balance('2026-03-01', 0), balance('2026-03-15', 106_350)]
    const hide = (...ids: string[]) =>
      ROWS.map((each) => (ids.includes(each.id) ? { ...each, isHidden: true } : each))
    const { checks } = prove(points, hide('tea'))
    expect(verdicts(checks)).toEqual(['by-choice'])
    expect(checks.map(sets)).toEqual([[['hidden tea']]])
    const doubtful = [...ROWS, row('wine', '2026-03-07', -450, { isHidden: true })]
    const [check] = prove(
      points,
      doubtful.map((each) => (each.id === 'tea' ? { ...each, isHidden: true } : each)),
    ).checks
    expect(check).toMatchObject({ verdict: 'differs', explanation: { certainty: 'several' } })
  })

  test('of the available balance names stale holds, all that make it up and no others', () => {
    const hold = (id: string, on: string, minor: number) => row(id, on, minor, { status: 'pending' })
    const stale = [
      hold('hotel', '2026-02-20', -15_000),
      hold('fuel', '2026-02-25', -10_000),
      hold('taxi', '2026-02-27', -1_200),
      hold('kiosk', '2026-02-28', -142),
    ]
    const fresh = hold('fresh', '2026-03-14', -777)
    const asRead = { postedMinor: 0n, pendingMinor: 0n, at: null }
    const points = [
      balance('2026-03-01', 50_000, { kind: 'available', asRead }),
      balance('2026-03-15', 50_000 + 106_350 - 777, { kind: 'available' }),
    ]
    const [check] = proveChain('available', points, [...stale, ...ROWS, fresh], 0n).checks
    expect(check).toMatchObject({ differenceMinor: 26_342n, explanation: { certainty: 'only' } })
    expect(check && sets(check)).toEqual([
      ['stale-hold hotel', 'stale-hold fuel', 'stale-hold taxi', 'stale-hold kiosk'],
    ])
  })

  test('is explained at the newest eight places, and told at all', () => {
    const points = Array.from({ length: 28 }, (_, index) =>
      balance(`2026-02-${String(index + 1).padStart(2, '0')}`, index * 1_000 + index * index),
    )
    const { checks } = prove(points, [])
    expect(checks.filter(({ verdict }) => verdict === 'differs')).toHaveLength(27)
    expect(checks.filter(({ explanation }) => explanation !== null)).toHaveLength(8)
    expect(checks.at(-1)?.explanation).not.toBeNull()
  })
})
