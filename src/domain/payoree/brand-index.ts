// Brands by the squashed words of their spellings, each spelling with what may follow it.
import type { Brand } from './brands.ts'
import { COMMON_WORDS } from './common-words.ts'
import { foldWords, squash } from './fold.ts'
import type { BrandEntry } from './known/known.ts'

/** A name of at most this many letters is too short to be certain whatever follows. */
const SHORT_LENGTH_MAX = 3

/** A brand under one of its spellings; `isWhole`: only where nothing of another name follows. */
export type IndexedBrand = { readonly brand: Brand; readonly isWhole: boolean }
export type BrandIndex = ReadonlyMap<string, IndexedBrand>

/** The index of a list. Two brands of one spelling and different kinds cancel each other: neither is certain. */
export function indexBrands(entries: readonly BrandEntry[]): BrandIndex {
  const [index, ambiguous] = [new Map<string, IndexedBrand>(), new Set<string>()]
  for (const { id, name, kind, spellings, reach } of entries) {
    const brand = { id, name, kind }
    for (const spelling of spellings) {
      const words = foldWords(spelling)
      const key = squash(words)
      const before = index.get(key)
      if (before !== undefined && before.brand.kind !== kind) ambiguous.add(key)
      else if (before === undefined && key !== '')
        index.set(key, { brand, isWhole: reach === 'whole' || (reach === 'fit' && isTooCommon(words)) })
    }
  }
  for (const key of ambiguous) index.delete(key)
  return index
}

function isTooCommon(words: readonly string[]): boolean {
  const [only] = words
  if (only === undefined || squash(words).length <= SHORT_LENGTH_MAX) return true
  return words.length === 1 && COMMON_WORDS.has(only)
}
