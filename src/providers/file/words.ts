// Words as they are compared: lower case, without accents and punctuation.

/** `"Wertstellung (€)"` → `wertstellung`; `Přípsáno` → `pripsano`; separators become single spaces. */
export function normalizeWords(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[øö]/g, 'o')
    .replace(/æ/g, 'ae')
    .replace(/œ/g, 'oe')
    .replace(/ł/g, 'l')
    .replace(/đ/g, 'd')
    .replace(/[^\p{L}\p{N}#]+/gu, ' ')
    .trim()
}

/** Whether `phrase` stands in `text` as whole words; both normalized. */
export const hasPhrase = (text: string, phrase: string): boolean => ` ${text} `.includes(` ${phrase} `)

/** A list written as `one|two words|three`, normalized. */
export const wordList = (words: string): readonly string[] => words.split('|').map(normalizeWords)
