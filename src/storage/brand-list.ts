// The compiled list of brands, which comes with the program. It is read when a name is first worked out, not at start.
import fs from 'node:fs'
import { createBrands } from '../domain/payoree/brand-lookup.ts'
import { readBrandFile } from '../domain/payoree/brand-file.ts'
import { indexBrands } from '../domain/payoree/brand-index.ts'
import type { Brands } from '../domain/payoree/brands.ts'
import { knownBrands } from '../domain/payoree/known/all.ts'

const FILE = new URL('../../assets/brands.tsv', import.meta.url)

let brands: Brands | null = null

/** Our own list leads; the compiled one adds to it. */
export function brandList(): Brands {
  brands ??= createBrands(indexBrands(knownBrands()), readBrandFile(fs.readFileSync(FILE, 'utf8')))
  return brands
}
