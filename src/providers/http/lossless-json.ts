// JSON as banks send it, read without losing a digit of an amount.
import type { JsonValue } from '../../domain/source-record.ts'
import { ok, refused } from '../../domain/result.ts'
import type { Result } from '../../domain/result.ts'

/** Deeper nesting than any provider uses; beyond it, later recursive readers could overflow the stack. */
export const JSON_DEPTH_MAX = 64

/** The largest power of ten that we are willing to write out as zeros. */
const EXPONENT_MAX = 40

type ReviverContext = { readonly source?: string }

/**
 * Parses JSON text. A number stays a JavaScript number where that holds exactly the value written; otherwise
 * it becomes the text as written, so that `12345678901234567.89` survives. See {@link decimalText} for
 * reading either.
 */
export function parseLosslessJson(text: string): Result<JsonValue> {
  if (depthOf(text) > JSON_DEPTH_MAX) return refused(`nested deeper than ${JSON_DEPTH_MAX}`)
  try {
    return ok(JSON.parse(text, keepExactNumbers))
  } catch (error) {
    if (error instanceof SyntaxError) return refused('not JSON')
    throw error
  }
}

/**
 * Plain decimal text (`-1234.5`, no exponent) of a number read by {@link parseLosslessJson}, or null if it is
 * none.
 */
export function decimalText(value: number | string): string | null {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/.exec(String(value))
  if (!match) return null
  const [, sign = '', whole = '', fraction = '', exponentText = '0'] = match
  const exponent = Number(exponentText)
  if (Math.abs(exponent) > EXPONENT_MAX) return null
  const digits = whole + fraction
  const point = whole.length + exponent
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0')
  const at = Math.max(point, 1)
  const decimals = padded.slice(at).replace(/0+$/, '')
  const integer = padded.slice(0, at).replace(/^0+(?=\d)/, '')
  const isZero = integer === '0' && decimals === ''
  return `${isZero ? '' : sign}${integer}${decimals === '' ? '' : `.${decimals}`}`
}

function keepExactNumbers(_key: string, value: unknown, context?: ReviverContext): unknown {
  const source = context?.source
  if (typeof value !== 'number' || source === undefined) return value
  return decimalText(value) === decimalText(source) && Number.isFinite(value) ? value : source
}

/** How deep brackets nest outside of strings. */
function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  let isInString = false
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]
    if (isInString) {
      if (char === '\\') at += 1
      else if (char === '"') isInString = false
    } else if (char === '"') isInString = true
    else if (char === '[' || char === '{') deepest = Math.max(deepest, (depth += 1))
    else if (char === ']' || char === '}') depth -= 1
  }
  return deepest
}
