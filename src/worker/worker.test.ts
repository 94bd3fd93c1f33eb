import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cloneDatabase } from '../../test/support/database.ts'
import { expectedLedger, makeHousehold, openPools } from '../../test/sync/household.ts'
import type { Household, Pools } from '../../test/sync/household.ts'
import { addDays } from '../domain/calendar.ts'
import type { CalendarDate } from '../domain/calendar.ts'
import type { RunId } from '../domain/ids.ts'
import { generateWorld } from '../providers/world/generate.ts'
import { withTransaction } from '../storage/database.ts'
import type { DatabaseAccess } from '../storage/postgres/access.ts'
import { claimRun, startAttempt } from '../storage/runs.ts'
import { requestRun } from '../sync/request-run.ts'
import { sweep } from './sweep.ts'
import { startWorker } from './worker.ts'
import type { Worker } from './worker.ts'

const START = '2026-03-01' as CalendarDate
const AS_OF = addDays(START, 40)
const WAIT = { timeout: 20_000, interval: 50 }
const world = generateWorld(5, { startsOn: START, days: 40 })
let pools: Pools
let access: DatabaseAccess

beforeAll(async () => {
  access = await cloneDatabase()
  pools = openPools(access)
})
afterAll(() => pools.end())

async function working<Value>(household: Household, work: (worker: Worker) => Promise<Value>): Promise<Value> {
  const worker = await startWorker({ ...household.deps, access: access.worker, sweepMs: 200 })
  try {
    return await work(worker)
  } finally {
    await worker.stop()
  }
}

const runOf = async ({ token }: Household, id: RunId) =>
  withTransaction(pools.appDb, token, (tx) =>
    tx.selectFrom('syncRun').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  )

describe('a worker', () => {
  test('takes a run that was queued with a wake in the same transaction', async () => {
    const household = await makeHousehold(pools, world, { asOf: AS_OF })
    await working(household, async ({ wake }) => {
      const { ownerId, token, connectionId } = household
      const deps = { ...household.deps, db: pools.appDb, wake }
      const requested = await requestRun(deps, { ownerId, token, connectionId, trigger: 'user' })
      if (requested === null) throw new Error('no run')
      await expect.poll(async () => (await runOf(household, requested.runId)).state, WAIT).toBe('succeeded')
    })
    expect(await household.ledger()).toEqual(expectedLedger(world, AS_OF))
  })

  test('finds a run that was queued while no worker was there', async () => {
    const household = await makeHousehold(pools, world, { asOf: AS_OF })
    const runId = await household.request()
    await working(household, async () => {
      await expect.poll(async () => (await runOf(household, runId)).state, WAIT).toBe('succeeded')
    })
  })

  test('queues the run of a connection that is due, once', async () => {
    const household = await makeHousehold(pools, world, { asOf: AS_OF })
    const { token, connectionId } = household
    await withTransaction(pools.appDb, token, (tx) =>
      tx.updateTable('connection').set({ nextDueAt: new Date(0) }).where('id', '=', connectionId).execute(),
    )
    await sweep(household.deps, async () => {})
    await sweep(household.deps, async () => {})
    const runs = await withTransaction(pools.appDb, token, (tx) => tx.selectFrom('syncRun').selectAll().execute())
    expect(runs).toMatchObject([{ trigger: 'schedule', state: 'queued', connectionId }])
  })

  test('gives a run back whose worker shows no life, and the dead worker can write no more', async () => {
    const household = await makeHousehold(pools, world, { asOf: AS_OF })
    const { deps } = household
    const runId = await household.request()
    const claim = await claimRun(deps.db, deps.randomBytes, runId, 600)
    if (claim === null) throw new Error('not claimed')
    const longAgo = new Date(Date.now() - 3_600_000)
    await withTransaction(deps.db, claim.token, (tx) => startAttempt(tx, claim.ownerId, runId, longAgo, AS_OF))
    const sent: RunId[] = []
    await sweep(deps, async (ticket) => void sent.push(ticket.runId))
    expect(sent).toContain(runId)
    expect(await runOf(household, runId)).toMatchObject({ state: 'queued' })
    const late = withTransaction(deps.db, claim.token, (tx) => tx.selectFrom('syncRun').selectAll().execute())
    expect(await late).toEqual([])
  })
})
