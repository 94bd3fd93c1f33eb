// A World's ledger and balances as the proof sees them, and faults to put into the ledger.
import { addDays } from '../../src/domain/calendar.ts'
import type { CalendarDate } from '../../src/domain/calendar.ts'
import type { TransactionId } from '../../src/domain/ids.ts'
import type { BalancePoint, ProofRow } from '../../src/domain/proof/balance-point.ts'
import { bookedMinor, trueLedger } from '../../src/providers/world/truth.ts'
import type { World, WorldAccount } from '../../src/providers/world/world.ts'

/** The account's rows as a right ledger shows them on the day. */
export const rowsOn = (world: World, account: WorldAccount, asOf: CalendarDate): readonly ProofRow[] =>
  trueLedger(world, asOf)
    .filter((movement) => movement.account === account.key)
    .map(({ movement, amountMinor, status, on }) => ({
      id: movement as TransactionId,
      on,
      amountMinor,
      status,
      isHidden: false,
      isRemoved: false,
      changedAt: at(world.startsOn),
    }))

const sumOf = (rows: readonly ProofRow[], status: ProofRow['status']): bigint =>
  rows.reduce((sum, row) => (row.status === status ? sum + row.amountMinor : sum), 0n)

/** The end of a day. Rows count as unchanged since before the first. */
export const at = (on: CalendarDate): Date => new Date(`${on}T23:59:59Z`)

/** Balances that the bank tells every so many days, with what the ledger summed up to on each of them. */
export function pointsOf(
  world: World,
  account: WorldAccount,
  { everyDays, days }: { readonly everyDays: number; readonly days: number },
): readonly BalancePoint[] {
  const points: BalancePoint[] = []
  for (let day = 0; day <= days; day += everyDays) {
    const on = addDays(world.startsOn, day)
    const rows = rowsOn(world, account, on)
    const asRead = { postedMinor: sumOf(rows, 'posted'), pendingMinor: sumOf(rows, 'pending'), at: at(on) }
    const booked = bookedMinor(world, account, on)
    points.push(
      { id: `booked ${on}`, kind: 'booked', source: 'bank', on, amountMinor: booked, asRead },
      {
        id: `available ${on}`,
        kind: 'available',
        source: 'bank',
        on,
        amountMinor: booked + asRead.pendingMinor,
        asRead,
      },
    )
  }
  return points
}
