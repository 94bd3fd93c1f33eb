// Amounts, days and codes as ISO 20022 writes them.
import { parseCalendarDate } from '../../../domain/calendar.ts'
import type { CalendarDate } from '../../../domain/calendar.ts'
import { parseCurrency } from '../../../domain/currency.ts'
import type { CurrencyCode } from '../../../domain/currency.ts'
import { negate, parseDecimal } from '../../../domain/money.ts'
import type { Money } from '../../../domain/money.ts'
import { ok, refused } from '../../../domain/result.ts'
import type { Result } from '../../../domain/result.ts'
import { QUOTED_CHARS_MAX } from '../limits.ts'
import { find, textAt } from './xml.ts'
import type { Element } from './xml.ts'

/** An `Amt` element: without a sign, with its own currency. */
export function readAmount(amount: Element | null): Result<Money> {
  const text = amount?.text.trim() ?? ''
  if (amount === null || text === '') return refused('it has no amount')
  const code = amount.attributes['Ccy'] ?? ''
  const currency = parseCurrency(code)
  if (currency === null) return refused(`"${code.slice(0, QUOTED_CHARS_MAX)}" is not a currency`)
  if (/^[+-]/.test(text))
    return refused(`its amount ${text.slice(0, QUOTED_CHARS_MAX)} has a sign of its own`)
  return parseDecimal(text, currency)
}

/** The amount inside the element, negative where it is a debit. */
export function readSigned(element: Element): Result<Money> {
  const amount = readAmount(find(element, 'Amt'))
  if (!amount.ok) return amount
  switch (textAt(element, 'CdtDbtInd')) {
    case 'CRDT':
      return amount
    case 'DBIT':
      return ok(negate(amount.value))
    default:
      return refused('it does not say whether it is a credit or a debit')
  }
}

/** The currency of an `Amt` child, or null. */
export const currencyOf = (element: Element): CurrencyCode | null =>
  parseCurrency(find(element, 'Amt')?.attributes['Ccy'] ?? '')

export type ReadDay =
  | { readonly kind: 'day'; readonly on: CalendarDate }
  | { readonly kind: 'none' }
  | { readonly kind: 'bad'; readonly text: string }

/** A date or a time as the bank wrote it: its calendar day, in the bank's own zone. */
export function readDay(element: Element | null): ReadDay {
  const text = textAt(element, 'Dt') ?? textAt(element, 'DtTm') ?? element?.text.trim() ?? ''
  if (text === '') return { kind: 'none' }
  const on = parseCalendarDate(text.slice(0, 10))
  const isDay = on !== null && /^(?:T.*|Z|[+-]\d{2}:\d{2})?$/.test(text.slice(10))
  return isDay ? { kind: 'day', on } : { kind: 'bad', text: text.slice(0, QUOTED_CHARS_MAX) }
}

export function dayOf(element: Element | null): CalendarDate | null {
  const day = readDay(element)
  return day.kind === 'day' ? day.on : null
}

/** A code that is given as text, as a listed code or as a proprietary one, by version. */
export const codeAt = (element: Element | null, ...path: readonly string[]): string | null =>
  textAt(element, ...path, 'Cd') ?? textAt(element, ...path, 'Prtry') ?? textAt(element, ...path)
