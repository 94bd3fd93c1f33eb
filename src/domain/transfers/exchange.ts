// What an amount is in another currency, from data at hand only: the sum that a text states, or the rate of transfers
// that are certain. No rate is ever assumed.
import { exponentOf } from '../currency.ts'
import type { CurrencyCode } from '../currency.ts'
import type { Money } from '../money.ts'
import type { SeenRate } from './leg.ts'

/** Banks take a margin on the rate, and rates move in the days between. */
export const RATE_TOLERANCE = 0.03

/** Sums in texts: `USD 1,234.50`, `1.234,50 EUR`. Longer digits are account numbers. */
const DIGITS = String.raw`\d{1,3}(?:[.,' ]\d{3})*(?:[.,]\d{1,4})?|\d{1,9}(?:[.,]\d{1,4})?`

/** The sums of this currency that the text states, in minor units; unsigned. */
export function statedSums(text: string, currency: CurrencyCode): readonly bigint[] {
  const pattern = new RegExp(String.raw`\b${currency}\s?(${DIGITS})(?![\d])|(?<![\d.,])(${DIGITS})\s?${currency}\b`, 'gu')
  return [...text.matchAll(pattern)].flatMap(([, after, before]) => minorOf(after ?? before ?? '', currency) ?? [])
}

/** Minor units of a sum whose marks are not known: the last mark with the currency's decimals behind it is the point. */
function minorOf(text: string, currency: CurrencyCode): bigint | null {
  const exponent = exponentOf(currency)
  const mark = exponent > 0 && new RegExp(String.raw`^(.*)[.,](\d{${exponent}})$`).exec(text)
  const [whole, fraction] = mark ? [mark[1] ?? '', mark[2] ?? ''] : [text, '']
  const digits = whole.replace(/[^\d]/g, '')
  return digits === '' ? null : BigInt(digits + fraction.padEnd(exponent, '0'))
}

/** How far the two sums are from a seen rate, as a share; null where no rate between the currencies was seen. */
export function rateMiss(left: Money, arrived: Money, rates: readonly SeenRate[]): number | null {
  const ratio = Number(arrived.minor) / Number(-left.minor)
  let nearest: number | null = null
  for (const { from, to, rate } of rates) {
    const expected = from === left.currency && to === arrived.currency ? rate : inverse(from, to, rate, left, arrived)
    if (expected === null || expected <= 0) continue
    const miss = Math.abs(ratio / expected - 1)
    if (nearest === null || miss < nearest) nearest = miss
  }
  return nearest
}

const inverse = (from: string, to: string, rate: number, left: Money, arrived: Money): number | null =>
  from === arrived.currency && to === left.currency && rate > 0 ? 1 / rate : null
