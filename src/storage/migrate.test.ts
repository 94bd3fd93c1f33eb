import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import pg, { type PoolConfig } from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { emptyDatabase } from '../../test/support/database.ts'
import { migrate, MigrationError, migrationsFolder } from './migrate.ts'

let folder: string
let database: PoolConfig

beforeEach(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'tributary-migrations-'))
  await write('0001_first.sql', 'create table first (id integer);\n')
  await write('0002_second.sql', 'create table second (id integer);\n')
  database = (await emptyDatabase()).migrate
})

afterEach(() => fs.rm(folder, { recursive: true }))

function write(name: string, text: string): Promise<void> {
  return fs.writeFile(path.join(folder, name), text)
}

async function tables(): Promise<string[]> {
  const client = new pg.Client(database)
  await client.connect()
  const result = await client.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' order by tablename`,
  )
  await client.end()
  return result.rows.map(({ name }) => name)
}

async function refusal(work: Promise<unknown>): Promise<MigrationError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(MigrationError)
  return error as MigrationError
}

describe('migrations', () => {
  test('run once, in the order of their numbers, and a second run does nothing', async () => {
    expect(await migrate(database, folder)).toEqual(['0001_first.sql', '0002_second.sql'])
    expect(await migrate(database, folder)).toEqual([])
    expect(await tables()).toEqual(['first', 'schema_migration', 'second'])
  })

  test('apply only what is new', async () => {
    await migrate(database, folder)
    await write('0003_third.sql', 'create table third (id integer);')
    expect(await migrate(database, folder)).toEqual(['0003_third.sql'])
  })

  test('of several processes at once are applied by one of them', async () => {
    const results = await Promise.all([1, 2, 3, 4].map(() => migrate(database, folder)))
    expect(results.flat()).toEqual(['0001_first.sql', '0002_second.sql'])
  })

  test('that fail leave the database at the version before, and can be run again once mended', async () => {
    await write('0003_third.sql', 'create table third (id integer); select 1 / 0;')
    const error = await refusal(migrate(database, folder))
    expect(error.code).toBe('migration-failed')
    expect(error.message).toContain('0003_third.sql failed: division by zero')
    expect(error.message).toContain('Your data is safe')
    expect(await tables()).toEqual(['first', 'schema_migration', 'second'])

    await write('0003_third.sql', 'create table third (id integer);')
    expect(await migrate(database, folder)).toEqual(['0003_third.sql'])
  })

  test('that end their own transaction are refused', async () => {
    await write('0003_third.sql', 'create table third (id integer); commit;')
    expect((await refusal(migrate(database, folder))).code).toBe('migration-failed')
  })

  test('refuse a database that is newer than the code', async () => {
    await migrate(database, folder)
    await fs.rm(path.join(folder, '0002_second.sql'))
    const error = await refusal(migrate(database, folder))
    expect(error.code).toBe('database-newer')
    expect(error.message).toContain('Update Tributary')
    expect(error.message).toContain('Your data is safe')
  })

  test('refuse a file that was edited after it ran', async () => {
    await migrate(database, folder)
    await write('0001_first.sql', 'create table first (id bigint);\n')
    const error = await refusal(migrate(database, folder))
    expect(error.code).toBe('migration-edited')
    expect(error.message).toContain('0001_first.sql')
  })

  test('are the same file whatever its line ends', async () => {
    await migrate(database, folder)
    await write('0001_first.sql', 'create table first (id integer);\r\n')
    expect(await migrate(database, folder)).toEqual([])
  })

  test('refuse a gap in the numbers', async () => {
    await write('0004_fourth.sql', 'select 1;')
    expect((await refusal(migrate(database, folder))).code).toBe('files-misnumbered')
  })

  test('of Tributary itself run on an empty database, and twice is harmless', async () => {
    const applied = await migrate(database, migrationsFolder)
    expect(applied.length).toBeGreaterThan(0)
    expect(await migrate(database, migrationsFolder)).toEqual([])
  })
})
