// A commit is held by a lock until it has been cut off or another runner stands beside it: no race decides what is tested.
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { sql } from 'kysely'
import { cloneDatabase } from '../../test/support/database.ts'
import { asSuperuser } from '../../test/support/postgres-for-tests.ts'
import { expectedLedger, makeHousehold, openPools } from '../../test/sync/household.ts'
import type { Household, Pools } from '../../test/sync/household.ts'
import { addDays } from '../domain/calendar.ts'
import type { CalendarDate } from '../domain/calendar.ts'
import { generateWorld } from '../providers/world/generate.ts'
import { DatabaseUnavailableError } from '../storage/database-errors.ts'
import { withTransaction } from '../storage/database.ts'
import type { DatabaseAccess } from '../storage/postgres/access.ts'
import { runSync } from './run.ts'

const START = '2026-03-01' as CalendarDate
const MIDDLE = addDays(START, 20)
const END = addDays(START, 40)
const world = generateWorld(31, { startsOn: START, days: 40, pending: 'linked' })
/** Far more than a sync of this World takes to come to its commit. */
const WAIT_MS_MAX = 10_000
/** The advisory lock that each commit of source records passes at its very end. */
const GATE = 4_711

let access: DatabaseAccess
let pools: Pools
beforeAll(async () => {
  access = await cloneDatabase()
  pools = openPools(access)
  await pools.migrate.query(`
    create function pass_gate() returns trigger language plpgsql as
      $$ begin perform pg_advisory_xact_lock_shared(${GATE}); return null; end $$;
    create constraint trigger gate after insert or update on source_record
      deferrable initially deferred for each row execute function pass_gate()`)
})
afterAll(() => pools.end())

const onDatabase = <Value>(work: (client: pg.Client) => Promise<Value>): Promise<Value> => {
  const { superuser } = inject('testPostgres')
  return asSuperuser({ ...superuser, database: access.worker.database ?? '' }, work)
}

const connect = (asOf: CalendarDate): Promise<Household> => makeHousehold(pools, world, { asOf, pageSize: 25 })

/** Holds a lock while `work` runs, and lets go of it before giving what `work` gave. */
function whileHeld<Value>(lock: string, work: (client: pg.Client) => Promise<Value>): Promise<Value> {
  return onDatabase(async (holder) => {
    await holder.query('begin')
    await holder.query(lock)
    try {
      return await work(holder)
    } finally {
      await holder.query('commit')
    }
  })
}

/** Waits until this many of the workers' connections wait for a lock, and gives their process ids. */
async function waiting(client: pg.Client, count: number): Promise<readonly number[]> {
  const until = Date.now() + WAIT_MS_MAX
  for (;;) {
    // Inside of a transaction the server shows the same connections until it is told to look again.
    await client.query('select pg_stat_clear_snapshot()')
    const { rows } = await client.query<{ pid: number }>(
      `select a.pid from pg_stat_get_activity(null) a join pg_locks l on l.pid = a.pid and not l.granted
       where a.usesysid = 'tributary_worker'::regrole
       and a.datid = (select oid from pg_database where datname = current_database())`,
    )
    if (rows.length >= count) return rows.map(({ pid }) => pid)
    if (Date.now() > until) throw new Error(`${rows.length} of ${count} workers wait for a lock`)
  }
}

/** Runs the sync until its commit waits for the lock, and ends its database connection there. */
async function cutOff(household: Household, lock: string): Promise<unknown> {
  const runId = await household.request()
  return whileHeld(lock, async (holder) => {
    const ended = runSync(household.deps, runId).then(
      () => null,
      (error: unknown) => error,
    )
    const pids = await waiting(holder, 1)
    for (const pid of pids) await holder.query('select pg_terminate_backend($1)', [pid])
    return ended
  })
}

/** Rows that a commit writes, as counts, with the cursor that goes with them. */
const footprint = ({ token }: Household) =>
  withTransaction(pools.appDb, token, async (tx) => {
    const { rows } = await sql`
      select (select cursor from connection) as cursor,
        (select count(*)::int from transaction) as transactions,
        (select count(*)::int from source_record) as records,
        (select count(*)::int from source_record_version) as versions,
        (select count(*)::int from evidence) as evidence,
        (select count(*)::int from coverage) as coverage,
        (select count(*)::int from import_batch) as batches,
        (select count(*)::int from review) as reviews,
        (select sum(fetched)::int from sync_run) as fetched,
        (select sum(spans)::int from sync_run) as spans`.execute(tx)
    return rows[0]
  })

const NOTHING = {
  cursor: null,
  transactions: 0,
  records: 0,
  versions: 0,
  evidence: 0,
  coverage: 0,
  batches: 0,
  reviews: 0,
  fetched: 0,
  spans: 0,
}

const AT_COMMIT = `select pg_advisory_xact_lock(${GATE})`
const LOCKS = [
  ...['evidence', 'transaction', 'source_record', 'coverage', 'import_batch'].map(
    (table) => [`before ${table} is written`, `lock table "${table}" in share mode`] as const,
  ),
  ['while it commits', AT_COMMIT] as const,
]
/** A read of changes covers no window. */
const LATER_LOCKS = LOCKS.filter(([when]) => !when.includes('coverage'))

describe('a sync whose database connection ends', () => {
  test.each(LOCKS)('%s leaves nothing of its first span, says so, and goes on when run again', async (_when, lock) => {
    const household = await connect(END)
    const error = await cutOff(household, lock)
    expect(error).toBeInstanceOf(DatabaseUnavailableError)
    expect(error).toMatchObject({
      reason: 'unreachable',
      mustAct: 'nobody yet',
      isOutcomeUnknown: lock === AT_COMMIT,
    })
    expect(await footprint(household)).toEqual(NOTHING)
    expect(await household.sync()).toMatchObject({ state: 'succeeded' })
    expect(await household.ledger()).toEqual(expectedLedger(world, END))
  })

  test.each(LATER_LOCKS)('%s leaves an earlier ledger as it was', async (_when, lock) => {
    const household = await connect(MIDDLE)
    await household.sync()
    household.setDay(END)
    const before = await footprint(household)
    expect(await cutOff(household, lock)).toBeInstanceOf(DatabaseUnavailableError)
    expect(await footprint(household)).toEqual(before)
    expect(await household.ledger()).toEqual(expectedLedger(world, MIDDLE))
    expect(await household.sync()).toMatchObject({ state: 'succeeded' })
    expect(await household.ledger()).toEqual(expectedLedger(world, END))
  })
})

describe('two runs of one connection', () => {
  test('at once, the second beside the first one’s commit, write each record once', async () => {
    const alone = await connect(END)
    await alone.sync()
    const household = await connect(END)
    const runId = await household.request()
    const runs = await whileHeld(AT_COMMIT, async (holder) => {
      const first = runSync(household.deps, runId)
      await waiting(holder, 1)
      const second = runSync(household.deps, runId)
      await waiting(holder, 2)
      return { first, second }
    })
    await Promise.all([runs.first, runs.second])
    await household.sync()
    expect(await household.ledger()).toEqual(expectedLedger(world, END))
    const { records, transactions } = (await footprint(alone)) as { records: number; transactions: number }
    expect(await footprint(household)).toMatchObject({ records, transactions, reviews: 0 })
  })
})
