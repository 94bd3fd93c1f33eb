import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { foldCase } from './fold-case.ts'
import { compilePattern, TEXT_CHARS_MAX } from './pattern-match.ts'

function isFound(pattern: string, text: string): boolean {
  const compiled = compilePattern(pattern)
  if (!compiled.ok) throw new Error(`${pattern}: ${compiled.reason.text}`)
  return compiled.value(foldCase(text))
}

function faultOf(pattern: string) {
  const compiled = compilePattern(pattern)
  return compiled.ok ? null : compiled.reason
}

describe('a regular expression', () => {
  test.each([
    ['amzn', 'Payment AMZN MKTP US', true],
    ['^amzn', 'Payment AMZN', false],
    ['mktp us$', 'AMZN Mktp US', true],
    ['tesco|aldi', 'ALDI SUED', true],
    ['store \\d{2,4}$', 'Store 12345', false],
    ['store \\d{2,4}\\b', 'Store 1234 x', true],
    ['[a-c]+x', 'ABCX', true],
    ['[^0-9]x', '9x', false],
    ['r(é|e)wé?', 'REWE', true],
    ['caf\\W+x', 'caf -- x', true],
    ['a.c', 'a\u{1f600}c', true],
    ['straße', 'STRAßE 5', true],
    ['[]x]', 'a]', true],
    ['x{0}y', 'y', true],
  ])('%s in %s: %s', (pattern, text, expected) => {
    expect(isFound(pattern, text)).toBe(expected)
  })

  test.each([
    ['(a+)+$', 4],
    ['(\\w+ ?)*x', 7],
    ['a**', 2],
    ['(a', 0],
    ['a)', 1],
    ['[a', 0],
    ['*a', 0],
    ['a{3,2}', 1],
    ['a{60}', 1],
    ['(?=a)', 0],
    ['(a)\\1', 3],
    ['a\\', 1],
    ['[z-a]', 1],
    ['', 0],
    ['a'.repeat(201), 200],
    ['('.repeat(12), 10],
  ])('%s is refused at its place, in a sentence', (pattern, position) => {
    const fault = faultOf(pattern)
    expect(fault?.position).toBe(position)
    expect(fault?.text).toMatch(/^[A-Z\\].*[.]$/)
  })

  test('whose counts multiply is refused instead of filling the memory', () => {
    expect(faultOf('((((a{50}){50}){50}){50})')?.text).toContain('too large')
  })

  test('takes time that grows with the text alone', () => {
    const hard = ['(a|a)+$', 'a*a*a*a*a*a*b', '.*.*.*.*=.*;', '(x?){30}x{30}y']
    const text = `${'a'.repeat(TEXT_CHARS_MAX - 1)}!`
    const start = performance.now()
    for (const pattern of hard) expect(isFound(pattern, text)).toBe(false)
    // A matcher that tries again would take longer than the age of the universe.
    expect(performance.now() - start).toBeLessThan(2_000)
  })

  test('finds what the platform finds, for patterns both understand', () => {
    const atom = fc.constantFrom('a', 'b', '1', '.', '\\d', '\\w', '[ab]', '[^a]', '\\b', 'ab')
    const sign = fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,2}', '{0,}')
    const part = fc.tuple(atom, sign).map(([one, many]) => (one === '\\b' ? one : `${one === 'ab' ? '(ab)' : one}${many}`))
    const line = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''))
    const pattern = fc.array(line, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('|'))
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '1', ' ', 'c'), maxLength: 12 })
    fc.assert(
      fc.property(pattern, text, (given, words) => isFound(given, words) === new RegExp(given, 'u').test(words)),
      { seed: 71, numRuns: 3_000 },
    )
  })
})
