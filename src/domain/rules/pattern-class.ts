// Sets of characters in a regular expression: `[a-z]`, `\d`, and single escaped characters.
import { foldCase } from './fold-case.ts'
import { PatternRefused } from './pattern-reading.ts'
import type { Reading } from './pattern-reading.ts'
import { CLASSES, LAST_CODE } from './pattern-tree.ts'
import type { CodeRange, PatternNode } from './pattern-tree.ts'

/** What stands behind a backslash that has just been read. */
export function parseEscape(reading: Reading, at: number): PatternNode {
  const character = reading.characters[reading.position]
  reading.position += 1
  if (character === 'b') return { kind: 'word-edge' }
  if (character === 'B') return { kind: 'no-word-edge' }
  return { kind: 'one', ranges: escaped(character, at), isNegated: false }
}

/** What stands between brackets, the first of which has just been read. */
export function parseClass(reading: Reading, at: number): PatternNode {
  const isNegated = reading.characters[reading.position] === '^'
  if (isNegated) reading.position += 1
  const ranges: CodeRange[] = []
  for (let isFirst = true; ; isFirst = false) {
    const character = reading.characters[reading.position]
    if (character === undefined) {
      throw new PatternRefused(at, 'This [ is never closed. Write \\[ for the character itself.')
    }
    if (character === ']' && !isFirst) break
    ranges.push(...classPart(reading))
  }
  reading.position += 1
  return { kind: 'one', ranges, isNegated }
}

function classPart(reading: Reading): readonly CodeRange[] {
  const at = reading.position
  const from = classCharacter(reading)
  const { characters, position } = reading
  const isRange = characters[position] === '-' && ![']', undefined].includes(characters[position + 1])
  if (!isRange) return from
  reading.position += 1
  const to = classCharacter(reading)
  const [low, ...lowRest] = from
  const [high, ...highRest] = to
  if (low === undefined || high === undefined || lowRest.length > 0 || highRest.length > 0 || low[0] > high[1]) {
    throw new PatternRefused(at, 'A range goes from one character up to another, such as a-z.')
  }
  return [[low[0], high[1]]]
}

function classCharacter(reading: Reading): readonly CodeRange[] {
  const at = reading.position
  const character = reading.characters[at]
  reading.position += 1
  if (character !== '\\') return single(character ?? '')
  const behind = reading.characters[reading.position]
  reading.position += 1
  return escaped(behind, at)
}

function escaped(character: string | undefined, at: number): readonly CodeRange[] {
  if (character === undefined) {
    throw new PatternRefused(at, 'The pattern ends in a lone \\. Write \\\\ for the character itself.')
  }
  const known = CLASSES[character.toLowerCase()]
  if (known !== undefined) return character in CLASSES ? known : othersThan(known)
  if (character === 't') return single('\t')
  if (/^[1-9k]$/.test(character)) throw new PatternRefused(at, "Referring back to a group can't be used here.")
  if (/^[a-z0-9]$/i.test(character)) throw new PatternRefused(at, `\\${character} has no meaning here.`)
  return single(character)
}

function single(character: string): readonly CodeRange[] {
  return Array.from(foldCase(character), (folded): CodeRange => {
    const code = folded.codePointAt(0) ?? 0
    return [code, code]
  })
}

/** Everything outside the ranges, which are in order and apart. */
function othersThan(ranges: readonly CodeRange[]): readonly CodeRange[] {
  const others: CodeRange[] = []
  let from = 0
  for (const [low, high] of ranges.toSorted(([left], [right]) => left - right)) {
    if (low > from) others.push([from, low - 1])
    from = high + 1
  }
  if (from <= LAST_CODE) others.push([from, LAST_CODE])
  return others
}
