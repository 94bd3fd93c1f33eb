// The holder of an account is never the other party of its movements.
import { foldText, foldWords } from './fold.ts'

/** A name of one word is also a word: it is guarded only where it stands alone. */
const WORDS_MIN = 2

/** The text without the holder's names in it, in either order of their words; '' where nothing is left. */
export function withoutOwnNames(text: string, ownNames: readonly string[]): string {
  return ownNames.reduce((left, ownName) => withoutOwnName(left, foldWords(ownName)), text)
}

function withoutOwnName(text: string, own: readonly string[]): string {
  if (own.length === 0) return text
  if (own.length < WORDS_MIN) return foldText(text) === own[0] ? '' : text
  const words = new Set(foldWords(text))
  if (!own.every((word) => words.has(word))) return text
  const wanted = own.toSorted().join(' ')
  let tokens = text.split(/\s+/u)
  for (;;) {
    const found = placeOf(tokens, own.length, wanted)
    if (found === null) return tokens.join(' ').trim()
    tokens = [...tokens.slice(0, found.from), ...tokens.slice(found.to)]
  }
}

/** Where neighbouring tokens hold exactly the wanted words. */
function placeOf(tokens: readonly string[], count: number, wanted: string): { from: number; to: number } | null {
  for (let from = 0; from < tokens.length; from += 1) {
    const words: string[] = []
    for (let to = from; to < tokens.length && words.length < count; to += 1) {
      words.push(...foldWords(tokens[to] ?? ''))
      if (words.length === count && words.toSorted().join(' ') === wanted) return { from, to: to + 1 }
    }
  }
  return null
}
