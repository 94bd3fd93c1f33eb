// What a bank's text says about the other party, as far as two texts can be compared without knowing either.

/** From this likeness on two texts are taken to name the same party. */
export const LIKENESS_COMPATIBLE = 0.5

/** A shared beginning shorter than this is chance, not a truncated name. */
const PREFIX_MIN = 4
/** After a first word that is the same, a shorter beginning is enough: "PLANET FIT" of "Planet Fitness". */
const LATER_PREFIX_MIN = 3

/** A word squeezed by leaving letters out keeps at least this share of them: "WHSE" of "Wholesale". */
const SQUEEZED_SHARE_MIN = 0.4
const SQUEEZED_MIN = 3

/** Names of more words than this are not written as their first letters. */
const INITIALS_MAX = 6

/** Texts are compared up to this many words: bank texts are short, and what follows is reference. */
const WORDS_MAX = 24

/** Words of banks and payment networks: they say how it was paid, never to whom. */
const MEANS_OF_PAYMENT = new Set(
  (
    'pos purchase payment card debit credit visa mastercard maestro amex checkcard transaction transfer online web ' +
    'recurring pending auth authorization contactless withdrawal deposit ach sepa lastschrift kartenzahlung ' +
    'ueberweisung überweisung gutschrift zahlung einkauf achat carte paiement virement prelevement prélèvement ' +
    'betaalpas pinbetaling betaling compra tarjeta pago pagamento carta kaart terminal ' +
    'from to the and der die das het les los las une van von inc llc ltd gmbh plc bv sa com www http https ' +
    'paypal sumup zettle izettle ztl stripe klarna sq tst sp apl ppd ref id no nr'
  ).split(' '),
)

/** What people write for a purchase when they don't name the shop: compared with any name it says nothing. */
const COMMON_NOUNS = new Set(
  (
    'lunch dinner breakfast brunch snack snacks food groceries grocery coffee tea drinks drink beer bar pub meal takeaway ' +
    'gas petrol fuel diesel parking toll taxi cab bus train tram metro ticket tickets fare flight trip ride ' +
    'rent bill bills invoice subscription membership gym fitness haircut doctor dentist pharmacy medicine ' +
    'cash stuff misc things shopping clothes shoes gift gifts present present books book cinema movie movies concert ' +
    'order delivery market farmers shop store supermarket restaurant cafe bakery hotel internet phone mobile ' +
    'electricity water heating insurance tax fee fees donation kids school work office lottery unknown other expense'
  ).split(' '),
)

const ARTICLES = new Set(['le', 'la', 'el', 'il', 'lo', 'un', 'de', 'du', 'al', 'cb'])

/** A processor's short mark in front of the shop's name: `SQ *`, `TST*`, `HLU*`. */
const PROCESSOR_MARK = /^\s*[\p{L}\p{N}]{2,4}\s?\*\s*/u

/** Letters and digits in lower case, all else one space: what stays equal when a bank prints a text again. */
export function normaliseText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** The words that can name a party, in their order: no numbers, no means of payment. */
export function nameWords(text: string): readonly string[] {
  const kept = NAME_WORDS.get(text)
  if (kept !== undefined) return kept
  const words = wordsOf(text)
  if (NAME_WORDS.size >= NAME_WORDS_MAX) NAME_WORDS.clear()
  NAME_WORDS.set(text, words)
  return words
}

/** One span compares each of its texts with many. */
const NAME_WORDS = new Map<string, readonly string[]>()
const NAME_WORDS_MAX = 20_000

/** Letters in front of a number that are long enough for a name: "EASYJET000K8XYZ". */
const NAME_BEFORE_NUMBER = /(\p{L}{5,})\p{N}[\p{L}\p{N}]*/gu

function wordsOf(text: string): readonly string[] {
  const named = text.replace(/['’`´]/gu, '').replace(/(\p{L})&(?=\p{L})/gu, '$1and')
  const words = normaliseText(named.replace(NAME_BEFORE_NUMBER, '$1'))
    .split(' ')
    .filter((word) => word !== '' && !/\p{N}/u.test(word) && !MEANS_OF_PAYMENT.has(word))
    .slice(0, WORDS_MAX)
  // A short first word may be the whole name ("BP"); short later ones are states and legal forms.
  return words.filter((word, at) => word.length > 2 || (at === 0 && !ARTICLES.has(word)))
}

/** The mark goes only where a name follows it. */
function withoutMark(text: string): string {
  const rest = text.replace(PROCESSOR_MARK, '')
  return /\p{L}{2}/u.test(rest) ? rest : text
}

/**
 * 0..1: how much of the shorter name is found in the longer one. Null where either text names nobody. The first word of
 * one of them must be found in the other: two shops of one town share the town, not the name.
 */
export function likeness(left: string, right: string): number | null {
  const [leftBare, rightBare] = [withoutMark(left), withoutMark(right)]
  const whole = namedAlike(left, right)
  if (whole === 1 || (leftBare === left && rightBare === right)) return whole
  // "SQ *" is a processor's mark, "LIME*RIDE" is a name: whichever reading agrees.
  const bare = namedAlike(leftBare, rightBare)
  return whole === null || bare === null ? (bare ?? whole) : Math.max(whole, bare)
}

function namedAlike(left: string, right: string): number | null {
  const [short, long] = [tellingWords(left), tellingWords(right)].toSorted((a, b) => weight(a) - weight(b))
  if (!short || !long || short.length === 0 || long.length === 0) return null
  const [shortJoined, longJoined] = [short.join(''), long.join('')]
  if (shortJoined.length >= PREFIX_MIN && longJoined.startsWith(shortJoined)) return 1
  const [allLeft, allRight] = [nameWords(left), nameWords(right)]
  if (isInitials(allLeft, allRight) || isInitials(allRight, allLeft)) return 1
  if (isSqueezedPart(short, long) || isSqueezedPart(long, short)) return 1
  const isFirstShared = short[0] === long[0]
  if (!isFirstShared && !isFound(short[0], long, PREFIX_MIN) && !isFound(long[0], short, PREFIX_MIN)) return 0
  const prefixMin = isFirstShared ? LATER_PREFIX_MIN : PREFIX_MIN
  const share = foundShare(short, long, prefixMin)
  // Of two equally long names neither is the shorter one.
  const found = weight(short) === weight(long) ? Math.max(share, foundShare(long, short, prefixMin)) : share
  // One word that leads both names them; what follows is the branch, the town, the legal form.
  return isFirstShared && isTelling(short[0]) ? Math.max(found, LIKENESS_COMPATIBLE) : found
}

/** Without the words for what it was, where others say whose it was: "amazon order", "Pret lunch". */
function tellingWords(text: string): readonly string[] {
  const words = nameWords(text)
  const telling = words.filter((word) => !COMMON_NOUNS.has(word))
  return telling.some((word) => word.length > 1) ? telling : words
}

const isTelling = (word: string | undefined): boolean =>
  word !== undefined && word.length > 1 && !COMMON_NOUNS.has(word)

const foundShare = (words: readonly string[], among: readonly string[], prefixMin: number): number =>
  weight(words.filter((word) => isFound(word, among, prefixMin))) / weight(words)

type Named = { readonly description: string; readonly counterpartyName: string | null }

/** The best likeness of any text of the one to any of the other; null where nothing can be compared. */
export function namesLikeness(left: Named, right: Named): number | null {
  let best: number | null = null
  for (const leftText of textsOf(left)) {
    for (const rightText of textsOf(right)) {
      const found = likeness(leftText, rightText)
      if (found !== null && (best === null || found > best)) best = found
    }
  }
  return best
}

/** Whether both texts say how it was paid in a common word, where neither names a party: "ATM", "transfer". */
export function sharesMeans(left: string, right: string): boolean {
  const words = new Set(normaliseText(left).split(' '))
  return normaliseText(right)
    .split(' ')
    .some((word) => word.length > 2 && MEANS_OF_PAYMENT.has(word) && words.has(word))
}

/** A text cut shorter than this could be the beginning of another one. */
const CUT_MIN = 10

/**
 * Whether one bank's text may be the other written again: cut off, in another case or spacing, or with its accents lost.
 * A number that differs is another branch or another purchase.
 */
export function isSameWording(left: string, right: string): boolean {
  const [short, long] = [bare(left), bare(right)].toSorted((one, other) => one.length - other.length)
  if (short === undefined || long === undefined) return false
  return short === long || (short.length >= CUT_MIN && long.startsWith(short))
}

const bare = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')

/** Whether the text names no shop, only what it was for: "lunch", "cash", "gas". */
export function isCommonNoun(text: string): boolean {
  const words = nameWords(text)
  return words.length > 0 && words.every((word) => COMMON_NOUNS.has(word))
}

const textsOf = ({ description, counterpartyName }: Named): readonly string[] =>
  counterpartyName === null ? [description] : [description, counterpartyName]

const weight = (words: readonly string[]): number => words.reduce((sum, word) => sum + word.length, 0)

const isFound = (word: string | undefined, among: readonly string[], prefixMin: number): boolean =>
  word !== undefined &&
  among.some(
    (other) =>
      other === word ||
      isTruncated(word, other, prefixMin) ||
      isTruncated(other, word, prefixMin) ||
      isSqueezed(word, other) ||
      isSqueezed(other, word),
  )

const isTruncated = (word: string, longer: string, prefixMin: number): boolean =>
  word.length >= prefixMin && longer.startsWith(word)

/** The letters of `word` in their order in `longer`, from its first to a late one: a word written short. */
function isSqueezed(word: string, longer: string): boolean {
  if (word.length < SQUEEZED_MIN || word.length >= longer.length) return false
  if (word.length < longer.length * SQUEEZED_SHARE_MIN || word[0] !== longer[0]) return false
  let at = 0
  for (const letter of longer) if (letter === word[at]) at += 1
  return at === word.length && hasSameConsonants(word, longer)
}

/** A word is squeezed by leaving out vowels and its end, so its own consonants begin like the whole word's. */
function hasSameConsonants(word: string, longer: string): boolean {
  const [short, long] = [consonants(word), consonants(longer)]
  const head = short.slice(0, 2)
  return short.length >= 2 && long.startsWith(head)
}

const consonants = (word: string): string => word.replace(/[aeiouyäöüéèáóíú]/gu, '')

/** The first words of one, written as one squeezed word of the other: "WHOLEFDS" of "Whole Foods". */
function isSqueezedPart(one: readonly string[], other: readonly string[]): boolean {
  const [first] = one
  const joined = other.slice(0, 2).join('')
  return first !== undefined && other.length > 1 && first.length > PREFIX_MIN && isSqueezed(first, joined)
}

/** The first word of one, letter by letter the first letters of the other's words: "TfL" of "Transport for London". */
function isInitials(one: readonly string[], other: readonly string[]): boolean {
  const [first] = one
  if (first === undefined || first.length < 2 || other.length < 2 || first.length > INITIALS_MAX) return false
  const initials = other.slice(0, INITIALS_MAX).map((word) => word.charAt(0)).join('')
  const spelled = [first, first.replace('and', '')]
  const lengthMin = one.length === 1 ? 2 : Math.min(other.length, 3)
  return spelled.some((word) => word.length >= lengthMin && initials.startsWith(word))
}
