// Row-level security as the catalogue has it: a table that is added later is held to the same rules.
import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import { cloneDatabase } from '../../test/support/database.ts'
import { makeHousehold, newId, openPools } from '../../test/sync/household.ts'
import type { Household, Pools } from '../../test/sync/household.ts'
import { addDays } from '../domain/calendar.ts'
import type { CalendarDate } from '../domain/calendar.ts'
import { generateWorld } from '../providers/world/generate.ts'
import { withTransaction } from './database.ts'
import { openOwnerSession } from './owners.ts'
import type { DatabaseAccess } from './postgres/access.ts'
import { claimRun } from './runs.ts'
import type { Db, Tx } from './schema.ts'

const START = '2026-03-01' as CalendarDate
/** Tables of the program itself. Whoever adds one says here that it holds nothing of a person. */
const NOBODYS = ['demo_bank', 'installation', 'schema_migration']
/** Fewer would mean that the sync brought nothing to hide. */
const ROWS_MIN = 50

let access: DatabaseAccess
let pools: Pools
let victim: Household
let other: Household
let owned: readonly string[]

beforeAll(async () => {
  access = await cloneDatabase()
  pools = openPools(access)
  const world = generateWorld(5, { startsOn: START, days: 20 })
  victim = await makeHousehold(pools, world, { asOf: addDays(START, 20) })
  await victim.sync()
  other = await makeHousehold(pools, world, { asOf: addDays(START, 20) })
  await other.sync()
  const { rows } = await pools.migrate.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attname = 'owner_id' and not a.attisdropped
     where c.relkind in ('r', 'p', 'f') and n.nspname not in ('guard', 'pg_catalog', 'information_schema')
     order by 1`,
  )
  owned = rows.map(({ name }) => name)
})
afterAll(() => pools.end())

const both = (): readonly Db[] => [pools.appDb, pools.workerDb]

/** What the transaction sees, table by table, in one answer. */
async function visible(tx: Tx): Promise<Readonly<Record<string, number>>> {
  const counts = owned.map((name) => sql`select ${name}::text as name, count(*)::int as count from ${sql.raw(name)}`)
  const { rows } = await sql<{ name: string; count: number }>`
    select * from (${sql.join(counts, sql` union all `)}) t where count > 0
    union all select 'owner', count(*)::int from owner having count(*) > 0`.execute(tx)
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]))
}

const seenWith = (db: Db, token: string) => withTransaction(db, token, visible)

/** How many rows of the victim's the transaction sees, whatever else it sees. */
async function victimsRows(tx: Tx): Promise<number> {
  const counts = owned.map((name) => {
    return sql`select count(*)::int as count from ${sql.raw(name)} where owner_id = ${victim.ownerId}::uuid`
  })
  const { rows } = await sql<{ total: number }>`
    select sum(count)::int as total from (${sql.join(counts, sql` union all `)}) t`.execute(tx)
  return rows[0]?.total ?? -1
}

describe('each table of the catalogue', () => {
  test('belongs to owners or is known to hold nothing of a person', async () => {
    expect(owned.length).toBeGreaterThan(20)
    const { rows } = await pools.migrate.query<{ name: string }>(
      `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace
       and c.relkind in ('r', 'p', 'f', 'v', 'm')`,
    )
    const names = rows.map(({ name }) => name)
    const others = names.filter((name) => !owned.includes(name) && !owned.includes(`public.${name}`))
    expect(others.toSorted()).toEqual([...NOBODYS, 'owner'].toSorted())
  })

  test('of owners has forced row-level security and one policy, for reading and writing alike', async () => {
    for (const name of [...owned, 'owner']) {
      const { rows } = await pools.migrate.query(
        `select relrowsecurity, relforcerowsecurity from pg_class where oid = $1::regclass`,
        [name],
      )
      expect(rows, name).toEqual([{ relrowsecurity: true, relforcerowsecurity: true }])
      const policies = await pools.migrate.query(
        `select polname, polcmd, polpermissive, polqual is not null as reads, polwithcheck is not null as writes
         from pg_policy where polrelid = $1::regclass
         and (polroles = '{0}' or polroles && array['tributary_app'::regrole::oid, 'tributary_worker'::regrole::oid])`,
        [name],
      )
      const policy = { polname: 'owned', polcmd: '*', polpermissive: true, reads: true, writes: true }
      expect(policies.rows, name).toEqual([policy])
    }
  })

  test('gives no row without a token or with one that nobody has, and the person’s own with theirs', async () => {
    for (const db of both()) {
      for (const token of ['', 'no-such-token-fake']) expect(await seenWith(db, token)).toEqual({})
      const seen = await seenWith(db, victim.token)
      expect(seen['owner']).toBe(1)
      expect(Object.keys(seen).length).toBeGreaterThan(8)
    }
    for (const pool of [pools.app, pools.worker]) {
      for (const name of owned) {
        expect((await pool.query(`select 1 from ${name}`)).rows, `${name} with no token ever set`).toEqual([])
      }
    }
  })

  test('gives another person’s token not one of the first’s rows', async () => {
    for (const db of both()) {
      expect(await withTransaction(db, other.token, victimsRows)).toBe(0)
      expect(await withTransaction(db, victim.token, victimsRows)).toBeGreaterThan(ROWS_MIN)
    }
  })

  test('refuses a new row of another person', async () => {
    for (const db of both()) {
      for (const name of owned) {
        const forged = withTransaction(db, other.token, (tx) =>
          sql`insert into ${sql.raw(name)} (owner_id) values (${victim.ownerId})`.execute(tx),
        )
        await expect(forged, name).rejects.toThrow(/new row violates row-level security policy/)
      }
    }
  })

  test('refuses to give a row away, and to change or delete another person’s', async () => {
    const before = await seenWith(pools.appDb, victim.token)
    for (const db of both()) {
      const mine = await seenWith(db, other.token)
      for (const name of owned) {
        const table = sql.raw(name)
        const given = withTransaction(db, other.token, (tx) =>
          sql`update ${table} set owner_id = ${victim.ownerId}`.execute(tx),
        )
        if (mine[name] !== undefined) await expect(given, name).rejects.toThrow(/violates row-level security policy/)
        else expect((await given).numAffectedRows, name).toBe(0n)
        const touched = await withTransaction(db, other.token, async (tx) => [
          await sql`update ${table} set owner_id = owner_id where owner_id = ${victim.ownerId}`.execute(tx),
          await sql`delete from ${table} where owner_id = ${victim.ownerId}`.execute(tx),
        ])
        expect(touched.map(({ numAffectedRows }) => numAffectedRows), name).toEqual([0n, 0n])
      }
    }
    expect(await seenWith(pools.appDb, victim.token)).toEqual(before)
  })
})

describe('a token', () => {
  test('can’t be guessed from what a person or the database knows of it', async () => {
    const hash = createHash('sha256').update(victim.token).digest()
    const guesses = [
      victim.ownerId,
      victim.connectionId,
      hash.toString('hex'),
      `\\x${hash.toString('hex')}`,
      hash.toString('base64'),
      hash.toString('base64url'),
      victim.token.slice(0, -1),
      `${victim.token} `,
      victim.token.toLowerCase(),
      '%',
      `' or true --`,
    ]
    for (const db of both()) {
      for (const guess of guesses) {
        const seen = await withTransaction(db, other.token, async (tx) => {
          await sql`select set_config('tributary.token', ${guess}, true)`.execute(tx)
          return visible(tx)
        })
        expect(seen, guess).toEqual({})
      }
    }
  })

  test('that has expired gives nothing, even where its grant is still there', async () => {
    const token = 'expiring-token-fake'
    const hash = createHash('sha256').update(token).digest()
    const grant = `insert into guard.access_grant (token_hash, owner_id, kind, expires_at)
      values ($1, $2, 'session', now() + $3::interval) on conflict (token_hash) do update set expires_at = excluded.expires_at`
    await pools.migrate.query(grant, [hash, victim.ownerId, '1 hour'])
    expect(await withTransaction(pools.appDb, token, victimsRows)).toBeGreaterThan(ROWS_MIN)
    await pools.migrate.query(grant, [hash, victim.ownerId, '-1 millisecond'])
    for (const db of both()) expect(await seenWith(db, token)).toEqual({})
  })

  test('of an owner session gives the owner’s rows until the session closes', async () => {
    const token = 'session-token-fake'
    const onRenewalError = (error: unknown): void => expect(error).toBeNull()
    const session = await openOwnerSession({ access: access.migrate, newId, token, onRenewalError })
    expect(session.ownerId).toBe(victim.ownerId)
    expect(await withTransaction(pools.appDb, token, victimsRows)).toBeGreaterThan(ROWS_MIN)
    await session.close()
    for (const db of both()) expect(await seenWith(db, token)).toEqual({})
  })

  test('of a run is given to workers alone, and to one person’s rows', async () => {
    const runId = await victim.request()
    await expect(claimRun(pools.appDb, randomBytes, runId, 60)).rejects.toThrow(/permission denied/)
    const claim = await claimRun(pools.workerDb, randomBytes, runId, 60)
    if (claim === null) throw new Error('the run was not claimed')
    expect(await withTransaction(pools.workerDb, claim.token, victimsRows)).toBeGreaterThan(ROWS_MIN)
    const all = await seenWith(pools.workerDb, claim.token)
    expect(all).toEqual(await seenWith(pools.workerDb, victim.token))
    const expired = await claimRun(pools.workerDb, randomBytes, runId, -1)
    expect(await seenWith(pools.workerDb, expired?.token ?? '')).toEqual({})
    expect(await seenWith(pools.workerDb, claim.token), 'the earlier runner’s').toEqual({})
  })
})

describe('the roles of web and worker', () => {
  test('can’t read, write or empty the table of grants', async () => {
    const wishes = ['select 1 from guard.access_grant', 'delete from guard.access_grant', 'truncate guard.access_grant']
    wishes.push(`update guard.access_grant set expires_at = 'infinity'`, 'table guard.access_grant')
    for (const pool of [pools.app, pools.worker]) {
      for (const wish of wishes) await expect(pool.query(wish), wish).rejects.toThrow(/permission denied/)
    }
  })

  test('can make no table, in any schema', async () => {
    for (const pool of [pools.app, pools.worker]) {
      for (const schema of ['public', 'guard', 'pgboss']) {
        await expect(pool.query(`create table ${schema}.loot (id int)`), schema).rejects.toThrow(/permission denied/)
      }
      await expect(pool.query('create schema loot')).rejects.toThrow(/permission denied/)
    }
  })

  test('are no superusers, pass no policy by, own nothing and belong to no other role', async () => {
    const { rows } = await pools.migrate.query(
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
         (select count(*)::int from pg_auth_members m where m.member = r.oid) as roles,
         (select count(*)::int from pg_class c where c.relowner = r.oid) as tables
       from pg_roles r where rolname in ('tributary_app', 'tributary_worker')`,
    )
    const powers = { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false }
    const none = { ...powers, rolreplication: false, roles: 0, tables: 0 }
    expect(rows).toEqual([none, none])
  })

  test('may call the guard’s functions that are theirs, and no other', async () => {
    const { rows } = await pools.migrate.query<{ name: string; app: boolean; worker: boolean }>(
      `select proname as name, has_function_privilege('tributary_app', oid, 'execute') as app,
         has_function_privilege('tributary_worker', oid, 'execute') as worker
       from pg_proc where pronamespace = 'guard'::regnamespace`,
    )
    const named = (role: 'app' | 'worker') => rows.filter((row) => row[role]).map(({ name }) => name).toSorted()
    expect(named('app')).toEqual(['owner_id', 'release'])
    expect(named('worker')).toEqual(
      ['claim_due', 'claim_run', 'due_connections', 'due_runs', 'owner_id', 'release', 'stale_runs'],
    )
  })
})
