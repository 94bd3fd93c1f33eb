import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestFirefly } from '../../src/destinations/firefly/testing/server.ts'
import type { TestFirefly } from '../../src/destinations/firefly/testing/server.ts'
import { runIn } from '../support/command-line.ts'
import { openPushHousehold } from './pushing.ts'
import type { PushHousehold } from './pushing.ts'

let household: PushHousehold
let firefly: TestFirefly
let id: string
const run = (...args: string[]) => runIn(household, ...args)

beforeAll(async () => {
  household = await openPushHousehold()
  firefly = await startTestFirefly()
  firefly.accounts.set('7', { name: 'My checking', currency_code: 'USD', active: true })
}, 60_000)
afterAll(() => firefly.close())

describe('the command line', () => {
  test('lists what can be sent to, and what each asks for', async () => {
    const { code, out } = await run('destinations', 'programs')
    expect(code).toBe(0)
    expect(out).toMatch(/firefly +address +required/)
    expect(out).toMatch(/ynab +token +required/)
  })

  test('says what to do where there is no destination yet', async () => {
    const { code, said } = await run('push')
    expect(code).toBe(1)
    expect(said).toContain('tributary destinations add')
  })

  test('sets one up with a secret from a file, and maps an account', async () => {
    const file = path.join(household.config.home, 'token.txt')
    fs.writeFileSync(file, `${firefly.token}\n`)
    const settings = ['--set', `address=${firefly.address}`, '--set', `token=@${file}`]
    const added = await run('destinations', 'add', 'firefly', ...settings, '--name', 'Ours', '--json')
    expect(added.code).toBe(0)
    id = added.json().id
    expect((await run('destinations', 'accounts', id)).out).toMatch(/7 +My checking +USD/)
    const account = household.accounts[1]?.id ?? ''
    const mapped = await run('destinations', 'map', id, `${account}=7@2000-01-01`)
    expect(mapped.out).toContain('goes to My checking from 2000-01-01 on.')
    expect((await run('destinations')).out).toMatch(/Ours +Firefly III +1/)
  })

  test('shows a dry run, pushes, lists it and takes it back', async () => {
    const dry = await run('push', '--dry-run')
    expect(dry.code).toBe(0)
    expect(dry.out).toMatch(/Would send \d+\./)
    expect(firefly.groups.size).toBe(0)
    const done = await run('push', id, '--json')
    expect(done.code).toBe(0)
    expect(firefly.groups.size).toBe(done.json().counts.created)
    expect((await run('pushes')).out).toMatch(/Ours +succeeded +Sent \d+\./)
    const undone = await run('undo-push', done.json().id)
    expect(undone.code).toBe(0)
    expect(undone.out).toMatch(/Took back \d+\./)
    expect(firefly.groups.size).toBe(0)
  })

  test('ends with 2 where the person must act, and with 1 where nothing could be sent', async () => {
    firefly.fail(1, 401)
    const refused = await run('push', id)
    expect(refused.code).toBe(2)
    expect(refused.out).toContain('Make a new token')
    firefly.fail(1, 429, { 'retry-after': '3600' })
    expect((await run('push', id)).code).toBe(1)
  })

  test('takes a new token, tried first, and keeps what is not given', async () => {
    expect((await run('destinations', 'change', id, '--set', 'token=wrong-fake')).code).toBe(2)
    const changed = await run('destinations', 'change', id, '--set', `token=${firefly.token}`, '--json')
    expect(changed.code).toBe(0)
    expect(changed.json()).toMatchObject({ name: 'Ours', settings: { address: firefly.address } })
  })

  test('forgets a destination, and leaves what was sent', async () => {
    await run('push', id)
    const size = firefly.groups.size
    expect(size).toBeGreaterThan(0)
    expect((await run('destinations', 'remove', id)).out).toContain('What was sent stays there.')
    expect((await run('destinations', '--json')).json().destinations).toEqual([])
    expect(firefly.groups.size).toBe(size)
  })
})
