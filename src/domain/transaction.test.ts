import { describe, expect, test } from 'vitest'
import { parseCurrency } from './currency.ts'
import { money } from './money.ts'
import { hasIntent, visible } from './transaction.ts'
import type { Evidence } from './transaction.ts'

const usd = parseCurrency('USD')
if (usd === null) throw new Error('USD is a currency')

const evidence: Evidence = {
  status: 'posted',
  amount: money(-450n, usd),
  postedOn: null,
  transactionOn: null,
  description: 'TST* TARTINE',
  counterpartyName: 'Tartine',
  isRemoved: false,
}
const derived = { payoree: 'Tartine Bakery', category: 'Coffee' }

describe('the three layers', () => {
  test('what is shown is intent, else derived, else evidence', () => {
    expect(visible({ evidence, derived, intent: { payoree: 'Cafe' } }).payoree).toBe('Cafe')
    expect(visible({ evidence, derived, intent: {} }).payoree).toBe('Tartine Bakery')
    expect(visible({ evidence, derived: { payoree: null, category: null }, intent: {} }).payoree).toBe('Tartine')
  })

  test('an empty value that the person set is a value', () => {
    const intent = { payoree: null, category: null }
    expect(visible({ evidence, derived, intent })).toMatchObject({ payoree: null, category: null })
    expect(hasIntent(intent)).toBe(true)
    expect(hasIntent({ isHidden: false })).toBe(true)
    expect(hasIntent({})).toBe(false)
  })
})
