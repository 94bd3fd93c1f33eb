// All hand-written brands, read once when first asked for.
import { FOOD } from './food.ts'
import { type BrandEntry, readKnownBrands } from './known.ts'
import { LIVING } from './living.ts'
import { ONLINE } from './online.ts'
import { SHOPS } from './shops.ts'

let entries: readonly BrandEntry[] | null = null

export function knownBrands(): readonly BrandEntry[] {
  entries ??= [FOOD, SHOPS, LIVING, ONLINE].flatMap(readKnownBrands)
  return entries
}
