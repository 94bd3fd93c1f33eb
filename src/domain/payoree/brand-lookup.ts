// Finds the brand that a bank's text begins with, and rather none than a wrong one.
import { matchWords } from '../category/match-words.ts'
import { categoryOfKind } from '../category/osm-kinds.ts'
import { type CategoryCode, categoryOf } from '../category/tree.ts'
import type { Brand, Brands } from './brands.ts'
import type { BrandIndex, IndexedBrand } from './brand-index.ts'
import { DESCRIPTORS } from './common-words.ts'
import { LEGAL_FORMS, squash } from './fold.ts'
import { PAYMENT_WORDS } from './payment-words.ts'
import { isPlace, STATES } from './places.ts'

/** Longer brand names are looked up by their first words. */
const BRAND_WORDS_MAX = 6
/** Before a state, so many words may be a town that no list has. */
const TOWN_WORDS_MAX = 2

type Lookup = (key: string) => IndexedBrand | undefined

/** A lookup in these indexes; an earlier one wins over a later. */
export function createBrands(...indexes: readonly BrandIndex[]): Brands {
  const lookup: Lookup = (key) => indexes.find((index) => index.has(key))?.get(key)
  return { find: (words) => findIn(lookup, words) }
}

function findIn(lookup: Lookup, words: readonly string[]): Brand | null {
  const brand = findAtStart(lookup, words) ?? findGlued(lookup, words)
  if (brand !== null || words.length < 2 || !BEFORE_NAMES.has(words[0] ?? '')) return brand
  const behind = findAtStart(lookup, words.slice(1))
  return behind === null || isAnotherKind(behind, words) ? null : behind
}

/** Words that stand before a brand's name in some languages: `Hotel Ibis`, `www.example.com`. */
const BEFORE_NAMES = new Set('the www http https hotel restaurant cafe station tankstelle gasolinera fitnessstudio supermercado pharmacie apotheke supermarkt magasin'.split(' '))

function findAtStart(lookup: Lookup, words: readonly string[]): Brand | null {
  for (let count = Math.min(BRAND_WORDS_MAX, words.length); count > 0; count -= 1) {
    const found = lookup(squash(words.slice(0, count)))
    if (found === undefined) continue
    if (!found.isWhole || (isHarmless(words.slice(count)) && !isAnotherKind(found.brand, words))) return found.brand
  }
  return null
}

/** What banks and networks write to the end of a name without a space: `SPOTIFYUSA`, `BESTBUYCOM`. */
const GLUED = /(com|inc|llc|ltd|usa|usai|us|uk|gmbh|eu|ab|limi)$/u
/** A shorter rest is no name to be certain of. */
const GLUED_NAME_LENGTH_MIN = 6

function findGlued(lookup: Lookup, [first = '', ...rest]: readonly string[]): Brand | null {
  const name = first.replace(GLUED, '')
  return name === first || name.length < GLUED_NAME_LENGTH_MIN ? null : findAtStart(lookup, [name, ...rest])
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
