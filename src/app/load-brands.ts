// The known brands: hand-written ones and the compiled list that ships with the program.
import fs from 'node:fs'
import { readBrandFile } from '../domain/payoree/brand-file.ts'
import { indexBrands } from '../domain/payoree/brand-index.ts'
import { createBrands } from '../domain/payoree/brand-lookup.ts'
import type { Brands } from '../domain/payoree/brands.ts'
import { knownBrands } from '../domain/payoree/known/all.ts'

const BRAND_FILE = new URL('../../assets/brands.tsv', import.meta.url)

let loaded: Brands | null = null

/** Reads the list at the first call and keeps it: call it where names are first needed, not at the start. */
export function loadBrands(): Brands {
  loaded ??= createBrands(indexBrands(knownBrands()), readBrandFile(fs.readFileSync(BRAND_FILE, 'utf8')))
  return loaded
}
