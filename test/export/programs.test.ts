// hledger, ledger, Beancount and libofx read what we write, and come to our balances.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import type { ExportFormat, ExportHead, ExportRow } from '../../src/domain/export/ledger-export.ts'
import { hledgerRules } from '../../src/domain/export/hledger-rules.ts'
import { formatDecimal, money } from '../../src/domain/money.ts'
import { hasProgram, judge, withoutProgram } from '../support/accounting-programs.ts'
import { arbitraryLedger, day, HOSTILE_TEXTS, currency } from '../support/arbitrary-export.ts'
import { ACCOUNTS, fileOf, HEAD, ROWS } from './made-ledger.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-programs-'))
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

let files = 0
function write(format: ExportFormat, head: ExportHead, rows: readonly ExportRow[]): string {
  files += 1
  const file = path.join(folder, `${files}.${format}`)
  fs.writeFileSync(file, fileOf(format, head, rows))
  return file
}

/** Ledgers of texts that mean something in some format: each in every place, and some at random. */
const HOSTILE: readonly { readonly head: ExportHead; readonly rows: readonly ExportRow[] }[] = [
  {
    head: {
      ...HEAD,
      checkpoints: [],
      accounts: HOSTILE_TEXTS.map((name, index) => {
        const [first = ACCOUNTS[0]] = ACCOUNTS
        if (first === undefined) throw new TypeError('no account')
        return { ...first, id: `acc_${index}`, name, bankName: name, opening: money(BigInt(index), first.currency) }
      }),
    },
    rows: HOSTILE_TEXTS.map((text, index) => ({
      id: `txn_${String(index).padStart(32, '0')}`,
      accountId: `acc_${index}`,
      status: index % 2 === 0 ? 'posted' : 'pending',
      amount: money(BigInt(index * 7 - 100), currency('EUR')),
      postedOn: day('2026-03-05'),
      transactionOn: null,
      payoree: text,
      category: { id: `category ${index}`, path: [text, text], kind: index % 2 === 0 ? 'expense' : 'income' },
      note: text,
      tags: [text],
      description: text,
      counterpartyName: text,
      counterpartyAccountMask: null,
      reference: text,
      providerCategory: null,
      transfer: null,
    })),
  },
  ...fc.sample(arbitraryLedger, { seed: 11, numRuns: 4 }),
]

/** What each account of the made ledger holds in the end, pending rows included. */
const OURS: Readonly<Record<string, string>> = Object.fromEntries(
  ACCOUNTS.map(({ id, name, kind, currency: code, opening }) => {
    const own = ROWS.filter(({ accountId }) => accountId === id).reduce((sum, { amount }) => sum + amount.minor, 0n)
    const held = money((opening?.minor ?? 0n) + own, code)
    const root = kind === 'credit-card' ? 'Liabilities' : 'Assets'
    return [`${root}:Zorblax Bank:${name}`, `${formatDecimal(held)} ${code}`]
  }),
)

const lines = (text: string): readonly string[] => text.split('\n').filter((line) => line.trim() !== '')

/** `account<tab>amount` lines of own accounts, without the account for transfers. */
const ownBalances = (pairs: readonly (readonly [string, string])[]) =>
  Object.fromEntries(pairs.filter(([name]) => name.includes('Zorblax')))

for (const [program, format] of [
  ['hledger', 'hledger'],
  ['ledger', 'ledger'],
  ['bean-check', 'beancount'],
] as const) {
  const isThere = hasProgram(program)
  describe.skipIf(!isThere)(isThere ? program : withoutProgram(program), () => {
    const check = (file: string) =>
      program === 'hledger'
        ? judge(program, '-f', file, 'check', '--strict')
        : program === 'ledger'
          ? judge(program, '-f', file, '--strict', 'balance')
          : judge(program, file)

    test('accepts a ledger with transfers, pending rows, several currencies and asserted balances', () => {
      expect(check(write(format, HEAD, ROWS))).toMatchObject({ code: 0 })
    })

    test('is warned of nothing', () => {
      expect(check(write(format, HEAD, ROWS)).said).toBe('')
    })

    test('finds a balance of the bank that the rows do not reach', () => {
      const wrong = HEAD.checkpoints.map((each) => ({ ...each, amount: money(each.amount.minor + 1n, each.amount.currency) }))
      expect(check(write(format, { ...HEAD, checkpoints: wrong }, ROWS)).code).not.toBe(0)
    })

    test('accepts texts of any kind in any place', () => {
      for (const { head, rows } of HOSTILE) {
        const { code, said, out } = check(write(format, head, rows))
        expect(code, said + out).toBe(0)
      }
    })
  })
}

describe.skipIf(!hasProgram('hledger'))(hasProgram('hledger') ? 'hledger' : withoutProgram('hledger'), () => {
  test('comes to our balances', () => {
    const { out } = judge('hledger', '-f', write('hledger', HEAD, ROWS), 'balance', '--flat', '-N', '-E', '-O', 'csv')
    const pairs = [...out.matchAll(/^"([^"]*)","([^"]*)"$/gm)].map(([, name = '', held = '']) => [name, held] as const)
    expect(ownBalances(pairs)).toEqual(OURS)
  })

  test('comes to the same from our CSV by the rules that go with it', () => {
    const file = write('csv', HEAD, ROWS)
    const rules = path.join(folder, 'ledger.rules')
    const categories = [...new Map(ROWS.flatMap(({ category }) => (category === null ? [] : [[category.id, category]]))).values()]
    fs.writeFileSync(rules, hledgerRules(ACCOUNTS, categories))
    const balances = (...args: readonly string[]) => {
      const { code, out, said } = judge('hledger', ...args, 'balance', '--flat', '-N', '-O', 'csv', 'not:Opening', 'not:Transfers')
      expect(code, said).toBe(0)
      return lines(out).toSorted()
    }
    const head = { ...HEAD, checkpoints: [], accounts: ACCOUNTS.map((account) => ({ ...account, opening: null })) }
    const apart = ROWS.map((row) => ({ ...row, transfer: null, category: row.transfer === null ? row.category : null }))
    expect(balances('-f', file, '--rules-file', rules)).toEqual(balances('-f', write('hledger', head, apart)))
  })

  test('reads our CSV of any texts by the rules that go with it', () => {
    for (const { head, rows } of HOSTILE) {
      const file = write('csv', head, rows)
      const named = path.join(folder, 'hostile.rules')
      const categories = rows.flatMap(({ category }) => (category === null ? [] : [category]))
      fs.writeFileSync(named, hledgerRules(head.accounts, categories))
      const { code, said } = judge('hledger', '-f', file, '--rules-file', named, 'balance')
      expect(code, said).toBe(0)
    }
  })

  test('holds nothing between the accounts once both sides of a transfer of one currency are there', () => {
    const { out } = judge('hledger', '-f', write('hledger', HEAD, ROWS), 'balance', '-N', 'Assets:Transfers')
    expect(out.trim().split(/\s{2,}/)).toEqual(['100.00 EUR', '-16001 JPY', 'Assets:Transfers'].join('|').split('|'))
  })
})

describe.skipIf(!hasProgram('ledger'))(hasProgram('ledger') ? 'ledger' : withoutProgram('ledger'), () => {
  test('comes to our balances', () => {
    const format = '%(account)\t%(scrub(display_total))\n'
    const file = write('ledger', HEAD, ROWS)
    const { out } = judge('ledger', '-f', file, 'balance', '--flat', '--no-total', '--empty', '--format', format)
    expect(ownBalances(lines(out).map((line) => line.split('\t').slice(0, 2) as [string, string]))).toEqual(OURS)
  })
})

describe.skipIf(!hasProgram('bean-query'))(hasProgram('bean-query') ? 'Beancount' : withoutProgram('bean-query'), () => {
  test('comes to our balances', () => {
    const query = "SELECT account, sum(position) WHERE account ~ 'Zorblax' GROUP BY account"
    const { out } = judge('bean-query', '-q', '-f', 'csv', write('beancount', HEAD, ROWS), query)
    const pairs = lines(out)
      .slice(1)
      .map((line) => line.split(',').map((cell) => cell.trim().replaceAll(/\s+/g, ' ')) as [string, string])
    const ours = Object.entries(OURS).map(([name, held]) => [name.replace('Zorblax Bank', 'Zorblax-Bank'), held])
    expect(Object.fromEntries(pairs)).toEqual(Object.fromEntries(ours))
  })
})

describe.skipIf(!hasProgram('ofxdump'))(hasProgram('ofxdump') ? 'libofx' : withoutProgram('ofxdump'), () => {
  const dump = (head: ExportHead, rows: readonly ExportRow[]) => judge('ofxdump', write('ofx', head, rows))
  const all = (text: string, pattern: RegExp): readonly string[] => [...text.matchAll(pattern)].map(([, found = '']) => found.trim())

  test('reads every booked row with its import id and amount', () => {
    const { code, out } = dump(HEAD, ROWS)
    expect(code).toBe(0)
    const booked = ROWS.filter(({ status }) => status === 'posted')
    expect(all(out, /ID for this transaction: (.*)/g).toSorted()).toEqual(booked.map(({ id }) => id).toSorted())
    const euros = booked.filter(({ amount }) => amount.currency === 'EUR').map(({ amount }) => formatDecimal(amount))
    expect(all(out, /Total money amount: (.*)/g)).toEqual(expect.arrayContaining(euros))
  })

  test('comes to our booked balances', () => {
    const { out } = dump(HEAD, ROWS)
    // It prints every currency with two decimals, so that of three one is lost.
    const ours = ACCOUNTS.map(({ id, currency: code, opening }) => {
      const own = ROWS.filter(({ accountId, status }) => accountId === id && status === 'posted')
      const held = money(own.reduce((sum, { amount }) => sum + amount.minor, opening?.minor ?? 0n), code)
      return Number(formatDecimal(held)).toFixed(2)
    })
    expect(all(out, /Ledger balance: (.*)/g)).toEqual(ours)
  })

  test('reads texts of any kind', () => {
    for (const { head, rows } of HOSTILE) {
      const { code, out } = dump(head, rows)
      expect(code).toBe(0)
      const booked = rows.filter(({ status }) => status === 'posted')
      expect(all(out, /ID for this transaction: (.*)/g)).toHaveLength(booked.length)
    }
  })
})
