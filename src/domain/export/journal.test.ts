import { describe, expect, test } from 'vitest'
import { ACCOUNTS, fileOf, HEAD, ROWS } from '../../../test/export/made-ledger.ts'

describe('a journal for hledger', () => {
  const text = fileOf('hledger', HEAD, ROWS)

  test('begins an account with what it held, and writes a row with its import id', () => {
    expect(text).toContain(
      '2026-03-02 * Opening balance\n    Assets:Zorblax Bank:Current  100.00 EUR\n    Equity:Opening balances  -100.00 EUR\n',
    )
    expect(text).toContain('2026-03-02 * () Zorblax Ltd, "Works" | ROW 1\n    ; import-id: txn_')
  })

  test('writes a transfer of one day once, with both import ids', () => {
    expect(text.match(/2026-03-05 . \(/g)).toHaveLength(1)
    expect(text).toMatch(/import-id: txn_0*3\n {4}; import-id-in: txn_0*4\n/)
  })

  test('marks what is pending, and adds it to the balance of the bank that knows nothing of it', () => {
    expect(text).toContain('2026-03-10 ! ()')
    expect(text).toContain('; with -4.50 EUR that is pending')
    expect(text).toContain('Assets:Zorblax Bank:Current  0.00 EUR = 1948.20 EUR\n')
  })

  test('asserts a balance behind all rows of its day', () => {
    const last = text.lastIndexOf('2026-03-06')
    expect(text.slice(last)).toMatch(/^2026-03-06 \* Balance of the bank\n {4}Assets:Zorblax Bank:Current {2}0\.00 EUR = 2012\.70 EUR\n/)
  })
})

describe('a journal for Beancount', () => {
  test('asserts a balance at the beginning of the next day, to the last cent', () => {
    expect(fileOf('beancount', HEAD, ROWS)).toContain('2026-03-07 balance Assets:Zorblax-Bank:Current  2012.70 ~ 0 EUR\n')
  })

  test('keeps the name of an account where the format allows less', () => {
    const accounts = ACCOUNTS.map((account, index) => ({ ...account, name: index < 2 ? '日本' : account.name, bankName: null }))
    const text = fileOf('beancount', { ...HEAD, accounts, checkpoints: [] }, ROWS)
    expect(text).toContain('open Assets:X EUR\n  name: "日本"\n')
    expect(text).toContain('open Assets:X-2 EUR\n  name: "日本"\n')
  })
})
