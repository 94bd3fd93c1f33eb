// Whether the party that a text names may be one of the person's own payorees without being recognised as it. Then it is
// asked, and the bank's text stands until the answer.
import { foldWords, LEGAL_FORMS, squash } from './fold.ts'
import type { Intermediary, PayoreeKey, PayoreeKnowledge } from './payoree.ts'

/** Why it is not certain. */
export type PayoreeDoubtKind = 'split' | 'cut' | 'intermediary'

/** One of the person's own payorees that the text may mean. */
export type PayoreeCandidate = {
  readonly name: string
  /** 0 to 1: how much of the shorter text the two have in common. */
  readonly fit: number
}

export type PayoreeDoubt = {
  readonly kind: PayoreeDoubtKind
  /** The likeliest first. */
  readonly candidates: readonly [PayoreeCandidate, ...PayoreeCandidate[]]
}

/** The party as it is recognised now, by the bank's text alone. */
export type NamedByBank = {
  readonly name: string
  readonly key: PayoreeKey
  /** Every key of the movement, strongest first. */
  readonly keys: readonly PayoreeKey[]
  readonly intermediary: Intermediary | null
  /** The text that the name was taken from, as the bank wrote it. */
  readonly description: string
}

/** Less in common than this is another party. */
const FIT_MIN = 0.75
/** Behind an intermediary's mark the bank has room for little of a name. */
const FIT_BEHIND_MARK_MIN = 0.6
/** Candidates that are this much apart are not about equal. */
const MARGIN = 0.15
/** Shorter beginnings are met by chance. */
const LETTERS_MIN = 4
/** Banks cut texts at 17 characters and later; a shorter one ends where it ends. */
const CUT_TEXT_MIN = 17
/** Candidates that a question shows. */
const CANDIDATES_MAX = 4
/** Own names that begin alike and are weighed; a person has a few hundred in all. */
const ALIKE_MAX = 200

/** The doubt about a name that only the bank gives, or null where nothing speaks for another. Pure. */
export function doubtOf(named: NamedByBank, aliases: PayoreeKnowledge['aliases']): PayoreeDoubt | null {
  // What the person said of this very key stands.
  if (aliases.size === 0 || aliases.has(named.key)) return null
  const said = saidOfOtherKeys(named, aliases)
  if (said.length > 0) return said.length > 1 ? doubt('split', said) : null
  const words = wordsOf(named.name)
  if (squash(words).length < LETTERS_MIN) return null
  const own = ownNames(aliases).get(beginningOf(words)) ?? []
  const fits = own.slice(0, ALIKE_MAX).map((each) => fitOf(words, each, isAtEnd(named)))
  const best = bestByName(fits)
  const [first] = best
  // Called the same already, an answer would change nothing.
  if (first === undefined || best.some(({ name }) => squash(wordsOf(name)) === squash(words))) return null
  const equal = best.filter(({ fit }) => fit >= FIT_MIN && first.fit - fit < MARGIN)
  if (new Set(equal.map(({ name }) => name)).size > 1) return doubt(equal.every(({ isCut }) => isCut) ? 'cut' : 'split', equal)
  if (named.intermediary === null || first.fit < FIT_BEHIND_MARK_MIN) return null
  return doubt('intermediary', best.filter(({ fit }) => fit >= FIT_BEHIND_MARK_MIN))
}

function doubt(kind: PayoreeDoubtKind, found: readonly PayoreeCandidate[]): PayoreeDoubt | null {
  const [first, ...rest] = found.slice(0, CANDIDATES_MAX).map(({ name, fit }) => ({ name, fit: Math.round(fit * 100) / 100 }))
  return first === undefined ? null : { kind, candidates: [first, ...rest] }
}

/** The source's name and the text are keys of two parties that the person has named. */
function saidOfOtherKeys({ keys }: NamedByBank, aliases: PayoreeKnowledge['aliases']): readonly PayoreeCandidate[] {
  const names = new Set(keys.flatMap((key) => aliases.get(key) ?? []))
  return [...names].map((name) => ({ name, fit: 1 }))
}

type OwnName = { readonly name: string; readonly words: readonly string[] }

/** By the person's names, which are another map after every change. */
const OWN_NAMES = new WeakMap<PayoreeKnowledge['aliases'], ReadonlyMap<string, readonly OwnName[]>>()

/** The person's own payorees by how their names begin. */
function ownNames(aliases: PayoreeKnowledge['aliases']): ReadonlyMap<string, readonly OwnName[]> {
  const known = OWN_NAMES.get(aliases)
  if (known !== undefined) return known
  const own = [...new Set(aliases.values())].flatMap((name): OwnName[] => {
    const words = wordsOf(name)
    return squash(words).length < LETTERS_MIN ? [] : [{ name, words }]
  })
  const byBeginning = Map.groupBy(own, ({ words }) => beginningOf(words))
  OWN_NAMES.set(aliases, byBeginning)
  return byBeginning
}

const wordsOf = (name: string): readonly string[] => foldWords(name).filter((word) => !LEGAL_FORMS.has(word))

const beginningOf = (words: readonly string[]): string => squash(words).slice(0, LETTERS_MIN)

/** Nothing stands behind the name, so that it may be the text's length that ended it. */
const isAtEnd = ({ name, description }: NamedByBank): boolean =>
  description.trim().length >= CUT_TEXT_MIN && squash(foldWords(description)).endsWith(squash(foldWords(name)))

type Fit = PayoreeCandidate & { readonly isCut: boolean }

/** Words from the first on that both have, measured in letters by the shorter of the two. */
function fitOf(words: readonly string[], { name, words: own }: OwnName, mayBeCut: boolean): Fit {
  const [text, whole] = [squash(words), squash(own)]
  if (mayBeCut && whole.length > text.length && whole.startsWith(text)) {
    return { name, fit: 1, isCut: !own.some((_, at) => squash(own.slice(0, at)) === text) }
  }
  const differs = words.findIndex((word, at) => word !== own[at])
  const common = words.slice(0, differs === -1 ? words.length : differs).join('').length
  const shorter = Math.min(words.join('').length, own.join('').length)
  return { name, fit: common < LETTERS_MIN ? 0 : common / shorter, isCut: false }
}

/** The best of each name, the likeliest first; of equal ones, in the order of their names. */
function bestByName(fits: readonly Fit[]): readonly Fit[] {
  const best = new Map<string, Fit>()
  for (const fit of fits) if (fit.fit > (best.get(fit.name)?.fit ?? 0)) best.set(fit.name, fit)
  return [...best.values()].toSorted((one, other) => other.fit - one.fit || (one.name < other.name ? -1 : 1))
}
