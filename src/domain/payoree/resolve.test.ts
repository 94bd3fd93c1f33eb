import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { indexBrands } from './brand-index.ts'
import { createBrands } from './brand-lookup.ts'
import { NO_BRANDS } from './brands.ts'
import { foldWords, squash } from './fold.ts'
import type { PayoreeInput, PayoreeKey, PayoreeKnowledge } from './payoree.ts'
import { resolvePayoree } from './resolve.ts'

const brands = createBrands(
  indexBrands([
    { id: 'Q1', name: 'Copper Kettle', kind: 'amenity/cafe', spellings: ['Copper Kettle', 'cprkettle'], reach: 'fit' },
    { id: 'Q2', name: 'Harbor', kind: 'shop/clothes', spellings: ['Harbor'], reach: 'whole' },
  ]),
)
const knowledge = { aliases: new Map<PayoreeKey, string>(), ownNames: ['Jane Roe'], bankNames: ['First Fake Bank'], brands }
const said = (description: string, more: Partial<PayoreeInput> = {}): PayoreeInput => ({
  description,
  counterpartyName: null,
  direction: 'out',
  ...more,
})
const resolve = (input: PayoreeInput, more: Partial<PayoreeKnowledge> = {}) =>
  resolvePayoree(input, { ...knowledge, ...more })

describe('a payoree', () => {
  test('is the brand that the text begins with, however it is written', () => {
    expect(resolve(said('SQ *CPRKETTLE 0412 PORTLAND OR'))).toMatchObject({
      name: 'Copper Kettle',
      key: 'brand:Q1',
      by: 'brand',
      intermediary: 'Square',
    })
  })

  test('is the same from a file as from an interface that repeats the text', () => {
    const [file, wired] = [
      resolve(said('FOLD AND FETTLE CLOTHING 12')),
      resolve(said('FOLD AND FETTLE CLOTHING 12', { counterpartyName: 'Fold and Fettle' })),
    ]
    expect(wired?.name).toBe(file?.name)
    expect(wired?.keys).toEqual(expect.arrayContaining([...(file?.keys ?? [])]))
  })

  test("is the source's name where the text holds a purpose instead", () => {
    const input = said('Rechnung 4711 vom Mai', { counterpartyName: 'Sonnenkorb Markt GmbH' })
    expect(resolve(input)).toMatchObject({ name: 'Sonnenkorb Markt GmbH', by: 'counterparty' })
  })

  test('has its keys strongest first, and folds the legal form away', () => {
    const input = said('Sonnenkorb Markt GmbH', { counterpartyAccount: 'fake-hash', creditorId: 'de98 zzz 1', enrichedId: 'e1' })
    const keys = ['account:fake-hash', 'creditor:DE98ZZZ1', 'enriched:e1', 'text:sonnenkorbmarkt']
    expect(resolve(input)?.keys).toEqual(keys)
  })

  test('is called what the owner calls any of its keys, the strongest first', () => {
    const aliases = new Map<PayoreeKey, string>([
      ['text:acmecorp', 'By text'],
      ['account:fake-hash', 'By account'],
    ])
    expect(resolve(said('ACME CORP'), { aliases })?.by).toBe('text')
    expect(resolve(said('ACME WORKS'), { aliases: new Map([['text:acmeworks', 'My Acme']]) })?.name).toBe('My Acme')
    expect(resolve(said('ACME WORKS', { counterpartyAccount: 'fake-hash' }), { aliases })?.name).toBe('By account')
    expect(resolve(said('POS DEBIT', { counterpartyAccount: 'fake-hash' }), { aliases })?.name).toBe('By account')
  })

  test('is nobody where the texts say nothing or only the holder', () => {
    expect(resolve(said('ACH WITHDRAWAL 12345'))).toBeNull()
    expect(resolve(said('', { counterpartyName: '' }))).toBeNull()
    expect(resolve(said('Transfer to ROE, JANE Savings', { counterpartyName: 'JANE ROE' }))).toBeNull()
  })

  test('is the other party where the source names the holder', () => {
    expect(resolve(said('Corner Grocer', { counterpartyName: 'Roe Jane' }))?.name).toBe('Corner Grocer')
  })

  test("is not the holder's own bank while the text names another", () => {
    const input = said('Corner Grocer', { counterpartyName: 'FIRST FAKE BANK' })
    expect(resolve(input)?.name).toBe('Corner Grocer')
    expect(resolve(said('Entgeltabrechnung', { counterpartyName: 'First Fake Bank' }))?.name).toBe('First Fake Bank')
  })

  test('behind a network between people is a person, never a brand of that name', () => {
    expect(resolve(said('ZELLE TO HARBOR'))).toMatchObject({ name: 'Harbor', brand: null, intermediary: 'Zelle' })
  })

  test('is doubted where hardly a letter is left', () => {
    expect(resolve(said('POS QX 1234'))?.confidence).toBeLessThan(0.5)
  })

  test("is never the holder, whatever the text says, and resolving any text doesn't throw", () => {
    const name = fc.constantFrom('Jane Roe', 'ROE JANE', 'roe, jane', 'Jane   Roe', 'Jane', 'Roe', 'JANE-ROE')
    const text = fc
      .array(fc.oneof(name, fc.constantFrom('POS', 'to', 'SQ *', 'ltd', '#12'), fc.string({ unit: 'grapheme', maxLength: 10 })), {
        maxLength: 8,
      })
      .map((words) => words.join(' '))
    fc.assert(
      fc.property(text, fc.option(text), fc.constantFrom('in', 'out'), (description, counterpartyName, direction) => {
        const resolved = resolve({ description, counterpartyName, direction }, { brands: NO_BRANDS })
        const squashed = squash(foldWords(resolved?.name ?? ''))
        expect(['janeroe', 'roejane']).not.toContain(squashed)
      }),
      { seed: 7, numRuns: 3_000 },
    )
  })
})
