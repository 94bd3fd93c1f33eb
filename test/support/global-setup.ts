import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { migrate } from '../../src/storage/migrate.ts'
import { ensurePostgres } from '../../src/storage/postgres/managed.ts'
import { asSuperuser, databaseNameFor, dropLeftovers, onDatabase } from './postgres-for-tests.ts'

const testHome = fileURLToPath(new URL('../../.tributary/test', import.meta.url))

/** Runs once before all test files: one PostgreSQL, and in it a migrated database that each file clones. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await ensurePostgres({ home: path.resolve(testHome) })
  const template = databaseNameFor('template', 'migrated')
  await asSuperuser(postgres.superuser, async (client) => {
    await dropLeftovers(client)
    await client.query(`drop database if exists "${template}" with (force)`)
    await client.query(`create database "${template}" owner tributary_migrate`)
  })
  await migrate(onDatabase(postgres.access, template).migrate)
  project.provide('testPostgres', { superuser: postgres.superuser, access: postgres.access, template })

  return async () => {
    await asSuperuser(postgres.superuser, async (client) => {
      await client.query(`drop database if exists "${template}" with (force)`)
    })
    await postgres.stop()
  }
}
