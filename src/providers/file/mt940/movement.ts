// The statement line, field 61: days, direction, amount, kind and references, by position.
import type { CalendarDate } from '../../../domain/calendar.ts'
import type { CurrencyCode } from '../../../domain/currency.ts'
import { negate } from '../../../domain/money.ts'
import type { Money } from '../../../domain/money.ts'
import { ok, refused } from '../../../domain/result.ts'
import type { Result } from '../../../domain/result.ts'
import { QUOTED_CHARS_MAX } from '../limits.ts'
import type { Field } from './fields.ts'
import { readAmount, readDay, readEntryDay } from './values.ts'
import type { Period } from './values.ts'

export type Movement = {
  readonly bookedOn: CalendarDate
  readonly valueOn: CalendarDate | null
  readonly amount: Money
  readonly mark: string
  /** An expected movement (MT942's EC and ED), not booked yet. */
  readonly isExpected: boolean
  /** Such as `NTRF`: S, N or F and a code of three. */
  readonly type: string
  readonly customerReference: string | null
  /** An IBAN in the reference's place, as ASN and SNS write it. */
  readonly account: string | null
  readonly bankReference: string | null
  /** Text after the references, and the next line. */
  readonly supplement: string | null
  /** Supplement on the same line, padded behind the reference: a name in the layouts that do so. */
  readonly inlineText: string | null
}

/**
 * Value date, entry date, mark (a reversal's R before it), third letter of the currency, amount, type, the
 * rest.
 */
const SHAPE = /^(\d{6})(\d{4})?(RC|RD|EC|ED|C|D)([A-Z])? ?(\d{1,15}(?:[,.]\d*)?) ?([A-Z][A-Z0-9 ]{3})(.*)$/

/** Money in: credits, and debits that are taken back. */
const MONEY_IN = new Set(['C', 'RD', 'EC'])

/** The customer reference has 16 places; what stands behind them on the same line is something else. */
const REFERENCE_CHARS = 16

/** An IBAN that is longer than a reference may be. */
const LONG_IBAN = /^[A-Z]{2}\d{2}[A-Z0-9]{13,30}(?=$|\/\/|\s)/

/** The line and those behind it; some banks break it before the amount. */
function partsOf([first = '', second = '', ...rest]: readonly string[]) {
  const line = first.trimEnd()
  return /^\d{6,10}R?[CD][A-Z]?$/.test(line)
    ? { first: line + second.trim(), more: rest }
    : { first: line, more: [second, ...rest] }
}

/** Reads the line, or says what is wrong with it. */
export function readMovement({ lines }: Field, currency: CurrencyCode, period: Period): Result<Movement> {
  const { first, more } = partsOf(lines)
  const shape = SHAPE.exec(first)
  if (!shape) return refused(`"${first.slice(0, QUOTED_CHARS_MAX)}" is not a statement line`)
  const [, value = '', entry, mark = '', , figure = '', type = '', rest = ''] = shape
  const valueOn = readDay(value)
  const bookedOn = entry === undefined ? valueOn : readEntryDay(entry, valueOn, period)
  if (bookedOn === null) return refused(`"${value}${entry ?? ''}" is not a date`)
  const amount = readAmount(figure, currency)
  if (!amount.ok) return amount
  const { customer, bank, inline, account } = referencesOf(rest)
  const next = more.map((line) => line.trim()).filter((line) => line !== '')
  return ok({
    bookedOn,
    valueOn,
    amount: MONEY_IN.has(mark) ? amount.value : negate(amount.value),
    mark,
    isExpected: mark.startsWith('E'),
    type: type.trim(),
    customerReference: realReference(customer),
    account,
    bankReference: realReference(bank),
    supplement: [inline, ...next].filter((part) => part !== '').join('\n') || null,
    inlineText: inline === '' ? null : inline,
  })
}

function referencesOf(rest: string) {
  const account = LONG_IBAN.exec(rest)?.[0] ?? null
  const text = account === null ? rest : rest.slice(account.length)
  const slashes = text.indexOf('//')
  if (slashes >= 0 && slashes <= REFERENCE_CHARS) {
    return { customer: text.slice(0, slashes), bank: text.slice(slashes + 2), inline: '', account }
  }
  if (account !== null) return { customer: '', bank: '', inline: text.trim(), account }
  const inline = text.slice(REFERENCE_CHARS).trim()
  return { customer: text.slice(0, REFERENCE_CHARS), bank: '', inline, account }
}

/** A reference, or null where it is a word for none or for where the reference stands. */
export function realReference(text: string): string | null {
  const plain = text.trim()
  return /^(?:nonref|not\s?provided|[EKM]REF\+?|MARF|PREF|[0.\s-]*)$/i.test(plain) ? null : plain
}
