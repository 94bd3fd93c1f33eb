// Keywords between slashes: `/TRTP/…/IBAN/…/NAME/…/REMI/…/EREF/…` of Dutch banks, and SWIFT's own
// `/ORDP//NAME/…`.
import type { Details } from './details.ts'
import { realReference } from './movement.ts'
import { joinLines } from './text-lines.ts'

const KEYWORDS =
  'TRTP|IBAN|BIC|NAME|REMI|EREF|MARF|CSID|ORDP|BENM|ULTD|ULTB|ULTC|ULDB|ULCR|PURP|ISDT|CNTP|RTRN|ACCW|' +
  'TRCD|OCMT|CHGS|EXCH|PREF|KREF|IREF|ADDR|SUM|ID|SVCL|CREF|BORN|CATP'

/** Reads slashed keywords, or null where the text has none. */
export function readSlashed(lines: readonly string[]): Details | null {
  const text = joinLines(lines)
  const chunks = text.split(new RegExp(`/(${KEYWORDS})/`))
  if (chunks.length < 3 || (chunks[0] ?? '').trim() !== '') return null
  const parts: Record<string, string> = {}
  for (let index = 1; index + 1 < chunks.length; index += 2) {
    const [name = '', value = ''] = [chunks[index], chunks[index + 1]]
    const plain = value.replace(/^\/+|\/+$/g, '').trim()
    if (plain !== '') parts[name] ??= plain
  }
  const [iban, , name] = (parts['CNTP'] ?? '').split('/')
  const message = (parts['REMI'] ?? '').replace(/^(?:USTD\/+|STRD\/+(?:[A-Z]{3}\/)?)/, '')
  return {
    description: message === '' ? text : message,
    name: parts['NAME'] ?? nonEmpty(name),
    account: (parts['IBAN'] ?? nonEmpty(iban))?.replace(/\s/g, '') ?? null,
    reference: realReference(parts['EREF'] ?? '') ?? realReference(parts['PREF'] ?? ''),
    parts,
  }
}

const nonEmpty = (text: string | undefined): string | null =>
  text === undefined || text.trim() === '' ? null : text.trim()
