// A dry run and the sync that is held to it, over HTTP and on the command line.
import { beforeAll, describe, expect, test } from 'vitest'
import { connectDemo, openTestHousehold, runEnded } from '../support/household.ts'
import type { TestHousehold } from '../support/household.ts'
import { runIn } from '../support/command-line.ts'

let household: TestHousehold
let send: TestHousehold['send']
let connectionId = ''
beforeAll(async () => {
  household = await openTestHousehold()
  send = household.send
  connectionId = (await connectDemo(household, 'demo-harborline')).connectionId
})

const sync = async (wish: object) => {
  const { status, body } = await send('POST', `/connections/${connectionId}/sync`, wish)
  expect(status).toBe(202)
  return runEnded(send, body.id)
}
const totalOf = async () => (await send('GET', '/transactions?limit=1')).body.total

describe('a dry run', () => {
  test('shows the rows and the hash of its plan, and a sync is held to it', async () => {
    const before = await totalOf()
    await send('POST', '/demo/advance', { days: 5 })
    const shown = await sync({ isDryRun: true })
    expect(shown.counts.added).toBeGreaterThan(0)
    expect(shown.plannedRows).toHaveLength(shown.counts.added + shown.counts.updated)
    expect(shown.plannedRows[0].amount.currency).toBe('USD')
    expect(await totalOf()).toBe(before)
    const refused = await sync({ planHash: '0'.repeat(64) })
    expect(refused).toMatchObject({ state: 'cancelled', message: { todo: expect.stringContaining('new preview') } })
    expect(await totalOf()).toBe(before)
    const held = await sync({ planHash: shown.planHash })
    expect(held).toMatchObject({ state: 'succeeded', counts: shown.counts, planHash: shown.planHash })
    expect(await totalOf()).toBe(before + shown.counts.added)
  })

  test('tells on the command line how to be held to it', async () => {
    await send('POST', '/demo/advance', { days: 4 })
    const shown = await runIn(household, 'sync', connectionId, '--dry-run')
    const [, planHash = ''] = /--plan ([0-9a-f]{64})/.exec(shown.out) ?? []
    expect(planHash).not.toBe('')
    expect(await runIn(household, 'sync', connectionId, '--plan', planHash)).toMatchObject({ code: 0 })
    expect(await runIn(household, 'sync', connectionId, '--plan', planHash)).toMatchObject({ code: 1 })
    expect(await runIn(household, 'sync', '--plan', planHash)).toMatchObject({
      code: 1,
      said: expect.stringContaining('--plan is for one connection'),
    })
  })
})
