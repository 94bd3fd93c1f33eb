// The proof through the whole engine and PostgreSQL: random Worlds behind every kind of source, synced now and then.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import { proofOf } from '../../src/app/show-balance-proof.ts'
import { addDays } from '../../src/domain/calendar.ts'
import type { AccountId } from '../../src/domain/ids.ts'
import { DIALECTS } from '../../src/providers/conformance/simulator.ts'
import type { DialectName } from '../../src/providers/conformance/simulator.ts'
import { generateWorld } from '../../src/providers/world/generate.ts'
import { seeded } from '../../src/providers/world/random.ts'
import { withTransaction } from '../../src/storage/database.ts'
import { cloneDatabase } from '../support/database.ts'
import { makeHousehold, openPools } from '../sync/household.ts'
import type { Household, Pools } from '../sync/household.ts'

const WORLDS_EACH = process.env['TRIBUTARY_LONG'] ? 20 : 1
const DAYS = 30

let pools: Pools
beforeAll(async () => {
  pools = openPools(await cloneDatabase())
})
afterAll(() => pools.end())

const accountsOf = ({ token }: Household) =>
  withTransaction(pools.appDb, token, async (tx) => {
    const { rows } = await sql<{
      id: AccountId
      name: string
    }>`select id, name from account order by name`.execute(tx)
    return rows
  })

describe('ledgers that the engine made', () => {
  test.each(Object.keys(DIALECTS) as DialectName[])(
    'of a source of %s prove their balances',
    { timeout: 300_000 },
    async (dialect) => {
      let intervals = 0
      for (let seed = 1; seed <= WORLDS_EACH; seed += 1) {
        const random = seeded(seed * 13 + 1)
        const world = generateWorld(seed * 100 + 7, { days: DAYS, pending: 'linked', purchasesPerDay: 2 })
        const household = await makeHousehold(pools, world, { dialect, asOf: addDays(world.startsOn, 3) })
        for (let day = 3; day <= DAYS; day += random.between(2, 6)) {
          household.setDay(addDays(world.startsOn, day))
          expect((await household.sync()).state).toBe('succeeded')
        }
        for (const { id, name } of await accountsOf(household)) {
          const { proof } = await proofOf({ db: pools.appDb, token: household.token }, id)
          const chain = proof.chains.find(({ kind }) => kind === 'booked')
          intervals += chain?.checks.length ?? 0
          const wrong = chain?.checks
            .filter(({ verdict }) => verdict === 'differs')
            .map(({ differenceMinor }) => differenceMinor)
          expect({ seed, name, wrong }).toEqual({ seed, name, wrong: [] })
        }
      }
      expect(intervals).toBeGreaterThan(10)
    },
  )
})
