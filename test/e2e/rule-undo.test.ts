// The undo of a change of rules reaches what came since, and an undo is itself no change that could be undone twice.
import { beforeAll, describe, expect, test } from 'vitest'
import { runIn } from '../support/command-line.ts'
import { openTestHousehold } from '../support/household.ts'
import type { TestHousehold } from '../support/household.ts'

let household: TestHousehold
let accountId = ''
beforeAll(async () => {
  household = await openTestHousehold({ hasWorker: false })
  accountId = (await household.send('POST', '/accounts', { name: 'Test', kind: 'checking', currency: 'EUR' })).body.id
})

async function imported(...lines: readonly string[]): Promise<string> {
  const { send } = household
  const bytes = new TextEncoder().encode(['Date,Description,Amount', ...lines].join('\n'))
  const { body: uploaded } = await send('POST', '/files', bytes, { 'x-file-name': `${lines.length}.csv` })
  const wish = { accountId, answers: {} }
  const { planHash } = (await send('POST', `/files/${uploaded.fileId}/preview`, wish)).body.reading
  return (await send('POST', `/files/${uploaded.fileId}/import`, { ...wish, planHash })).body.batchId
}

const tagged = async (): Promise<number> => (await household.send('GET', '/transactions?text=by-rule&limit=1')).body.total
const rule = {
  name: 'Bakery',
  condition: { field: 'description', test: 'contains', value: 'bakery' },
  actions: [{ set: 'tag', name: 'by-rule' }],
}

describe('the undo of a change of rules', () => {
  test('reaches rows that came since the rule was made, and those that came while it was gone', async () => {
    await imported('2026-05-02,BAKERY ONE,-3.00')
    const { body: made } = await household.send('POST', '/rules', { rule })
    await imported('2026-05-02,BAKERY ONE,-3.00', '2026-05-03,BAKERY TWO,-4.00')
    expect(await tagged()).toBe(2)
    const { body: deleted } = await household.send('DELETE', `/rules/${made.ruleId}`)
    await imported('2026-05-02,BAKERY ONE,-3.00', '2026-05-03,BAKERY TWO,-4.00', '2026-05-04,BAKERY THREE,-5.00')
    expect(await tagged()).toBe(0)
    expect((await household.send('POST', `/rulebook/changes/${deleted.batchId}/undo`)).status).toBe(200)
    expect(await tagged()).toBe(3)
    expect((await household.send('POST', `/rulebook/changes/${made.batchId}/undo`)).status).toBe(200)
    expect(await tagged()).toBe(0)
    expect((await household.send('POST', '/rulebook/recompute')).body).toMatchObject({ changed: 0 })
  })
})

describe('an undo', () => {
  test('of a change of rules is refused a second time, in words, and changes nothing', async () => {
    const { body: made } = await household.send('POST', '/rules', { rule })
    const undo = () => household.send('POST', `/rulebook/changes/${made.batchId}/undo`)
    expect((await undo()).status).toBe(200)
    const again = await undo()
    expect(again.status).toBe(409)
    expect(again.body.detail ?? again.body.title).toMatch(/undone/)
    expect(await tagged()).toBe(0)
  })

  test('of an import is refused a second time, in words, and the import can be made again instead', async () => {
    const line = '2026-06-01,FLORIST,-20.00'
    const batchId = await imported(line)
    const total = async () => (await household.send('GET', '/transactions?text=FLORIST&limit=1')).body.total
    expect(await total()).toBe(1)
    expect((await household.send('POST', `/batches/${batchId}/undo`, {})).status).toBe(200)
    const again = await household.send('POST', `/batches/${batchId}/undo`, {})
    expect(again.status).toBe(409)
    expect(JSON.stringify(again.body)).toMatch(/undone/)
    const told = await runIn(household, 'undo', batchId)
    expect(told.code).toBe(1)
    expect(told.said).toMatch(/undone/)
    expect(await total()).toBe(0)
    await imported(line)
    expect(await total()).toBe(1)
  })
})
