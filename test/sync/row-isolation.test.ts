// Whose rows a transaction sees is decided by its token, whatever the statement says.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import type { CalendarDate } from '../../src/domain/calendar.ts'
import { addDays } from '../../src/domain/calendar.ts'
import { generateWorld } from '../../src/providers/world/generate.ts'
import { withTransaction } from '../../src/storage/database.ts'
import { claimRun } from '../../src/storage/runs.ts'
import type { Db } from '../../src/storage/schema.ts'
import { cloneDatabase } from '../support/database.ts'
import { makeHousehold, makeOwner, newId, openPools } from './household.ts'
import type { Household, Owner, Pools } from './household.ts'

const START = '2026-03-01' as CalendarDate
const NOBODY = 'no-such-token-fake'

let pools: Pools
let victim: Household
let other: Owner
let ownedTables: readonly string[]

beforeAll(async () => {
  pools = openPools(await cloneDatabase())
  victim = await makeHousehold(pools, generateWorld(3, { startsOn: START, days: 20 }), { asOf: addDays(START, 20) })
  await victim.sync()
  other = await makeOwner(pools, 'Other')
  const { rows } = await pools.migrate.query<{ name: string }>(
    `select c.table_name as name from information_schema.columns c join information_schema.tables t using (table_name)
     where c.table_schema = 'public' and t.table_schema = 'public' and c.column_name = 'owner_id' order by 1`,
  )
  ownedTables = rows.map(({ name }) => name)
})
afterAll(() => pools.end())

const roles = (): readonly (readonly [string, Db])[] => [
  ['app', pools.appDb],
  ['worker', pools.workerDb],
]

const countOf = async (db: Db, token: string, table: string): Promise<number> =>
  withTransaction(db, token, async (tx) => {
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${sql.table(table)}`.execute(tx)
    return rows[0]?.count ?? -1
  })

describe('rows of a person', () => {
  test('are seen with the person’s token, and not one of them without it or with another’s', async () => {
    expect(ownedTables.length).toBeGreaterThan(20)
    let seen = 0
    for (const [, db] of roles()) {
      for (const table of ownedTables) {
        seen += await countOf(db, victim.token, table)
        for (const token of ['', NOBODY, other.token]) expect(await countOf(db, token, table), table).toBe(0)
      }
    }
    expect(seen).toBeGreaterThan(100)
  })

  test('all lie under forced row-level security, whoever owns the table', async () => {
    const { rows } = await pools.migrate.query<{ name: string }>(
      `select relname as name from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
       and relname = any($1) and not (relrowsecurity and relforcerowsecurity)`,
      [[...ownedTables, 'owner']],
    )
    expect(rows).toEqual([])
  })

  test('can’t be written for another person', async () => {
    const balance = {
      ownerId: victim.ownerId,
      id: newId(),
      key: 'forged',
      kind: 'forged',
      facts: '{}',
    }
    for (const [, db] of roles()) {
      const forged = withTransaction(db, other.token, (tx) => tx.insertInto('outbox').values(balance).execute())
      await expect(forged).rejects.toThrow(/row-level security/)
      const moved = await withTransaction(db, other.token, (tx) =>
        tx.updateTable('transaction').set({ description: 'stolen' }).where('ownerId', '=', victim.ownerId).execute(),
      )
      expect(moved[0]?.numUpdatedRows).toBe(0n)
      const gone = await withTransaction(db, other.token, (tx) =>
        tx.deleteFrom('transaction').where('ownerId', '=', victim.ownerId).execute(),
      )
      expect(gone[0]?.numDeletedRows).toBe(0n)
    }
    expect(await countOf(pools.appDb, victim.token, 'transaction')).toBeGreaterThan(10)
  })

  test('stay closed to injected SQL that sets the token to what it knows: ids, guesses, the hash’s own text', async () => {
    const { rows } = await pools.migrate.query<{ hash: string }>(
      `select encode(token_hash, 'hex') as hash from guard.access_grant where owner_id = $1`,
      [victim.ownerId],
    )
    const guesses = [victim.ownerId, victim.connectionId, 'admin', '%', ...rows.map(({ hash }) => hash)]
    for (const [, db] of roles()) {
      for (const guess of guesses) {
        const count = await withTransaction(db, other.token, async (tx) => {
          await sql`select set_config('tributary.token', ${guess}, true)`.execute(tx)
          const found = await sql<{ count: number }>`select count(*)::int as count from transaction`.execute(tx)
          return found.rows[0]?.count
        })
        expect(count).toBe(0)
      }
    }
  })

  test('stay closed after the transaction: no token is left on a pooled connection', async () => {
    for (const pool of [pools.app, pools.worker]) {
      for (let turn = 0; turn < 8; turn += 1) {
        const { rows } = await pool.query<{ count: number }>('select count(*)::int as count from transaction')
        expect(rows).toEqual([{ count: 0 }])
      }
    }
  })
})

describe('the roles of web and worker', () => {
  test('can’t read or write who a token stands for', async () => {
    for (const pool of [pools.app, pools.worker]) {
      await expect(pool.query('select * from guard.access_grant')).rejects.toThrow(/permission denied/)
      const forged = `insert into guard.access_grant (token_hash, owner_id, kind, expires_at)
        values (sha256('x'), $1, 'session', now() + interval '1 day')`
      await expect(pool.query(forged, [victim.ownerId])).rejects.toThrow(/permission denied/)
    }
  })

  test('can’t change tables, policies or roles', async () => {
    const wishes = [
      'create table loot (id int)',
      'alter table transaction disable row level security',
      'drop policy owned on transaction',
      'create policy all_mine on transaction using (true)',
      'truncate transaction',
      'set role tributary_migrate',
      'alter role current_user bypassrls',
      'create function guard.owner_id() returns uuid language sql as $$ select null::uuid $$',
    ]
    for (const pool of [pools.app, pools.worker]) {
      for (const wish of wishes) await expect(pool.query(wish), wish).rejects.toThrow(/permission|must be owner|denied/)
    }
  })

  test('are no superusers and pass no policy by', async () => {
    for (const pool of [pools.app, pools.worker]) {
      const { rows } = await pool.query(
        'select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user',
      )
      expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false }])
    }
  })

  test('the web can’t claim runs, and a claim ends with its run', async () => {
    const runId = await victim.request()
    await expect(claimRun(pools.appDb, victim.deps.randomBytes, runId, 60)).rejects.toThrow(/permission denied/)
    const claim = await claimRun(pools.workerDb, victim.deps.randomBytes, runId, 60)
    expect(claim?.ownerId).toBe(victim.ownerId)
    const later = await claimRun(pools.workerDb, victim.deps.randomBytes, runId, 60)
    expect(await countOf(pools.workerDb, claim?.token ?? '', 'transaction')).toBe(0)
    expect(await countOf(pools.workerDb, later?.token ?? '', 'transaction')).toBeGreaterThan(0)
    await victim.sync()
    expect(await claimRun(pools.workerDb, victim.deps.randomBytes, runId, 60)).toBeNull()
  })
})
