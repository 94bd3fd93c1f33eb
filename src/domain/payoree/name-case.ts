// How a name that the bank printed in one case is shown. Never longer than it was.

/** Words that stay small inside a name. */
const SMALL = new Set('a an and at by de del der des di du el en et for from in la le of on the to und van von y zur'.split(' '))
/** Shorter words without a vowel are abbreviations: BP, KFC. */
const ABBREVIATION_LENGTH_MAX = 4

/** A mixed text is left as it is; one in capitals or small letters gets capitals at its words. */
export function showName(text: string): string {
  if (text !== upper(text) && text !== lower(text)) return text
  return text
    .split(' ')
    .map((word, at) => showWord(word, at === 0))
    .join(' ')
}

function showWord(word: string, isFirst: boolean): string {
  const plain = lower(word)
  if (!isFirst && SMALL.has(plain)) return plain
  if (isAbbreviation(plain)) return upper(word)
  return plain.replace(/(^|[-/.&(+])(\p{L})/gu, (_whole, before: string, letter: string) => before + upper(letter))
}

/** Short words without a vowel that are no abbreviations in capitals. */
const WORDS = new Set('ltd st dr mr mrs ms jr sr bros gmbh'.split(' '))

const isAbbreviation = (word: string): boolean =>
  !WORDS.has(word) &&
  word.length <= ABBREVIATION_LENGTH_MAX && /^[\p{ASCII}]+$/u.test(word) && !/[aeiouy]/u.test(word) && /[a-z]/u.test(word)

/** Letters whose other case takes more room stay. */
const upper = (text: string): string =>
  ASCII.test(text) ? text.toUpperCase() : eachKeeping(text, (letter) => letter.toUpperCase())
const lower = (text: string): string =>
  ASCII.test(text) ? text.toLowerCase() : eachKeeping(text, (letter) => letter.toLowerCase())

/** Whose cases all take the same room: most texts, and quickly. */
const ASCII = /^[\p{ASCII}]*$/u

function eachKeeping(text: string, change: (letter: string) => string): string {
  return Array.from(text, (letter) => {
    const changed = change(letter)
    return changed.length === letter.length ? changed : letter
  }).join('')
}
