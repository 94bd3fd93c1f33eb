// Compiles the brands of name-suggestion-index (BSD 3-Clause, see NOTICE) into assets/brands.tsv:
// `node run.mjs scripts/compile-brands.ts [nsi.min.json]`. With --check it only compares.
import fs from 'node:fs'
import process from 'node:process'
import { categoryOfKind } from '../src/domain/category/osm-kinds.ts'
import { writeBrandFile } from '../src/domain/payoree/brand-file.ts'
import { foldWords, squash } from '../src/domain/payoree/fold.ts'
import type { BrandEntry } from '../src/domain/payoree/known/known.ts'

type Tags = Readonly<Record<string, string>>
type Suggestion = { readonly displayName: string; readonly id: string; readonly tags: Tags; readonly matchNames?: string[] }
type Index = { readonly nsi: Readonly<Record<string, { readonly items: readonly Suggestion[] }>> }

const TARGET = new URL('../assets/brands.tsv', import.meta.url)
const SOURCE = new URL('../node_modules/name-suggestion-index/dist/json/nsi.min.json', import.meta.url)
const TREE = 'brands/'

/** A name of several words names its brand whatever follows when it is at least this long. */
const TELLING_LENGTH_MIN = 10
/** A word that stands in the names of so many brands is no sign of one. */
const WIDESPREAD_BRANDS_MIN = 8
/** Spellings shorter than this are initials that others share. */
const SPELLING_LENGTH_MIN = 3
const SPELLING_TAGS = ['name', 'brand', 'short_name', 'alt_name', 'official_name', 'name:en', 'brand:en']

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
  const entries = suggestions.flatMap((suggestion): BrandEntry[] => {
    const spellings = spellingsOf(suggestion).filter((spelling) => !foldWords(spelling).every(isWidespread))
    const name = suggestion.tags['brand'] ?? suggestion.displayName
    if (spellings.length === 0) return []
    const telling = foldWords(name).filter((word) => !isWidespread(word))
    const isTelling = telling.length >= 2 && squash(foldWords(name)).length >= TELLING_LENGTH_MIN
    const id = suggestion.tags['brand:wikidata'] ?? suggestion.id
    return [{ id, name: plain(name), kind: suggestion.kind, spellings, isCommonWord: !isTelling }]
  })
  return writeBrandFile(entries)
}

function spellingsOf({ tags, matchNames = [], displayName }: Suggestion): readonly string[] {
  const stated = SPELLING_TAGS.flatMap((tag) => tags[tag]?.split(';') ?? [])
  const spellings = [displayName, ...stated, ...matchNames].map(plain)
  const byKey = new Map(spellings.map((spelling) => [squash(foldWords(spelling)), spelling]))
  return [...byKey].filter(([key]) => key.length >= SPELLING_LENGTH_MIN).map(([, spelling]) => spelling)
}

/** Without the signs that divide the file. */
const plain = (text: string): string => text.replace(/[\t\n|]+/gu, ' ').replace(/^[#~]+/u, '').trim()

const [source] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const compiled = compile(JSON.parse(fs.readFileSync(source ?? SOURCE, 'utf8')) as Index)
if (!process.argv.includes('--check')) fs.writeFileSync(TARGET, compiled)
else if (fs.readFileSync(TARGET, 'utf8') !== compiled) {
  process.stderr.write('assets/brands.tsv is not what the list of brands says: run scripts/compile-brands.ts\n')
  process.exitCode = 1
}
