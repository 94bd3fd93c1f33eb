import pg from 'pg'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { connectDemo, openTestHousehold, runEnded } from '../support/household.ts'
import type { TestHousehold } from '../support/household.ts'
import { asSuperuser } from '../support/postgres-for-tests.ts'

let household: TestHousehold
let send: TestHousehold['send']
let connectionId = ''
const database = () => String(household.access.app.database)
const { superuser } = inject('testPostgres')

beforeAll(async () => {
  household = await openTestHousehold()
  send = household.send
  connectionId = (await connectDemo(household, 'demo-marlow')).connectionId
})

const onDatabase = async (statement: string) => {
  const client = new pg.Client({ ...superuser, database: database() })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
const syncEnded = async () => {
  const { body } = await send('POST', `/connections/${connectionId}/sync`)
  return runEnded(send, body.id)
}

describe('a cursor that the provider does not take', () => {
  test.each(['nonsense', 'eyJub3QiOiJvdXJzIn0'])(
    '(%s) leads to one whole reading, without doubles or losses',
    async (cursor) => {
      const before = (await send('GET', '/transactions?limit=1')).body
      await onDatabase(`update connection set cursor = '${cursor}'`)
      const run = await syncEnded()
      expect(run).toMatchObject({ state: 'succeeded', counts: { added: 0, removed: 0 } })
      expect(run.counts.unchanged).toBe(before.total)
      const after = (await send('GET', '/transactions?limit=1')).body
      expect(after.total).toBe(before.total)
      expect(after.sums).toEqual(before.sums)
    },
  )
})

describe('a database that goes away', () => {
  test('is told in words, and everything is there when it returns', async () => {
    const before = (await send('GET', '/transactions?limit=1')).body
    await asSuperuser(superuser, (client) =>
      client.query(`alter database "${database()}" connection limit 0`),
    )
    try {
      await asSuperuser(superuser, (client) =>
        client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
          database(),
        ]),
      )
      const away = await send('GET', '/transactions?limit=1')
      expect(away.status).toBe(503)
      expect(away.body).toMatchObject({ type: '/problems/database-away', actor: 'nobody' })
      expect(away.body.detail).toContain('Your data is safe')
      expect(Number(away.headers.get('retry-after'))).toBeGreaterThan(0)
    } finally {
      await asSuperuser(superuser, (client) =>
        client.query(`alter database "${database()}" connection limit -1`),
      )
    }
    await expect
      .poll(async () => (await send('GET', '/transactions?limit=1')).status, { timeout: 20_000 })
      .toBe(200)
    expect((await send('GET', '/transactions?limit=1')).body).toEqual(before)
    expect((await syncEnded()).state).toBe('succeeded')
  })
})

describe('trouble at the bank', () => {
  const faults = (list: unknown[]) =>
    household.raw(
      new Request('http://127.0.0.1:4280/demo-bank/plaid/demo/faults', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ faults: list }),
      }),
    )

  test('while disconnecting changes nothing here, and trying again works', async () => {
    expect((await faults([{ kind: 'server-error', times: 50, path: '/item/remove' }])).status).toBe(200)
    const refused = await send('POST', `/connections/${connectionId}/disconnect`)
    expect(refused.status).toBe(503)
    expect(refused.body).toMatchObject({ actor: 'nobody' })
    expect((await send('GET', `/connections/${connectionId}`)).body.isDisconnected).toBe(false)
    await faults([])
    expect((await send('POST', `/connections/${connectionId}/disconnect`)).body.isDisconnected).toBe(true)
  })
})
