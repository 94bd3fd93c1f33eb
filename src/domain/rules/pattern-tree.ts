// Regular expressions as a tree. The dialect is a safe part of the usual one: what can be matched in time that grows
// with the text alone.

/** Code points, both ends included. */
export type CodeRange = readonly [from: number, to: number]

export type PatternNode =
  | { readonly kind: 'one'; readonly ranges: readonly CodeRange[]; readonly isNegated: boolean }
  | { readonly kind: 'start' | 'end' | 'word-edge' | 'no-word-edge' }
  | { readonly kind: 'sequence'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'repeat'; readonly part: PatternNode; readonly least: number; readonly most: number | null }

/** What is wrong with a pattern, and where. */
export type PatternFault = {
  /** Characters before the place. */
  readonly position: number
  /** A sentence for the person. */
  readonly text: string
}

/** Longer patterns are lists in disguise: several conditions say it better. */
export const PATTERN_CHARS_MAX = 200
/** A counted repetition is written out when compiled, so its count is bounded. */
export const REPEAT_MAX = 50
/** Parentheses inside parentheses; the parser calls itself for each. */
export const GROUP_DEPTH_MAX = 10

const point = (character: string): number => character.codePointAt(0) ?? 0
const range = (from: string, to: string): CodeRange => [point(from), point(to)]

export const LAST_CODE = 0x10ffff
const DIGITS: readonly CodeRange[] = [range('0', '9')]
const SPACES: readonly CodeRange[] = [
  range('\t', '\r'),
  range(' ', ' '),
  [0xa0, 0xa0],
  [0x2000, 0x200a],
  [0x202f, 0x202f],
]
/** Letters of any script count as words: banks write names in all of them. */
const WORDS: readonly CodeRange[] = [...DIGITS, range('a', 'z'), range('_', '_'), [0xc0, 0x1fff], [0x2c00, LAST_CODE]]

/** What `\d`, `\w` and `\s` stand for; the capital letter stands for everything else. */
export const CLASSES: Readonly<Record<string, readonly CodeRange[]>> = { d: DIGITS, w: WORDS, s: SPACES }

export const isWithin = (ranges: readonly CodeRange[], code: number): boolean =>
  ranges.some(([from, to]) => code >= from && code <= to)

export const isWordCode = (code: number): boolean => isWithin(WORDS, code)
