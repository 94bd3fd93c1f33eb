import { describe, expect, test } from 'vitest'
import { readBrandFile, writeBrandFile } from './brand-file.ts'
import { indexBrands } from './brand-index.ts'
import { createBrands } from './brand-lookup.ts'
import { foldWords } from './fold.ts'
import { knownBrands } from './known/all.ts'
import type { BrandEntry } from './known/known.ts'

const entry = (name: string, kind: string, reach: BrandEntry['reach'] = 'fit', spellings = [name]): BrandEntry => ({
  id: name,
  name,
  kind,
  spellings,
  reach,
})
const known = createBrands(indexBrands(knownBrands()))
const find = (text: string) => known.find(foldWords(text))?.name ?? null

describe('a brand', () => {
  test('is found by any spelling, whatever follows', () => {
    expect(find("MCDONALD'S #12345 ANYTOWN")).toBe("McDonald's")
    expect(find('H M HENNES MAURITZ')).toBe('H&M')
    expect(find('AT T WIRELESS')).toBe('AT&T')
    expect(find('THE HOME DEPOT 8934')).toBe('Home Depot')
    expect(find('HOTEL IBIS BERLIN')).toBe('Ibis')
    expect(find('BESTBUYCOM 8057')).toBe('Best Buy')
  })

  test('that is a common word is found only where no other name follows', () => {
    expect(find('TARGET 00012345 ANYTOWN')).toBe('Target')
    expect(find('TARGET')).toBe('Target')
    expect(find('TARGET PRACTICE RANGE')).toBeNull()
    expect(find('SUBWAY TILES DIRECT')).toBeNull()
    expect(find('SUBWAY ANYTOWN IL')).toBe('Subway')
  })

  test('of a common word is none where the words say another kind of shop', () => {
    const brands = createBrands(indexBrands([entry('Orbis', 'shop/telecommunication', 'whole')]))
    expect(brands.find(['orbis', 'store'])?.name).toBe('Orbis')
    expect(brands.find(['orbis', 'supermarket'])).toBeNull()
  })

  test('is the longest that the text begins with', () => {
    expect(find('AMAZON PRIME VIDEO')).toBe('Prime Video')
    expect(find('UBER EATS 8005928996')).toBe('Uber Eats')
  })

  test('is none where two of different kinds share the name, and an earlier list decides', () => {
    const [cafe, shop] = [entry('Mira Mira', 'amenity/cafe'), entry('MiraMira', 'shop/shoes')]
    expect(createBrands(indexBrands([cafe, shop])).find(['mira', 'mira'])).toBeNull()
    expect(createBrands(indexBrands([shop]), indexBrands([cafe])).find(['mira', 'mira'])?.name).toBe('MiraMira')
  })

  test('written by hand has one kind per spelling', () => {
    const kinds = new Map<string, string>()
    for (const { spellings, kind } of knownBrands()) {
      for (const key of spellings.map((spelling) => foldWords(spelling).join(''))) {
        expect(`${key} ${kinds.get(key) ?? kind}`).toBe(`${key} ${kind}`)
        kinds.set(key, kind)
      }
    }
  })
})

describe('the file of brands', () => {
  test('reads back what was written', () => {
    const entries = [entry('Mira', 'shop/shoes', 'whole'), entry('Ona & Co', 'shop/shoes', 'fit', ['Ona & Co', 'onaco'])]
    const index = indexBrands(entries)
    expect(index.size).toBe(2)
    expect(readBrandFile(writeBrandFile(index))).toEqual(index)
  })
})
