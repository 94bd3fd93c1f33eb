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
  readonly bankReference: string | null
  /** Text after the references, and the next line. */
  readonly supplement: string | null
  /** Supplement on the same line, padded behind the reference: a name in the layouts that do so. */
  readonly inlineText: string | null
}

/** Value date, entry date, mark (a reversal's R before it), third letter of the currency, amount, type, the rest. */
const SHAPE = /^(\d{6})(\d{4})?(RC|RD|EC|ED|C|D)([A-Z])?(\d{1,15}(?:,\d*)?) ?([NFS][A-Z0-9 ]{3})(.*)$/

/** Money in: credits, and debits that are taken back. */
const MONEY_IN = new Set(['C', 'RD', 'EC'])

/** The customer reference has 16 places; what stands behind them on the same line is something else. */
const REFERENCE_CHARS = 16

/** Reads the line, or says what is wrong with it. */
export function readMovement({ lines }: Field, currency: CurrencyCode, period: Period): Result<Movement> {
  const [first = '', ...more] = lines
  const shape = SHAPE.exec(first.trimEnd())
  if (!shape) return refused(`"${first.slice(0, QUOTED_CHARS_MAX)}" is not a statement line`)
  const [, value = '', entry, mark = '', , figure = '', type = '', rest = ''] = shape
  const valueOn = readDay(value)
  const bookedOn = entry === undefined ? valueOn : readEntryDay(entry, valueOn, period)
  if (bookedOn === null) return refused(`"${value}${entry ?? ''}" is not a date`)
  const amount = readAmount(figure, currency)
  if (!amount.ok) return amount
  const { customer, bank, inline } = referencesOf(rest)
  const next = more.map((line) => line.trim()).filter((line) => line !== '')
  return ok({
    bookedOn,
    valueOn,
    amount: MONEY_IN.has(mark) ? amount.value : negate(amount.value),
    mark,
    isExpected: mark.startsWith('E'),
    type: type.trim(),
    customerReference: realReference(customer),
    bankReference: realReference(bank),
    supplement: [inline, ...next].filter((part) => part !== '').join('\n') || null,
    inlineText: inline === '' ? null : inline,
  })
}

function referencesOf(rest: string) {
  const slashes = rest.indexOf('//')
  if (slashes >= 0 && slashes <= REFERENCE_CHARS) {
    return { customer: rest.slice(0, slashes), bank: rest.slice(slashes + 2), inline: '' }
  }
  return { customer: rest.slice(0, REFERENCE_CHARS), bank: '', inline: rest.slice(REFERENCE_CHARS).trim() }
}

/** A reference, or null where it is a word for none or for where the reference stands. */
export function realReference(text: string): string | null {
  const plain = text.trim()
  return /^(?:nonref|not\s?provided|[EKM]REF\+?|MARF|PREF|[0.\s-]*)$/i.test(plain) ? null : plain
}
