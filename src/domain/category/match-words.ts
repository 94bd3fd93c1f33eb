// Finds what a text's words say a payment was for.
import { foldWords } from '../payoree/fold.ts'
import type { Direction } from '../payoree/payoree.ts'
import { type CategoryCode, categoryOf, isCategoryCode } from './tree.ts'
import { INCOME_WORDS, SPENDING_WORDS, TRANSFER_WORDS, type WordList } from './words.ts'

/** Bank texts are short; what follows is reference. */
const WORDS_MAX = 24
/** Longest phrase in the lists. */
const PHRASE_WORDS_MAX = 5

/** How sure words are: a phrase of several says more than one word, one of two meanings less. */
const CONFIDENCE = { phrase: 0.9, word: 0.8, lastOfSeveral: 0.7 } as const

export type WordMatch = { readonly category: CategoryCode; readonly confidence: number }

type Phrases = ReadonlyMap<string, CategoryCode>
type Hit = { readonly category: CategoryCode; readonly at: number; readonly count: number }

/** Banks cut texts at 18 to 25 characters: from this length on the end may be part of a word. */
const CUT_TEXT_LENGTH_MIN = 17
/** So much of a phrase must be left to know it. */
const CUT_PHRASE_LENGTH_MIN = 6

function phrasesOf(list: WordList): Phrases {
  const phrases = new Map<string, CategoryCode>()
  for (const [code, text] of Object.entries(list)) {
    if (!isCategoryCode(code)) continue
    // The first list that has a phrase keeps it.
    for (const phrase of text.split(', ')) if (!phrases.has(phrase)) phrases.set(phrase, code)
  }
  return phrases
}

const SPENDING = phrasesOf(SPENDING_WORDS)
const INCOME = phrasesOf(INCOME_WORDS)
const TRANSFERS = phrasesOf(TRANSFER_WORDS)
/** `ATM fee` is a fee, though `ATM` is cash: of both lists the longer phrase counts. */
const LEAVING: Phrases = new Map([...TRANSFERS, ...SPENDING])

/** Money that comes back has the category that it was spent in. */
const GIVEN_BACK: ReadonlySet<string> = new Set(
  'refund refunded reversal return returned ruckzahlung erstattung ruckerstattung retoure remboursement reembolso devolucion rimborso storno zwrot terugbetaling aterbetalning refusjon tilbagebetaling credit'.split(' '),
)

/**
 * What the words say, or null where they say nothing or several things. Income only of money that arrives; money that
 * arrives counts as spending only where the text says that it comes back.
 */
export function matchWords(text: string, direction: Direction): WordMatch | null {
  const kept = KEPT[direction]
  const known = kept.get(text)
  if (known !== undefined) return known
  if (kept.size >= TEXTS_MAX) kept.clear()
  const match = matchNew(text, direction)
  kept.set(text, match)
  return match
}

/** A person's rows repeat a few thousand texts. */
const TEXTS_MAX = 5_000
const KEPT: Readonly<Record<Direction, Map<string, WordMatch | null>>> = { in: new Map(), out: new Map() }

function matchNew(text: string, direction: Direction): WordMatch | null {
  const words = foldWords(text).slice(0, WORDS_MAX)
  if (direction === 'out') return decide(hitsIn(words, LEAVING), words)
  const arriving = decide(hitsIn(words, INCOME), words) ?? decide(hitsIn(words, TRANSFERS), words)
  if (arriving !== null) return arriving
  return words.some((word) => GIVEN_BACK.has(word)) ? decide(hitsIn(words, SPENDING), words) : null
}

/** The hits from left to right, the longest phrase at each place. */
function hitsIn(words: readonly string[], phrases: Phrases): readonly Hit[] {
  const hits: Hit[] = []
  for (let at = 0; at < words.length; ) {
    const hit = hitAt(words, at, phrases)
    if (hit !== null) hits.push(hit)
    at += hit?.count ?? 1
  }
  return hits.length > 0 || words.join(' ').length < CUT_TEXT_LENGTH_MIN ? hits : cutHits(words, phrases)
}

/** The phrase that a cut text ends in the middle of, where all phrases that it can be mean the same. */
function cutHits(words: readonly string[], phrases: Phrases): readonly Hit[] {
  const beginnings = beginningsOf(phrases)
  for (let count = Math.min(PHRASE_WORDS_MAX, words.length); count > 0; count -= 1) {
    const category = beginnings.get(words.slice(-count).join(' '))
    if (category != null) return [{ category, at: words.length - count, count }]
  }
  return []
}

const BEGINNINGS = new WeakMap<Phrases, ReadonlyMap<string, CategoryCode | null>>()

/** Every beginning of a phrase that ends inside a word; null where phrases of several meanings begin like it. */
function beginningsOf(phrases: Phrases): ReadonlyMap<string, CategoryCode | null> {
  const kept = BEGINNINGS.get(phrases)
  if (kept !== undefined) return kept
  const beginnings = new Map<string, CategoryCode | null>()
  for (const [phrase, category] of phrases) {
    for (let length = CUT_PHRASE_LENGTH_MIN; length < phrase.length; length += 1) {
      if (phrase[length] === ' ' || phrase[length - 1] === ' ') continue
      const beginning = phrase.slice(0, length)
      const before = beginnings.get(beginning)
      beginnings.set(beginning, before === undefined || before === category ? category : null)
    }
  }
  BEGINNINGS.set(phrases, beginnings)
  return beginnings
}

function hitAt(words: readonly string[], at: number, phrases: Phrases): Hit | null {
  for (let count = Math.min(PHRASE_WORDS_MAX, words.length - at); count > 0; count -= 1) {
    const category = phrases.get(words.slice(at, at + count).join(' '))
    if (category !== undefined) return { category, at, count }
  }
  return null
}

/** One meaning decides; of several the longest phrase, else the last word where the name ends with it. */
function decide(hits: readonly Hit[], words: readonly string[]): WordMatch | null {
  const [first] = hits
  const last = hits.at(-1)
  if (first === undefined || last === undefined) return null
  const meanings = new Set(hits.map(({ category }) => category))
  const isPhrase = hits.some(({ count }) => count > 1)
  if (meanings.size === 1) return { category: first.category, confidence: isPhrase ? CONFIDENCE.phrase : CONFIDENCE.word }
  const longest = Math.max(...hits.map(({ count }) => count))
  const longestHits = hits.filter(({ count }) => count === longest)
  const longestMeanings = new Set(longestHits.map(({ category }) => category))
  const [longestHit] = longestHits
  if (longest > 1 && longestMeanings.size === 1 && longestHit !== undefined)
    return { category: longestHit.category, confidence: CONFIDENCE.word }
  if (isHead(last, words) || isOneBranch(hits)) return { category: last.category, confidence: CONFIDENCE.lastOfSeveral }
  return null
}

/** The last word before numbers and the like: in most names it says what the rest describes. */
const isHead = ({ at, count }: Hit, words: readonly string[]): boolean =>
  words.slice(at + count).every((word) => /\d/u.test(word) || word.length <= 2)

const isOneBranch = (hits: readonly Hit[]): boolean =>
  new Set(hits.map(({ category }) => categoryOf(category)?.parent ?? category)).size === 1
