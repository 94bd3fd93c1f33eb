// The counterparty's IBAN and name on the first line, the message on the next ones: ASN, SNS and RegioBank.
import type { Details } from './details.ts'
import { joinLines } from './text-lines.ts'

/** An IBAN with a name behind it; a Dutch one has 18 places, so that the name may follow without a space. */
const FIRST_LINE = /^(?:([A-Z]{2}\d{2}[A-Z]{4}\d{10})\s*|([A-Z]{2}\d{2}[A-Z0-9]{11,30})\s+)(\p{L}.*)$/u

/** Reads such a text, or null where it does not begin so. */
export function readAccountFirst([first = '', ...rest]: readonly string[]): Details | null {
  const [, dutch, other, name = ''] = FIRST_LINE.exec(first.trim()) ?? []
  const account = dutch ?? other
  if (account === undefined) return null
  const message = joinLines(rest.map((line) => line.trimEnd()).filter((line) => line !== ''))
  return {
    description: message === '' ? first.trim() : message,
    name: name.trim(),
    account,
    reference: null,
    parts: {},
  }
}
