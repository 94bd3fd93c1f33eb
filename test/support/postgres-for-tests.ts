import process from 'node:process'
import pg, { type ClientConfig, type PoolConfig } from 'pg'
import type { DatabaseAccess } from '../../src/storage/postgres/access.ts'

/** What the global set-up hands to each test file. */
export type TestPostgres = { superuser: ClientConfig; access: DatabaseAccess; template: string }

declare module 'vitest' {
  interface ProvidedContext {
    testPostgres: TestPostgres
  }
}

/** Runs statements as the superuser, on the database `postgres`. */
export async function asSuperuser<T>(
  superuser: ClientConfig,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client(superuser)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** The same logins on another database. */
export function onDatabase(access: DatabaseAccess, database: string): DatabaseAccess {
  const move = (config: PoolConfig) => ({ ...config, database })
  return { migrate: move(access.migrate), app: move(access.app), worker: move(access.worker) }
}

/**
 * Databases of tests name the process that made them, so that those of a killed run can be told and
 * dropped.
 */
const ownName = /^(template|test)_(\d+)_/

export function databaseNameFor(kind: 'template' | 'test', suffix: string): string {
  return `${kind}_${process.pid}_${suffix}`
}

/** Drops the databases whose makers have ended without doing so. */
export async function dropLeftovers(client: pg.Client): Promise<void> {
  const result = await client.query<{ name: string }>('select datname as name from pg_database')
  for (const { name } of result.rows) {
    const pid = Number(ownName.exec(name)?.[2])
    if (Number.isInteger(pid) && !isAlive(pid))
      await client.query(`drop database if exists "${name}" with (force)`)
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
