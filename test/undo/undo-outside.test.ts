// Undoing as people and scripts do it: over HTTP and on the command line.
import { beforeAll, describe, expect, test } from 'vitest'
import { openTestHousehold } from '../support/household.ts'
import type { TestHousehold } from '../support/household.ts'
import { runIn } from '../support/command-line.ts'

let household: TestHousehold
let send: TestHousehold['send']
beforeAll(async () => {
  household = await openTestHousehold({ hasWorker: false })
  send = household.send
})

const MARCH = ['Date,Description,Amount', '2026-03-02,SALARY,2500.00', '2026-03-03,COFFEE,-5.00', '2026-03-03,COFFEE,-5.00']
const MORE = ['Date,Description,Amount', '2026-03-03,COFFEE,-5.00', '2026-03-13,BOOKS,-19.99']

async function newAccount(): Promise<string> {
  return (await send('POST', '/accounts', { name: 'Giro', kind: 'checking', currency: 'EUR' })).body.id
}

async function importLines(accountId: string, lines: readonly string[]) {
  const bytes = new TextEncoder().encode(lines.join('\n'))
  const { body: uploaded } = await send('POST', '/files', bytes, { 'x-file-name': 'march.csv' })
  const wish = { accountId, answers: {} }
  const preview = (await send('POST', `/files/${uploaded.fileId}/preview`, wish)).body
  const { planHash } = preview.reading
  const imported = await send('POST', `/files/${uploaded.fileId}/import`, { ...wish, planHash })
  expect(imported.status).toBe(200)
  return { preview, planHash, batchId: imported.body.batchId as string }
}

const totalOf = async (accountId: string) => (await send('GET', `/transactions?accountId=${accountId}`)).body.total

const run = (...args: string[]) => runIn(household, ...args)

describe('over HTTP', () => {
  test('a batch is listed, rehearsed, undone once, and its file imports again by the same plan', async () => {
    const accountId = await newAccount()
    const { batchId, planHash } = await importLines(accountId, MARCH)
    const [listed] = (await send('GET', '/batches')).body.batches
    expect(listed).toMatchObject({ id: batchId, kind: 'file', name: 'march.csv', planHash, undoneAt: null })
    const rehearsed = await send('POST', `/batches/${batchId}/undo`, { isDryRun: true })
    expect(rehearsed.body).toMatchObject({ isDryRun: true, removed: 3, keptCount: 0, connection: null })
    expect(await totalOf(accountId)).toBe(3)
    const undone = await send('POST', `/batches/${batchId}/undo`, {})
    expect(undone).toMatchObject({ status: 200, body: { removed: 3, batch: { undoneAt: expect.any(String) } } })
    expect(undone.body.words).toBe(
      'Undone: 3 transactions are gone, 0 are as before. The file is kept; import it again to have it all back.',
    )
    expect(await totalOf(accountId)).toBe(0)
    const again = await send('POST', `/batches/${batchId}/undo`, {})
    expect(again).toMatchObject({ status: 409, body: { type: '/problems/undone-before', actor: 'user' } })
    expect(again.body.detail).toMatch(/was undone on \d{4}-\d\d-\d\d; nothing was changed now.*import the file again/)
    const second = await importLines(accountId, MARCH)
    expect(second.planHash).toBe(planHash)
    expect(second.preview.importedBeforeAt).toBeNull()
    expect(await totalOf(accountId)).toBe(3)
    expect((await send('GET', `/batches/${batchId}`)).body).toMatchObject({ id: batchId, rejected: [] })
  })

  test('an edited row is kept and named', async () => {
    const accountId = await newAccount()
    const { batchId } = await importLines(accountId, MARCH)
    const [row] = (await send('GET', `/transactions?accountId=${accountId}&text=SALARY`)).body.transactions
    await send('PATCH', `/transactions/${row.id}`, { note: '' })
    const { body } = await send('POST', `/batches/${batchId}/undo`, {})
    expect(body).toMatchObject({ removed: 2, keptCount: 1, kept: [{ reason: 'edited', transaction: { id: row.id } }] })
    expect(body.words).toContain('1 stays because you changed something there since')
  })

  test('a batch that later files stand on is refused with their names', async () => {
    const accountId = await newAccount()
    const first = await importLines(accountId, MARCH)
    const second = await importLines(accountId, MORE)
    const refused = await send('POST', `/batches/${first.batchId}/undo`, {})
    expect(refused).toMatchObject({ status: 409, body: { type: '/problems/built-on' } })
    expect(refused.body.detail).toContain(second.batchId)
    expect(await totalOf(accountId)).toBe(4)
  })

  test.each(['nonsense', 'bat_00000000000000000000000000000000', `acc_${'0'.repeat(32)}`])('there is no batch %s', async (id) => {
    for (const answer of [await send('POST', `/batches/${id}/undo`, {}), await send('GET', `/batches/${id}`)]) {
      expect(answer).toMatchObject({ status: 404, body: { type: '/problems/not-found' } })
    }
  })

  test('a wish that is not understood is refused', async () => {
    const answer = await send('POST', '/batches/bat_1/undo', { stayAway: true })
    expect(answer).toMatchObject({ status: 422, body: { type: '/problems/invalid-input' } })
  })

  test('pages of batches follow each other without a gap', async () => {
    const all = (await send('GET', '/batches?limit=200')).body.batches.map(({ id }: { id: string }) => id)
    const paged: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await send('GET', `/batches?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`)
      for (const { id } of body.batches) paged.push(id)
      cursor = body.nextCursor
    }
    expect(paged).toEqual(all)
    expect(paged.length).toBeGreaterThan(3)
  })
})

describe('on the command line', () => {
  test('batches are listed and undone, with exit codes', async () => {
    const accountId = await newAccount()
    const { batchId } = await importLines(accountId, MARCH)
    expect((await run('batches')).out).toContain(batchId)
    const rehearsed = await run('undo', batchId, '--dry-run')
    expect(rehearsed).toMatchObject({ code: 0, out: expect.stringContaining('Undoing would change this: 3 transactions') })
    const undone = await run('undo', batchId, '--json')
    expect(JSON.parse(undone.out)).toMatchObject({ removed: 3, isDryRun: false })
    const again = await run('undo', batchId)
    expect(again).toMatchObject({ code: 1, out: '', said: expect.stringContaining('was undone on') })
    expect((await run('batches')).out).toMatch(new RegExp(`${batchId}.*undone`))
    expect(await run('undo')).toMatchObject({ code: 1, said: expect.stringContaining('name one import') })
    expect(await run('undo', 'bat_1')).toMatchObject({ code: 1, said: expect.stringContaining('There is no such import') })
  })

  test('rows can be made to stay away', async () => {
    const accountId = await newAccount()
    const { batchId } = await importLines(accountId, MARCH)
    const undone = await run('undo', batchId, '--stay-away')
    expect(undone).toMatchObject({ code: 0, out: expect.stringContaining('3 are hidden') })
    expect(await totalOf(accountId)).toBe(0)
    await importLines(accountId, MARCH)
    expect(await totalOf(accountId)).toBe(0)
  })
})
