// What a file is, from how it begins: a format with a reader of its own, or something a refusal can name.
import { CSV_EXPORT_START } from '../../domain/export/read-csv-export.ts'
import type { StatementFormat } from './file-reading.ts'

type Signature = { readonly name: string; readonly bytes: readonly number[]; readonly at?: number }

/** Codes of a text of characters below 256. */
const ascii = (text: string): readonly number[] => Array.from(text, (character) => character.charCodeAt(0))

const BINARY: readonly Signature[] = [
  { name: 'a PDF', bytes: ascii('%PDF') },
  { name: 'an Excel, Numbers or ZIP file', bytes: ascii('PK\u0003\u0004') },
  { name: 'an old Excel or Word file', bytes: [0xd0, 0xcf, 0x11, 0xe0] },
  { name: 'a picture', bytes: [0x89, ...ascii('PNG')] },
  { name: 'a picture', bytes: [0xff, 0xd8, 0xff] },
  { name: 'a picture', bytes: ascii('GIF8') },
  { name: 'a picture', bytes: ascii('WEBP'), at: 8 },
  { name: 'a picture', bytes: ascii('ftyphei'), at: 4 },
  { name: 'a compressed file', bytes: [0x1f, 0x8b] },
  { name: 'a compressed file', bytes: ascii('7z\u00bc\u00af') },
  { name: 'a compressed file', bytes: ascii('Rar!') },
  { name: 'a database', bytes: ascii('SQLite format 3') },
  { name: 'a formatted text (RTF)', bytes: ascii('{\\rtf') },
]

/** The kind of binary file in words, or null. */
export function binaryKind(bytes: Uint8Array): string | null {
  const match = BINARY.find(({ bytes: pattern, at = 0 }) =>
    pattern.every((value, index) => bytes[at + index] === value),
  )
  return match?.name ?? null
}

const STATEMENTS: readonly (readonly [format: StatementFormat, pattern: RegExp])[] = [
  ['tributary', new RegExp(`^(?:${CSV_EXPORT_START}\\r?\\n|\\{"type":"ledger","format":"tributary-ledger")`)],
  ['ofx', /^\s*OFXHEADER\s*:|<\?OFX\b|<OFX\s*>\s*</i],
  ['camt', /^\s*<(?=[\s\S]*(?:<(?:[\w.-]+:)?BkToCstmr(?:Stmt|AcctRpt|DbtCdtNtfctn)[\s>/]|iso:20022:tech:xsd:camt\.05[234]\.))/],
  ['qif', /^\s*(?:!(?:Type|Account|Option|Clear)\b|D\s?\d[^\r\n]*[\r\n]+(?:[A-Z$%][^\r\n]*[\r\n]+){1,40}?\^)/i],
  ['mt940', /^[\s\x01-\x03]*(?:\{1:[^}]*\}|:(?:20|25P?|28C?|60[FM]|61|62[FM]|86|NS|94[0-2]):|(?=(?:[^:\r\n]*\r?\n){1,8}:(?:20|25|60[FM]|61|94[0-2]):))/],
]

const OTHER_TEXT: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['a web page', /^\s*(?:<!doctype html|<html)/i],
  ['OFC, which came before OFX', /^\s*<OFC>/i],
  ['XML', /^\s*<\?xml/i],
  ['JSON', /^\s*(?:\{\s*"|\[\s*[{[])/],
]

/** Characters from the start by which a text's format is told. */
const START_CHARS = 4000

const firstMatch = <Name>(known: readonly (readonly [Name, RegExp])[], text: string): Name | null => {
  const start = text.slice(0, START_CHARS)
  return known.find(([, pattern]) => pattern.test(start))?.[0] ?? null
}

/** The format of a text that explains itself, or null. */
export const statementFormat = (text: string): StatementFormat | null => firstMatch(STATEMENTS, text)

/** The name of a text that is no bank's export, or null. */
export const otherTextKind = (text: string): string | null => firstMatch(OTHER_TEXT, text)
