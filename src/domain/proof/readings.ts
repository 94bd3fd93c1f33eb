// A balance "of the 3rd" may hold what was posted on the 3rd, or not yet; and a bank may book a row days after the day
// it dates it. So each balance has several honest readings, and the chain of balances tells which of them it was.
import { addDays } from '../calendar.ts'
import { hasHolds } from './balance-point.ts'
import type { BalancePoint } from './balance-point.ts'
import type { LedgerSums } from './ledger-sums.ts'

/**
 * Which rows a balance is taken to hold. `closing`: all up to its day. `before`: all before its day. `next-day`: those
 * of the day after too, as an instant can fall on another day in the bank's time zone. `as-read`: what the ledger
 * held when the balance came.
 */
export type Reading = 'closing' | 'before' | 'next-day' | 'as-read'

/** A balance with the reading under which it is checked, and the ledger's own sum under that reading. */
export type ReadPoint = {
  readonly point: BalancePoint
  readonly reading: Reading
  readonly ledgerMinor: bigint
}

/** What a reading costs, so that the plainest one wins where several fit. A break costs more than any readings can. */
const COSTS: Readonly<Record<Reading, number>> = { closing: 0, before: 1, 'next-day': 2, 'as-read': 3 }
const BREAK_COST = 1_000_000

/**
 * Every reading of a balance. The last balance has none `as-read`: what holds today must be what is proved.
 */
export function readingsOf(point: BalancePoint, sums: LedgerSums, isLast: boolean): readonly ReadPoint[] {
  const pendingMinor = pendingOf(point, sums, isLast)
  if (pendingMinor === null) return []
  const { on, source, asRead } = point
  const read = (reading: Reading, postedMinor: bigint): ReadPoint => ({
    point,
    reading,
    ledgerMinor: postedMinor + pendingMinor,
  })
  const closing = read('closing', sums.postedThrough(on))
  if (source !== 'bank') return [closing]
  const byDay = [
    closing,
    read('before', sums.postedBefore(on)),
    read('next-day', sums.postedThrough(addDays(on, 1))),
  ]
  return isLast || asRead === null ? byDay : [...byDay, read('as-read', asRead.postedMinor)]
}

/** Holds are part of what is available, and where a bank does so of what is booked. Those of the past only it knows. */
function pendingOf(point: BalancePoint, sums: LedgerSums, isLast: boolean): bigint | null {
  const { asRead } = point
  if (!hasHolds(point)) return 0n
  return isLast ? sums.pendingMinor : (asRead?.pendingMinor ?? null)
}

type Way = { readonly cost: number; readonly read: ReadPoint; readonly before: Way | null }

/**
 * One reading for each balance of the chain, in order of time, such that the fewest intervals break; of those the
 * plainest. Balances that can't be read are left out.
 */
export function readChain(points: readonly BalancePoint[], sums: LedgerSums): readonly ReadPoint[] {
  let ways: readonly Way[] = []
  points.forEach((point, index) => {
    const readings = readingsOf(point, sums, index === points.length - 1)
    if (readings.length === 0) return
    const before = ways
    ways = readings.map((read) => best(before, read))
  })
  const end = ways.reduce<Way | null>(
    (least, way) => (least === null || way.cost < least.cost ? way : least),
    null,
  )
  const chain: ReadPoint[] = []
  for (let way = end; way !== null; way = way.before) chain.push(way.read)
  return chain.toReversed()
}

function best(ways: readonly Way[], read: ReadPoint): Way {
  const own = COSTS[read.reading]
  let found: Way | null = null
  for (const way of ways) {
    const cost = way.cost + own + (openingOf(way.read) === openingOf(read) ? 0 : BREAK_COST)
    if (found === null || cost < found.cost) found = { cost, read, before: way }
  }
  return found ?? { cost: own, read, before: null }
}

/** What the account must have held before its first row for this balance to be right: the same for all, if all is. */
export const openingOf = ({ point, ledgerMinor }: ReadPoint): bigint => point.amountMinor - ledgerMinor
