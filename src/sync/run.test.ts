import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cloneDatabase } from '../../test/support/database.ts'
import { expectedLedger, makeHousehold, openPools } from '../../test/sync/household.ts'
import type { Pools } from '../../test/sync/household.ts'
import { addDays } from '../domain/calendar.ts'
import type { CalendarDate } from '../domain/calendar.ts'
import { generateWorld } from '../providers/world/generate.ts'

const START = '2026-03-01' as CalendarDate
let pools: Pools

beforeAll(async () => {
  pools = openPools(await cloneDatabase())
})
afterAll(() => pools.end())

describe('a sync run', () => {
  test('brings the ledger of the World into the database, and a second one adds nothing', async () => {
    const world = generateWorld(1, { startsOn: START, days: 60 })
    const asOf = addDays(START, 60)
    const household = await makeHousehold(pools, world, { asOf })
    expect(await household.sync()).toMatchObject({ state: 'succeeded' })
    const ledger = await household.ledger()
    expect(ledger.length).toBeGreaterThan(50)
    expect(ledger).toEqual(expectedLedger(world, asOf))
    expect(await household.sync()).toMatchObject({ state: 'succeeded' })
    expect(await household.ledger()).toEqual(ledger)
  })
})
