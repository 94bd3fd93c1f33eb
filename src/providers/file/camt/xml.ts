// XML as a small typed tree: names without prefixes, text with its entities, and where each element begins.
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { XML_DEPTH_MAX } from '../limits.ts'

export type Element = {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Element[]
  /** Text directly inside, byte for byte, entities decoded. */
  readonly text: string
  /** Where its start tag begins in the file's text. */
  readonly at: number
}

export type Parsed =
  { readonly kind: 'parsed'; readonly root: Element } | { readonly kind: 'broken'; readonly reason: string }

const ATTRIBUTES = ':@'
const TEXT = '#text'
const CDATA = '#cdata'

const parser = new XMLParser({
  preserveOrder: true,
  captureMetaData: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  textNodeName: TEXT,
  cdataPropName: CDATA,
  ignoreDeclaration: true,
  ignorePiTags: true,
  processEntities: false,
  maxNestedTags: XML_DEPTH_MAX,
  jPath: false,
})
/** The library types it as the wrapper object; it is a symbol. */
const META: unknown = XMLParser.getMetaDataSymbol()

/**
 * Parses a whole document. Broken where it is not well-formed (a file that was cut off never is), has a
 * document type (no bank sends one; entities of its own could grow without end), or nests deeper than
 * statements do.
 */
export function parseXml(text: string): Parsed {
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) {
    return { kind: 'broken', reason: 'It declares a document type, which no statement does.' }
  }
  const validity = XMLValidator.validate(text)
  if (validity !== true) {
    return { kind: 'broken', reason: `Its XML breaks at line ${validity.err.line}: the file may be cut off.` }
  }
  try {
    const roots = elementsOf(parser.parse(text))
    const [root] = roots
    if (root === undefined || roots.length > 1) {
      return { kind: 'broken', reason: `It has ${roots.length} XML documents where there should be one.` }
    }
    return { kind: 'parsed', root }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { kind: 'broken', reason: `Its XML can't be read: ${reason.slice(0, REASON_CHARS_MAX)}.` }
  }
}

/** Characters of the parser's own message that are passed on. */
const REASON_CHARS_MAX = 120

function elementsOf(nodes: unknown): readonly Element[] {
  if (!Array.isArray(nodes)) return []
  return nodes.flatMap((node: unknown) => {
    if (typeof node !== 'object' || node === null) return []
    const name = Object.keys(node).find((key) => key !== ATTRIBUTES)
    if (name === undefined || name === TEXT || name === CDATA) return []
    const content: unknown = Reflect.get(node, name)
    return [
      {
        name,
        attributes: attributesOf(Reflect.get(node, ATTRIBUTES)),
        children: elementsOf(content),
        text: textOf(content),
        at: startOf(node),
      },
    ]
  })
}

function attributesOf(attributes: unknown): Readonly<Record<string, string>> {
  if (typeof attributes !== 'object' || attributes === null) return {}
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, decodeEntities(String(value))]),
  )
}

function textOf(nodes: unknown): string {
  if (!Array.isArray(nodes)) return ''
  return nodes
    .map((node: unknown) => {
      if (typeof node !== 'object' || node === null) return ''
      const text: unknown = Reflect.get(node, TEXT)
      if (typeof text === 'string') return decodeEntities(text)
      const inner: unknown = Reflect.get(node, CDATA)
      return Array.isArray(inner) ? inner.map(rawText).join('') : ''
    })
    .join('')
}

function rawText(node: unknown): string {
  const text: unknown = typeof node === 'object' && node !== null ? Reflect.get(node, TEXT) : ''
  return typeof text === 'string' ? text : ''
}

function startOf(node: object): number {
  const meta: unknown = typeof META === 'symbol' ? Reflect.get(node, META) : null
  const start: unknown = typeof meta === 'object' && meta !== null ? Reflect.get(meta, 'startIndex') : 0
  return typeof start === 'number' ? start : 0
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const CODE_POINT_MAX = 0x10ffff

/** XML's five entities and numbered characters; anything else stays as it is written. */
function decodeEntities(text: string): string {
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|\w{2,4});/gi, (whole, code: string) => {
    if (!code.startsWith('#')) return NAMED[code] ?? whole
    const point = /^#x/i.test(code) ? Number.parseInt(code.slice(2), 16) : Number(code.slice(1))
    const isCharacter = point > 0 && point <= CODE_POINT_MAX && (point < 0xd800 || point > 0xdfff)
    return isCharacter ? String.fromCodePoint(point) : whole
  })
}

/** The first child of each name in turn, or null where one is missing. */
export function find(element: Element | null, ...path: readonly string[]): Element | null {
  return path.reduce<Element | null>(
    (at, name) => at?.children.find((child) => child.name === name) ?? null,
    element,
  )
}

export function findAll(element: Element | null, name: string): readonly Element[] {
  return element?.children.filter((child) => child.name === name) ?? []
}

/** The trimmed text at the end of the path, or null where there is none. */
export function textAt(element: Element | null, ...path: readonly string[]): string | null {
  const text = find(element, ...path)?.text.trim() ?? ''
  return text === '' ? null : text
}
