// Words as they are compared: lower case, without accents and punctuation.

/** `"Wertstellung (€)"` → `wertstellung`; `Přípsáno` → `pripsano`; separators become single spaces, and a number at the end stands alone. */
export function normalizeWords(text: string): string {
  return withoutAccents(text)
    .replace(/[^\p{L}\p{N}#]+/gu, ' ')
    .replace(/(\p{L})(\d{1,2})$/u, '$1 $2')
    .trim()
}

/** Most text of banks is plain ASCII, which has nothing to fold. */
const BEYOND_ASCII = /[^\x00-\x7f]/

function withoutAccents(text: string): string {
  const small = text.toLowerCase()
  if (!BEYOND_ASCII.test(small)) return small
  return small
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[øö]/g, 'o')
    .replace(/æ/g, 'ae')
    .replace(/œ/g, 'oe')
    .replace(/ł/g, 'l')
    .replace(/đ/g, 'd')
}

/** Phrases ordered by their first word, so that a text of any length is searched once. */
export type PhraseIndex = ReadonlyMap<string, readonly (readonly string[])[]>

export function indexPhrases(phrases: readonly string[]): PhraseIndex {
  const index = new Map<string, (readonly string[])[]>()
  for (const phrase of phrases) {
    const words = phrase.split(' ')
    const [first = ''] = words
    index.set(first, [...(index.get(first) ?? []), words])
  }
  return index
}

/** Whether any phrase of the index stands in the words, one after the other. */
export const hasAnyPhrase = (words: readonly string[], index: PhraseIndex): boolean =>
  words.some((first, start) =>
    (index.get(first) ?? []).some((phrase) => phrase.every((word, offset) => words[start + offset] === word)),
  )

/** Whether `phrase` stands in `text` as whole words; both normalized. */
export const hasPhrase = (text: string, phrase: string): boolean => ` ${text} `.includes(` ${phrase} `)

/** A list written as `one|two words|three`, normalized. */
export const wordList = (words: string): readonly string[] => words.split('|').map(normalizeWords)
