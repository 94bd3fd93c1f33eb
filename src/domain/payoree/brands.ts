// Known businesses, found by their name at the beginning of a cleaned bank text.

/** One business or chain. */
export type Brand = {
  /** Stable: the Wikidata id where there is one, else the folded name. */
  readonly id: string
  readonly name: string
  /** What it is, as OpenStreetMap says it (`shop/supermarket`) or `category/<id of our tree>`. */
  readonly kind: string
}

/** A lookup of brands; pure and passed in, since the list is a large file. */
export type Brands = {
  /** The brand that these words name, or null where none does for certain. Words are folded: see `fold.ts`. */
  find(words: readonly string[]): Brand | null
}

/** Knows nobody. */
export const NO_BRANDS: Brands = { find: () => null }
