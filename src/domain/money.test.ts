import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exponentOf, isCurrency, parseCurrency } from './currency.ts'
import type { CurrencyCode } from './currency.ts'
import { add, formatDecimal, money, negate, parseDecimal, sameMoney } from './money.ts'

const code = (text: string): CurrencyCode => {
  const currency = parseCurrency(text)
  if (currency === null) throw new RangeError(text)
  return currency
}
const currency = fc.constantFrom('USD', 'JPY', 'KWD', 'CLF', 'EUR').map(code)
const amount = fc.bigInt({ min: -(2n ** 63n) + 1n, max: 2n ** 63n - 1n })

describe('money', () => {
  test('decimal text is read and shown without loss, in every exponent', () => {
    fc.assert(
      fc.property(amount, currency, (minor, unit) => {
        const text = formatDecimal(money(minor, unit))
        expect(parseDecimal(text, unit)).toEqual({ ok: true, value: { minor, currency: unit } })
        expect(text.split('.')[1]?.length ?? 0).toBe(exponentOf(unit))
      }),
      { seed: 10 },
    )
  })

  test.each([
    ['0.1', 'USD', 10n],
    ['-12.30', 'EUR', -1230n],
    ['+5', 'USD', 500n],
    ['1500', 'JPY', 1500n],
    ['1500.00', 'JPY', 1500n],
    ['0.005', 'KWD', 5n],
    ['-0.00', 'USD', 0n],
    ['12.3400', 'USD', 1234n],
  ])('%s %s is %s minor units', (text, unit, minor) => {
    expect(parseDecimal(text, code(unit))).toEqual({ ok: true, value: { minor, currency: unit } })
  })

  test.each(['', '.5', '5.', '1,5', '1e3', '--1', ' 1', 'NaN', '1.005', '9223372036854775808', '1'.repeat(30)])(
    '"%s" is refused, never rounded or guessed',
    (text) => {
      expect(parseDecimal(text, code('USD')).ok).toBe(false)
    },
  )

  test('adding and taking away are inverse, and currencies never mix', () => {
    fc.assert(
      fc.property(amount, amount, (left, right) => {
        const usd = code('USD')
        const sum = add(money(left, usd), money(right, usd))
        expect(sameMoney(add(sum, negate(money(right, usd))), money(left, usd))).toBe(true)
      }),
      { seed: 11 },
    )
    expect(() => add(money(1n, code('USD')), money(1n, code('EUR')))).toThrow(TypeError)
    expect(sameMoney(money(1n, code('USD')), money(1n, code('EUR')))).toBe(false)
  })
})

describe('currency', () => {
  test('codes are read in any case and never guessed', () => {
    expect(parseCurrency(' eur ')).toBe('EUR')
    expect(parseCurrency('EURO')).toBeNull()
    expect(parseCurrency('')).toBeNull()
    expect(isCurrency('eur')).toBe(false)
  })

  test('exponents agree with the platform for every currency that both know', () => {
    // For these the platform's data follows the coins in use, not ISO 4217.
    const byCoins = new Set(
      (
        'AFN ALL AMD BIF COP CRC CZK GYD HUF IDR IQD IRR KPW LAK LBP MGA MMK MNT MRU MUR NOK PKR RSD SEK SLL SOS SYP ' +
        'TWD TZS UYW UZS YER'
      ).split(' '),
    )
    for (const text of Intl.supportedValuesOf('currency')) {
      const known = parseCurrency(text)
      if (known === null || byCoins.has(text)) continue
      const format = new Intl.NumberFormat('en', { style: 'currency', currency: text })
      expect([text, exponentOf(known)]).toEqual([text, format.resolvedOptions().maximumFractionDigits])
    }
  })
})
