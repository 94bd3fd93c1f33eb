import { describe, expect, test } from 'vitest'
import { CATEGORIES, isCategoryCode } from '../domain/category/tree.ts'
import { PROVIDER_CATEGORIES } from './registry.ts'

const codeOf = (scheme: string, code: string) => PROVIDER_CATEGORIES.get(scheme)?.get(code)

describe("a provider's category", () => {
  test('means one of ours, whatever version of the taxonomy names it', () => {
    expect(codeOf('plaid-pfc', 'FOOD_AND_DRINK_GROCERIES')).toBe('food.groceries')
    expect(codeOf('plaid-pfc-v1', 'INCOME_WAGES')).toBe('income.salary')
    expect(codeOf('plaid-pfc-v2', 'INCOME_SALARY')).toBe('income.salary')
    expect(codeOf('yodlee', 'Automotive/Fuel')).toBe('transport.fuel')
    expect(codeOf('finicity', 'Gas & Fuel')).toBe('transport.fuel')
  })

  test('that says nothing of a purpose means none', () => {
    expect(codeOf('plaid-pfc-v2', 'OTHER_OTHER')).toBeUndefined()
    expect(codeOf('yodlee', 'Uncategorized')).toBeUndefined()
  })

  test('is always of our tree, where each parent comes before its children', () => {
    for (const codes of PROVIDER_CATEGORIES.values())
      for (const code of codes.values()) expect(isCategoryCode(code)).toBe(true)
    for (const [at, { parent }] of CATEGORIES.entries())
      expect(parent === null || CATEGORIES.slice(0, at).some(({ code }) => code === parent)).toBe(true)
  })
})
