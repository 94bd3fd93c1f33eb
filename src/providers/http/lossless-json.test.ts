import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decimalText, JSON_DEPTH_MAX, parseLosslessJson } from './lossless-json.ts'
import { retryAfter } from './retry-after.ts'

describe('reading JSON without losing digits', () => {
  test('numbers that a double holds stay numbers, others stay as written', () => {
    expect(parseLosslessJson('{"a":5.40,"b":12345678901234567.89,"c":"5.40","d":1e400}')).toEqual({
      ok: true,
      value: { a: 5.4, b: '12345678901234567.89', c: '5.40', d: '1e400' },
    })
  })

  test('any decimal survives', () => {
    const decimals = fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 22n }), fc.nat({ max: 9_999 }), fc.boolean())
    fc.assert(
      fc.property(decimals, ([whole, fraction, isNegative]) => {
        const text = `${isNegative ? '-' : ''}${whole}.${String(fraction).padStart(4, '0')}`
        const parsed = parseLosslessJson(`[${text}]`)
        if (!parsed.ok || !Array.isArray(parsed.value)) throw new Error('not an array')
        expect(decimalText(parsed.value[0])).toBe(decimalText(text))
      }),
      { seed: 20_260_401 },
    )
  })

  test.each([
    ['1e3', '1000'],
    ['1.5e-7', '0.00000015'],
    ['-0', '0'],
    ['-0.00', '0'],
    ['007', '7'],
    ['1.50', '1.5'],
    ['12.5E1', '125'],
  ])('%s is written %s', (given, expected) => {
    expect(decimalText(given)).toBe(expected)
  })

  test.each(['', '.5', '1.', '1,5', 'NaN', 'Infinity', '1e99', '0x10', ' 1'])('%j is no decimal', (given) => {
    expect(decimalText(given)).toBeNull()
  })

  test('depth counts brackets outside of strings only', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
    expect(parseLosslessJson(nested(JSON_DEPTH_MAX)).ok).toBe(true)
    expect(parseLosslessJson(nested(JSON_DEPTH_MAX + 1)).ok).toBe(false)
    expect(parseLosslessJson(JSON.stringify('["\\"'.repeat(200))).ok).toBe(true)
  })
})

describe('Retry-After', () => {
  test.each([
    ['120', 120, null],
    ['Wed, 21 Oct 2026 07:28:00 GMT', null, '2026-10-21T07:28:00.000Z'],
    ['soon', null, null],
    ['-5', null, null],
    ['999999999', 604_800, null],
  ])('%s', (header, retryAfterSeconds, retryAt) => {
    expect(retryAfter({ headers: { 'retry-after': header } })).toEqual({ retryAfterSeconds, retryAt })
  })

  test('may be absent', () => {
    expect(retryAfter({ headers: {} })).toEqual({ retryAfterSeconds: null, retryAt: null })
  })
})
