// A file of several accounts is imported account by account, in one go; what a name stands for is told once.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runIn } from '../support/command-line.ts'
import { openTestHousehold } from '../support/household.ts'
import type { Answer, TestHousehold } from '../support/household.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-start-over-'))
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

let household: TestHousehold
beforeAll(async () => {
  household = await openTestHousehold({ hasWorker: false })
})

const get = async (route: string): Promise<Answer['body']> => (await household.send('GET', route)).body
const run = (...args: string[]) => runIn(household, 'start-over', ...args)

function fileOf(name: string, lines: readonly string[]): string {
  const file = path.join(folder, name)
  fs.writeFileSync(file, `${lines.join('\n')}\n`)
  return file
}

const HEADER = 'Account,Date,Payee,Notes,Category,Amount,Split_Amount,Cleared'
const MARCH = [
  HEADER,
  'Daily,2026-03-02,Starting Balance,,Starting Balances,1000,0,Reconciled',
  'Daily,2026-03-03,Quux Market,weekly,Bird food,-12.3,0,Cleared',
  'Daily,2026-03-04,Nest egg,,,-500,0,Cleared',
  'Nest egg,2026-03-04,Daily,,,500,0,Cleared',
]

describe('start-over', () => {
  test('asks which accounts the names are, and imports nothing before it knows', async () => {
    const file = fileOf('march.csv', MARCH)
    const asked = await run(file)
    expect(asked.code).toBe(2)
    expect(asked.out).toContain("--map 'Nest egg=new'")
    expect((await get('/accounts')).accounts).toEqual([])
    expect((await get('/files')).files).toEqual([])
  })

  test('shows all accounts without saving anything', async () => {
    const shown = await run(fileOf('march.csv', MARCH), '--new', '--currency', 'EUR', '--dry-run')
    expect(shown.code, shown.said).toBe(0)
    expect(shown.out).toContain('Daily: would be 2 new')
    expect(shown.out).toContain('New categories: Bird food')
    expect(shown.out).toContain('1 left out: the opening balance')
    expect((await get('/accounts')).accounts).toEqual([])
  })

  test('imports each account, and ties the transfer between them', async () => {
    const file = fileOf('march.csv', MARCH)
    const done = await run(file, '--new', '--map', 'Nest egg=new:savings', '--currency', 'EUR', '--json')
    expect(done.code, done.said + done.out).toBe(0)
    expect(done.json()).toMatchObject({
      program: 'Actual',
      accounts: [
        { name: 'Daily', isImported: true, counts: { added: 2 } },
        { name: 'Nest egg', isImported: true, counts: { added: 1 } },
      ],
    })
    const { accounts } = await get('/accounts')
    expect(accounts.map(({ name, kind }: { name: string; kind: string }) => [name, kind])).toEqual([
      ['Daily', 'checking'],
      ['Nest egg', 'savings'],
    ])
    const { transfers } = await get('/transfers')
    expect(transfers).toHaveLength(1)
  })

  test('knows the names again', async () => {
    const april = [HEADER, 'Daily,2026-04-03,Quux Market,,Bird food,-9,0,Cleared', 'Nest egg,2026-04-04,Bank,,Interest,1,0,Cleared']
    const done = await run(fileOf('april.csv', april), '--json')
    expect(done.code, done.said + done.out).toBe(0)
    expect(done.json().accounts.map(({ counts }: { counts: object }) => counts)).toMatchObject([{ added: 1 }, { added: 1 }])
  })

  test('knows a name that was told to mean an account of another name', async () => {
    const [, savings] = (await get('/accounts')).accounts
    const may = (day: number) => [HEADER, `Old pot,2026-05-0${day},Bank,,Interest,${day},0,Cleared`]
    expect((await run(fileOf('may.csv', may(1)))).code).toBe(2)
    expect((await run(fileOf('may.csv', may(1)), '--map', `Old pot=${savings.id}`)).code).toBe(0)
    const later = await run(fileOf('later.csv', may(2)))
    expect(later.code, later.out).toBe(0)
    expect(later.out).toContain('Old pot: 1 new')
  })

  test('says what is missing where the file is in a currency that no account has', async () => {
    const header = 'Account,Flag,Date,Payee,Category Group/Category,Category Group,Category,Memo,Outflow,Inflow,Cleared'
    const file = fileOf('ynab.csv', [header, 'Abroad,,03/25/2026,Quux,,,,,$1.00,$0.00,Cleared'])
    const asked = await run(file, '--new')
    expect(asked.code).toBe(1)
    expect(asked.out).toContain('Name the currency of its accounts.')
    expect((await run(file, '--new', '--currency', 'USD')).code).toBe(0)
    const { accounts } = await get('/accounts')
    expect(accounts).toContainEqual(expect.objectContaining({ name: 'Abroad', currency: 'USD' }))
  })

  test('a file in a currency that no account has is one for a new account', async () => {
    const header = 'Account,Flag,Date,Payee,Category Group/Category,Category Group,Category,Memo,Outflow,Inflow,Cleared'
    const text = new TextEncoder().encode(`${header}\nYen,,03/25/2026,Quux,,,,,¥100,¥0,Cleared\n`)
    const { body } = await household.send('POST', '/files', text)
    expect((await household.send('POST', `/files/${body.fileId}/account`)).body).toMatchObject({ kind: 'new', text: null })
    await household.send('DELETE', `/files/${body.fileId}`)
  })

  test('says so where the file can’t be read, or names no such account', async () => {
    expect((await run(fileOf('bad.csv', ['<html>']))).code).toBe(1)
    expect((await run(fileOf('march.csv', MARCH), '--map', 'Nowhere=skip')).code).toBe(1)
    expect((await run()).code).toBe(1)
  })
})
