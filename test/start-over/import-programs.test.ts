// What a budget program exported is taken over: rows, payees, categories, notes and tags, and goes again when undone.
import { beforeAll, describe, expect, test } from 'vitest'
import { openTestHousehold } from '../support/household.ts'
import type { Answer, TestHousehold } from '../support/household.ts'

let household: TestHousehold
beforeAll(async () => {
  household = await openTestHousehold({ hasWorker: false })
})

const send = async (method: string, path: string, body?: unknown): Promise<Answer['body']> => {
  const { status, body: answer } = await household.send(method, path, body)
  expect(status, JSON.stringify(answer)).toBeLessThan(300)
  return answer
}

const newAccount = async (name: string): Promise<string> =>
  (await send('POST', '/accounts', { name, kind: 'checking', currency: 'EUR' })).id

async function importText(accountId: string, text: string, answers: Record<string, string> = {}) {
  const { fileId } = await send('POST', '/files', new TextEncoder().encode(text))
  const { reading } = await send('POST', `/files/${fileId}/preview`, { accountId, answers })
  expect(reading.kind, JSON.stringify(reading)).toBe('read')
  const result = await send('POST', `/files/${fileId}/import`, { accountId, answers, planHash: reading.planHash })
  return { reading, result }
}

const shown = async (accountId: string) =>
  (await send('GET', `/transactions?accountId=${accountId}`)).transactions.map(
    (row: Record<string, unknown>) => [row['on'], row['payoree'], row['categoryId'], row['note'], row['tags']],
  )

const names = async (): Promise<string[]> =>
  (await send('GET', '/categories')).categories.map(({ name }: { name: string }) => name)

const MONARCH = [
  'Date,Merchant,Category,Account,Original Statement,Notes,Amount,Tags',
  '2026-03-02,Quux,Groceries,Daily,QUUX MARKET 0412,weekly,-12.30,"b,a"',
  '2026-03-03,Zorblax Ltd,Paycheck,Daily,ZORBLAX PAYROLL,,2000.00,',
  '2026-03-04,Plumbus,Bird food,Daily,PLUMBUS 7,,-4.50,',
  '',
].join('\n')

describe("a program's export", () => {
  let accountId: string
  let batchId: string

  test('tells before the import which categories are new', async () => {
    accountId = await newAccount('Daily')
    const before = await names()
    const { reading, result } = await importText(accountId, MONARCH)
    batchId = result.batchId
    expect(reading.categories).toEqual([
      { path: ['Groceries'], becomes: ['Food and drink', 'Groceries'], isNew: false, rows: 1 },
      { path: ['Paycheck'], becomes: ['Paycheck'], isNew: true, rows: 1 },
      { path: ['Bird food'], becomes: ['Bird food'], isNew: true, rows: 1 },
    ])
    expect(before).not.toContain('Paycheck')
    expect(await names()).toEqual(expect.arrayContaining(['Paycheck', 'Bird food']))
  })

  test('keeps payees, categories, notes and tags', async () => {
    const own = expect.stringMatching(/^own\./)
    expect(await shown(accountId)).toEqual([
      ['2026-03-04', 'Plumbus', own, null, []],
      ['2026-03-03', 'Zorblax Ltd', own, null, []],
      ['2026-03-02', 'Quux', 'food.groceries', 'weekly', ['a', 'b']],
    ])
  })

  test('adds nothing a second time', async () => {
    const { result } = await importText(accountId, MONARCH)
    expect(result.counts).toMatchObject({ added: 0, updated: 0, unchanged: 3 })
    await send('POST', `/batches/${result.batchId}/undo`, {})
  })

  test('goes again whole when its import is undone', async () => {
    await send('POST', `/batches/${batchId}/undo`, {})
    expect(await shown(accountId)).toEqual([])
  })
})

describe('where the bank’s rows were here first', () => {
  const BANK = [
    'Date,Description,Amount,Balance',
    '2026-03-02,QUUX MARKET 0412 BERLIN,-12.30,100.00',
    '2026-03-03,ZORBLAX PAYROLL,2000.00,2100.00',
    '2026-03-05,PLUMBUS 7,-4.50,2095.50',
    '',
  ].join('\n')
  let accountId: string
  let batchId: string
  let before: unknown

  test('the export adds no row, and its words come to those that are here', async () => {
    accountId = await newAccount('Bank first')
    await importText(accountId, BANK)
    const { transactions } = await send('GET', `/transactions?accountId=${accountId}`)
    await send('PATCH', `/transactions/${transactions[0].id}`, { note: 'mine' })
    before = await shown(accountId)
    const { result } = await importText(accountId, MONARCH, { 'other-account': 'yes' })
    batchId = result.batchId
    expect(result.counts).toMatchObject({ added: 0, reviews: 0 })
    const own = expect.stringMatching(/^own\./)
    expect(await shown(accountId)).toEqual([
      ['2026-03-05', 'Plumbus', own, 'mine', []],
      ['2026-03-03', 'Zorblax Ltd', own, null, []],
      ['2026-03-02', 'Quux', 'food.groceries', 'weekly', ['a', 'b']],
    ])
  })

  test('undoing it gives back what was there, with the person’s own edits', async () => {
    await send('POST', `/batches/${batchId}/undo`, {})
    expect(await shown(accountId)).toEqual(before)
  })

  test('what the person decides after it stays', async () => {
    const { result } = await importText(accountId, MONARCH, { 'other-account': 'yes' })
    const { transactions } = await send('GET', `/transactions?accountId=${accountId}`)
    await send('PATCH', `/transactions/${transactions[1].id}`, { note: 'later' })
    const undone = await send('POST', `/batches/${result.batchId}/undo`, {})
    expect(undone.kept).toHaveLength(1)
    expect((await shown(accountId))[1]).toMatchObject(['2026-03-03', 'Zorblax Ltd', expect.anything(), 'later', []])
  })
})
