// The profiles that ship, by their column names. Each says only what no export of that bank decides by itself: the
// order of a date and the meaning of a sign. What the file proves otherwise is asked about, never overridden.
import { AMERICA } from './america.ts'
import { CONTINENT } from './continent.ts'
import { ISLANDS } from './islands.ts'
import { headerKey } from './profile.ts'
import type { FileProfile } from './profile.ts'

export const KNOWN_PROFILES: ReadonlyMap<string, FileProfile> = new Map(
  [...AMERICA, ...CONTINENT, ...ISLANDS].map((profile) => [
    headerKey(profile.columns.map(({ header }) => header)),
    profile,
  ]),
)
