import { describe, expect, test } from 'vitest'
import type { Brands } from './brands.ts'
import { resolveKept } from './kept-payorees.ts'
import type { PayoreeKnowledge } from './payoree.ts'
import { resolvePayoree } from './resolve.ts'

const NO_BRANDS: Brands = { find: () => null }

const knowing = (changes: Partial<PayoreeKnowledge> = {}): PayoreeKnowledge => ({
  aliases: new Map(),
  ownNames: [],
  bankNames: [],
  brands: NO_BRANDS,
  ...changes,
})

const paid = (description: string, counterpartyName: string | null = null) => ({
  description,
  counterpartyName,
  direction: 'out' as const,
})

describe('a kept payoree', () => {
  test('is what naming anew would give, the first time and every other', () => {
    const knowledge = knowing()
    for (const text of ['NORTHGATE MARKET #118', '', '   ', 'NORTHGATE MARKET #118', '12345']) {
      expect(resolveKept(paid(text), knowledge)).toEqual(resolvePayoree(paid(text), knowledge))
    }
  })

  test('is not taken for that of another direction, counterparty or bank', () => {
    const knowledge = knowing()
    const text = 'TRANSFER FROM OLD MILL'
    resolveKept(paid(text), knowledge)
    const others = [
      [{ ...paid(text), direction: 'in' as const }, knowledge],
      [paid(text, 'Harbour Books'), knowledge],
      [paid('OLD MILL BAKERY', 'Old Mill Bank'), { ...knowledge, bankNames: ['Old Mill Bank'] }],
      [paid('OLD MILL BAKERY', 'Old Mill Bank'), knowledge],
    ] as const
    for (const [input, known] of others) expect(resolveKept(input, known)).toEqual(resolvePayoree(input, known))
  })

  test('is forgotten when names, own names or brands are others', () => {
    const before = knowing()
    const key = resolveKept(paid('HARBOUR BOOKS'), before)?.key
    if (key === undefined) throw new Error('the text names nobody')
    const renamed = knowing({ aliases: new Map([[key, 'The bookshop']]) })
    expect(resolveKept(paid('HARBOUR BOOKS'), renamed)?.name).toBe('The bookshop')
    const own = { ...before, ownNames: ['Harbour Books'] }
    expect(resolveKept(paid('HARBOUR BOOKS'), own)).toEqual(resolvePayoree(paid('HARBOUR BOOKS'), own))
    const brand = { id: 'brand', name: 'Harbour', kind: 'shop/books' }
    const branded = { ...before, brands: { find: () => brand } as unknown as Brands }
    expect(resolveKept(paid('HARBOUR BOOKS'), branded)?.name).toBe('Harbour')
  })

  test('stays right when more texts pass than are kept', () => {
    const knowledge = knowing()
    for (let number = 0; number < 2_500; number += 1) resolveKept(paid(`SHOP ${number.toString(36)} LANE`), knowledge)
    expect(resolveKept(paid('SHOP A LANE'), knowledge)).toEqual(resolvePayoree(paid('SHOP A LANE'), knowledge))
  })
})
