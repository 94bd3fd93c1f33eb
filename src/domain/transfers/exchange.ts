// What an amount is in another currency, from data at hand only: the sum that a text states, or the rate of transfers
// that are certain. No rate is ever assumed.
import { daysBetween } from '../calendar.ts'
import type { CalendarDate } from '../calendar.ts'
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

/** A rate of longer ago says nothing of today's. */
export const RATE_DAYS = 30

/** How far the two sums are from a rate seen near the day, as a share; null where none was. Signs don't matter. */
export function rateMiss(left: Money, arrived: Money, on: CalendarDate, rates: readonly SeenRate[]): number | null {
  const ratio = Math.abs(Number(arrived.minor) / Number(left.minor))
  const misses = rates.flatMap((seen) => {
    const expected = rateBetween(left.currency, arrived.currency, seen)
    const isNear = Math.abs(daysBetween(seen.on, on)) <= RATE_DAYS
    return expected === null || !isNear ? [] : [Math.abs(ratio / expected - 1)]
  })
  return misses.length === 0 ? null : Math.min(...misses)
}

function rateBetween(from: CurrencyCode, to: CurrencyCode, seen: SeenRate): number | null {
  if (!(seen.rate > 0)) return null
  if (seen.from === from && seen.to === to) return seen.rate
  return seen.from === to && seen.to === from ? 1 / seen.rate : null
}
