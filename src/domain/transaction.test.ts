import { describe, expect, test } from 'vitest'
import { parseCurrency } from './currency.ts'
import type { RuleId } from './ids.ts'
import { money } from './money.ts'
import { hasIntent, NOTHING_DERIVED, visible } from './transaction.ts'
import type { Derived, Evidence } from './transaction.ts'

const usd = parseCurrency('USD')
if (usd === null) throw new Error('USD is a currency')

const evidence: Evidence = {
  status: 'posted',
  amount: money(-450n, usd),
  postedOn: null,
  transactionOn: null,
  description: 'TST* TARTINE',
  counterpartyName: 'Tartine',
  counterpartyAccountMask: null,
  providerCategory: null,
  reference: null,
  isRemoved: false,
}
const derived: Derived = {
  ...NOTHING_DERIVED,
  payoree: { name: 'Tartine Bakery', key: 'text:tartine', by: 'alias' },
  category: { id: 'food.coffee', by: 'words', confidence: 0.9 },
  note: { value: 'breakfast', by: 'rule-1' as RuleId },
  ignored: { value: true, by: 'rule-2' as RuleId },
}

describe('the three layers', () => {
  test('what is shown is intent, else derived, else evidence', () => {
    expect(visible({ evidence, derived, intent: { payoree: 'Cafe' } }).payoree).toBe('Cafe')
    expect(visible({ evidence, derived, intent: {} }).payoree).toBe('Tartine Bakery')
    expect(visible({ evidence, derived: NOTHING_DERIVED, intent: {} }).payoree).toBe('Tartine')
  })

  test('an empty value that the person set is a value', () => {
    const intent = { payoree: null, category: null, note: null, isHidden: false }
    expect(visible({ evidence, derived, intent })).toMatchObject(intent)
    expect(hasIntent(intent)).toBe(true)
    expect(hasIntent({ isHidden: false })).toBe(true)
    expect(hasIntent({})).toBe(false)
  })
})
