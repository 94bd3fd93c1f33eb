// Dates and amounts as OFX writes them, and as banks do against its rules.
import { calendarDate } from '../../../domain/calendar.ts'
import type { CalendarDate } from '../../../domain/calendar.ts'
import type { CurrencyCode } from '../../../domain/currency.ts'
import type { Money } from '../../../domain/money.ts'
import type { Result } from '../../../domain/result.ts'
import { markEvidence, readAmountText } from '../csv/amounts.ts'
import type { DecimalMark } from '../csv/amounts.ts'
import { QUOTED_CHARS_MAX } from '../limits.ts'
import { readStatedAmount } from '../stated-amount.ts'

/** `20240304`, with a time and anything behind it; or `2024-03-04`. */
const WRITTEN = /^(\d{4})(\d{2})(\d{2})(?:(?:\D|\d{2}).*)?$/s
const SEPARATED = /^(\d{4})[-/](\d{2})[-/](\d{2})(?:\D.*)?$/s

/**
 * The day as the bank wrote it: `20230330230000[-5:EST]` is the 30th. Banks write their own day and put
 * midnight or noon and some zone behind it; moving it into another zone would move the day.
 */
export function readOfxDate(text: string): CalendarDate | null {
  const match = WRITTEN.exec(text.trim()) ?? SEPARATED.exec(text.trim())
  return match && calendarDate(Number(match[1]), Number(match[2]), Number(match[3]))
}

/** Digits, point and comma of an amount, or null where it is none. */
export function amountBody(text: string): string | null {
  const read = readAmountText(text)
  return read === null || read.side !== null ? null : read.body
}

/**
 * The decimal mark of an amount by itself, or `fallback` where it could be either: OFX allows point and comma
 * and no thousands marks, but some banks write them.
 */
export const readOfxAmount = (text: string, currency: CurrencyCode, fallback: DecimalMark): Result<Money> =>
  readStatedAmount(text, currency, (body) => {
    const evidence = markEvidence(body)
    return evidence === 'either' || evidence === null ? fallback : evidence
  })

export const quoted = (text: string): string => `"${text.slice(0, QUOTED_CHARS_MAX)}"`
