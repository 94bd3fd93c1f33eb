import { describe, expect, test } from 'vitest'
import { addDays } from '../../src/domain/calendar.ts'
import type { TransactionId } from '../../src/domain/ids.ts'
import type { BalancePoint, ProofRow } from '../../src/domain/proof/balance-point.ts'
import { calibrate } from '../../src/domain/proof/calibrate.ts'
import type { Candidate } from '../../src/domain/proof/candidates.ts'
import { proveChain } from '../../src/domain/proof/prove.ts'
import type { IntervalCheck } from '../../src/domain/proof/prove.ts'
import { generateWorld } from '../../src/providers/world/generate.ts'
import { seeded } from '../../src/providers/world/random.ts'
import type { Random } from '../../src/providers/world/random.ts'
import { pointsOf, rowsOn } from './world-proof.ts'

const WORLDS = 60
const DAYS = 60

/** Every account of the Worlds, with its right ledger and the balances of its bank. */
function* cases(options: Parameters<typeof generateWorld>[1] = {}) {
  for (let seed = 1; seed <= WORLDS; seed += 1) {
    const world = generateWorld(seed, { days: DAYS, purchasesPerDay: 3, ...options })
    for (const account of world.accounts) {
      const rows = rowsOn(world, account, addDays(world.startsOn, DAYS))
      const points = pointsOf(world, account, { everyDays: 10, days: DAYS })
      yield { seed, account, rows, points, random: seeded(seed * 97 + 3) }
    }
  }
}

const booked = (points: readonly BalancePoint[], rows: readonly ProofRow[]) =>
  proveChain('booked', points, rows, 0n)

/** The calm Worlds: nothing is booked late or taken back, so that only the fault put in is one. */
const CALM = { backdated: false, corrections: false, removals: false }
const EQUALS_OFF = { equalPurchases: false, refunds: false }

/** The faults named for the only difference, as `fault id`, set by set. */
const named = ({ explanation }: IntervalCheck): readonly string[] =>
  (explanation?.sets ?? []).map((set) =>
    set.map(({ fault, row }: Candidate) => `${fault} ${row.id}`).join(' + '),
  )

const differing = (checks: readonly IntervalCheck[]) => checks.filter(({ verdict }) => verdict !== 'fits')

/** A posted row that lies well within the balances, so that two of them bound it. */
function middleRow(
  rows: readonly ProofRow[],
  points: readonly BalancePoint[],
  random: Random,
): ProofRow | null {
  const [first] = points
  const last = points.at(-1)
  if (first === undefined || last === undefined) return null
  const inside = rows.filter(
    ({ on, status }) => status === 'posted' && on > addDays(first.on, 1) && on < last.on,
  )
  return inside.length === 0 ? null : random.pick(inside)
}

describe(`the ledgers of ${WORLDS} random Worlds`, () => {
  test('prove their booked balances, whatever the bank restates, books late or takes back', () => {
    let intervals = 0
    for (const { seed, account, rows, points } of cases()) {
      const { checks, opening } = booked(points, rows)
      intervals += checks.length
      expect({
        seed,
        account: account.key,
        wrong: differing(checks)
          .map(({ verdict }) => verdict)
          .filter((v) => v === 'differs'),
      }).toEqual({ seed, account: account.key, wrong: [] })
      expect(opening?.nowMinor).toBe(account.openingMinor)
    }
    expect(intervals).toBeGreaterThan(WORLDS * 10)
  })

  test('prove what is available where holds are taken off', () => {
    for (const { seed, rows, points } of cases()) {
      const wrong = proveChain('available', points, rows, 0n).checks.filter(
        ({ verdict }) => verdict === 'differs',
      )
      expect({ seed, wrong: wrong.length }).toEqual({ seed, wrong: 0 })
    }
  })

  test('with one row doubled name that row', () => {
    let tried = 0
    for (const { rows, points, random } of cases({ ...CALM, ...EQUALS_OFF })) {
      const row = middleRow(rows, points, random)
      if (row === null) continue
      const twin = { ...row, id: `${row.id}-twin` as TransactionId }
      const { checks, last } = booked(points, [...rows, twin])
      const [wrong, ...others] = differing(checks)
      // Told as a reading: the bank's last balance may leave out that day's rows, and these may be worth as much.
      if (wrong === undefined && last?.reading === 'before') continue
      tried += 1
      expect(others).toEqual([])
      expect(wrong).toMatchObject({ verdict: 'differs', differenceMinor: -row.amountMinor })
      expect(
        wrong && named(wrong).some((set) => set === `doubled ${row.id}` || set === `doubled ${twin.id}`),
      ).toBe(true)
    }
    expect(tried).toBeGreaterThan(WORLDS)
  })

  test('with one sign flipped name that row', () => {
    for (const { rows, points, random } of cases({ ...CALM, ...EQUALS_OFF })) {
      const row = middleRow(rows, points, random)
      if (row === null) continue
      const flipped = rows.map((each) => (each === row ? { ...each, amountMinor: -each.amountMinor } : each))
      const [wrong, ...others] = differing(booked(points, flipped).checks)
      expect(others).toEqual([])
      expect(wrong && named(wrong)).toContain(`sign-flipped ${row.id}`)
    }
  })

  test('with one row lost name its amount and the balances it lies between', () => {
    for (const { rows, points, random } of cases(CALM)) {
      const row = middleRow(rows, points, random)
      if (row === null) continue
      const [wrong, ...others] = differing(
        booked(
          points,
          rows.filter((each) => each !== row),
        ).checks,
      )
      expect(others).toEqual([])
      expect(wrong?.explanation?.missingMinor).toBe(row.amountMinor)
      expect(wrong && wrong.from.point.on <= row.on && row.on <= wrong.to.point.on).toBe(true)
    }
  })

  test('with one row taken back that the bank counts, or hidden by the person, name that row', () => {
    for (const { rows, points, random } of cases({ ...CALM, ...EQUALS_OFF })) {
      const row = middleRow(rows, points, random)
      if (row === null) continue
      const without = (change: Partial<ProofRow>) =>
        rows.map((each) => (each === row ? { ...each, ...change } : each))
      const [removed] = differing(booked(points, without({ isRemoved: true })).checks)
      expect(removed && named(removed)).toContain(`taken-back ${row.id}`)
      const [hidden] = differing(booked(points, without({ isHidden: true })).checks)
      expect(hidden && named(hidden)).toContain(`hidden ${row.id}`)
    }
  })

  test('with one row dated into another interval name that row, and say that the difference heals', () => {
    for (const { rows, points, random } of cases({ ...CALM, ...EQUALS_OFF })) {
      const last = points.at(-1)
      const row = middleRow(rows, points.slice(0, -2), random)
      if (row === null || last === undefined || addDays(row.on, 11) >= last.on) continue
      const shifted = rows.map((each) => (each === row ? { ...each, on: addDays(each.on, 11) } : each))
      // What the ledger summed up to at the time shows that only the day is wrong; without it two intervals differ.
      expect(differing(booked(points, shifted).checks)).toEqual([])
      const wrong = differing(
        booked(
          points.map(({ ...point }) => ({ ...point, asRead: null })),
          shifted,
        ).checks,
      )
      expect(wrong.map(({ verdict }) => verdict)).toEqual(['heals', 'heals'])
      for (const check of wrong) expect(named(check)).toContain(`other-day ${row.id}`)
    }
  })

  test('with up to four stale holds name just those holds', () => {
    let sure = 0
    for (const { rows, points, random } of cases({ ...CALM, ...EQUALS_OFF })) {
      const last = points.at(-1)
      if (last === undefined) continue
      const stale = Array.from({ length: random.between(1, 4) }, (_, index): ProofRow => ({
        id: `stale-${index}` as TransactionId,
        on: addDays(last.on, -random.between(3, 9)),
        amountMinor: BigInt(-random.between(1_000, 90_000)),
        status: 'pending',
        isHidden: false,
        isRemoved: false,
        changedAt: null,
      }))
      const wrong = proveChain('available', points, [...rows, ...stale], 0n).checks.at(-1)
      const holds = stale.toSorted((left, right) => (left.on + left.id < right.on + right.id ? -1 : 1))
      const set = holds.map(({ id }) => `stale-hold ${id}`).join(' + ')
      expect(wrong?.differenceMinor).toBe(-stale.reduce((sum, { amountMinor }) => sum + amountMinor, 0n))
      if (wrong?.explanation?.certainty !== 'only') continue
      sure += 1
      expect(named(wrong)).toEqual([set])
    }
    expect(sure).toBeGreaterThan(WORLDS)
  })

  test('with every sign flipped are found out by counting, and right ones are left alone', () => {
    let proposed = 0
    for (const { account, rows, points } of cases(CALM)) {
      const right = calibrate('booked', account.kind, points, rows, 0n)
      expect(right.proposal).toBe('none')
      const flipped = rows.map((row) => ({ ...row, amountMinor: -row.amountMinor }))
      const wrong = points.map((point) => ({ ...point, asRead: null }))
      const { proposal, supports } = calibrate('booked', account.kind, wrong, flipped, 0n)
      if (supports.every(({ agreeing }) => agreeing < 2)) continue
      proposed += 1
      expect(['flip-rows', 'flip-balance', 'flip-either']).toContain(proposal)
    }
    expect(proposed).toBeGreaterThan(WORLDS)
  })
})
