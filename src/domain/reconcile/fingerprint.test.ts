import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseInstant } from '../calendar.ts'
import type { SourceRecord } from '../source-record.ts'
import { contentHash, contentKey } from './fingerprint.ts'
import { day, stated } from './fixtures.ts'

const { record } = stated('2026-03-01', -450, 'TARTINE', 'a')
const usd = record.amount.currency

const CHANGES: Readonly<Record<string, Partial<SourceRecord>>> = {
  status: { status: 'pending' },
  amount: { amount: { minor: -451n, currency: usd } },
  postedOn: { postedOn: day('2026-03-02') },
  transactionOn: { transactionOn: day('2026-03-01') },
  occurredAt: { occurredAt: parseInstant('2026-03-01T10:00:00Z') },
  description: { description: 'TARTINE ' },
  counterpartyName: { counterpartyName: '' },
  counterpartyAccountMask: { counterpartyAccountMask: '1234' },
  categoryScheme: { providerCategory: { scheme: 'a', code: 'bc' } },
  categoryCode: { providerCategory: { scheme: 'ab', code: 'c' } },
  supersedes: { supersedes: 'p' },
  balanceAfter: { balanceAfter: { minor: 0n, currency: usd } },
  reference: { reference: 'p' },
}

describe('contentHash', () => {
  test('every field that is said changes it, each in its own way', () => {
    const hashes = Object.values(CHANGES).map((change) => contentHash({ ...record, ...change }))
    expect(new Set([contentHash(record), ...hashes]).size).toBe(hashes.length + 1)
  })

  test('the form of the original does not', () => {
    expect(contentHash({ ...record, raw: { anything: 1 } })).toBe(contentHash(record))
  })

  test('texts can not slip from one field into the next', () => {
    const text = fc.string({ maxLength: 6 })
    fc.assert(
      fc.property(text, text, text, text, (one, two, three, four) => {
        const left = contentHash({ ...record, description: one, reference: two })
        const right = contentHash({ ...record, description: three, reference: four })
        expect(left === right).toBe(one === three && two === four)
      }),
      { seed: 16 },
    )
  })
})

describe('contentKey', () => {
  test('date, status, amount and text change it; account, id and marks in the text do not', () => {
    for (const change of ['status', 'amount', 'postedOn'] as const) {
      expect(contentKey({ ...record, ...CHANGES[change] })).not.toBe(contentKey(record))
    }
    expect(contentKey({ ...record, description: 'TARTINE 2' })).not.toBe(contentKey(record))
    const same = { accountSourceId: 'other', sourceId: 'b', description: ' *tartine* ', reference: 'p' }
    expect(contentKey({ ...record, ...same })).toBe(contentKey(record))
  })

  test('begins with the date', () => {
    expect(contentKey(record)).toMatch(/^2026-03-01 posted -450 USD [0-9a-f]{32}$/)
  })

  test('where the text says nothing, the name of the other party counts', () => {
    const nameless = { ...record, description: '***' }
    expect(contentKey({ ...nameless, counterpartyName: 'Tartine' })).toBe(contentKey(record))
  })
})
