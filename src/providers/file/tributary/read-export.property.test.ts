// Our own exports, damaged in any way: refused, asked about, or each row read as it was or rejected with a reason.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fileOf } from '../../../../test/export/made-ledger.ts'
import { arbitraryLedger } from '../../../../test/support/arbitrary-export.ts'
import { onlyAccount } from '../questions.ts'
import { readFile } from '../read-file.ts'
import { lossArbitrary, mutationArbitrary } from '../testing/mutations.ts'

const SEED = 12

for (const format of ['csv', 'jsonl'] as const) {
  test(`a damaged ${format} never throws, and states no account's rows for another's`, () => {
    fc.assert(
      fc.property(arbitraryLedger, mutationArbitrary, ({ head, rows }, damage) => {
        const accounts = head.accounts.map((account, index) => ({ ...account, name: `Account ${index}` }))
        const [account] = accounts
        if (account === undefined) return
        const bytes = new TextEncoder().encode(damage(fileOf(format, { ...head, accounts }, rows)))
        const answers = { account: onlyAccount(`${account.name} ${account.currency}`) }
        const reading = readFile({ name: 'x', bytes }, { currency: account.currency, layout: null, answers })
        expect(['read', 'asks', 'refused']).toContain(reading.kind)
        if (reading.kind !== 'read' || reading.layout.format !== 'tributary') return
        expect(reading.views).toHaveLength(reading.records.length)
        for (const { amount } of reading.records) expect(amount.currency).toBe(account.currency)
      }),
      { seed: SEED, numRuns: 100 },
    )
  })
}

test('JSON Lines that lost a line are refused', () => {
  fc.assert(
    fc.property(arbitraryLedger, lossArbitrary, ({ head, rows }, damage) => {
      const [account] = head.accounts
      const own = rows.filter(({ accountId }) => accountId === account?.id)
      if (account === undefined || own.length === 0) return
      const whole = fileOf('jsonl', { ...head, accounts: [account] }, own)
      const damaged = damage(whole)
      const bytes = new TextEncoder().encode(damaged)
      const reading = readFile({ name: 'x', bytes }, { currency: account.currency, layout: null, answers: {} })
      if (reading.kind !== 'read') return
      expect(reading.records.length + reading.rejected.length).toBe(own.length)
    }),
    { seed: SEED, numRuns: 200 },
  )
})

test('rows whose id stands twice have none, since it tells nothing', () => {
  fc.assert(
    fc.property(arbitraryLedger, ({ head, rows }) => {
      const [account] = head.accounts
      const own = rows.filter(({ accountId }) => accountId === account?.id)
      if (account === undefined || own.length === 0) return
      const twice = [...own, ...own]
      const bytes = new TextEncoder().encode(fileOf('csv', { ...head, accounts: [account] }, twice))
      const reading = readFile({ name: 'x', bytes }, { currency: account.currency, layout: null, answers: {} })
      expect(reading.kind === 'read' && reading.records.map(({ sourceId }) => sourceId)).toEqual(twice.map(() => null))
    }),
    { seed: SEED, numRuns: 50 },
  )
})
