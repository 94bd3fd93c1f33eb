// What was exported can be imported again: the same rows, amounts, payorees, categories and notes, to the last byte.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runIn } from '../support/command-line.ts'
import { API, openTestHousehold } from '../support/household.ts'
import type { TestHousehold } from '../support/household.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-round-trip-'))
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

const BANK = [
  'Booking date,Transaction date,Description,Payee,Amount,Status',
  '2026-03-02,2026-03-01,SALARY MARCH,Zorblax Ltd,2500.00,posted',
  '2026-03-03,2026-03-03,"=QUUX; ""MARKT"", Berlin",Quux Markt,-12.30,posted',
  '2026-03-05,2026-03-04,"two\nlines; and, commas",,-500.00,posted',
  '2026-03-05,2026-03-05,Plumbus Café שלום,Plumbus,-4.50,posted',
  '2026-03-05,2026-03-05,Plumbus Café שלום,Plumbus,-4.50,posted',
  '2026-03-09,2026-03-09,- a hold,Grault,-1.00,pending',
].join('\n')

let first: TestHousehold
let second: TestHousehold
beforeAll(async () => {
  first = await openTestHousehold({ hasWorker: false })
  second = await openTestHousehold({ hasWorker: false })
  const file = path.join(folder, 'bank.csv')
  fs.writeFileSync(file, BANK)
  expect(await runIn(first, 'import', file, '--new-account', '+Giro, "main"', '--currency', 'EUR')).toMatchObject({ code: 0 })
  const { transactions } = (await first.send('GET', '/transactions')).body
  const decisions = [
    { payoree: "=HYPERLINK('evil')", category: 'food.groceries', note: '@note\nof "two" lines' },
    { payoree: null, category: null },
    { note: "'quoted", tags: ['zebra', 'ant'] },
    { tags: ['=cmd'] },
  ]
  for (const [index, decision] of decisions.entries()) {
    const { status } = await first.send('PATCH', `/transactions/${transactions[index].id}`, decision)
    expect(status).toBe(200)
  }
})

const exported = async (household: TestHousehold, format: string): Promise<string> =>
  (await household.raw(new Request(`${API}/exports/${format}`))).text()

const importInto = async (household: TestHousehold, name: string, text: string) => {
  const file = path.join(folder, name)
  fs.writeFileSync(file, text)
  const args = ['import', file, '--new-account', '+Giro, "main"', '--currency', 'EUR', '--json']
  const run = await runIn(household, ...args)
  expect(run.code, run.said + run.out).toBe(0)
  return run.json()
}

describe('an export that is imported into an empty ledger', () => {
  let csv: string
  let batchId: string
  beforeAll(async () => {
    csv = await exported(first, 'csv')
    const { counts, batchId: id } = await importInto(second, 'ledger.csv', csv)
    batchId = id
    expect(counts).toMatchObject({ added: 6, rejected: 0, ignored: 0 })
  })

  test('is exported again to the same bytes', async () => {
    expect(await exported(second, 'csv')).toBe(csv)
  })

  test('shows the payorees, categories, notes and tags that it was exported with', async () => {
    const { transactions } = (await second.send('GET', '/transactions')).body
    const before = (await first.send('GET', '/transactions')).body.transactions
    const shown = (rows: Record<string, unknown>[]) =>
      rows.map(({ payoree, categoryId, note, tags, amount, on, description, status }) => {
        return JSON.stringify({ payoree, categoryId, note, tags, amount, on, description, status })
      }).toSorted()
    expect(shown(transactions)).toEqual(shown(before))
  })

  test('adds nothing a second time', async () => {
    const { accounts } = (await second.send('GET', '/accounts')).body
    const file = path.join(folder, 'ledger.csv')
    const again = (await runIn(second, 'import', file, '--account', accounts[0].id, '--json')).json()
    expect(again.counts).toMatchObject({ added: 0, unchanged: 6 })
    expect((await second.send('POST', `/batches/${again.batchId}/undo`, {})).status).toBe(200)
  })

  test('goes again whole when its import is undone, with what it brought along', async () => {
    const changed = (await second.send('GET', '/transactions')).body.transactions[0]
    const undone = await second.send('POST', `/batches/${batchId}/undo`, {})
    expect(undone.body).toMatchObject({ removed: 6, keptCount: 0 })
    expect((await second.send('GET', `/transactions/${changed.id}`)).status).toBe(404)
  })

  test('stays where the person decided anew before the undo', async () => {
    const { accounts } = (await second.send('GET', '/accounts')).body
    const file = path.join(folder, 'again.csv')
    fs.writeFileSync(file, csv)
    const again = (await runIn(second, 'import', file, '--account', accounts[0].id, '--json')).json()
    const { transactions } = (await second.send('GET', '/transactions')).body
    await second.send('PATCH', `/transactions/${transactions[0].id}`, { note: 'mine' })
    const undone = await second.send('POST', `/batches/${again.batchId}/undo`, { staysAway: true })
    expect(undone.body).toMatchObject({ removed: 0, keptCount: 6 })
    const shown = (await second.send('GET', '/transactions')).body.transactions
    expect(shown.map(({ note }: { note: string }) => note)).toEqual(['mine'])
  })
})

test('JSON Lines carry the same', async () => {
  const third = await openTestHousehold({ hasWorker: false })
  const { counts } = await importInto(third, 'ledger.jsonl', await exported(first, 'jsonl'))
  expect(counts).toMatchObject({ added: 6, rejected: 0 })
  expect(await exported(third, 'csv')).toBe(await exported(first, 'csv'))
})
