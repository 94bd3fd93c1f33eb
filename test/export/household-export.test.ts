// The way from a household's ledger to a file: over HTTP and on the command line.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exportLedger } from '../../src/app/export-ledger.ts'
import { readJsonLines } from '../../src/domain/export/read-json-lines.ts'
import { runIn } from '../support/command-line.ts'
import { API, openTestHousehold } from '../support/household.ts'
import type { TestHousehold } from '../support/household.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-export-'))
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

let household: TestHousehold
let accounts: { id: string; name: string }[]

const run = (...args: string[]) => runIn(household, ...args)

/** Two accounts with running balances and a transfer between them. */
const CURRENT = [
  'Date,Description,Amount,Balance',
  '2026-03-02,SALARY ZORBLAX LTD,2500.00,2600.00',
  '2026-03-03,"=QUUX; ""MARKT"", Berlin",-12.30,2587.70',
  '2026-03-05,TRANSFER TO SAVINGS,-500.00,2087.70',
  '2026-03-09,Plumbus Café,-4.50,2083.20',
].join('\n')
const SAVINGS = [
  'Date,Description,Amount,Balance',
  '2026-03-05,TRANSFER FROM CURRENT,500.00,1500.00',
  '2026-03-31,INTEREST,1.25,1501.25',
].join('\n')

beforeAll(async () => {
  household = await openTestHousehold({ hasWorker: false })
  for (const [name, text] of [
    ['Current', CURRENT],
    ['Savings', SAVINGS],
  ] as const) {
    const file = path.join(folder, `${name}.csv`)
    fs.writeFileSync(file, text)
    expect(await run('import', file, '--new-account', name, '--currency', 'EUR')).toMatchObject({ code: 0 })
  }
  accounts = (await household.send('GET', '/accounts')).body.accounts
})

const idOf = (name: string): string => accounts.find((account) => account.name === name)?.id ?? ''

const download = async (target: string): Promise<Response> => household.raw(new Request(`${API}/exports/${target}`))

describe('an export', () => {
  test('is a download of all accounts with all that is shown', async () => {
    const response = await download('jsonl')
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="tributary-[\d-]+\.jsonl"$/)
    const lines = readJsonLines(await response.text()).map((each) => (each.kind === 'line' ? each.value : each))
    const rows = lines.flatMap((line) => ('row' in line && line.type === 'transaction' ? [line.row] : []))
    expect(rows.map(({ description, amount }) => [description, amount.minor])).toEqual([
      ['SALARY ZORBLAX LTD', 250_000n],
      ['=QUUX; "MARKT", Berlin', -1230n],
      ['TRANSFER TO SAVINGS', -50_000n],
      ['TRANSFER FROM CURRENT', 50_000n],
      ['Plumbus Café', -450n],
      ['INTEREST', 125n],
    ])
  })

  test('tells what an account held before its first row, and the balances of the bank that the rows reach', async () => {
    const lines = readJsonLines(await (await download('jsonl')).text())
    const values = lines.flatMap((each) => (each.kind === 'line' ? [each.value] : []))
    const openings = values.flatMap((value) => (value.type === 'account' ? [value.account] : []))
    expect(openings.map(({ name, opening }) => [name, opening?.minor])).toEqual([
      ['Current', 10_000n],
      ['Savings', 100_000n],
    ])
    const balances = values.flatMap((value) => (value.type === 'balance' ? [value.checkpoint] : []))
    expect(balances.filter(({ accountId }) => accountId === idOf('Current')).map(({ on, amount }) => [on, amount.minor])).toEqual(
      expect.arrayContaining([
        ['2026-03-03', 258_770n],
        ['2026-03-09', 208_320n],
      ]),
    )
  })

  test('of a period begins with what the account held then', async () => {
    const response = await download(`jsonl?accountIds=${idOf('Current')}&from=2026-03-04&to=2026-03-06`)
    const values = readJsonLines(await response.text()).flatMap((each) => (each.kind === 'line' ? [each.value] : []))
    expect(values.flatMap((value) => (value.type === 'account' ? [value.account.opening?.minor] : []))).toEqual([258_770n])
    expect(values.flatMap((value) => (value.type === 'transaction' ? [value.row.description] : []))).toEqual([
      'TRANSFER TO SAVINGS',
    ])
  })

  test('of an account or day that is none is refused in words', async () => {
    expect((await download('csv?accountIds=acc_00000000000000000000000000000000')).status).toBe(404)
    expect(await (await download('csv?from=31.01.2026')).json()).toMatchObject({ status: 422 })
  })

  test('is written to a file that is whole or not there', async () => {
    const file = path.join(folder, 'ledger.journal')
    const written = await run('export', '--format', 'hledger', '--out', file)
    expect(written).toMatchObject({ code: 0 })
    expect(written.said).toContain('6 transactions')
    expect(fs.readFileSync(file, 'utf8')).toContain('Assets:Current  -12.30 EUR')
    expect(fs.existsSync(`${file}.unfinished`)).toBe(false)
  })

  test('is printed as it would be written', async () => {
    const printed = await run('export', '--format', 'csv', '--account', idOf('Savings'))
    expect(`${printed.out}\n`).toBe(await (await download(`csv?accountIds=${idOf('Savings')}`)).text())
  })

  test('comes with rules by which hledger reads our CSV', async () => {
    const rules = await (await download('hledger-rules')).text()
    expect(rules).toContain('if %t_account ^Current$\n  account1 Assets:Current\n')
    expect(rules).toContain('if %t_category ^Income:Salary$\n  account2 Income:Salary\n')
    expect(`${(await run('export', '--format', 'hledger-rules')).out}\n`).toBe(rules)
  })

  test('writes a transfer between own accounts once, with both import ids', async () => {
    const { transactions } = (await household.send('GET', '/transactions')).body
    const idBy = (text: string): string =>
      transactions.find(({ description }: { description: string }) => description === text)?.id ?? ''
    const [outId, inId] = [idBy('TRANSFER TO SAVINGS'), idBy('TRANSFER FROM CURRENT')]
    await household.send('POST', '/transfers', { outId, inId })
    const journal = await (await download('hledger')).text()
    expect(journal).toContain(`; import-id: ${outId}\n    ; import-id-in: ${inId}\n`)
    expect(journal).toContain('    Assets:Current  -500.00 EUR\n    Assets:Savings  500.00 EUR\n')
    // Of one account alone the other side is on its way.
    const alone = await (await download(`hledger?accountIds=${idOf('Savings')}`)).text()
    expect(alone).toContain('    Assets:Savings  500.00 EUR\n    Assets:Transfers  -500.00 EUR\n')
  })

  test('leaves out what is hidden, and asserts no balance that holds it', async () => {
    const { transactions } = (await household.send('GET', '/transactions')).body
    const hidden = transactions.find(({ description }: { description: string }) => description.startsWith('Plumbus'))
    await household.send('PATCH', `/transactions/${hidden.id}`, { isHidden: true })
    const text = await (await download(`jsonl?accountIds=${idOf('Current')}`)).text()
    const values = readJsonLines(text).flatMap((each) => (each.kind === 'line' ? [each.value] : []))
    expect(text).not.toContain('Plumbus')
    const opening = values.flatMap((value) => (value.type === 'account' ? [value.account.opening?.minor ?? 0n] : []))
    const rows = values.flatMap((value) => (value.type === 'transaction' ? [value.row] : []))
    for (const value of values) {
      if (value.type !== 'balance') continue
      const before = rows.filter(({ postedOn }) => postedOn !== null && postedOn <= value.checkpoint.on)
      const sum = before.reduce((total, { amount }) => total + amount.minor, opening[0] ?? 0n)
      expect(value.checkpoint.amount.minor).toBe(sum)
    }
    await household.send('PATCH', `/transactions/${hidden.id}`, { isHidden: false })
  })

  test('ends with an error where the ledger changes meanwhile', async () => {
    const file = await exportLedger(household.context, { format: 'csv', accountIds: [] })
    const pieces = file.text[Symbol.asyncIterator]()
    await pieces.next()
    const more = path.join(folder, 'more.csv')
    fs.writeFileSync(more, 'Date,Description,Amount,Balance\n2026-04-01,GRAULT,-1.00,1500.25\n2026-04-02,GARPLY,-1.00,1499.25\n')
    expect(await run('import', more, '--account', idOf('Savings'))).toMatchObject({ code: 0 })
    await expect(pieces.next()).rejects.toMatchObject({ code: 'ledger-moved' })
  })

  test('in a format that is none is refused', async () => {
    expect((await run('export', '--format', 'xlsx')).said).toContain('--format is one of csv')
  })
})
