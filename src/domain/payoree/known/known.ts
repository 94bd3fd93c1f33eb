// The hand-written brands as entries of the lookup.
import type { CategoryCode } from '../../category/tree.ts'
import { foldText } from '../fold.ts'

/** Per category one text of brands, divided by `;`: see `food.ts` for the notation. */
export type KnownBrands = Readonly<Partial<Record<CategoryCode, string>>>

export type BrandEntry = {
  readonly id: string
  readonly name: string
  readonly kind: string
  /** How the name is written in bank texts; the name itself is one of them. */
  readonly spellings: readonly string[]
  /**
   * How much of a text must be the name. `whole`: it is a common word, so nothing may follow but numbers, places and
   * the like. `start`: anything may follow. `fit`: by the name's length and words.
   */
  readonly reach: 'whole' | 'start' | 'fit'
}

const REACHES: Readonly<Record<string, BrandEntry['reach']>> = { '~': 'whole', '!': 'start' }

/** Reads the notation. */
export function readKnownBrands(brands: KnownBrands): readonly BrandEntry[] {
  return Object.entries(brands).flatMap(([category, text]) =>
    text
      .split(';')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '')
      .map((entry) => readEntry(entry, `category/${category}`)),
  )
}

function readEntry(entry: string, kind: string): BrandEntry {
  const reach = REACHES[entry.charAt(0)] ?? 'fit'
  const [name = '', others = '', only] = (reach === 'fit' ? entry : entry.slice(1)).split('=')
  const spellings = (only === undefined ? [name, ...others.split('|')] : only.split('|')).map((spelling) => spelling.trim()).filter((spelling) => spelling !== '')
  return { id: foldText(name).replaceAll(' ', '-'), name: name.trim(), kind, spellings, reach }
}
