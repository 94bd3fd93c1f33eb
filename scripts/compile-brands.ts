// Compiles the brands of name-suggestion-index (BSD 3-Clause, see NOTICE) into assets/brands.tsv, which is committed:
// the package is 99 MB that nobody who runs Tributary needs. To take a newer list:
//
//   npm pack name-suggestion-index@VERSION && tar xzf name-suggestion-index-VERSION.tgz
//   node run.mjs scripts/compile-brands.ts package/dist/json/nsi.min.json
//
// With --check it only compares.
import fs from 'node:fs'
import process from 'node:process'
import { categoryOfKind } from '../src/domain/category/osm-kinds.ts'
import { writeBrandFile } from '../src/domain/payoree/brand-file.ts'
import { indexBrands } from '../src/domain/payoree/brand-index.ts'
import { COMMON_WORDS } from '../src/domain/payoree/common-words.ts'
import { foldWords, squash } from '../src/domain/payoree/fold.ts'
import { isPlace } from '../src/domain/payoree/places.ts'
import type { BrandEntry } from '../src/domain/payoree/known/known.ts'

type Tags = Readonly<Record<string, string>>
type Suggestion = { readonly displayName: string; readonly id: string; readonly tags: Tags; readonly matchNames?: string[] }
type Index = { readonly nsi: Readonly<Record<string, { readonly items: readonly Suggestion[] }>> }

const TARGET = new URL('../assets/brands.tsv', import.meta.url)
const TREE = 'brands/'

/** A name of several words names its brand whatever follows when it is at least this long. */
const TELLING_LENGTH_MIN = 10
/** A word that stands in the names of so many brands is no sign of one. */
const WIDESPREAD_BRANDS_MIN = 8
/** Spellings shorter than this are initials that others share. */
const SPELLING_LENGTH_MIN = 4

function suggestionsOf({ nsi }: Index): readonly (Suggestion & { readonly kind: string })[] {
  return Object.entries(nsi)
    .filter(([path]) => path.startsWith(TREE))
    .map(([path, { items }]) => ({ kind: path.slice(TREE.length), items }))
    .filter(({ kind }) => categoryOfKind(kind) !== null)
    .flatMap(({ kind, items }) => items.map((suggestion) => ({ ...suggestion, kind })))
}

/** In how many brands' names each word stands. */
function countWords(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) for (const word of new Set(foldWords(name))) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

function compile(index: Index): string {
  const suggestions = suggestionsOf(index)
  const counts = countWords(suggestions.map(({ displayName }) => displayName))
  const isWidespread = (word: string) => (counts.get(word) ?? 0) >= WIDESPREAD_BRANDS_MIN
  const entries = suggestions.flatMap((suggestion) =>
    namesOf(suggestion).flatMap(({ name, spellings }): BrandEntry[] => {
      const names = spellings.filter((spelling) => isName(spelling, isWidespread))
      // A brand whose own name is everybody's word is not known by another.
      if (!names.includes(name)) return []
      const isTelling = names.every((spelling) => isTellingName(spelling, isWidespread))
      const id = suggestion.tags['brand:wikidata'] ?? suggestion.id
      return [{ id, name, kind: suggestion.kind, spellings: names, reach: isTelling ? 'fit' : 'whole' }]
    }),
  )
  return writeBrandFile(indexBrands(entries))
}

/** Several words of its own and long: whatever follows, it is that brand. */
function isTellingName(name: string, isWidespread: (word: string) => boolean): boolean {
  const words = foldWords(name)
  return words.filter((word) => !isWidespread(word)).length >= 2 && squash(words).length >= TELLING_LENGTH_MIN
}

/** Everybody's words and initials name nobody for certain. */
function isName(spelling: string, isWidespread: (word: string) => boolean): boolean {
  const words = foldWords(spelling).filter((word) => word !== 'the')
  const [only] = words
  if (squash(words).length < SPELLING_LENGTH_MIN || words.every(isWidespread)) return false
  return !(words.length === 1 && only !== undefined && (COMMON_WORDS.has(only) || isPlace(only)))
}

/** A brand by its name in its own script and by its English one, each with the spellings of that name. */
function namesOf({ tags, displayName, matchNames = [] }: Suggestion): readonly { name: string; spellings: string[] }[] {
  const name = plain(tags['brand'] ?? displayName)
  const english = plain(tags['brand:en'] ?? tags['name:en'] ?? '')
  const others = [tags['name'], tags['official_name'], ...matchNames.filter(isLong)].flatMap((other) => other?.split(';') ?? [])
  const own = { name, spellings: distinct([name, ...others.map(plain)]) }
  const isSame = english === '' || squash(foldWords(english)) === squash(foldWords(name))
  return isSame ? [own] : [own, { name: english, spellings: [english] }]
}

/** Another name counts when it is long: short ones are initials and everybody's words. */
const isLong = (spelling: string): boolean => foldWords(spelling).length >= 2 && squash(foldWords(spelling)).length >= TELLING_LENGTH_MIN

const distinct = (spellings: readonly string[]): string[] => [
  ...new Map(spellings.toReversed().map((spelling) => [squash(foldWords(spelling)), spelling])).values(),
]

/** Without the signs that divide the file. */
const plain = (text: string): string => text.replace(/[\t\n|]+/gu, ' ').replace(/^[#~]+/u, '').trim()

const [source] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
if (source === undefined) {
  process.stderr.write('usage: node run.mjs scripts/compile-brands.ts NSI.min.json [--check]\n')
  process.exit(1)
}
const compiled = compile(JSON.parse(fs.readFileSync(source, 'utf8')) as Index)
if (!process.argv.includes('--check')) fs.writeFileSync(TARGET, compiled)
else if (fs.readFileSync(TARGET, 'utf8') !== compiled) {
  process.stderr.write('assets/brands.tsv is not what the list of brands says: compile it again\n')
  process.exitCode = 1
}
