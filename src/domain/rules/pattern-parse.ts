// Reads a regular expression, or says in words what can't be taken and where.
import { ok, refused } from '../result.ts'
import type { Result } from '../result.ts'
import { foldCase } from './fold-case.ts'
import { parseClass, parseEscape } from './pattern-class.ts'
import { PatternRefused } from './pattern-reading.ts'
import type { Reading } from './pattern-reading.ts'
import { GROUP_DEPTH_MAX, PATTERN_CHARS_MAX, REPEAT_MAX } from './pattern-tree.ts'
import type { PatternFault, PatternNode } from './pattern-tree.ts'

/** The pattern as a tree, for text that `foldCase` folded. */
export function parsePattern(source: string): Result<PatternNode, PatternFault> {
  const reading: Reading = { characters: Array.from(source), position: 0 }
  try {
    if (source === '') throw new PatternRefused(0, 'The pattern is empty.')
    if (reading.characters.length > PATTERN_CHARS_MAX) {
      throw new PatternRefused(PATTERN_CHARS_MAX, `A pattern has at most ${PATTERN_CHARS_MAX} characters.`)
    }
    const node = parseChoice(reading, 0)
    if (reading.position < reading.characters.length) {
      throw new PatternRefused(reading.position, 'This ) closes nothing. Write \\) for the character itself.')
    }
    return ok(node)
  } catch (error) {
    if (error instanceof PatternRefused) return refused(error.fault)
    throw error
  }
}

function parseChoice(reading: Reading, depth: number): PatternNode {
  const parts = [parseSequence(reading, depth)]
  while (peek(reading) === '|') {
    reading.position += 1
    parts.push(parseSequence(reading, depth))
  }
  const [only] = parts
  return parts.length === 1 && only !== undefined ? only : { kind: 'choice', parts }
}

function parseSequence(reading: Reading, depth: number): PatternNode {
  const parts: PatternNode[] = []
  for (let next = peek(reading); next !== undefined && next !== '|' && next !== ')'; next = peek(reading)) {
    parts.push(parseRepeat(reading, parseOne(reading, next, depth)))
  }
  return { kind: 'sequence', parts }
}

function parseOne(reading: Reading, next: string, depth: number): PatternNode {
  const at = reading.position
  reading.position += 1
  switch (next) {
    case '(':
      return parseGroup(reading, at, depth)
    case '[':
      return parseClass(reading, at)
    case '\\':
      return parseEscape(reading, at)
    case '.':
      return { kind: 'one', ranges: [], isNegated: true }
    case '^':
      return { kind: 'start' }
    case '$':
      return { kind: 'end' }
    case '*':
    case '+':
    case '?':
      throw new PatternRefused(at, `There is nothing before this ${next} to repeat. Write \\${next} for the character.`)
    default:
      return literal(next)
  }
}

/** A folded character may be several (ß stays one, ﬁ becomes two). */
function literal(character: string): PatternNode {
  const parts = Array.from(foldCase(character), (folded): PatternNode => {
    const code = folded.codePointAt(0) ?? 0
    return { kind: 'one', ranges: [[code, code]], isNegated: false }
  })
  const [only] = parts
  return parts.length === 1 && only !== undefined ? only : { kind: 'sequence', parts }
}

function parseGroup(reading: Reading, at: number, depth: number): PatternNode {
  if (depth >= GROUP_DEPTH_MAX) throw new PatternRefused(at, `Groups nest at most ${GROUP_DEPTH_MAX} deep.`)
  if (peek(reading) === '?') {
    if (reading.characters[reading.position + 1] !== ':') {
      throw new PatternRefused(at, "Looking ahead, looking back and named groups can't be used here.")
    }
    reading.position += 2
  }
  const inside = parseChoice(reading, depth + 1)
  if (peek(reading) !== ')') throw new PatternRefused(at, 'This ( is never closed. Write \\( for the character itself.')
  reading.position += 1
  return inside
}

/** The node with what repeats it. A `?` behind a repetition asks for the shortest, which changes no yes or no. */
function parseRepeat(reading: Reading, part: PatternNode): PatternNode {
  const at = reading.position
  const counts = parseCounts(reading)
  if (counts === null) return part
  if (peek(reading) === '?') reading.position += 1
  if (['*', '+', '?'].includes(peek(reading) ?? '')) {
    throw new PatternRefused(reading.position, "One repetition directly after another can't be used; one is enough.")
  }
  if (counts.most === null && hasEndlessRepeat(part)) {
    throw new PatternRefused(
      at,
      'This repeats something that itself repeats without end, which can take longer than anyone waits. ' +
        'Use one of the two repetitions.',
    )
  }
  return { kind: 'repeat', part, ...counts }
}

type Counts = { readonly least: number; readonly most: number | null }

function parseCounts(reading: Reading): Counts | null {
  const at = reading.position
  const sign = peek(reading)
  if (sign === '*' || sign === '+' || sign === '?') {
    reading.position += 1
    return { least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : null }
  }
  if (sign !== '{') return null
  const rest = reading.characters.slice(at).join('')
  const written = /^\{(\d{1,4})(?:(,)(\d{0,4}))?\}/.exec(rest)
  if (written === null) throw new PatternRefused(at, 'This { begins no count such as {2,5}. Write \\{ for the character.')
  reading.position += written[0].length
  const least = Number(written[1])
  const most = written[2] === undefined ? least : written[3] === '' ? null : Number(written[3])
  if (least > REPEAT_MAX || (most ?? 0) > REPEAT_MAX) {
    throw new PatternRefused(at, `A count goes up to ${REPEAT_MAX}.`)
  }
  if (most !== null && most < least) throw new PatternRefused(at, 'The first number of a count is the smaller one.')
  return { least, most }
}

function hasEndlessRepeat(node: PatternNode): boolean {
  if (node.kind === 'repeat') return node.most === null || hasEndlessRepeat(node.part)
  if (node.kind === 'sequence' || node.kind === 'choice') return node.parts.some(hasEndlessRepeat)
  return false
}

const peek = ({ characters, position }: Reading): string | undefined => characters[position]
