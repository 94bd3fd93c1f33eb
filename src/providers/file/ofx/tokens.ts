// The tags and texts of OFX, of both its forms: SGML, where values have no closing tags, and XML. Nothing is expanded
// but characters: there are no entities to define and none to load.

/** One tag, with the text that follows it up to the next tag. */
export type Tag = {
  /** In capitals, as the specification writes it. */
  readonly name: string
  readonly kind: 'open' | 'close'
  readonly text: string
  /** Position in the file's text. */
  readonly at: number
}

export type Tags =
  | { readonly kind: 'tags'; readonly tags: readonly Tag[] }
  /** It ends within a tag or a comment. */
  | { readonly kind: 'cut' }

/** Comments, CDATA sections, declarations and instructions; then tags. Other angle brackets belong to texts. */
const MARKUP =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<![A-Za-z][^>]*>|<\?[\s\S]*?\?>|<(\/?)([A-Za-z][\w.-]*)(?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*(\/?)>/g

/** What stands at the end of a file that was cut within markup. */
const CUT = /<(?:\/?[A-Za-z][\w.-]*|\/|!(?:\[CDATA\[[^\]]*|--[\s\S]*)?|\?[^>]*)?\s*$/

/** Reads all tags in the file's order. */
export function readTags(text: string): Tags {
  const tags: Tag[] = []
  let pending: { name: string; kind: Tag['kind']; at: number; parts: string[] } | null = null
  const finish = () => {
    if (pending !== null) {
      const { parts, ...tag } = pending
      tags.push({ ...tag, text: parts.join('').trim() })
    }
    pending = null
  }
  let end = 0
  const take = (upTo: number) => pending?.parts.push(decodeCharacters(text.slice(end, upTo)))
  for (const match of text.matchAll(MARKUP)) {
    const [whole, cdata, slash, name, isEmpty] = match
    take(match.index)
    end = match.index + whole.length
    if (cdata !== undefined) (pending as { parts: string[] } | null)?.parts.push(cdata)
    if (name === undefined) continue
    finish()
    pending = { name: name.toUpperCase(), kind: slash === '/' ? 'close' : 'open', at: match.index, parts: [] }
    if (isEmpty !== '/') continue
    const { name: closed, at } = pending
    finish()
    pending = { name: closed, kind: 'close', at, parts: [] }
  }
  if (CUT.test(text.slice(end))) return { kind: 'cut' }
  take(text.length)
  finish()
  return { kind: 'tags', tags }
}

const NAMED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', '\u00a0'],
])

const CODE_POINT_MAX = 0x10ffff

/** The five characters of XML, the space of OFX, and numbered ones. Once: `&amp;lt;` is the text `&lt;`. */
function decodeCharacters(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#(\d{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([A-Za-z]{2,4}));/g, (whole, decimal, hex, name) => {
    if (typeof name === 'string') return NAMED.get(name) ?? whole
    const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal)
    const isCharacter = code >= 32 && code <= CODE_POINT_MAX && (code < 0xd800 || code > 0xdfff)
    return isCharacter ? String.fromCodePoint(code) : whole
  })
}
