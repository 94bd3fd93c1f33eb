// How often the rows that a proof names are the rows at fault, in Worlds with every trouble that banks make. A fault may
// have been there when the balances came, or have come in later, as with a file of old rows.
import { describe, expect, test } from 'vitest'
import { addDays } from '../../src/domain/calendar.ts'
import type { CalendarDate } from '../../src/domain/calendar.ts'
import type { TransactionId } from '../../src/domain/ids.ts'
import { isCounted } from '../../src/domain/proof/balance-point.ts'
import type { BalancePoint, ProofRow } from '../../src/domain/proof/balance-point.ts'
import { proveChain } from '../../src/domain/proof/prove.ts'
import { generateWorld } from '../../src/providers/world/generate.ts'
import { seeded } from '../../src/providers/world/random.ts'
import { at, pointsOf, rowsOn } from './world-proof.ts'

const WORLDS = process.env['TRIBUTARY_LONG'] ? 300 : 50
const DAYS = 60
const FAULTS = ['doubled', 'sign-flipped', 'hidden', 'taken-back'] as const
type Made = (typeof FAULTS)[number] | 'lost'

/** The ledger with one row of the interval at fault, and the row as it is then; null where it is gone. */
function breakRow(rows: readonly ProofRow[], row: ProofRow, fault: Made, changedAt: Date) {
  const others = rows.filter((each) => each !== row)
  const changed: Readonly<Record<Made, readonly ProofRow[]>> = {
    doubled: [row, { ...row, id: `${row.id}-twin` as TransactionId, changedAt }],
    'sign-flipped': [{ ...row, amountMinor: -row.amountMinor, changedAt }],
    hidden: [{ ...row, isHidden: true, changedAt }],
    'taken-back': [{ ...row, isRemoved: true, changedAt }],
    lost: [],
  }
  return { rows: [...others, ...changed[fault]], row: changed[fault].at(-1) ?? null }
}

const postedThrough = (rows: readonly ProofRow[], on: CalendarDate): bigint =>
  rows.reduce(
    (sum, row) => (row.status === 'posted' && isCounted(row) && row.on <= on ? sum + row.amountMinor : sum),
    0n,
  )

/** The points as they are where the fault was there all along: the ledger's own sums have it too. */
const arrivedSo = (
  points: readonly BalancePoint[],
  right: readonly ProofRow[],
  broken: readonly ProofRow[],
) =>
  points.map((point) => {
    if (point.asRead === null) return point
    const moved = postedThrough(broken, point.on) - postedThrough(right, point.on)
    return { ...point, asRead: { ...point.asRead, postedMinor: point.asRead.postedMinor + moved } }
  })

type Tally = { tried: number; right: number; onlyWrong: number; silent: number }

function measure(fault: Made, everyDays: number, isLate: boolean): Tally {
  const tally: Tally = { tried: 0, right: 0, onlyWrong: 0, silent: 0 }
  for (let seed = 1; seed <= WORLDS; seed += 1) {
    const world = generateWorld(seed + 5_000, {
      days: DAYS,
      purchasesPerDay: 4,
      accounts: 2,
      currencies: ['USD', 'EUR'],
    })
    const changedAt = at(addDays(world.startsOn, isLate ? DAYS + 1 : 0))
    const interval = { from: addDays(world.startsOn, 20), to: addDays(world.startsOn, 20 + everyDays) }
    for (const account of world.accounts) {
      const rows = rowsOn(world, account, addDays(world.startsOn, DAYS))
      const inside = rows.filter(
        ({ on, status }) => status === 'posted' && on > interval.from && on < interval.to,
      )
      if (inside.length === 0) continue
      const row = seeded(seed).pick(inside)
      const broken = breakRow(rows, row, fault, changedAt)
      const told = pointsOf(world, account, { everyDays, days: DAYS })
      const points = isLate ? told : arrivedSo(told, rows, broken.rows)
      const wrong = proveChain('booked', points, broken.rows, 0n).checks.filter(
        ({ verdict }) => verdict === 'differs' || verdict === 'by-choice',
      )
      count(tally, wrong[0]?.explanation ?? null, fault, broken.row)
    }
  }
  return tally
}

type Explanation = ReturnType<typeof proveChain>['checks'][number]['explanation']

/** A twin is named by its day and amount: which of two equal rows is too many nobody can tell. */
function count(tally: Tally, explanation: Explanation, fault: Made, row: ProofRow | null): void {
  tally.tried += 1
  if (explanation === null) tally.silent += 1
  const isNamed = (explanation?.sets ?? []).some(
    ([first, ...others]) =>
      others.length === 0 &&
      first?.fault === fault &&
      first.row.amountMinor === row?.amountMinor &&
      first.row.on === row.on,
  )
  if (isNamed) tally.right += 1
  else if (explanation?.certainty === 'only') tally.onlyWrong += 1
}

describe.each([
  ['was there when the balances came', false],
  ['came in after them', true],
])('a fault that %s', (_when, isLate) => {
  test.each(FAULTS.flatMap((fault) => [[fault, 5] as const, [fault, 20] as const]))(
    'of the kind "%s" is named at balances every %i days',
    (fault, everyDays) => {
      const { tried, right, onlyWrong, silent } = measure(fault, everyDays, isLate)
      expect(tried).toBeGreaterThan(WORLDS)
      expect(silent).toBe(0)
      expect(right / tried).toBeGreaterThanOrEqual(0.95)
      expect(onlyWrong / tried).toBeLessThanOrEqual(0.02)
    },
  )

  test.each([5, 20])(
    'and is a lost row is seldom blamed on others for certain, at balances every %i days',
    (everyDays) => {
      const { tried, onlyWrong, silent } = measure('lost', everyDays, isLate)
      expect(silent).toBe(0)
      expect(onlyWrong / tried).toBeLessThanOrEqual(0.04)
    },
  )
})
