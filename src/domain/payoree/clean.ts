// From a bank's text to the name in it. Pure, bounded, and the same for any case and spacing.
import { foldWords } from './fold.ts'
import { bareIntermediary, networkBetweenPeople, starredIntermediary } from './intermediaries.ts'
import { showName } from './name-case.ts'
import { CUT_MARKERS, LEADING_PHRASES, LEADING_WORDS, PARTY_LABELS, TRAILING_WORDS } from './payment-words.ts'
import type { Direction, Intermediary } from './payoree.ts'
import { cityWordsAtEnd, COUNTRIES, STATES } from './places.ts'
import { foldToken, isNumber, isReference, isShopNumber, namesSomebody, webName } from './tokens.ts'

/** Only this much of a text is read: bank texts are at most a few hundred characters, the rest is reference. */
const TEXT_LENGTH_MAX = 512
/** Names longer than this are cut at a word. */
const NAME_LENGTH_MAX = 80
/** Each pass takes something away or is the last; more passes than this no text of `TEXT_LENGTH_MAX` needs. */
const PASSES_MAX = 64
/** A mark before a star is at most this long when nobody knows it. */
const UNKNOWN_MARK_LENGTH_MAX = 3

export type CleanText = {
  /** '' where the text names nobody. Never longer than the text. */
  readonly name: string
  readonly intermediary: Intermediary | null
  /** Folded words in which a brand may stand first, numbers kept: the most careful reading first. */
  readonly brandWords: readonly (readonly string[])[]
}

/** The name in a bank's text, by the way the money went. */
export function cleanText(text: string, direction: Direction = 'out'): CleanText {
  const kept = KEPT[direction].get(text)
  if (kept !== undefined) return kept
  const clean = cleanOnce(text, direction)
  if (text.length > TEXT_LENGTH_MAX) return clean
  if (KEPT[direction].size >= KEPT_MAX) KEPT[direction].clear()
  KEPT[direction].set(text, clean)
  return clean
}

/** Most texts of a ledger come again, letter by letter. */
const KEPT: Readonly<Record<Direction, Map<string, CleanText>>> = { in: new Map(), out: new Map() }
/** At some hundred bytes each a few megabytes. */
const KEPT_MAX = 10_000

function cleanOnce(text: string, direction: Direction): CleanText {
  const start = withoutControls(text)
  const named = afterLabel(start, direction)
  const marked = withoutMarks(named)
  const led = withoutLead(marked.text)
  const brandWords = [marked.text, led].map((each) => foldWords(each.replaceAll(GLUED_NUMBER, '$1 $2')))
  let name = led
  for (let pass = 0; pass < PASSES_MAX; pass += 1) {
    const next = nextName(name, direction)
    if (next === name) break
    name = next
  }
  return { name, intermediary: marked.intermediary, brandWords }
}

function nextName(name: string, direction: Direction): string {
  const marked = withoutMarks(afterLabel(withoutControls(name), direction)).text
  const short = shortened(withoutEnd(beforeDetails(withoutLead(marked))))
  return namesSomebody(short) ? showName(short) : ''
}

/** No control characters, no marks of direction, single spaces. */
function withoutControls(text: string): string {
  const cut = text.slice(0, TEXT_LENGTH_MAX)
  if (PLAIN.test(cut)) return cut.replace(GLUED_TIME, '$1')
  return cut
    .replace(/[\p{Cc}\p{Cs}\p{Co}\p{Cn}\s]+/gu, ' ')
    .replace(/\p{Cf}+/gu, '')
    .replace(GLUED_TIME, '$1')
    .replace(/ {2,}/gu, ' ')
    .trim()
}

/** Printed words with single spaces: nothing to take away. */
const PLAIN = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/u

/** A time that the bank wrote to the front of a name: `23:59CORNER GROCER`. */
const GLUED_TIME = /(^|\s)\d{1,2}:\d{2}(?=\p{L}{3})/gu

/** What stands behind the bank's label of the other party. */
function afterLabel(text: string, direction: Direction): string {
  const lower = text.toLowerCase()
  if (lower.length !== text.length) return text
  for (const label of PARTY_LABELS[direction]) {
    const at = lower.indexOf(label)
    if (at === -1) continue
    const rest = text.slice(at + label.length).trim()
    if (namesSomebody(rest)) return rest
  }
  return text
}

/** Without the mark of who passed the money on, which is remembered. */
function withoutMarks(text: string): { text: string; intermediary: Intermediary | null } {
  const star = text.indexOf('*')
  if (star > 0) {
    const [mark, rest] = [text.slice(0, star).replace(/_+$/u, '').trim(), text.slice(star + 1).replace(/^[*\s]+/u, '')]
    const known = starredIntermediary(foldWords(mark))
    if (known !== null) return { text: namesSomebody(rest) ? rest : mark, intermediary: known }
  }
  const tokens = text.split(' ')
  const first = foldToken(tokens[0] ?? '')
  const rest = tokens.slice(1).join(' ').replace(/^[*_\s-]+/u, '')
  const isMark = bareIntermediary(first) ?? (first === 'sp' || first === 'sq' ? starredIntermediary([first]) : null)
  if (isMark !== null && namesSomebody(rest)) return { text: rest, intermediary: isMark }
  return withoutNetwork(tokens, text)
}

/** `ZELLE TO JANE ROE 1234`: the network passed it on, Jane Roe has it. */
function withoutNetwork(tokens: readonly string[], text: string): { text: string; intermediary: Intermediary | null } {
  const network = networkBetweenPeople(tokens.map(foldToken))
  if (network === null) return { text, intermediary: null }
  const at = tokens.findIndex((token, index) => index >= network.count && PREPOSITIONS.has(foldToken(token)))
  const rest = at === -1 ? '' : tokens.slice(at + 1).join(' ')
  return { text: namesSomebody(rest) ? rest : text, intermediary: network.name }
}

const PREPOSITIONS = new Set(['to', 'from', 'an', 'von', 'a', 'de'])

/** Without the words for the kind of payment in front, as long as a name is left. */
function withoutLead(text: string): string {
  let tokens = text.split(' ')
  for (;;) {
    const count = leadLength(tokens)
    const rest = tokens.slice(count)
    if (count === 0 || !namesSomebody(rest.join(' '))) return tokens.join(' ')
    tokens = rest
  }
}

/** How many tokens in front say how it was paid: a phrase, a word, a number. */
function leadLength(tokens: readonly string[]): number {
  const folded = tokens.slice(0, LEAD_WORDS_MAX).map(foldToken)
  const [first] = folded
  if (first === undefined) return 0
  const phrase = PHRASES_BY_WORD.get(first)?.find((words) => words.every((word, at) => folded[at] === word))
  if (phrase !== undefined) return phrase.length
  return first === '' || LEADING_WORDS.has(first) || isNumber(tokens[0] ?? '') || isReference(tokens[0] ?? '') ? 1 : 0
}

const PHRASES_BY_WORD = Map.groupBy(LEADING_PHRASES, ([first]) => first ?? '')

/** Of one more than any phrase of the banks has. */
const LEAD_WORDS_MAX = 5

/** Without the bank's record of the payment, where a name stands before it. */
function beforeDetails(text: string): string {
  const kept = starless(text)
  const lower = kept.toLowerCase()
  if (lower.length !== kept.length) return kept
  let end = kept.length
  for (const marker of CUT_MARKERS) {
    const at = lower.indexOf(marker)
    if (at > 0 && at < end && namesSomebody(kept.slice(0, at))) end = at
  }
  return withoutBareSegments(kept.slice(0, end))
}

/** `BEA, Betaalpas, My Shop, NR:1`: parts between commas that name nobody go, then what follows the first that does. */
function withoutBareSegments(text: string): string {
  const segments = text.split(',')
  const first = segments.findIndex(namesSomebody)
  if (first === -1) return text
  if (first > 0) return segments[first]?.trim() ?? text
  return segments.filter(namesSomebody).join(',')
}

/** What stands before a star is a name and what follows its goods, unless it is short: then it is somebody's mark. */
function starless(text: string): string {
  const star = text.indexOf('*')
  if (star === -1) return text
  const [mark, rest] = [text.slice(0, star).trim(), text.slice(star + 1).trim()]
  if (!namesSomebody(mark)) return rest
  return mark.length <= UNKNOWN_MARK_LENGTH_MAX && namesSomebody(rest) ? rest : mark
}

/** Without numbers, places and words for the payment at the end, and without what follows a shop's number. */
function withoutEnd(text: string): string {
  let tokens = withoutGlued(text.split(' ').filter((token) => token !== ''))
  const number = tokens.findIndex((token, at) => isShopNumber(token) && namesSomebody(tokens.slice(0, at).join(' ')))
  if (number > 0) tokens = tokens.slice(0, number)
  tokens = withPlainAddresses(tokens)
  for (;;) {
    const count = endLength(tokens)
    const rest = tokens.slice(0, tokens.length - count)
    if (count === 0 || !namesSomebody(rest.join(' '))) return tokens.join(' ').replace(/[\s,;:/*_-]+$/u, '')
    tokens = rest
  }
}

/** A reference that the bank wrote to the end of a name: `AIRLINES0162345678`, `example.com1234`. A year is none. */
const GLUED_NUMBER = /(?!xxx)(\p{L}{3})(?!(?:19|20)\d{2}(?:\s|$))(\d{3,32}(?:\s|$))/giu

/** Such a reference and what follows it go, as behind a shop's number. */
function withoutGlued(tokens: string[]): string[] {
  for (const [at, token] of tokens.entries()) {
    const name = token.replace(GLUED_NUMBER, '$1')
    if (name !== token && namesSomebody(name)) return [...tokens.slice(0, at), name]
  }
  return tokens
}

/** Web addresses become the name in them; behind a name they are help pages and go. */
function withPlainAddresses(tokens: readonly string[]): string[] {
  return tokens.flatMap((token, at) => {
    const name = webName(token)
    if (name === null) return [token]
    return at > 0 && namesSomebody(tokens.slice(0, at).join(' ')) ? [] : [name]
  })
}

function endLength(tokens: readonly string[]): number {
  const last = tokens.at(-1) ?? ''
  const folded = foldToken(last)
  if (folded === '' || isReference(last) || TRAILING_WORDS.has(folded) || SHOP_NUMBER_WORDS.has(folded)) return 1
  if (tokens.length < 2) return 0
  const words = tokens.map(foldToken)
  const city = cityWordsAtEnd(words)
  if (city > 0) return city
  const isRegion = STATES.has(folded) || COUNTRIES.has(folded)
  if (!isRegion) return 0
  const cityBefore = cityWordsAtEnd(words.slice(0, -1))
  if (cityBefore > 0) return cityBefore + 1
  return ALSO_WORDS.has(folded) ? 0 : 1
}

/** Codes of places that are words or legal forms as well: they go only behind a city. */
const ALSO_WORDS = new Set('co de la in or me hi ok id no is it at be es on sa ag se al as pa ma do la nl'.split(' '))

/** What stands before a shop's number, left over when the number is gone. */
const SHOP_NUMBER_WORDS = new Set('store str no nr num fil filiale ste unit loc location tid mid shop#'.split(' '))

function shortened(text: string): string {
  if (text.length <= NAME_LENGTH_MAX) return text
  const cut = text.slice(0, NAME_LENGTH_MAX + 1)
  const space = cut.lastIndexOf(' ')
  return withoutHalf(space > 0 ? cut.slice(0, space) : cut.slice(0, NAME_LENGTH_MAX))
}

/** A cut may fall between the two halves of a character. */
const withoutHalf = (text: string): string => text.replace(/[\uD800-\uDBFF]$/u, '')
