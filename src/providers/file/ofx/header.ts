// What stands before <OFX>.
import { ofxField } from '../stated-encoding.ts'

/** Headers are some 200 characters; proxies and programs put at most some lines before them. */
const HEADER_CHARS_MAX = 4000

/** `"OFX 1.02"` for VERSION 102, or null where the file names no version. */
export function versionOf(text: string): string | null {
  const start = text.slice(0, HEADER_CHARS_MAX)
  const header = /<\?OFX\b[^>]*>|OFXHEADER\s*:[^<]*/i.exec(start)
  const digits = header === null ? null : ofxField(header[0], 'VERSION')
  return digits !== null && /^\d{3}$/.test(digits) ? `OFX ${digits[0]}.${digits.slice(1)}` : null
}
