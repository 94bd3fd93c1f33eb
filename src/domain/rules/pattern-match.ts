// Matches a regular expression in time that grows with the text's length alone: all ways to match are followed at once
// (Thompson's construction), so that none is ever tried again.
import { ok, refused } from '../result.ts'
import type { Result } from '../result.ts'
import { parsePattern } from './pattern-parse.ts'
import { isWithin, isWordCode } from './pattern-tree.ts'
import type { PatternFault, PatternNode } from './pattern-tree.ts'

/** Steps of a compiled pattern. Each character of the text costs at most this many. */
export const STEPS_MAX = 2_000
/** Characters of a text that are looked at. Bank texts are far shorter; what is behind is noise. */
export const TEXT_CHARS_MAX = 1_000

type One = Extract<PatternNode, { kind: 'one' }>
type Edge = 'start' | 'end' | 'word-edge' | 'no-word-edge'
type Step =
  | { readonly kind: 'one'; readonly one: One }
  | { readonly kind: Edge }
  | { readonly kind: 'fork'; readonly to: readonly number[] }
  | { readonly kind: 'match' }

/** Whether the pattern is found anywhere in the text, which must be folded by `foldCase`. */
export type PatternMatcher = (folded: string) => boolean

/** Compiles the pattern, or says what is wrong with it and where. */
export function compilePattern(source: string): Result<PatternMatcher, PatternFault> {
  const parsed = parsePattern(source)
  if (!parsed.ok) return parsed
  const steps: Step[] = []
  if (!compile(parsed.value, steps)) {
    return refused({ position: 0, text: 'The pattern is too large: its counts multiply. Use smaller ones.' })
  }
  steps.push({ kind: 'match' })
  const needed = neededText(parsed.value)
  return ok((folded) => folded.includes(needed) && run(steps, codesOf(folded)))
}

/** Appends the steps of the node; false once there are too many. */
function compile(node: PatternNode, steps: Step[]): boolean {
  if (steps.length > STEPS_MAX) return false
  switch (node.kind) {
    case 'one':
      steps.push({ kind: 'one', one: node })
      return true
    case 'sequence':
      return node.parts.every((part) => compile(part, steps))
    case 'choice':
      return compileChoice(node.parts, steps)
    case 'repeat':
      return compileRepeat(node, steps)
    default:
      steps.push({ kind: node.kind })
      return true
  }
}

function compileChoice(parts: readonly PatternNode[], steps: Step[]): boolean {
  const entry = steps.length
  steps.push({ kind: 'fork', to: [] })
  const starts: number[] = []
  const ends: number[] = []
  for (const part of parts) {
    starts.push(steps.length)
    if (!compile(part, steps)) return false
    ends.push(steps.length)
    steps.push({ kind: 'fork', to: [] })
  }
  steps[entry] = { kind: 'fork', to: starts }
  for (const end of ends) steps[end] = { kind: 'fork', to: [steps.length] }
  return true
}

function compileRepeat({ part, least, most }: Extract<PatternNode, { kind: 'repeat' }>, steps: Step[]): boolean {
  for (let count = 0; count < least; count += 1) if (!compile(part, steps)) return false
  if (most === null) {
    const entry = steps.length
    steps.push({ kind: 'fork', to: [] })
    if (!compile(part, steps)) return false
    steps.push({ kind: 'fork', to: [entry] })
    steps[entry] = { kind: 'fork', to: [entry + 1, steps.length] }
    return true
  }
  const exits: number[] = []
  for (let count = least; count < most; count += 1) {
    exits.push(steps.length)
    steps.push({ kind: 'fork', to: [] })
    if (!compile(part, steps)) return false
  }
  for (const exit of exits) steps[exit] = { kind: 'fork', to: [exit + 1, steps.length] }
  return true
}

/** The longest run of plain characters that every match holds: most texts are told apart by it alone. */
function neededText(node: PatternNode): string {
  if (node.kind !== 'sequence') return ''
  let longest = ''
  let current = ''
  for (const part of node.parts) {
    const code = part.kind === 'one' && !part.isNegated ? singleCode(part) : null
    current = code === null ? '' : current + String.fromCodePoint(code)
    if (current.length > longest.length) longest = current
  }
  return longest
}

function singleCode({ ranges }: One): number | null {
  const [first, ...others] = ranges
  return first !== undefined && others.length === 0 && first[0] === first[1] ? first[0] : null
}

const codesOf = (text: string): readonly number[] =>
  Array.from(text.slice(0, TEXT_CHARS_MAX), (character) => character.codePointAt(0) ?? 0)

function run(steps: readonly Step[], codes: readonly number[]): boolean {
  const seen = new Int32Array(steps.length).fill(-1)
  let current: number[] = []
  for (let position = 0; position <= codes.length; position += 1) {
    // A match may begin at every position.
    if (follow(steps, 0, codes, position, seen, current)) return true
    const code = codes[position]
    if (code === undefined) return false
    const next: number[] = []
    for (const at of current) {
      const step = steps[at]
      if (step?.kind !== 'one' || isWithin(step.one.ranges, code) === step.one.isNegated) continue
      if (follow(steps, at + 1, codes, position + 1, seen, next)) return true
    }
    current = next
  }
  return false
}

/** Adds every step that can be reached without reading on; true where the end of the pattern can. */
function follow(
  steps: readonly Step[],
  from: number,
  codes: readonly number[],
  position: number,
  seen: Int32Array,
  into: number[],
): boolean {
  const open = [from]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen[at] === position) continue
    seen[at] = position
    const step = steps[at]
    if (step === undefined) continue
    if (step.kind === 'match') return true
    if (step.kind === 'one') into.push(at)
    else if (step.kind === 'fork') open.push(...step.to)
    else if (holds(step.kind, codes, position)) open.push(at + 1)
  }
  return false
}

function holds(edge: Edge, codes: readonly number[], position: number): boolean {
  if (edge === 'start') return position === 0
  if (edge === 'end') return position === codes.length
  const isWord = (code: number | undefined): boolean => code !== undefined && isWordCode(code)
  const isEdge = isWord(codes[position - 1]) !== isWord(codes[position])
  return isEdge === (edge === 'word-edge')
}
