// What a bank's text says about the other party, as far as two texts can be compared without knowing either.

/** Below this likeness two texts are taken to name different parties. */
export const LIKENESS_COMPATIBLE = 0.5

/** A shared beginning shorter than this is chance, not a truncated name. */
const PREFIX_MIN = 4

/** Words of banks and payment networks: they say how it was paid, never to whom. */
const MEANS_OF_PAYMENT = new Set(
  (
    'pos purchase payment card debit credit visa mastercard maestro amex checkcard transaction transfer online web ' +
    'recurring pending auth authorization contactless withdrawal deposit ach sepa lastschrift kartenzahlung ' +
    'ueberweisung überweisung gutschrift zahlung einkauf achat carte paiement virement prelevement prélèvement ' +
    'from to the and der die das inc llc ltd gmbh com www http https ' +
    'paypal sumup zettle izettle stripe klarna sq tst sp apl ppd ref id no nr'
  ).split(' '),
)

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
  const words = normaliseText(text)
    .split(' ')
    .filter((word) => word !== '' && !/\p{N}/u.test(word) && !MEANS_OF_PAYMENT.has(word))
  const long = words.filter((word) => word.length > 2)
  return long.length > 0 ? long : words
}

/**
 * 0..1: how much of the shorter name is found in the longer one. Null where either text names nobody. The first word of
 * one of them must be found in the other: two shops of one town share the town, not the name.
 */
export function likeness(left: string, right: string): number | null {
  const [short, long] = [nameWords(left), nameWords(right)].toSorted((a, b) => weight(a) - weight(b))
  if (!short || !long || short.length === 0 || long.length === 0) return null
  const [shortJoined, longJoined] = [short.join(''), long.join('')]
  if (shortJoined.length >= PREFIX_MIN && longJoined.startsWith(shortJoined)) return 1
  if (!isFound(short[0], long) && !isFound(long[0], short)) return 0
  const share = foundShare(short, long)
  // Of two equally long names neither is the shorter one.
  return weight(short) === weight(long) ? Math.max(share, foundShare(long, short)) : share
}

const foundShare = (words: readonly string[], among: readonly string[]): number =>
  weight(words.filter((word) => isFound(word, among))) / weight(words)

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

const textsOf = ({ description, counterpartyName }: Named): readonly string[] =>
  counterpartyName === null ? [description] : [description, counterpartyName]

const weight = (words: readonly string[]): number => words.reduce((sum, word) => sum + word.length, 0)

const isFound = (word: string | undefined, among: readonly string[]): boolean =>
  word !== undefined && among.some((other) => other === word || isTruncated(word, other) || isTruncated(other, word))

const isTruncated = (word: string, longer: string): boolean => word.length >= PREFIX_MIN && longer.startsWith(word)
