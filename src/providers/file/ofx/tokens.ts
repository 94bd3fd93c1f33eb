// The tags and texts of OFX, of both its forms: SGML, where values have no closing tags, and XML. Nothing is
// expanded but characters: there are no entities to define and none to load.

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
  | { readonly kind: 'too-many' }

/** A row of a bank has some ten tags of 20 bytes: more than this in ten megabytes is no statement. */
const TAGS_MAX = 1_000_000

/**
 * A tag at a position; attributes, which OFX has none of, are passed over. Other angle brackets belong to
 * texts.
 */
const TAG = /<(\/?)([A-Za-z][\w.-]*)(?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*(\/?)>/y

/** Where a tag, comment, section or instruction was begun and the text ends. */
const CUT = /^<(?:\/?(?:[A-Za-z][^<>]*)?|[!?][^<>]*)$/

/** What is no tag but is no text either: how it begins and how it ends. */
const PASSED: readonly (readonly [start: string, end: string])[] = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
  ['<!', '>'],
]

type Growing = Omit<Tag, 'text'> & { readonly parts: string[] }

/** Reads all tags in the file's order. */
export function readTags(text: string): Tags {
  const tags: Tag[] = []
  let last: Growing | null = null
  const start = (name: string, kind: Tag['kind'], at: number) => {
    if (last !== null) tags.push(finished(last))
    last = { name: name.toUpperCase(), kind, at, parts: [] }
    return last
  }
  let tail: Growing = start('', 'close', 0)
  let from = 0
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    const passed = PASSED.find(([begins]) => text.startsWith(begins, at))
    if (passed) {
      const end = text.indexOf(passed[1], at + passed[0].length)
      if (end < 0) return { kind: 'cut' }
      tail.parts.push(decodeCharacters(text.slice(from, at)))
      if (passed[0] === '<![CDATA[') tail.parts.push(text.slice(at + passed[0].length, end))
      at = end + passed[1].length
      from = at
      continue
    }
    TAG.lastIndex = at
    const match = TAG.exec(text)
    if (match === null) {
      if (text.indexOf('<', at + 1) < 0 && CUT.test(text.slice(at))) return { kind: 'cut' }
      at += 1
      continue
    }
    if (tags.length > TAGS_MAX) return { kind: 'too-many' }
    const [whole, slash, name = '', empty] = match
    tail.parts.push(decodeCharacters(text.slice(from, at)))
    tail = start(name, slash === '/' ? 'close' : 'open', at)
    if (empty === '/') tail = start(name, 'close', at)
    at += whole.length
    from = at
  }
  tail.parts.push(decodeCharacters(text.slice(from)))
  tags.push(finished(tail))
  return { kind: 'tags', tags: tags.slice(1) }
}

const finished = ({ name, kind, at, parts }: Growing): Tag => ({
  name,
  kind,
  at,
  text: parts.join('').trim(),
})

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
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([A-Za-z]{2,4}));/g,
    (whole, decimal, hex, name) => {
      if (typeof name === 'string') return NAMED.get(name) ?? whole
      const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal)
      const isCharacter = code >= 32 && code <= CODE_POINT_MAX && (code < 0xd800 || code > 0xdfff)
      return isCharacter ? String.fromCodePoint(code) : whole
    },
  )
}
