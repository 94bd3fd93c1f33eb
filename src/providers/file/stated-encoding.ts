// How a text says that its letters are written: in the header of OFX, or in an XML declaration.

/**
 * Both stand before the first element. OFX headers are some 200 characters; some programs put lines before
 * them.
 */
const HEADER_BYTES_MAX = 4000

const OFX_KEYS = 'OFXHEADER|DATA|VERSION|SECURITY|ENCODING|CHARSET|COMPRESSION|OLDFILEUID|NEWFILEUID'

/**
 * Names of code pages that TextDecoder knows by another one. It reads ISO-8859-1 as Windows-1252, which
 * extends it.
 */
const CODE_PAGES: ReadonlyMap<string, string> = new Map([
  ['932', 'shift_jis'],
  ['936', 'gbk'],
  ['949', 'euc-kr'],
  ['950', 'big5'],
])

/**
 * The single-byte or East Asian encoding that the file names, or null. Unicode is told from the bytes alone:
 * headers often say 1252 above UTF-8, never the other way round.
 */
export function statedEncoding(bytes: Uint8Array): string | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, HEADER_BYTES_MAX))
  const declared = /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/i.exec(head)?.[1] ?? ofxCharset(head)
  const name = (declared ?? '').toLowerCase()
  if (/^(?:|us-?ascii|unicode|utf.*|none)$/.test(name)) return null
  if (/^(?:125\d|874)$/.test(name)) return `windows-${name}`
  const iso = /^(?:iso-?)?(8859-\d{1,2})$/.exec(name)
  return iso ? `iso-${iso[1]}` : (CODE_PAGES.get(name) ?? name)
}

function ofxCharset(head: string): string | null {
  if (!/OFXHEADER/i.test(head)) return null
  const charset = ofxField(head, 'CHARSET')
  return charset === null || /^none$/i.test(charset) ? ofxField(head, 'ENCODING') : charset
}

/**
 * A field of the OFX header: `KEY:VALUE`, one a line or all in one, or `KEY="VALUE"`. Null where it is not
 * given.
 */
export function ofxField(head: string, key: string): string | null {
  const plain = new RegExp(
    `(?:^|[\\s\\w])${key}\\s*:\\s*([\\w-]*?)\\s*(?=$|[\\s<]|(?:${OFX_KEYS})\\s*:)`,
    'i',
  )
  const quoted = new RegExp(`\\b${key}\\s*=\\s*["']([^"']*)["']`, 'i')
  return (plain.exec(head)?.[1] ?? quoted.exec(head)?.[1] ?? '').trim() || null
}
