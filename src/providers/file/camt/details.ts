// What an entry or one payment of it says beside its amount: text, references, parties.
import { parseInstant } from '../../../domain/calendar.ts'
import type { CalendarDate, Instant } from '../../../domain/calendar.ts'
import { dayOf, codeAt } from './amounts.ts'
import { find, findAll, textAt } from './xml.ts'
import type { Element } from './xml.ts'

/** SEPA limits one line of remittance to this; a full line goes on in the next one without a space. */
const USTRD_CHARS = 140

/** Words that banks write where a reference is missing. */
const NO_REFERENCE = /^(?:not\s?provided|nonref|non ref|notavailable|n\/?a|none|[0.\s-]*)$/i

/** The reference, or null where it is a word for none. */
export const realReference = (text: string | null): string | null =>
  text === null || NO_REFERENCE.test(text.trim()) ? null : text

/** The bank's text: the payer's message, else what the bank says of the payment or the entry. */
export function descriptionOf(detail: Element | null, entry: Element): string {
  const remittance = find(detail, 'RmtInf')
  const message = joinLines(findAll(remittance, 'Ustrd').map(({ text }) => text))
  if (message.trim() !== '') return message
  const structured = findAll(remittance, 'Strd')
  const said = structured.flatMap((each) => findAll(each, 'AddtlRmtInf').map(({ text }) => text.trim()))
  if (said.length > 0) return said.join(' ')
  const bankText =
    textAt(detail, 'AddtlTxInf') ??
    textAt(entry, 'AddtlNtryInf') ??
    textAt(entry, 'NtryDtls', 'Btch', 'PmtInfId')
  return bankText ?? structuredReference(detail) ?? ''
}

/**
 * The bank's text of the entry, else those of its payments, one after the other, as far as a payment's own
 * may go.
 */
export function describeTogether(details: readonly Element[], entry: Element): string {
  const own = textAt(entry, 'AddtlNtryInf')
  if (own !== null) return own
  const texts = new Set(
    details.map((detail) => descriptionOf(detail, entry).trim()).filter((text) => text !== ''),
  )
  return [...texts].join(' ').slice(0, USTRD_CHARS)
}

function joinLines(lines: readonly string[]): string {
  return lines.reduce((text, line, index) => {
    if (index === 0) return line
    return (lines[index - 1]?.length ?? 0) >= USTRD_CHARS ? text + line : `${text} ${line}`
  }, '')
}

/** The creditor's reference or the document it settles. */
export function structuredReference(detail: Element | null): string | null {
  const structured = findAll(find(detail, 'RmtInf'), 'Strd')
  const references = structured.map(
    (each) => textAt(each, 'CdtrRefInf', 'Ref') ?? textAt(each, 'RfrdDocInf', 'Nb'),
  )
  return realReference(references.find((reference) => reference !== null) ?? null)
}

/** What the payer or the payee calls the payment. */
export const referenceOf = (detail: Element | null): string | null =>
  realReference(textAt(detail, 'Refs', 'EndToEndId')) ??
  structuredReference(detail) ??
  realReference(textAt(detail, 'Refs', 'ChqNb'))

/** The day and moment that the holder did it, where the bank tells. */
export function doneAt(detail: Element | null): {
  readonly on: CalendarDate | null
  readonly at: Instant | null
} {
  const time =
    find(detail, 'RltdDts', 'AccptncDtTm') ??
    find(detail, 'RltdDts', 'TxDtTm') ??
    find(detail, 'RltdDts', 'TradDt')
  return { on: dayOf(time), at: parseInstant(time?.text.trim() ?? '') }
}

/** The payment takes back an earlier one. */
export const isReturn = (detail: Element | null, entry: Element): boolean =>
  find(detail, 'RtrInf') !== null || textAt(entry, 'RvslInd') === 'true'

/**
 * ISO's code of the kind of movement such as `PMNT-CCRD-POSD`, else the bank's own; null where there is none.
 */
export function kindOf(element: Element | null): string | null {
  const code = find(element, 'BkTxCd')
  const domain = [
    textAt(code, 'Domn', 'Cd'),
    textAt(code, 'Domn', 'Fmly', 'Cd'),
    textAt(code, 'Domn', 'Fmly', 'SubFmlyCd'),
  ].filter((part) => part !== null)
  return domain.length > 0 ? domain.join('-') : codeAt(code, 'Prtry')
}
