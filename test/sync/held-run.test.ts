// A sync that is held to a dry run saves what that showed, or nothing.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays } from '../../src/domain/calendar.ts'
import type { CalendarDate } from '../../src/domain/calendar.ts'
import type { RunId } from '../../src/domain/ids.ts'
import { generateWorld } from '../../src/providers/world/generate.ts'
import { withTransaction } from '../../src/storage/database.ts'
import { readRun } from '../../src/storage/read/runs.ts'
import { stateHash } from '../../src/storage/state-hash.ts'
import { requestRun } from '../../src/sync/request-run.ts'
import { runSync } from '../../src/sync/run.ts'
import { cloneDatabase } from '../support/database.ts'
import { expectedLedger, makeHousehold, openPools } from './household.ts'
import type { Household, Pools } from './household.ts'

const START = '2026-03-01' as CalendarDate
const world = generateWorld(31, { startsOn: START, days: 40, pending: 'linked' })
const [FIRST, SECOND, THIRD] = [addDays(START, 15), addDays(START, 25), addDays(START, 35)]

let pools: Pools
beforeAll(async () => {
  pools = openPools(await cloneDatabase())
})
afterAll(() => pools.end())

const shownOf = ({ token }: Household, runId: RunId) =>
  withTransaction(pools.appDb, token, (tx) => readRun(tx, runId))

async function rehearse(household: Household) {
  const runId = await household.request(true)
  await runSync(household.deps, runId)
  const shown = await shownOf(household, runId)
  if (shown === null) throw new Error('there is no run')
  return shown
}

async function hold({ ownerId, token, connectionId, deps }: Household, expectedPlanHash: string) {
  const wish = { ownerId, token, connectionId, trigger: 'user' as const, expectedPlanHash }
  const requested = await requestRun({ ...deps, db: pools.appDb }, wish)
  if (requested === null) throw new Error('the connection is not there')
  return { ...(await runSync(deps, requested.runId)), runId: requested.runId }
}

const stateOf = ({ ownerId, token }: Household): Promise<string> =>
  withTransaction(pools.appDb, token, (tx) => stateHash(tx, ownerId))

/** Synced on the first day, and shown what the second one would bring. */
async function rehearsed() {
  const household = await makeHousehold(pools, world, { asOf: FIRST, pageSize: 20 })
  await household.sync()
  household.setDay(SECOND)
  const before = await stateOf(household)
  const shown = await rehearse(household)
  expect(await stateOf(household)).toBe(before)
  if (shown.planHash === null) throw new Error('the plan has no hash')
  return { household, before, shown, planHash: shown.planHash }
}

describe('a sync that is held to a dry run', () => {
  test('saves what that showed, row by row and count by count', async () => {
    const { household, shown, planHash } = await rehearsed()
    expect(shown.plannedRows?.length).toBe(shown.added + shown.updated)
    const held = await hold(household, planHash)
    expect(held).toMatchObject({ state: 'succeeded' })
    expect(await household.ledger()).toEqual(expectedLedger(world, SECOND))
    const { added, updated, unchanged, removed } = shown
    expect(await shownOf(household, held.runId)).toMatchObject({ added, updated, unchanged, removed, planHash })
    expect(await rehearse(household)).toMatchObject({ added: 0, updated: 0, removed: 0 })
  })

  test('saves nothing where the bank has moved on, blames nobody, and a plain sync goes on', async () => {
    const { household, before, planHash } = await rehearsed()
    household.setDay(THIRD)
    const held = await hold(household, planHash)
    expect(held).toMatchObject({ state: 'cancelled' })
    expect(await shownOf(household, held.runId)).toMatchObject({ added: 0, errorKind: 'held', errorReason: 'plan-differs' })
    expect(await stateOf(household)).toBe(before)
    expect(await household.sync()).toMatchObject({ state: 'succeeded' })
    expect(await household.ledger()).toEqual(expectedLedger(world, THIRD))
  })

  test('saves nothing where the ledger has moved', async () => {
    const { household, planHash } = await rehearsed()
    await household.sync()
    const before = await stateOf(household)
    expect(await hold(household, planHash)).toMatchObject({ state: 'cancelled' })
    expect(await stateOf(household)).toBe(before)
  })

  test('can’t be had where the dry run would make accounts', async () => {
    const household = await makeHousehold(pools, world, { asOf: FIRST, pageSize: 20 })
    const shown = await rehearse(household)
    expect(shown.added).toBeGreaterThan(5)
    expect(shown.planHash).toBeNull()
  })
})
