import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asOwner } from '../../src/app/context.ts'
import { connectDestination } from '../../src/app/connect-destination.ts'
import { mapDestinationAccounts } from '../../src/app/map-destination-accounts.ts'
import { pushLedger } from '../../src/app/push-ledger.ts'
import { startTestFirefly } from '../../src/destinations/firefly/testing/server.ts'
import type { TestFirefly } from '../../src/destinations/firefly/testing/server.ts'
import type { PushOrders } from './crash-child.ts'
import { countRows, openPushHousehold } from './pushing.ts'
import type { PushHousehold } from './pushing.ts'

const CHILD = fileURLToPath(new URL('./crash-child.ts', import.meta.url))

let household: PushHousehold
let firefly: TestFirefly
let destinationId: string

beforeAll(async () => {
  household = await openPushHousehold()
  firefly = await startTestFirefly()
  household.accounts.forEach(({ name, currency }, index) => {
    firefly.accounts.set(String(index + 1), { name, currency_code: currency, active: true })
  })
  const settings = { address: firefly.address, token: firefly.token }
  destinationId = (await connectDestination(household.context, { program: 'firefly', settings })).id
  const wishes = household.accounts.map(({ id }, index) => {
    return { accountId: id, theirAccountId: String(index + 1), sendsFromOn: '2000-01-01' }
  })
  await mapDestinationAccounts(household.context, destinationId, wishes)
}, 60_000)
afterAll(() => firefly.close())

/** Pushes in a process that dies after that call; gives the signal that ended it. */
async function pushAndDie(call: number): Promise<NodeJS.Signals | null> {
  const { access, config } = household
  const orders: PushOrders = { access, home: config.home, destinationId, call }
  const child = spawn(process.execPath, [CHILD], { stdio: ['pipe', 'inherit', 'inherit'] })
  child.stdin.end(JSON.stringify(orders))
  return new Promise((resolve) => child.on('exit', (_code, signal) => resolve(signal)))
}

/** As if nobody had heard of the dead push for a while. */
const letTimePass = () =>
  asOwner(household.context, (tx) => sql`update push set renewed_at = now() - interval '1 hour'`.execute(tx))

const importIds = () => [...firefly.groups.values()].flat().map(({ external_id }) => external_id)

describe('a push that dies after a call and before its note', () => {
  test('doubles nothing: the next one finds those rows, and sends the rest', async () => {
    expect(await pushAndDie(2)).toBe('SIGKILL')
    const sent = firefly.groups.size
    const noted = await countRows(household, 'pushed_transaction')
    expect(noted).toBeGreaterThan(0)

    await expect(pushLedger(household.context, destinationId)).rejects.toThrow('A push to this destination is under way')
    await letTimePass()
    const next = await pushLedger(household.context, destinationId)
    expect(next.failure).toBeNull()
    expect(next.counts.alreadyThere).toBeGreaterThanOrEqual(sent - noted)
    expect(next.counts.unchanged).toBe(noted)
    expect(new Set(importIds()).size).toBe(firefly.groups.size)
    const transfers = [...firefly.groups.values()].flat().filter(({ type }) => type === 'transfer')
    expect(await countRows(household, 'pushed_transaction')).toBe(firefly.groups.size + transfers.length)
    expect((await pushLedger(household.context, destinationId)).words).toMatch(/^Nothing new to send\./)
  }, 60_000)

  test('is in the history as stopped, with what it had sent', async () => {
    const { body } = await household.send('GET', '/pushes')
    const dead = body.pushes.at(-1)
    expect(dead).toMatchObject({ state: 'failed', failure: { reason: 'stopped' } })
    expect(dead.counts.created).toBeGreaterThan(0)
    // A transfer is two transactions here and one row there.
    expect(dead.undoable).toBeGreaterThan(0)
    expect(dead.undoable).toBeLessThanOrEqual(dead.counts.created)
  })
})

describe('two pushes at once', () => {
  test('are one, or one after the other: nothing is doubled', async () => {
    const both = await Promise.allSettled([1, 2].map(() => pushLedger(household.context, destinationId)))
    // The one may be done before the other looks.
    for (const each of both) {
      if (each.status === 'rejected') expect(String(each.reason)).toContain('A push to this destination is under way')
    }
    expect(both.map(({ status }) => status)).toContain('fulfilled')
    expect(new Set(importIds()).size).toBe(firefly.groups.size)
  })
})
