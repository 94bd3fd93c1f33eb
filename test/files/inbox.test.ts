// The folder whose files are imported without hands.
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { emptyInbox } from '../../src/worker/inbox.ts'
import { openTestHousehold } from '../support/household.ts'
import type { TestHousehold } from '../support/household.ts'

let household: TestHousehold
let folder: string
beforeAll(async () => {
  household = await openTestHousehold({ hasWorker: false })
})
beforeEach(() => {
  folder = join(household.config.home, `inbox-${crypto.randomUUID()}`)
  mkdirSync(folder)
})

const LONG_AGO = new Date('2026-01-01T00:00:00Z')

function put(name: string, content: string, changedAt = LONG_AGO): void {
  writeFileSync(join(folder, name), content)
  utimesSync(join(folder, name), changedAt, changedAt)
}

const rows = (from: number, to: number): string =>
  [
    'Date,Description,Amount',
    ...Array.from({ length: to - from }, (_, index) => {
      const day = from + index
      return `2026-03-${String(day).padStart(2, '0')},Shop ${day},-${day}.${String(day + 10).slice(-2)}`
    }),
    '',
  ].join('\n')

async function accountWith(csv: string): Promise<string> {
  const { id } = (await household.send('POST', '/accounts', { name: 'Everyday', kind: 'checking', currency: 'EUR' })).body
  const bytes = new TextEncoder().encode(csv)
  const { fileId } = (await household.send('POST', '/files', bytes, { 'x-file-name': 'first.csv' })).body
  const { reading } = (await household.send('POST', `/files/${fileId}/preview`, { accountId: id, answers: {} })).body
  await household.send('POST', `/files/${fileId}/import`, { accountId: id, answers: {}, planHash: reading.planHash })
  return id
}

const inside = (): readonly string[] => readdirSync(folder)
const waiting = async () => (await household.send('GET', '/files')).body.files
const countOf = async (accountId: string): Promise<number> =>
  (await household.send('GET', `/transactions?accountId=${accountId}&limit=200`)).body.transactions.length

describe('a file in the inbox', () => {
  test('is imported where its account is certain, and moved away', async () => {
    const accountId = await accountWith(rows(1, 13))
    put('longer.csv', rows(1, 20))
    await emptyInbox(household.context, folder)
    expect(inside()).toEqual(['taken'])
    expect(await countOf(accountId)).toBe(19)
    expect(await waiting()).toEqual([])
  })

  test('waits for the person where it leaves anything open', async () => {
    put('unknown.csv', 'Date,Description,Amount\n03/04/2026,Tea,-3.00\n')
    put('bill.pdf', '%PDF-1.7 fake')
    await emptyInbox(household.context, folder)
    expect(inside()).toEqual(['taken'])
    expect((await waiting()).map(({ name }: { name: string }) => name).toSorted()).toEqual(['bill.pdf', 'unknown.csv'])
  })

  test('is left alone while it may still be written', async () => {
    put('growing.csv', rows(1, 3), new Date())
    await emptyInbox(household.context, folder)
    expect(inside()).toEqual(['growing.csv'])
  })
})
