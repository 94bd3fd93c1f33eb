// What the bank's server says went wrong, in its own words.
import { allNamed, textAt } from './tree.ts'
import type { OfxNode } from './tree.ts'

/** The longest message of the specification has 255 characters. */
const MESSAGE_CHARS_MAX = 255

/** Errors of the sign-on and of each statement, as sentences. */
export function bankErrors(roots: readonly OfxNode[]): readonly string[] {
  return allNamed(roots, ['STATUS'])
    .filter((status) => textAt(status, 'SEVERITY')?.toUpperCase() === 'ERROR')
    .map((status) => {
      const message = textAt(status, 'MESSAGE')?.slice(0, MESSAGE_CHARS_MAX) ?? 'an error without words'
      return `The bank answered: "${message}" (code ${textAt(status, 'CODE') ?? 'unknown'}).`
    })
}
