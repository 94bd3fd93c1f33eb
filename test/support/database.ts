import { afterAll, inject } from 'vitest'
import type { DatabaseAccess } from '../../src/storage/postgres/access.ts'
import { asSuperuser, databaseNameFor, onDatabase } from './postgres-for-tests.ts'

let clones = 0

/**
 * Makes a database for the calling test file (about 30 ms) and drops it when the file is done. Close your
 * pools in `afterAll`; connections left open are ended.
 */
export async function cloneDatabase(): Promise<DatabaseAccess> {
  return createDatabase(inject('testPostgres').template)
}

/** The same without tables, for tests of the migrations themselves. */
export async function emptyDatabase(): Promise<DatabaseAccess> {
  return createDatabase('template0')
}

async function createDatabase(template: string): Promise<DatabaseAccess> {
  const { superuser, access } = inject('testPostgres')
  clones += 1
  // Several test files may run in one process, one after the other.
  const name = databaseNameFor('test', `${Date.now().toString(36)}_${clones}`)
  await asSuperuser(superuser, (client) => {
    return client.query(`create database "${name}" template "${template}" owner tributary_migrate`)
  })
  afterAll(() => asSuperuser(superuser, (client) => client.query(`drop database "${name}" with (force)`)))
  return onDatabase(access, name)
}
