// What stands before <OFX>: the version, and how the letters are written.
import type { TextFile } from '../statement-file.ts'

/** Headers are some 200 characters; proxies and programs put at most some lines before them. */
const HEADER_CHARS_MAX = 4000

const KEYS = 'OFXHEADER|DATA|VERSION|SECURITY|ENCODING|CHARSET|COMPRESSION|OLDFILEUID|NEWFILEUID'

/** `"OFX 1.02"` for VERSION 102, or null where the file names no version. */
export function versionOf(text: string): string | null {
  const digits = field(headOf(text), 'VERSION')
  return digits !== null && /^\d{3}$/.test(digits) ? `OFX ${digits[0]}.${digits.slice(1)}` : null
}

const headOf = (text: string): string => {
  const start = text.slice(0, HEADER_CHARS_MAX)
  const body = start.search(/<OFX>/i)
  return body < 0 ? start : start.slice(0, body)
}

/** `KEY:VALUE`, one a line or all in one, or `KEY="VALUE"`. */
function field(head: string, key: string): string | null {
  const plain = new RegExp(`(?:^|[\\s\\w])${key}\\s*:\\s*([\\w-]*?)\\s*(?=$|[\\s<]|(?:${KEYS})\\s*:)`, 'i').exec(head)
  const quoted = new RegExp(`\\b${key}\\s*=\\s*["']([^"']*)["']`, 'i').exec(head)
  return (plain?.[1] ?? quoted?.[1] ?? '').trim().toUpperCase() || null
}

/** Names of code pages that TextDecoder knows by another one. ISO-8859-1 is read as Windows-1252, which extends it. */
const CODE_PAGES: ReadonlyMap<string, string> = new Map([
  ['932', 'shift_jis'],
  ['936', 'gbk'],
  ['949', 'euc-kr'],
  ['950', 'big5'],
])

/** The single-byte or East Asian encoding that the header names, or null. */
function statedEncoding(text: string): string | null {
  const head = headOf(text)
  const charset = field(head, 'CHARSET')
  const name = charset === null || charset === 'NONE' ? field(head, 'ENCODING') : charset
  if (name === null || /^(?:USASCII|US-ASCII|UNICODE|UTF-?\d*.*|NONE)$/.test(name)) return null
  if (/^(?:125\d|874)$/.test(name)) return `windows-${name}`
  const iso = /^(?:ISO-?)?(8859-\d{1,2})$/.exec(name)
  return iso ? `iso-${iso[1]}` : (CODE_PAGES.get(name) ?? name.toLowerCase())
}

/**
 * The text under the encoding that the header names, where the bytes themselves are no Unicode: headers often say 1252
 * above UTF-8, never the other way round.
 */
export function decodeByHeader({ text, encoding, bytes }: TextFile): string {
  if (/^utf/.test(encoding)) return text
  const stated = statedEncoding(text)
  if (stated === null || stated === encoding) return text
  try {
    return new TextDecoder(stated, { fatal: true }).decode(bytes)
  } catch {
    return text
  }
}
