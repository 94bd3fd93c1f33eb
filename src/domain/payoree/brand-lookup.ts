// Finds the brand that a bank's text begins with, and rather none than a wrong one.
import { matchWords } from '../category/match-words.ts'
import { categoryOfKind } from '../category/osm-kinds.ts'
import { type CategoryCode, categoryOf } from '../category/tree.ts'
import type { Brand, Brands } from './brands.ts'
import { COMMON_WORDS, DESCRIPTORS } from './common-words.ts'
import { foldWords, LEGAL_FORMS, squash } from './fold.ts'
import type { BrandEntry } from './known/known.ts'
import { PAYMENT_WORDS } from './payment-words.ts'
import { isPlace, STATES } from './places.ts'

/** Longer brand names are looked up by their first words. */
const BRAND_WORDS_MAX = 6
/** A name of at most this many letters is too short to be certain whatever follows. */
const SHORT_LENGTH_MAX = 3
/** Before a state, so many words may be a town that no list has. */
const TOWN_WORDS_MAX = 2

type Found = { readonly brand: Brand; readonly isWhole: boolean }

/** Two brands of one name: neither is certain. */
type Ambiguous = 'ambiguous'

/**
 * Brands by the squashed words of their spellings. Earlier lists win over later ones; inside one list two brands of
 * one spelling and different kinds cancel each other.
 */
export function createBrands(...lists: readonly (readonly BrandEntry[])[]): Brands {
  const bySpelling = new Map<string, Found>()
  for (const entries of lists) {
    for (const [spelling, found] of indexOf(entries))
      if (found !== 'ambiguous' && !bySpelling.has(spelling)) bySpelling.set(spelling, found)
  }
  return { find: (words) => findIn(bySpelling, words) }
}

function indexOf(entries: readonly BrandEntry[]): ReadonlyMap<string, Found | Ambiguous> {
  const index = new Map<string, Found | Ambiguous>()
  for (const { id, name, kind, spellings, reach } of entries) {
    const brand = { id, name, kind }
    for (const spelling of spellings) {
      const words = foldWords(spelling)
      const key = squash(words)
      if (key === '') continue
      const before = index.get(key)
      if (before === undefined) index.set(key, { brand, isWhole: reach === 'whole' || (reach === 'fit' && isTooCommon(words)) })
      else if (before !== 'ambiguous' && before.brand.kind !== kind) index.set(key, 'ambiguous')
    }
  }
  return index
}

function isTooCommon(words: readonly string[]): boolean {
  const [only] = words
  if (only === undefined || squash(words).length <= SHORT_LENGTH_MAX) return true
  return words.length === 1 && COMMON_WORDS.has(only)
}

function findIn(index: ReadonlyMap<string, Found>, words: readonly string[]): Brand | null {
  const brand = findAtStart(index, words) ?? findGlued(index, words)
  if (brand !== null || words.length < 2 || !BEFORE_NAMES.has(words[0] ?? '')) return brand
  const behind = findAtStart(index, words.slice(1))
  return behind === null || isAnotherKind(behind, words) ? null : behind
}

/** Words that stand before a brand's name in some languages: `Hotel Ibis`, `www.example.com`. */
const BEFORE_NAMES = new Set('the www http https hotel restaurant cafe station tankstelle pharmacie apotheke supermarkt magasin'.split(' '))

function findAtStart(index: ReadonlyMap<string, Found>, words: readonly string[]): Brand | null {
  for (let count = Math.min(BRAND_WORDS_MAX, words.length); count > 0; count -= 1) {
    const found = index.get(squash(words.slice(0, count)))
    if (found === undefined) continue
    if (!found.isWhole || (isHarmless(words.slice(count)) && !isAnotherKind(found.brand, words))) return found.brand
  }
  return null
}

/** What banks and networks write to the end of a name without a space: `SPOTIFYUSA`, `BESTBUYCOM`. */
const GLUED = /(com|inc|llc|ltd|usa|usai|us|uk|gmbh|eu|ab|limi)$/u
/** A shorter rest is no name to be certain of. */
const GLUED_NAME_LENGTH_MIN = 6

function findGlued(index: ReadonlyMap<string, Found>, [first = '', ...rest]: readonly string[]): Brand | null {
  const name = first.replace(GLUED, '')
  return name === first || name.length < GLUED_NAME_LENGTH_MIN ? null : findAtStart(index, [name, ...rest])
}

/** `A1 Supermarket` is not A1, the telephone company. */
function isAnotherKind({ kind }: Brand, words: readonly string[]): boolean {
  const [said, known] = [matchWords(words.join(' '), 'out')?.category, categoryOfKind(kind)]
  if (said === undefined || known === null || said === known) return false
  return categoryOf(said)?.kind === 'expense' && topOf(said) !== topOf(known)
}

const topOf = (code: CategoryCode): string => categoryOf(code)?.parent ?? code

/** Whether nothing in these words can belong to another shop's name. */
function isHarmless(rest: readonly string[]): boolean {
  const number = rest.findIndex(hasDigit)
  // Behind a shop's number there is only its place.
  const words = number === -1 ? rest : rest.slice(0, number)
  const town = words.length > 1 && STATES.has(words.at(-1) ?? '') ? words.slice(0, -1 - TOWN_WORDS_MAX) : words
  return town.every((word) => DESCRIPTORS.has(word) || PAYMENT_WORDS.has(word) || LEGAL_FORMS.has(word) || isPlace(word))
}

const hasDigit = (word: string): boolean => /\d/u.test(word)
