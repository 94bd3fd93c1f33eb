// The laws that hold for every World, over random ones: day by day through the adapter, the ledger comes to
// be the bank's, whatever the pages and days between syncs.
import * as fc from 'fast-check'
import { addDays } from '../../domain/calendar.ts'
import type { CalendarDate } from '../../domain/calendar.ts'
import { countsAddUp } from '../../domain/counts.ts'
import type { Counts } from '../../domain/counts.ts'
import { NO_COUNTS } from '../../domain/counts.ts'
import { generateWorld } from '../world/generate.ts'
import { bookedMinor, trueLedger } from '../world/truth.ts'
import type { World } from '../world/world.ts'
import type { Bench, Opened } from './bench.ts'
import { newConnection, sync } from './engine.ts'
import type { Connection } from './engine.ts'
import { differences } from './pages.ts'
import { liveRows } from './story-run.ts'

/** Fixed, so that a failure is the same failure tomorrow. */
const SEED = 20_260
const DAYS = 30
/** After the last happening every pending row has posted or gone. */
const SETTLED_DAYS = DAYS + 20

export type Trial = { readonly seed: number; readonly pageSize: number; readonly gaps: readonly number[] }

const trial: fc.Arbitrary<Trial> = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  pageSize: fc.constantFrom(1, 3, 50),
  // A window is read again as far back as a provider restates, so longer pauses are stories of their own.
  gaps: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 4, maxLength: 12 }),
})

/** Runs so many random Worlds and throws with the smallest trial that breaks a law. */
export async function checkRandomWorlds(bench: Bench, numRuns: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(trial, async (given) => {
      const failures = await runTrial(bench, given)
      if (failures.length > 0) throw new Error(failures.join('\n'))
    }),
    { seed: SEED, numRuns },
  )
}

export async function runTrial(bench: Bench, { seed, pageSize, gaps }: Trial): Promise<readonly string[]> {
  const world = generateWorld(seed, { days: DAYS, accounts: 3 })
  const settledOn = addDays(world.startsOn, SETTLED_DAYS)
  const visits: CalendarDate[] = []
  for (let on = world.startsOn, next = 0; on < addDays(world.startsOn, DAYS); next += 1) {
    visits.push(on)
    on = addDays(on, gaps[next % gaps.length] ?? 1)
  }
  return bench.withBank(world, { asOf: world.startsOn, pageSize }, async (opened) => {
    let connection = newConnection(bench.manifest.capabilities, world.startsOn)
    const failures: string[] = []
    for (const on of [...visits, settledOn]) {
      const { counts, ...after } = await visit(opened, connection, on)
      if (!countsAddUp(counts)) failures.push(`on ${on} the counts do not add up`)
      connection = after.connection
    }
    failures.push(...ledgerFailures(world, connection, settledOn))
    const { counts } = await visit(opened, connection, settledOn)
    if (counts.added + counts.updated + counts.removed > 0)
      failures.push(`reading again changed ${describe(counts)}`)
    return failures
  })
}

async function visit(opened: Opened, connection: Connection, on: CalendarDate) {
  opened.setAsOf(on)
  const synced = await sync(connection, opened.run, on)
  if (synced.error !== null) throw synced.error
  return synced
}

const describe = (counts: Counts): string =>
  Object.entries(counts)
    .filter(([name, count]) => name in NO_COUNTS && count > 0)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ')

function ledgerFailures(world: World, connection: Connection, on: CalendarDate): readonly string[] {
  const rows = liveRows(connection, world)
  const lines = [rows, trueLedger(world, on)].map((list) =>
    list.map(({ account, amountMinor, status, on: date }) => `${account} ${amountMinor} ${status} ${date}`),
  )
  const failures = [...differences(lines[0] ?? [], lines[1] ?? [], ['doubled or left over', 'lost'])]
  for (const account of world.accounts) {
    const posted = rows.filter((row) => row.account === account.key && row.status === 'posted')
    const sum = posted.reduce((total, { amountMinor }) => total + amountMinor, account.openingMinor)
    if (sum !== bookedMinor(world, account, on)) failures.push(`${account.key} sums to ${sum}`)
  }
  return failures
}
