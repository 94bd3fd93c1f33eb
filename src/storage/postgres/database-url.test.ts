import pg from 'pg'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { cloneDatabase } from '../../../test/support/database.ts'
import { type DatabaseAccess } from './access.ts'
import { DatabaseUrlError, fromDatabaseUrl } from './database-url.ts'

let database: DatabaseAccess
beforeAll(async () => {
  database = await cloneDatabase()
})

function urlFor(login: pg.ClientConfig): string {
  const { host = '', database: name = '' } = database.migrate
  const user = `${login.user}:${String(login.password)}`
  return `postgres://${user}@/${name}?host=${encodeURIComponent(host)}`
}

async function who(access: pg.PoolConfig): Promise<unknown> {
  const client = new pg.Client(access)
  await client.connect()
  const result = await client.query<Record<string, unknown>>(
    `select current_user as role, current_setting('statement_timeout') as timeout,
            (select rolsuper or rolbypassrls from pg_roles where rolname = current_user) as "hasPowers"`,
  )
  await client.end()
  return result.rows[0]
}

describe('a given PostgreSQL', () => {
  test('is used by app and worker under roles of their own, without the powers of the login', async () => {
    const access = await fromDatabaseUrl(urlFor(inject('testPostgres').superuser))
    expect(await who(access.app)).toMatchObject({ role: 'tributary_app', hasPowers: false })
    expect(await who(access.worker)).toMatchObject({ role: 'tributary_worker', hasPowers: false })
    expect(await who(access.migrate)).toMatchObject({ role: 'tributary_superuser' })
  })

  test('keeps the options that its address gives', async () => {
    const url = `${urlFor(inject('testPostgres').superuser)}&options=-c%20statement_timeout%3D1234`
    const access = await fromDatabaseUrl(url)
    expect(await who(access.app)).toMatchObject({ role: 'tributary_app', timeout: '1234ms' })
  })

  test('whose login may not take on the roles is refused with the statements to run', async () => {
    const refused = fromDatabaseUrl(urlFor(database.migrate))
    await expect(refused).rejects.toThrow(DatabaseUrlError)
    await expect(refused).rejects.toThrow('grant tributary_app to tributary_migrate;')
    await expect(refused).rejects.toThrow('Your data is safe')
  })

  test('that is not there is refused without showing the password', async () => {
    const refused = fromDatabaseUrl('postgres://someone:a-made-up-password@127.0.0.1:1/nothing')
    await expect(refused).rejects.toThrow('cannot be used')
    await expect(refused).rejects.not.toThrow('a-made-up-password')
  })

  test('must have the address of a PostgreSQL', async () => {
    await expect(fromDatabaseUrl('mysql://someone@host/database')).rejects.toThrow(
      'not the address of a PostgreSQL',
    )
  })
})
