import { describe, expect, test } from 'vitest'
import type { PayoreeKey } from '../payoree/payoree.ts'
import { categorise } from './categorise.ts'
import type { CategoryInput, CategoryKnowledge, CategoryRef } from './category.ts'
import { categoryOfColumn } from './column-words.ts'
import { categoryOfMcc } from './mcc.ts'
import type { CategoryCode } from './tree.ts'

const key: PayoreeKey = 'text:somewhere'
const movement = (description: string, more: Partial<CategoryInput> = {}): CategoryInput => ({
  description,
  counterpartyName: null,
  amountMinor: -1_250n,
  currency: 'EUR',
  direction: 'out',
  payoreeKeys: [key],
  brand: null,
  providerCategory: null,
  ...more,
})
const nothing: CategoryKnowledge = {
  payoreeCategories: new Map(),
  sourceCategories: new Map(),
  model: null,
  providerCategories: new Map([['fake', new Map<string, CategoryCode>([['FOOD', 'food.groceries']])]]),
}
const sort = (input: CategoryInput, more: Partial<CategoryKnowledge> = {}) => categorise(input, { ...nothing, ...more })
const wordsOf = (description: string, direction: 'in' | 'out' = 'out') =>
  sort(movement(description, { direction }))?.category ?? null

describe('evidence for a category', () => {
  const cafe = { id: 'b', name: 'B', kind: 'amenity/cafe' }
  const food = { scheme: 'fake', code: 'FOOD' }

  test("is taken in order: owner, brand, words, sources, network's code, provider", () => {
    const full = movement('CORNER PHARMACY', { brand: cafe, mcc: '5541', providerCategory: food })
    const owned = new Map<PayoreeKey, CategoryRef | null>([[key, 'giving.donations']])
    expect(sort(full, { payoreeCategories: owned })).toMatchObject({ category: 'giving.donations', by: 'payoree' })
    expect(sort(full)).toMatchObject({ category: 'food.coffee', by: 'brand' })
    expect(sort({ ...full, brand: null })).toMatchObject({ category: 'health.pharmacy', by: 'words' })
    const silent = { ...full, brand: null, description: 'XQ 12' }
    const sourceCategories = new Map<PayoreeKey, CategoryCode>([[key, 'travel.other']])
    expect(sort(silent, { sourceCategories })).toMatchObject({ category: 'travel.other', by: 'source' })
    expect(sort(silent)).toMatchObject({ category: 'transport.fuel', by: 'code' })
    expect(sort({ ...silent, mcc: null })).toMatchObject({ category: 'food.groceries', by: 'provider' })
    expect(sort({ ...silent, mcc: null, providerCategory: null })).toBeNull()
  })

  test('of the owner may be that there is none', () => {
    const owned = new Map<PayoreeKey, CategoryRef | null>([[key, null]])
    expect(sort(movement('CORNER PHARMACY'), { payoreeCategories: owned })).toMatchObject({ category: null, by: 'payoree' })
  })

  test("of a provider doesn't change what the text says, so a file and an interface agree", () => {
    const [file, wired] = [movement('CORNER PHARMACY'), movement('CORNER PHARMACY', { providerCategory: food, mcc: '5411' })]
    expect(sort(wired)).toEqual(sort(file))
  })

  test('beside the name of a shop that sells everything is what was bought', () => {
    const market = { id: 'm', name: 'M', kind: 'shop/supermarket' }
    expect(sort(movement('M FUEL CENTER 12', { brand: market }))?.category).toBe('transport.fuel')
    expect(sort(movement('M RESTAURANT', { brand: market }))?.category).toBe('food.groceries')
  })
})

describe('the words of a text', () => {
  const texts: [text: string, category: CategoryCode][] = [
    ['CORNER COFFEE ROASTERS', 'food.coffee'],
    ['BÄCKEREI MORGENROT', 'food.coffee'],
    ['ROSEN-APOTHEKE', 'health.pharmacy'],
    ['GASOLINERA DEL SUR', 'transport.fuel'],
    ['STUDIO DENTISTICO BIANCHI', 'health.dentist'],
    ['PARKING DU CENTRE', 'transport.parking'],
    ['DIERENARTS DE BOER', 'family.pets'],
    ['SZPITAL MIEJSKI', 'health.doctor'],
    ['Miete Mai Musterweg', 'home.rent'],
    ['ATM WITHDRAWAL 1234', 'transfer.cash'],
    ['OVERDRAFT FEE', 'finance.fees'],
    ['HARBOUR SERVICE STATIO', 'transport.fuel'],
  ]
  test.each(texts)('%s: %s', (text, category) => {
    expect(wordsOf(text)).toBe(category)
  })

  test('say nothing where they only say how it was paid', () => {
    for (const text of ['POS DEBIT 1234', 'CHECK #1234', 'WIRE TRANSFER OUT', 'PENDING AUTHORIZATION', 'MISC SERVICES LLC', ''])
      expect(wordsOf(text)).toBeNull()
  })

  test('mean income only when money arrives, and spending then only when it comes back', () => {
    expect(wordsOf('ACME PAYROLL', 'in')).toBe('income.salary')
    expect(wordsOf('ACME PAYROLL', 'out')).toBeNull()
    expect(wordsOf('CORNER PHARMACY', 'in')).toBeNull()
    expect(wordsOf('REFUND CORNER PHARMACY', 'in')).toBe('health.pharmacy')
  })

  test('of several meanings decide by the head of the name, or not at all', () => {
    expect(wordsOf('AIRPORT HOTEL PARKING')).toBe('transport.parking')
    expect(wordsOf('HOTEL PHARMACY OF THE GOLDEN SUN')).toBeNull()
  })
})

describe('codes and columns', () => {
  test('of card networks mean a category by their range, and some mean none', () => {
    expect(categoryOfMcc('5411')).toBe('food.groceries')
    expect(categoryOfMcc('3058')).toBe('travel.flights')
    expect(categoryOfMcc('3501')).toBe('travel.lodging')
    expect(categoryOfMcc('5655')).toBe('shopping.sports')
    expect(categoryOfMcc('5999')).toBeNull()
    expect(categoryOfMcc('x')).toBeNull()
  })

  test("of a file are read in its bank's language, and by the last part of a path", () => {
    expect(categoryOfColumn('Groceries', 'out')).toBe('food.groceries')
    expect(categoryOfColumn('Lebensmittel', 'out')).toBe('food.groceries')
    expect(categoryOfColumn('Auto & Transport: Parking', 'out')).toBe('transport.parking')
    expect(categoryOfColumn('Einkommen', 'in')).toBe('income')
    expect(categoryOfColumn('Project Blue', 'out')).toBeNull()
  })
})
