// Exact amounts: whole minor units in a currency. Nothing here ever passes through floating point.
import { exponentOf } from './currency.ts'
import type { CurrencyCode } from './currency.ts'
import { ok, refused } from './result.ts'
import type { Result } from './result.ts'

/** An amount in minor units (cents) of its currency. Money into the holder's account is positive. */
export type Money = { readonly minor: bigint; readonly currency: CurrencyCode }

/** The ledger stores 64-bit integers; an amount that does not fit is a mistake of the source. */
const MINOR_MAX = 2n ** 63n - 1n

/** Digits of an amount that we are willing to read; longer text is not money. */
const DIGITS_MAX = 24

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?$/

export const money = (minor: bigint, currency: CurrencyCode): Money => ({ minor, currency })

/**
 * Reads plain decimal text (`-1234.5`, point as the decimal mark, no grouping) into minor units. More decimals than
 * the currency has are refused unless they are zeros: nothing is rounded.
 */
export function parseDecimal(text: string, currency: CurrencyCode): Result<Money> {
  const match = DECIMAL.exec(text)
  if (!match) return refused(`"${text.slice(0, 40)}" is not a decimal amount`)
  const [, sign, whole = '', fraction = ''] = match
  if (whole.length + fraction.length > DIGITS_MAX) return refused('the amount has too many digits')
  const exponent = exponentOf(currency)
  if (/[1-9]/.test(fraction.slice(exponent))) {
    return refused(`${text} has more decimals than ${currency} allows (${exponent})`)
  }
  const digits = BigInt(whole + fraction.slice(0, exponent).padEnd(exponent, '0'))
  if (digits > MINOR_MAX) return refused('the amount is too large')
  return ok(money(sign === '-' ? -digits : digits, currency))
}

/** Plain decimal text with exactly the currency's decimals, `-` for negative: `-12.30`, `1500`, `0.005`. */
export function formatDecimal({ minor, currency }: Money): string {
  const exponent = exponentOf(currency)
  const digits = (minor < 0n ? -minor : minor).toString().padStart(exponent + 1, '0')
  const whole = digits.slice(0, digits.length - exponent)
  const sign = minor < 0n ? '-' : ''
  return exponent === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-exponent)}`
}

/** The sum of two amounts of one currency; different currencies are a programmer's mistake. */
export function add(left: Money, right: Money): Money {
  if (left.currency !== right.currency) throw new TypeError(`cannot add ${left.currency} and ${right.currency}`)
  return money(left.minor + right.minor, left.currency)
}

export const negate = ({ minor, currency }: Money): Money => money(-minor, currency)

export const sameMoney = (left: Money, right: Money): boolean =>
  left.minor === right.minor && left.currency === right.currency
