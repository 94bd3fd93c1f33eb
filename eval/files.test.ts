import { existsSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { describe, expect, test } from 'vitest'
import { judgeAll, summarize } from './files.ts'
import { compare } from './lib/expected.ts'
import type { Expected, Ledger } from './lib/expected.ts'
import { judgeFile } from './lib/judge-file.ts'
import { readManifest } from './lib/manifest.ts'

const expected = (overrides: Partial<Expected> = {}): Expected => ({
  currency: 'EUR',
  complete: true,
  transactions: [
    { date: '2024-03-01', amount_minor: -150, payee: 'Shop' },
    { date: null, amount_minor: -250 },
  ],
  ...overrides,
})

const row = (date: string, minor: bigint, isPending = false) => ({
  date,
  minor,
  isPending,
  counterparty: 'The SHOP',
  description: '',
})
const ledger = (...rows: Ledger['rows']): Ledger => ({ rows, opening: null, closing: null })

describe('the comparison with a known answer', () => {
  const rows = [row('2024-03-01', -150n), row('2024-03-02', -250n)]

  test('equal amounts and asserted dates are right; payees match where one contains the other', () => {
    expect(compare(ledger(...rows), expected())).toEqual({ isRight: true, reason: 'right', payees: [true] })
  })

  test('another date, amount, sign or count is wrong', () => {
    const wrong = [
      [row('2024-03-02', -150n), row('2024-03-02', -250n)],
      [row('2024-03-01', 150n), row('2024-03-02', -250n)],
      [row('2024-03-01', -150n)],
      [...rows, row('2024-03-03', -1n)],
    ]
    expect(wrong.map((given) => compare(ledger(...given), expected()).isRight)).toEqual([
      false,
      false,
      false,
      false,
    ])
  })

  test('further rows are allowed only where the answer is incomplete', () => {
    expect(compare(ledger(...rows, row('2024-03-03', -1n)), expected({ complete: false })).isRight).toBe(true)
  })

  test('pending rows may be missing from the answer all together, not one by one', () => {
    const pending = row('2024-03-03', -1n, true)
    expect(compare(ledger(...rows, pending), expected()).isRight).toBe(true)
    const one = expected({
      transactions: [...expected().transactions, { date: '2024-03-03', amount_minor: -1 }],
    })
    expect(compare(ledger(...rows, pending, pending), one).isRight).toBe(false)
  })

  test('asserted counts, sums and balances hold exactly', () => {
    const assert = (assertions: Expected['assertions']) =>
      compare(ledger(...rows), expected({ assertions })).isRight
    expect([
      assert({ count: 2, sum_minor: -400 }),
      assert({ count: 3 }),
      assert({ sum_minor: -399 }),
    ]).toEqual([true, false, false])
    expect([
      assert({ start_balance: 500, end_balance: 100 }),
      assert({ start_balance: 500, end_balance: 101 }),
    ]).toEqual([true, false])
  })
})

describe('the verdict on a file', () => {
  const judge = (csv: string, wanted = expected()) =>
    judgeFile({ name: 'made-up.csv', bytes: new TextEncoder().encode(csv) }, wanted)
  const wanted = expected({ transactions: [{ date: '2024-04-03', amount_minor: -150 }] })

  test('a question counts as asked only where one of its answers is right', () => {
    expect(judge('Date,Text,Amount\n03/04/2024,A,-1.50\n', wanted).verdict).toBe('asked')
    expect(judge('Date,Text,Amount\n03/05/2024,A,-1.50\n', wanted).verdict).toBe('wrong')
  })

  test('a reading that differs is wrong, and what is no CSV is refused', () => {
    expect(judge('Date,Text,Amount\n13/04/2024,A,-1.50\n', wanted).verdict).toBe('wrong')
    expect(judge('%PDF-1.7', wanted).verdict).toBe('refused')
  })

  test('equal rows are not merged on the way into the ledger', () => {
    const twice = expected({
      transactions: [
        { date: '2024-03-01', amount_minor: -150 },
        { date: '2024-03-01', amount_minor: -150 },
      ],
    })
    expect(judge('Date,Text,Amount\n2024-03-01,A,-1.50\n2024-03-01,A,-1.50\n', twice).verdict).toBe('right')
  })
})

test('a manifest is read by its column names', () => {
  expect(readManifest('x\texpected\tpath\n1\te.json\ta.csv\n2\t\tb.csv\n')).toEqual([
    { path: 'a.csv', expected: 'e.json' },
  ])
})

const shared = join(process.env['TRIBUTARY_SHARED'] ?? '../shared', 'data')
const manifest = join(shared, 'PROVENANCE.tsv')

describe.skipIf(!existsSync(manifest))('real bank files (skipped where the shared folder is absent)', () => {
  test('none of the CSV files is read silently wrong, and most are read right without a question', () => {
    const verdicts = judgeAll(manifest, shared).filter(({ path }) => path.startsWith('csv/'))
    expect(verdicts.filter(({ verdict }) => verdict === 'wrong')).toEqual([])
    const { right, asked, refused } = summarize(verdicts)
    expect(refused).toBe(0)
    expect(right).toBeGreaterThanOrEqual(3 * asked)
  })
})
