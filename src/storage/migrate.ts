import { createHash } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { advisoryLocks } from './postgres/access.ts'

/** Tributary's own migrations. */
export const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url))

export type MigrationErrorCode =
  'database-newer' | 'migration-edited' | 'migration-failed' | 'files-misnumbered' | 'busy'

/** The database could not be brought to the version of this Tributary; it stays at the version it had. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError'
  readonly code: MigrationErrorCode
  readonly mustAct = 'operator'

  constructor(code: MigrationErrorCode, happened: string, remedy: string, cause?: unknown) {
    super(`${happened} Your data is safe: nothing was changed. ${remedy}`, { cause })
    this.code = code
  }
}

type Migration = { number: number; name: string; text: string; checksum: string }
type Applied = { number: number; name: string; checksum: string }

/** Another process may be migrating a large ledger. */
const lockWaitMsMax = 10 * 60_000
const connectMsMax = 10_000
const fileName = /^(\d{4})_([a-z0-9_]+)\.sql$/

/**
 * Applies the migrations that the database lacks, each in a transaction of its own, in the order of their
 * numbers.
 *
 * Any number of processes may do this at once. Only the login that owns the tables can.
 * @returns the names of the files applied just now
 * @throws {MigrationError}
 */
export async function migrate(access: pg.ClientConfig, folder: string = migrationsFolder): Promise<string[]> {
  const migrations = await readMigrations(folder)
  const client = new pg.Client({
    ...access,
    application_name: 'tributary-migrate',
    connectionTimeoutMillis: connectMsMax,
  })
  // A connection that breaks makes the query under way fail; there is nothing to add to that.
  client.on('error', () => {})
  await client.connect()
  try {
    await lock(client)
    const pending = pendingOf(migrations, await readApplied(client))
    for (const migration of pending) await apply(client, migration)
    return pending.map(({ name }) => name)
  } finally {
    // Ends the lock as well.
    await client.end()
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await fs.readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(names.map((name, index) => readMigration(folder, name, index + 1)))
}

async function readMigration(folder: string, name: string, expected: number): Promise<Migration> {
  const number = Number(fileName.exec(name)?.[1])
  if (number !== expected) {
    throw new MigrationError(
      'files-misnumbered',
      `The migration ${name} should be number ${String(expected).padStart(4, '0')}.`,
      'Migrations are numbered from 0001 without gaps; install Tributary again if you did not add it.',
    )
  }
  // A checkout may have other line ends than the one that ran the migration first.
  const text = (await fs.readFile(path.join(folder, name), 'utf8')).replaceAll('\r\n', '\n')
  return { number, name, text, checksum: createHash('sha256').update(text).digest('hex') }
}

async function lock(client: pg.Client): Promise<void> {
  try {
    await client.query(`set lock_timeout = ${lockWaitMsMax}`)
    await client.query('select pg_advisory_lock($1, $2)', [advisoryLocks.space, advisoryLocks.migration])
    await client.query('set lock_timeout = 0')
  } catch (error) {
    throw new MigrationError(
      'busy',
      `Another process has been migrating this database for more than ${lockWaitMsMax / 60_000} minutes.`,
      'Wait for it, or end it and start again.',
      error,
    )
  }
}

async function readApplied(client: pg.Client): Promise<Applied[]> {
  await client.query(
    `create table if not exists schema_migration (
       number integer primary key,
       name text not null,
       checksum text not null,
       applied_at timestamptz not null default now()
     )`,
  )
  const result = await client.query<Applied>(
    'select number, name, checksum from schema_migration order by number',
  )
  return result.rows
}

function pendingOf(migrations: Migration[], applied: Applied[]): Migration[] {
  const newest = applied.at(-1)
  if (newest !== undefined && newest.number > migrations.length) {
    throw new MigrationError(
      'database-newer',
      `The database was made by a newer Tributary (${newest.name}; this one ends at number ${migrations.length}).`,
      'Update Tributary to that version or a later one.',
    )
  }
  for (const { number, name, checksum } of applied) {
    const file = migrations[number - 1]
    if (file?.checksum === checksum && file.name === name) continue
    throw new MigrationError(
      'migration-edited',
      `The migration ${name} is not what this database was made with (now ${file?.name ?? 'missing'}).`,
      'Undo the edit: a change to the tables is a new migration. If you made none, install Tributary again.',
    )
  }
  return migrations.slice(applied.length)
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query('begin')
    await client.query(migration.text)
    // Fails when the file has ended our transaction, in which case the next line would not belong to it.
    await client.query('savepoint end_of_file')
    await client.query('insert into schema_migration (number, name, checksum) values ($1, $2, $3)', [
      migration.number,
      migration.name,
      migration.checksum,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    const reason = error instanceof Error ? error.message : String(error)
    throw new MigrationError(
      'migration-failed',
      `The migration ${migration.name} failed: ${reason}.`,
      'The database stays at the version before it. Please report this with the message.',
      error,
    )
  }
}
