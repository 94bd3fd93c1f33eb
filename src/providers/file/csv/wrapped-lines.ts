// Lines that were quoted as a whole: `"2024-03-01,""Shop, x"",-1.50"`.
import { CELL_CHARS_MAX } from '../limits.ts'
import { DELIMITERS } from './tokens.ts'

/**
 * The text without the quotes around each of its lines, or null where its lines are not so wrapped: each must be one
 * quoted cell that holds a delimiter, with its own quotes doubled.
 */
export function unwrapped(text: string): string | null {
  const [first = ''] = text.slice(0, CELL_CHARS_MAX).split(/[\r\n]/, 1)
  if (!WRAPPED.test(first.trim())) return null
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '')
  const isWrapped = lines.length > 1 && lines.every((line) => WRAPPED.test(line.trim()))
  if (!isWrapped) return null
  const inner = lines.map((line) => line.trim().slice(1, -1).replaceAll('""', '"'))
  return DELIMITERS.some((delimiter) => inner.every((line) => line.includes(delimiter)))
    ? inner.join('\n')
    : null
}

const WRAPPED = /^"(?:[^"]|"")*"$/
