import { beforeAll, describe, expect, test } from 'vitest'
import { showId } from '../../src/domain/ids.ts'
import { openTestHousehold } from '../support/household.ts'
import type { TestHousehold } from '../support/household.ts'
import { openPools } from '../sync/household.ts'
import { runIn } from '../support/command-line.ts'
import { filesOf, makeAccount, seenBy } from './undo-file.ts'

let household: TestHousehold
let send: TestHousehold['send']
let accountId = ''
beforeAll(async () => {
  household = await openTestHousehold({ hasWorker: false })
  send = household.send
  const { body } = await send('POST', '/accounts', { name: 'Giro', kind: 'checking', currency: 'EUR' })
  accountId = body.id
})

async function importLines(lines: readonly string[]): Promise<string> {
  const bytes = new TextEncoder().encode(lines.join('\n'))
  const { body: uploaded } = await send('POST', '/files', bytes, { 'x-file-name': 'may.csv' })
  const wish = { accountId, answers: {} }
  const { planHash } = (await send('POST', `/files/${uploaded.fileId}/preview`, wish)).body.reading
  return (await send('POST', `/files/${uploaded.fileId}/import`, { ...wish, planHash })).body.batchId
}

const find = async (text: string) => (await send('GET', `/transactions?text=${text}`)).body.transactions[0]
const why = (id: string) => send('GET', `/transactions/${id}/why`)
// oxlint-disable-next-line typescript/no-explicit-any -- the tests say what they expect of an answer
const fieldOf = (body: any, name: string) => body.fields.find(({ field }: { field: string }) => field === name)

describe('why a transaction is as it is', () => {
  test('names the file, the line and the import behind it, and that the original is kept', async () => {
    const batchId = await importLines(['Date,Description,Amount', '2026-05-02,SALARY,2500.00', '2026-05-03,XYZZY,-5.00'])
    const row = await find('XYZZY')
    const { status, body } = await why(row.id)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      transaction: { id: row.id, accountName: 'Giro' },
      addedBy: batchId,
      batches: [{ id: batchId, name: 'may.csv' }],
      records: [{ source: 'file', sourceName: 'may.csv', line: 3, batchId, matchReason: 'none', version: 1, hasEvidence: true, versions: [] }],
      reviews: [],
      changes: [],
    })
    expect(fieldOf(body, 'note')).toEqual({
      field: 'note',
      value: null,
      by: null,
      confidence: null,
      decidedAt: null,
      beneath: null,
    })
  })

  test('says what the person decided, an empty value too, and what would show without them', async () => {
    const row = await find('SALARY')
    await send('PATCH', `/transactions/${row.id}`, { payoree: 'Employer', category: null })
    const { body } = await why(row.id)
    expect(fieldOf(body, 'payoree')).toMatchObject({ value: 'Employer', by: 'person', decidedAt: expect.any(String) })
    expect(fieldOf(body, 'payoree').beneath.value).toBe(row.payoree)
    expect(fieldOf(body, 'category')).toMatchObject({ value: null, by: 'person' })
    expect(body.changes.map(({ field, by }: { field: string; by: string }) => [field, by]).toSorted()).toEqual([
      ['category', 'person'],
      ['payoree', 'person'],
    ])
  })

  test('shows what a source restated, version by version, with the import that did it', async () => {
    const pools = openPools(household.access)
    const { ownerId, token } = household.context
    const owner = { ownerId, token }
    const files = filesOf(pools, owner, await makeAccount(pools, owner, 'Restated'))
    const first = await files.import([{ day: 4, minor: -1_000n, text: 'QUUX', id: 'a' }])
    const second = await files.import([{ day: 4, minor: -1_250n, text: 'QUUX', id: 'a' }])
    await pools.end()
    const { body } = await why((await find('QUUX')).id)
    const [record] = body.records
    expect(record).toMatchObject({ version: 2, sourceId: 'a', batchId: showId('batch', second.batchId) })
    expect(record.versions).toMatchObject([{ version: 1, batchId: showId('batch', second.batchId) }])
    expect(record.versions[0].changes).toContainEqual({ field: 'amount_minor', before: '-1000', after: '-1250' })
    const ids = body.batches.map(({ id }: { id: string }) => id)
    expect(ids).toEqual([second, first].map(({ batchId }) => showId('batch', batchId)))
  })

  test('names the other side of a transfer', async () => {
    const pools = openPools(household.access)
    const { ownerId, token } = household.context
    const owner = { ownerId, token }
    await filesOf(pools, owner, await makeAccount(pools, owner, 'From', 'checking')).import([
      { day: 5, minor: -77_731n, text: 'TRANSFER' },
    ])
    await filesOf(pools, owner, await makeAccount(pools, owner, 'Into', 'savings')).import([
      { day: 6, minor: 77_731n, text: 'TRANSFER' },
    ])
    const rows = await seenBy(pools, owner)
    await pools.end()
    const [out, arrived] = [-77_731n, 77_731n].map((minor) => rows.find((row) => row.minor === minor)?.id ?? '')
    const { body } = await why(out ?? '')
    const partner = { state: 'linked', by: 'auto', partnerId: showId('transaction', arrived ?? ''), accountName: 'Into' }
    expect(body.transfers).toMatchObject([partner])
  })

  test.each(['nonsense', `txn_${'0'.repeat(32)}`])('is not told of %s', async (id) => {
    expect(await why(id)).toMatchObject({ status: 404, body: { type: '/problems/not-found' } })
  })

  test('is told on the command line', async () => {
    const row = await find('SALARY')
    const told = await runIn(household, 'why', row.id)
    expect(told).toMatchObject({ code: 0, out: expect.stringContaining('may.csv:2') })
    expect(told.out).toMatch(/payoree +Employer +person/)
    expect(JSON.parse((await runIn(household, 'why', row.id, '--json')).out).transaction.id).toBe(row.id)
    expect(await runIn(household, 'why')).toMatchObject({ code: 1, said: expect.stringContaining('name one transaction') })
    expect(await runIn(household, 'why', 'txn_1')).toMatchObject({ code: 1, said: expect.stringContaining('no such transaction') })
  })
})
