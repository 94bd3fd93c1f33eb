// Amounts as banks write them: signs before and behind, brackets, currency signs, grouping. Which mark separates the
// decimals is decided over whole columns; the value then passes as plain decimal text, never as a floating number.
import { parseCurrency } from '../../../domain/currency.ts'
import type { CurrencyCode } from '../../../domain/currency.ts'
import { directionOf } from './value-words.ts'
import type { Direction } from './value-words.ts'

export type DecimalMark = '.' | ','

/** A cell read as an amount, before its decimal mark is known. */
export type AmountText = {
  /** Digits with points and commas only: `1.234,56`. */
  readonly body: string
  readonly isNegative: boolean
  /** Written with a plus: the bank means the holder's side. */
  readonly hasPlus: boolean
  /** Currency sign or code in the cell, as written. */
  readonly unit: string | null
  /** `12.00 DR`, `12.00 Cr`, `12,00 S`. */
  readonly side: Direction | null
}

/** Longest text that is still one amount with its currency. */
const AMOUNT_CHARS_MAX = 40

const UNIT = String.raw`(?:[A-Z]{2,3}\$|[A-Z]{3}|\p{Sc}|R\$|kr\.?|Kr\.?|zł|Kč|Ft|Fr\.?|Rs\.?|руб\.?|р\.|лв\.?|lei)`
const LEADING_UNIT = new RegExp(`^${UNIT}`, 'u')
const TRAILING_UNIT = new RegExp(`${UNIT}$`, 'u')
/** Behind a space, or at once behind decimals; `12345D` is a reference. */
const SIDE = /(?:\s*\b|(?<=[.,]\d{2,3}))(CR|DR|Cr|Dr|cr|dr|C|D|H|S)\.?$/
/** `DR 12.00`: the side before the amount. */
const SIDE_BEFORE = /^(CR|DR|Cr|Dr|cr|dr)\.?\s+(?=\S*\d)/
const BODY = /^(?:\d[\d.,]*|[.,]\d+)$/

/** Most cells are plain figures or words: both are told at a glance. No unit has four letters. */
const PLAIN = /^[+-]?\d[\d.,]*$/
const WORD = /\p{L}{4}/u

/** Reads a cell as an amount, or null where it is none. Two signs, as in `--12`, are no amount. */
export function readAmountText(cell: string): AmountText | null {
  if (PLAIN.test(cell) && cell.length <= AMOUNT_CHARS_MAX) return readPlain(cell)
  if (!/\d/.test(cell) || WORD.test(cell)) return null
  let rest = cell
    .trim()
    .replace(/[\u2212\u2013\u2012]/g, '-')
    .replace(/^="(.*)"$/, '$1')
    .replace(/^'/, '')
  if (rest === '' || rest.length > AMOUNT_CHARS_MAX) return null
  if (PLAIN.test(rest)) return readPlain(rest)
  const signs: string[] = []
  let unit: string | null = null
  const bracketed = /^\((.*)\)$/.exec(rest) ?? /^([^\d(]*)\((.*)\)$/.exec(rest)
  if (bracketed) {
    rest = bracketed.slice(1).join('').trim()
    signs.push('-')
  }
  const before = SIDE_BEFORE.exec(rest)
  if (before) rest = `${rest.slice(before[0].length)} ${before[1] ?? ''}`
  const sideMatch = SIDE.exec(rest)
  const side =
    sideMatch && !LEADING_UNIT.test(rest.slice(sideMatch.index)) ? directionOf(sideMatch[1] ?? '') : null
  if (side && sideMatch) rest = rest.slice(0, sideMatch.index).trim()
  for (let step = 0; step < 4; step += 1) {
    const sign = /^[+-]/.exec(rest) ?? /[+-]$/.exec(rest)
    if (sign) {
      signs.push(sign[0])
      rest = (sign.index === 0 ? rest.slice(1) : rest.slice(0, -1)).trim()
      continue
    }
    const found: RegExpExecArray | null =
      unit === null ? (LEADING_UNIT.exec(rest) ?? TRAILING_UNIT.exec(rest)) : null
    if (!found || isUnknownCode(found[0])) break
    const written: string = found[0]
    unit = written
    rest = (found.index === 0 ? rest.slice(written.length) : rest.slice(0, found.index)).trim()
  }
  const body = withoutNeutralGrouping(rest)
  if (signs.length > 1 || body === null || !BODY.test(body)) return null
  return { body, isNegative: signs[0] === '-', hasPlus: signs[0] === '+', unit, side }
}

function readPlain(text: string): AmountText {
  const isNegative = text.startsWith('-')
  const hasPlus = text.startsWith('+')
  return { body: isNegative || hasPlus ? text.slice(1) : text, isNegative, hasPlus, unit: null, side: null }
}

/** `VWZ1` names a column and `ABC 12` a reference: three letters are a unit only where they are a currency. */
const isUnknownCode = (unit: string): boolean => /^[A-Z]{3}$/.test(unit) && readCurrency(unit) === null

/** Drops apostrophes and spaces where they group thousands; null where they stand elsewhere. */
function withoutNeutralGrouping(text: string): string | null {
  if (!/['’\s]/u.test(text)) return text
  return /^\d{1,3}(?:['’\s]\d{3})+(?:[.,]\d*)?$/u.test(text) ? text.replace(/['’\s]/gu, '') : null
}

/** What a body proves about the decimal mark: the mark itself, `either` where both readings work, null for digits alone. */
export function markEvidence(body: string): DecimalMark | 'either' | null {
  const marks = body.replace(/\d/g, '')
  if (marks === '') return null
  const last = marks.at(-1) === ',' ? ',' : '.'
  const other = last === ',' ? '.' : ','
  if (new Set(marks).size === 2) return last
  if (marks.length > 1) return other
  const [before = '', after = ''] = body.split(last)
  return after.length === 3 && /^[1-9]\d{0,2}$/.test(before) ? 'either' : last
}

export type MarkInference =
  | { readonly kind: 'known'; readonly mark: DecimalMark }
  | { readonly kind: 'unclear'; readonly example: string }

/**
 * Decides the decimal mark from all amounts of the file. `1.234` alone reads both ways; a currency with two decimals
 * has no 1.234, so it can only be grouped, while 1.500 could still be one and a half.
 */
export function inferDecimalMark(bodies: readonly string[], exponent: number): MarkInference {
  const evidence = bodies.map(markEvidence)
  const hasPoint = evidence.includes('.')
  const hasComma = evidence.includes(',')
  const either = bodies.filter((_, index) => evidence[index] === 'either')
  const [example = bodies.find((body) => /[.,]/.test(body)) ?? ''] = either
  if (hasPoint && hasComma) return { kind: 'unclear', example }
  if (hasPoint || hasComma) return { kind: 'known', mark: hasPoint ? '.' : ',' }
  if (either.length === 0) return { kind: 'known', mark: '.' }
  const isGrouped =
    exponent < 3 && either.some((body) => /[1-9]/.test((body.split(/[.,]/)[1] ?? '').slice(exponent)))
  const isOneMark = new Set(either.map((body) => (body.includes(',') ? ',' : '.'))).size === 1
  if ((isGrouped || exponent === 0) && isOneMark)
    return { kind: 'known', mark: example.includes(',') ? '.' : ',' }
  return { kind: 'unclear', example }
}

/** Plain decimal text without a sign (`1234.56`), or null where the marks do not fit the decimal mark. */
export function plainDecimal(body: string, mark: DecimalMark): string | null {
  if (mark === '.' && /^\d+(?:\.\d+)?$/.test(body)) return body
  const grouping = mark === '.' ? ',' : '.'
  const [whole = '', fraction, ...more] = body.split(mark)
  if (more.length > 0 || (fraction !== undefined && !/^\d*$/.test(fraction))) return null
  if (whole.includes(grouping) && !isGrouped(whole, grouping)) return null
  const digits = whole.split(grouping).join('')
  return fraction ? `${digits === '' ? '0' : digits}.${fraction}` : digits
}

/** Groups of three, or the Indian lakh and crore: twos before a last three. */
const isGrouped = (whole: string, grouping: string): boolean =>
  /^\d{1,3}(?:G\d{3})+$|^\d{1,2}(?:G\d{2})*G\d{3}$/.test(whole.split(grouping).join('G'))

/** Currencies that a sign can stand for. A sign that is not here stands for none we could check. */
const SIGNS: ReadonlyMap<string, string> = new Map([
  ['€', 'EUR'],
  ['£', 'GBP EGP LBP SDG SSP SYP FKP GIP SHP'],
  [
    '$',
    'USD CAD AUD NZD SGD HKD MXN ARS CLP COP BRL TWD UYU DOP BBD BSD BZD BMD FJD GYD JMD KYD LRD NAD SBD SRD TTD XCD',
  ],
  ['¥', 'JPY CNY'],
  ['₹', 'INR'],
  ['₽', 'RUB'],
  ['₴', 'UAH'],
  ['₺', 'TRY'],
  ['₪', 'ILS'],
  ['₩', 'KRW'],
  ['₫', 'VND'],
  ['฿', 'THB'],
  ['₱', 'PHP'],
  ['₦', 'NGN'],
  ['kr', 'SEK NOK DKK ISK'],
  ['zł', 'PLN'],
  ['Kč', 'CZK'],
  ['Ft', 'HUF'],
  ['Fr', 'CHF'],
  ['R$', 'BRL'],
  ['US$', 'USD'],
  ['CA$', 'CAD'],
  ['Rs', 'INR PKR LKR NPR MUR SCR'],
  ['руб', 'RUB'],
  ['р', 'RUB'],
  ['лв', 'BGN'],
  ['lei', 'RON MDL'],
])

/** Codes that banks still write although ISO 4217 replaced them at par. */
const REPLACED: ReadonlyMap<string, string> = new Map([['RUR', 'RUB']])

/** The currency that a code names, or null. */
export const readCurrency = (text: string): CurrencyCode | null => {
  const code = text.trim().toUpperCase()
  return parseCurrency(REPLACED.get(code) ?? code)
}

/** Currencies that a sign or code may mean; empty for one that we do not know. */
export function currenciesOf(unit: string): readonly string[] {
  const text = unit.trim().replace(/\.$/, '')
  const code = readCurrency(text) ?? readCurrency(text.replace(/\$$/, ''))
  if (code) return [code]
  return (SIGNS.get(text) ?? SIGNS.get(text.toLowerCase()) ?? '').split(' ').filter((name) => name !== '')
}

/** The currency sign or code in a header (`Betrag (EUR)`, `Amount CZK`, `CAD$`), or null. */
export function unitInHeader(header: string): string | null {
  if (/\beuros?\b/i.test(header)) return 'EUR'
  const match = /(?:^|[\s([/])([A-Z]{3})(?:[\s)\]$/]|$)|(\p{Sc})|\((kr|zł|Kč)\)/u.exec(header)
  const unit = match?.[1] ?? match?.[2] ?? match?.[3] ?? null
  return unit !== null && currenciesOf(unit).length > 0 ? unit : null
}
