// Trouble that is not the bank's: two runners, a database that goes away, a full disk. Nothing is lost, doubled or half
// done.
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { sql } from 'kysely'
import { addDays } from '../../src/domain/calendar.ts'
import type { CalendarDate } from '../../src/domain/calendar.ts'
import { generateWorld } from '../../src/providers/world/generate.ts'
import { watchCrashPoints } from '../../src/storage/crash-points.ts'
import { DatabaseUnavailableError } from '../../src/storage/database-errors.ts'
import { withTransaction } from '../../src/storage/database.ts'
import type { DatabaseAccess } from '../../src/storage/postgres/access.ts'
import { runSync } from '../../src/sync/run.ts'
import { cloneDatabase } from '../support/database.ts'
import { expectedLedger, makeHousehold, openPools } from './household.ts'
import type { Household, Pools } from './household.ts'
import { asSuperuser } from '../support/postgres-for-tests.ts'

const START = '2026-03-01' as CalendarDate
const AS_OF = addDays(START, 40)
const world = generateWorld(21, { startsOn: START, days: 40, pending: 'linked' })

let access: DatabaseAccess
let pools: Pools
beforeAll(async () => {
  access = await cloneDatabase()
  pools = openPools(access)
})
afterAll(() => pools.end())

const connect = (dialect: 'changes, linked' | 'window, unlinked' = 'changes, linked'): Promise<Household> =>
  makeHousehold(pools, world, { dialect, asOf: AS_OF, pageSize: 25 })

/** Does something once, the first time that the point is passed. */
function atPoint(point: string, act: () => void): void {
  let isDone = false
  watchCrashPoints((name) => {
    if (isDone || name !== point) return
    isDone = true
    act()
  })
}

describe('two runners of one connection', () => {
  test('at once leave the ledger that one would', async () => {
    const household = await connect()
    const runId = await household.request()
    const results = await Promise.all([1, 2, 3].map(() => runSync(household.deps, runId)))
    // A runner that another overtook says so, or goes back to the queue; none fails.
    for (const { state } of results) expect(['succeeded', 'gone', 'queued']).toContain(state)
    await household.sync()
    expect(await household.ledger()).toEqual(expectedLedger(world, AS_OF))
  })

  test('where the second begins at any point of the first', async () => {
    for (const point of ['run: started', 'read-all: cursor moved', 'import-span: plan written', 'read-all: span committed']) {
      const household = await connect()
      const runId = await household.request()
      const others: Promise<unknown>[] = []
      atPoint(point, () => void others.push(runSync(household.deps, runId)))
      await runSync(household.deps, runId)
      watchCrashPoints(null)
      expect(others).toHaveLength(1)
      await Promise.all(others)
      await household.sync()
      expect(await household.ledger(), point).toEqual(expectedLedger(world, AS_OF))
    }
  })

  test('a second wish joins the open run', async () => {
    const household = await connect()
    expect(await household.request()).toBe(await household.request())
  })
})

describe('a run that is cancelled', () => {
  test('keeps what it committed, writes no more, and the next run goes on from there', async () => {
    const household = await makeHousehold(pools, world, { dialect: 'window, reissued on reconnect', asOf: AS_OF, pageSize: 10 })
    const runId = await household.request()
    const cancels: Promise<unknown>[] = []
    const cancel = () =>
      withTransaction(pools.appDb, household.token, (tx) =>
        tx.updateTable('syncRun').set({ state: 'cancelled', step: 'done' }).where('id', '=', runId).execute(),
      )
    atPoint('read-all: span committed', () => void cancels.push(cancel()))
    expect(await runSync(household.deps, runId)).toMatchObject({ state: 'gone' })
    watchCrashPoints(null)
    await Promise.all(cancels)
    const run = await withTransaction(pools.appDb, household.token, (tx) =>
      tx.selectFrom('syncRun').select(['state', 'spans']).where('id', '=', runId).executeTakeFirstOrThrow(),
    )
    expect(run.state).toBe('cancelled')
    expect(await household.sync()).toMatchObject({ state: 'succeeded' })
    expect(await household.ledger()).toEqual(expectedLedger(world, AS_OF))
  })
})

describe('a database that goes away', () => {
  test('in the middle of a commit says so, and when it is back the run goes on', async () => {
    for (const point of ['read-all: cursor moved', 'records: added', 'batches: counted']) {
      const household = await connect()
      const runId = await household.request()
      const kills: Promise<unknown>[] = []
      atPoint(point, () => {
        kills.push(
          asSuperuser(inject('testPostgres').superuser, (client) =>
            client.query(
              `select pg_terminate_backend(pid) from pg_stat_activity
               where datname = $1 and usename = 'tributary_worker' and state like 'idle in transaction%'`,
              [access.worker.database],
            ),
          ),
        )
      })
      // The kill arrives while later statements run; a run that was faster than it has nothing to recover.
      const ended = await runSync(household.deps, runId).catch((error: unknown) => error)
      watchCrashPoints(null)
      await Promise.all(kills)
      if (ended instanceof Error) expect(ended).toBeInstanceOf(DatabaseUnavailableError)
      expect(await household.sync(), point).toMatchObject({ state: 'succeeded' })
      expect(await household.ledger(), point).toEqual(expectedLedger(world, AS_OF))
    }
  })
})

const tooSmall = mountTinyDisk()

describe('a full disk', () => {
  test.skipIf(tooSmall === null)('is said, nothing is half done, and with room again the run goes on', async () => {
    if (tooSmall === null) return
    const full = await cloneDatabase()
    const { superuser } = inject('testPostgres')
    await asSuperuser(superuser, async (client) => {
      const { rows } = await client.query<{ folder: string }>('select current_setting($1) as folder', ['data_directory'])
      fs.chownSync(tooSmall, fs.statSync(rows[0]?.folder ?? '/').uid, -1)
      await client.query(`create tablespace tiny_${process.pid} location '${tooSmall}'`)
    })
    const fullPools = openPools(full)
    try {
      await asSuperuser({ ...superuser, database: full.worker.database ?? '' }, async (client) => {
        await client.query(`alter table source_record set tablespace tiny_${process.pid}`)
      })
      const household = await makeHousehold(fullPools, world, { asOf: AS_OF, pageSize: 25 })
      const filler = path.join(tooSmall, 'filler')
      fillUp(filler)
      const runId = await household.request()
      await expect(runSync(household.deps, runId)).rejects.toMatchObject({ reason: 'disk-full', mustAct: 'operator' })
      expect(await household.ledger()).toEqual([])
      const cursors = await withTransaction(fullPools.appDb, household.token, (tx) =>
        sql<{ cursor: string | null }>`select cursor from connection`.execute(tx),
      )
      expect(cursors.rows).toEqual([{ cursor: null }])
      fs.rmSync(filler)
      expect(await household.sync()).toMatchObject({ state: 'succeeded' })
      expect(await household.ledger()).toEqual(expectedLedger(world, AS_OF))
    } finally {
      await fullPools.end()
      await asSuperuser({ ...superuser, database: full.worker.database ?? '' }, async (client) => {
        await client.query('alter table source_record set tablespace pg_default')
        await client.query(`drop tablespace tiny_${process.pid}`)
      })
      execFileSync('umount', [tooSmall])
    }
  })
})

/** A disk of 4 MB that PostgreSQL may write to, or null where this user can't mount one. */
function mountTinyDisk(): string | null {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-tiny-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m,mode=0777', 'tmpfs', folder], { stdio: 'ignore' })
  } catch {
    fs.rmSync(folder, { recursive: true })
    return null
  }
  return folder
}

function fillUp(file: string): void {
  const handle = fs.openSync(file, 'w')
  try {
    for (;;) fs.writeSync(handle, Buffer.alloc(4096))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
  } finally {
    fs.closeSync(handle)
  }
}
