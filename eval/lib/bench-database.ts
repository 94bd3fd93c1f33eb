// A PostgreSQL of one's own for measuring, and a new migrated database in it for each measurement.
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { migrate } from '../../src/storage/migrate.ts'
import type { DatabaseAccess } from '../../src/storage/postgres/access.ts'
import { ensurePostgres } from '../../src/storage/postgres/managed.ts'
import type { ManagedPostgres } from '../../src/storage/postgres/managed.ts'

/** Starts a PostgreSQL that nobody else uses, and leaves nothing of it behind. */
export async function withBenchPostgres<Value>(work: (postgres: ManagedPostgres) => Promise<Value>): Promise<Value> {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-bench-'))
  // The database runs as another user where this process is root.
  fs.chmodSync(home, 0o755)
  const postgres = await ensurePostgres({ home })
  try {
    return await work(postgres)
  } finally {
    await postgres.stop()
    fs.rmSync(home, { recursive: true, force: true })
  }
}

/** Makes a database with our tables, and drops it when the work is done. */
export async function inNewDatabase<Value>(
  postgres: ManagedPostgres,
  suffix: string,
  work: (access: DatabaseAccess) => Promise<Value>,
): Promise<Value> {
  const name = `bench_${suffix}_${randomBytes(3).toString('hex')}`
  const admin = new pg.Client(postgres.superuser)
  await admin.connect()
  try {
    await admin.query(`create database "${name}" owner tributary_migrate`)
    const on = <Config extends object>(config: Config) => ({ ...config, database: name })
    const { migrate: owner, app, worker } = postgres.access
    const access = { migrate: on(owner), app: on(app), worker: on(worker) }
    await migrate(access.migrate)
    return await work(access)
  } finally {
    await admin.query(`drop database if exists "${name}" with (force)`)
    await admin.query('checkpoint')
    await admin.end()
  }
}
