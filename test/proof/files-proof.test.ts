import { beforeAll, describe, expect, test } from 'vitest'
import { runIn } from '../support/command-line.ts'
import { openTestHousehold } from '../support/household.ts'
import type { Answer, TestHousehold } from '../support/household.ts'

let household: TestHousehold
beforeAll(async () => {
  household = await openTestHousehold({ hasWorker: false })
})

const send = async (method: string, path: string, body?: unknown): Promise<Answer['body']> =>
  (await household.send(method, path, body)).body

async function newAccount(name: string): Promise<string> {
  const { id } = await send('POST', '/accounts', { name, kind: 'checking', currency: 'EUR' })
  return id
}

/** Imports rows of `day,text,amount,balance` and gives the answer. */
async function importRows(accountId: string, rows: readonly string[]): Promise<Answer['body']> {
  const csv = new TextEncoder().encode(['Date,Description,Amount,Balance', ...rows, ''].join('\n'))
  const uploaded = await household.send('POST', '/files', csv, { 'x-file-name': 'rows.csv' })
  const { fileId } = uploaded.body
  const { reading } = await send('POST', `/files/${fileId}/preview`, { accountId, answers: {} })
  expect(reading.kind).toBe('read')
  return send('POST', `/files/${fileId}/import`, { accountId, answers: {}, planHash: reading.planHash })
}

const JANUARY = [
  '2026-01-13,Salary,2000.00,2500.00',
  '2026-01-15,Rent,-900.00,1600.00',
  '2026-01-20,Bread,-4.50,1595.50',
  '2026-01-20,Tea,-3.50,1592.00',
  '2026-01-28,Power,-92.00,1500.00',
]

const run = (...args: string[]) => runIn(household, ...args)

describe('files that print a balance beside each row', () => {
  test('prove themselves day by day', async () => {
    const accountId = await newAccount('Proved')
    await importRows(accountId, JANUARY)
    const proof = await send('GET', `/accounts/${accountId}/proof`)
    expect(proof).toMatchObject({
      state: 'proved',
      needsUser: false,
      opening: { balance: { decimal: '500.00' }, moved: { minor: '0' } },
    })
    expect(proof.chains[0]).toMatchObject({ kind: 'booked', balances: 5, counts: { fits: 4, differs: 0 } })
    expect(proof.text).toBe('Every balance of Proved fits its transactions (4 checked, 12–28 January 2026).')
  })

  test('name the days that lie between them, unless the balances show that nothing happened', async () => {
    const accountId = await newAccount('Gaps')
    await importRows(accountId, JANUARY)
    await importRows(accountId, ['2026-02-13,Salary,2000.00,3500.00', '2026-02-15,Rent,-900.00,2600.00'])
    await importRows(accountId, ['2026-03-13,Salary,2000.00,4570.00', '2026-03-15,Rent,-900.00,3670.00'])
    const coverage = await send('GET', `/accounts/${accountId}/coverage`)
    expect(coverage.gaps.filter(({ isLast }: { isLast: boolean }) => !isLast)).toEqual([
      {
        from: '2026-01-29',
        to: '2026-02-12',
        isLast: false,
        isProvedEmpty: true,
        text: 'No source covers 29 January – 12 February 2026, and the balances around show that nothing is missing.',
      },
      {
        from: '2026-02-16',
        to: '2026-03-12',
        isLast: false,
        isProvedEmpty: false,
        text: 'No source covers 16 February – 12 March 2026. Upload a file for these days.',
      },
    ])
    expect(coverage).toMatchObject({ needsUser: true, from: '2026-01-13' })
    expect(coverage.sources).toMatchObject([{ source: 'file', isComplete: false }])
    const proof = await send('GET', `/accounts/${accountId}/proof`)
    const [wrong] = proof.chains[0].checks.filter((check: { verdict: string }) => check.verdict === 'differs')
    expect(wrong).toMatchObject({
      after: '2026-02-15',
      through: '2026-03-12',
      difference: { decimal: '-30.00' },
    })
    expect(wrong.explanation.missing.decimal).toBe('-30.00')
    await importRows(accountId, ['2026-02-20,Books,-30.00,2570.00'])
    expect(await send('GET', `/accounts/${accountId}/proof`)).toMatchObject({
      state: 'proved',
      needsUser: false,
    })
  })

  test('are told on the command line, with an exit code that says whether somebody must look', async () => {
    const fine = await newAccount('Fine')
    await importRows(fine, JANUARY)
    const proved = await run('prove', fine)
    expect(proved.code).toBe(0)
    expect(proved.out).toContain('Every balance of Fine fits its transactions')
    const covered = await run('coverage', fine)
    expect(covered.code).toBe(0)
    expect(covered.out).toContain('files: 2026-01-13 to 2026-01-28, as far as its rows go (posted)')

    const wrong = await newAccount('Wrong')
    await importRows(wrong, JANUARY)
    await importRows(wrong, ['2026-02-13,Salary,2000.00,3470.00', '2026-02-15,Rent,-900.00,2570.00'])
    const differs = await run('prove', wrong)
    expect(differs.code).toBe(2)
    expect(differs.out).toContain(
      '28 January – 12 February 2026: the transactions come to 30.00 EUR more than the bank.',
    )
    expect(differs.out).toContain('one that is missing, of −30.00 EUR')
    expect((await run('coverage', wrong)).code).toBe(2)
    const all = JSON.parse((await run('prove', '--json')).out)
    expect(all.proofs.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['Fine', 'Wrong']),
    )
    expect((await run('prove', 'acc_00000000000000000000000000000000')).code).toBe(1)
    expect((await run('coverage', fine, wrong)).code).toBe(1)
  })
})
