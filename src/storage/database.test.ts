import { type Kysely, sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cloneDatabase } from '../../test/support/database.ts'
import { openDatabase, openPool, withTransaction } from './database.ts'
import { DatabaseUnavailableError } from './database-errors.ts'

type Tables = { note: { noteNumber: bigint; bookedOn: string } }

let access: Awaited<ReturnType<typeof cloneDatabase>>
let pool: pg.Pool
let db: Kysely<Tables>

beforeAll(async () => {
  access = await cloneDatabase()
  await run(
    access.migrate,
    'create table note (note_number bigint primary key, booked_on date not null);' +
      'grant select, insert on note to tributary_app',
  )
  pool = openPool(access.app, () => {})
  db = openDatabase<Tables>(pool)
})

afterAll(() => pool.end())

async function run(login: pg.ClientConfig, statements: string): Promise<void> {
  const client = new pg.Client(login)
  await client.connect()
  await client.query(statements)
  await client.end()
}

/** Breaks all of the app's connections, as a restarting server does. */
function breakConnections(): Promise<void> {
  return run(
    access.app,
    `select pg_terminate_backend(pid) from pg_stat_activity
     where usename = current_user and datname = current_database() and pid <> pg_backend_pid()`,
  )
}

describe('column values', () => {
  test('arrive as bigint, as ISO dates and as decimal text', async () => {
    const result = await sql`
      select 12345678901234567::bigint as minor_units, date '2024-02-29' as booked_on, 1.50::numeric as rate,
             array[1::bigint, null] as amounts, array[date '2024-01-31'] as days, '{"as_it_is": 1}'::jsonb as raw
    `.execute(db)
    expect(result.rows).toEqual([
      {
        minorUnits: 12345678901234567n,
        bookedOn: '2024-02-29',
        rate: '1.50',
        amounts: [1n, null],
        days: ['2024-01-31'],
        raw: { as_it_is: 1 },
      },
    ])
  })
})

describe('a transaction', () => {
  test('carries its token, and the connection has none afterwards', async () => {
    const read = sql<{
      token: string | null
    }>`select nullif(current_setting('tributary.token', true), '') as token`
    const inside = await withTransaction(db, 'a-token', (transaction) => read.execute(transaction))
    expect(inside.rows).toEqual([{ token: 'a-token' }])
    const onePool = openPool({ ...access.app, max: 1 }, () => {})
    const one = openDatabase<Tables>(onePool)
    await withTransaction(one, 'a-token', (transaction) => read.execute(transaction))
    expect((await read.execute(one)).rows).toEqual([{ token: null }])
    await onePool.end()
  })

  test('leaves nothing behind when its work fails, and passes the error on', async () => {
    const failure = new Error('changed my mind')
    const work = withTransaction(db, 'a-token', async (transaction) => {
      await transaction.insertInto('note').values({ noteNumber: 1n, bookedOn: '2024-02-29' }).execute()
      throw failure
    })
    await expect(work).rejects.toBe(failure)
    expect(await db.selectFrom('note').selectAll().execute()).toEqual([])
  })

  test('says so when the connection breaks, and the next one works', async () => {
    const work = withTransaction(db, 'a-token', async (transaction) => {
      await transaction.insertInto('note').values({ noteNumber: 2n, bookedOn: '2024-02-29' }).execute()
      await breakConnections()
      await transaction.selectFrom('note').selectAll().execute()
    })
    const error: unknown = await work.catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(DatabaseUnavailableError)
    expect(error).toMatchObject({ reason: 'unreachable', isOutcomeUnknown: false })
    const rows = await withTransaction(db, 'a-token', (next) => next.selectFrom('note').selectAll().execute())
    expect(rows).toEqual([])
  })

  test('whose commit breaks says that its outcome is unknown', async () => {
    const work = withTransaction(db, 'a-token', async (transaction) => {
      await transaction.insertInto('note').values({ noteNumber: 3n, bookedOn: '2024-02-29' }).execute()
      await breakConnections()
    })
    await expect(work).rejects.toMatchObject({ reason: 'unreachable', isOutcomeUnknown: true })
  })

  test('on a server that is not there says so', async () => {
    const nowhere = openPool({ ...access.app, host: '/nonexistent/socket/folder' }, () => {})
    const work = withTransaction(openDatabase(nowhere), 'a-token', () => Promise.resolve())
    await expect(work).rejects.toMatchObject({ reason: 'unreachable', mustAct: 'nobody yet' })
    await nowhere.end()
  })
})

describe('the app role', () => {
  test('cannot make tables, become another role or read password hashes', async () => {
    await expect(sql`create table mine (id integer)`.execute(db)).rejects.toThrow('permission denied')
    await expect(sql`set role tributary_migrate`.execute(db)).rejects.toThrow('permission denied')
    await expect(sql`select * from pg_authid`.execute(db)).rejects.toThrow('permission denied')
  })

  test('is no superuser and is bound by row-level security', async () => {
    const result = await sql`
      select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname like 'tributary\\_%'
      and rolname <> 'tributary_superuser'
    `.execute(db)
    const none = { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false }
    expect(result.rows).toEqual([none, none, none])
  })
})
