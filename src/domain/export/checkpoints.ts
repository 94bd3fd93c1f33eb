// Which balances of the bank an export may assert: those that its own rows reach to the last minor unit.
import { addDays } from '../calendar.ts'
import type { CalendarDate } from '../calendar.ts'
import type { ChainProof } from '../proof/prove.ts'
import type { ReadPoint } from '../proof/readings.ts'

/** Booked on one day, in minor units. */
export type DayMinor = { readonly on: CalendarDate; readonly minor: bigint }

export type ExportBalances = {
  /** Held before the first day of the export; null where no balance of the bank tells. */
  readonly openingMinor: bigint | null
  /** At the end of their days, oldest first. */
  readonly checkpoints: readonly DayMinor[]
}

const UNKNOWN: ExportBalances = { openingMinor: null, checkpoints: [] }

/** A balance alone proves nothing: what the account held at first is worked out from it. */
const AGREEING_MIN = 2

/**
 * @param chain the account's booked balances, as the balance proof reads them
 * @param sums what is booked on each day by rows that are exported, oldest first, the whole ledger
 */
export function exportBalances(
  chain: ChainProof | null,
  sums: readonly DayMinor[],
  from: CalendarDate | null,
  to: CalendarDate | null,
): ExportBalances {
  if (chain?.opening == null) return UNKNOWN
  const first = chain.opening.nowMinor
  const running = runningSums(first, sums)
  const agreeing = pointsOf(chain)
    .flatMap(endOfDay)
    .filter(({ on, minor }) => running(on) === minor)
  const days = new Map(agreeing.map((each) => [each.on, each]))
  const proved = days.size < AGREEING_MIN ? [] : [...days.values()].toSorted((a, b) => (a.on < b.on ? -1 : 1))
  return {
    openingMinor: from === null ? first : running(addDays(from, -1)),
    checkpoints: proved.filter(({ on }) => (from === null || on >= from) && (to === null || on <= to)),
  }
}

const pointsOf = ({ checks, last }: ChainProof): readonly ReadPoint[] => {
  const [earliest] = checks
  if (earliest !== undefined) return [earliest.from, ...checks.map((check) => check.to)]
  return last === null ? [] : [last]
}

/** The day at whose end the balance held, as it is read; a reading by what was in the ledger then names no day. */
function endOfDay({ point, reading }: ReadPoint): readonly DayMinor[] {
  const minor = point.amountMinor
  switch (reading) {
    case 'closing':
      return [{ on: point.on, minor }]
    case 'before':
      return [{ on: addDays(point.on, -1), minor }]
    case 'next-day':
      return [{ on: addDays(point.on, 1), minor }]
    case 'as-read':
      return []
  }
}

/** What the account held at the end of a day. */
function runningSums(first: bigint, sums: readonly DayMinor[]): (day: CalendarDate) => bigint {
  let held = first
  const ends = sums.map(({ on, minor }) => {
    held += minor
    return { on, held }
  })
  return (day) => ends.findLast(({ on }) => on <= day)?.held ?? first
}
