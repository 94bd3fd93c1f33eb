import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LIKENESS_COMPATIBLE, likeness, namesLikeness, nameWords, normaliseText } from './text.ts'

describe('normaliseText', () => {
  test('case, spaces and marks do not matter, letters and digits do', () => {
    expect(normaliseText('  SQ *Blue-Bottle  #42 ')).toBe('sq blue bottle 42')
    expect(normaliseText('Ünïted')).toBe('ünïted')
    expect(normaliseText('ＴＡＲＴＩＮＥ')).toBe('tartine')
  })

  test('twice is once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(normaliseText(normaliseText(text))).toBe(normaliseText(text))
      }),
      { seed: 13 },
    )
  })
})

describe('nameWords', () => {
  test('numbers, means of payment and intermediaries name nobody', () => {
    expect(nameWords('POS PURCHASE VISA 1234 PAYPAL *TARTINE BAKERY CA 0301')).toEqual(['tartine', 'bakery'])
    expect(nameWords('CARD PAYMENT 4711')).toEqual([])
  })

  test('short names are kept where there is nothing longer', () => {
    expect(nameWords('BP 0042')).toEqual(['bp'])
  })
})

describe('likeness', () => {
  test.each([
    ['TST* TARTINE BAKERY SAN FRANCISCO CA', 'Tartine Bakery'],
    ['SQ *BLUE BOTTLE 4153141501 CA', 'Blue Bottle Coffee'],
    ['BLUEBOTTLE', 'Blue Bottle Coffee'],
    ['AMAZON.COM*E34M5CNBH AMZN.COM/BILL WA', 'Amazon'],
    ['STARBUCKS STORE 60338 SEATTLE WA', 'STARBUCKS 88826 SEATTLE'],
  ])('"%s" and "%s" may name the same party', (left, right) => {
    expect(likeness(left, right)).toBeGreaterThanOrEqual(LIKENESS_COMPATIBLE)
  })

  test.each([
    ['SHELL OIL 54414 AUSTIN TX', 'CHEVRON 0092957 AUSTIN TX'],
    ['PAYPAL *SPOTIFY', 'PAYPAL *EBAY'],
    ['POS PURCHASE TARGET', 'POS PURCHASE WALMART'],
    ['Uber', 'Lyft'],
  ])('"%s" and "%s" name two', (left, right) => {
    expect(likeness(left, right)).toBeLessThan(LIKENESS_COMPATIBLE)
  })

  test('a text that names nobody can be compared with none', () => {
    expect(likeness('CARD PAYMENT 4711', 'TARTINE')).toBeNull()
    expect(likeness('', 'TARTINE')).toBeNull()
  })

  test('is the same both ways, between 0 and 1, and 1 for a name and itself', () => {
    const text = fc.array(fc.constantFrom('tartine', 'bakery', 'shell', 'austin', '42', 'visa', 'blue', 'bottle'), {
      maxLength: 5,
    })
    fc.assert(
      fc.property(text, text, (left, right) => {
        const found = likeness(left.join(' '), right.join(' '))
        expect(likeness(right.join(' '), left.join(' '))).toBe(found)
        if (found !== null) expect(found >= 0 && found <= 1).toBe(true)
        const own = likeness(left.join(' '), left.join(' '))
        expect(own === null || own === 1).toBe(true)
      }),
      { seed: 14, numRuns: 1_000 },
    )
  })

  test('the best of all texts counts', () => {
    const known = { description: 'CARD PAYMENT 4711', counterpartyName: 'Tartine' }
    expect(namesLikeness(known, { description: 'TARTINE 42', counterpartyName: null })).toBe(1)
  })
})
