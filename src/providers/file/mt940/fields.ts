// SWIFT text to fields: a tag such as `:61:` and its lines, grouped by the statement they belong to.

/** A field's lines without the tag, and the file's line of the tag, 1-based. */
export type Field = { readonly tag: string; readonly lines: readonly string[]; readonly line: number }

/** The fields of one statement or one page of it. */
export type Message = {
  readonly fields: readonly Field[]
  /** A report within the day, MT942 or MT941, by its envelope or by tags that only such reports have. */
  readonly isInterim: boolean
}

const TAG = /^:(NS|9[04]\d|\d\d[A-Z]?):(.*)$/s
/** Fields before the movements, among them, and after them. */
const HEADER = new Set(['20', '21', '25', '25P', '28', '28C', '13', '13D', '34F', '940', '942', '941', '950'])
const BODY = new Set(['60F', '60M', '61', '86', '62F', '62M', '64', '65', '90C', '90D', 'NS'])
/** Each begins a message; banks leave `:20:` out, or write `:940:` before it. */
const STARTS = new Set(['20', '940', '942', '941', '950'])

/** The end of a message: `-`, `-}` of the envelope, or ING's `-XXX`. */
const END = /^-(?:\}.*|X{3})?\s*$/

/**
 * Marks of transmission (start and end of text) and of joined DOS files, which stand at the edges of lines.
 */
const CONTROL = /^[\x00-\x08\x0e-\x1f]+|[\x00-\x08\x0e-\x1f]+$/g

/** Lines of one text; SWIFT allows six. Behind so many without a field, a dash was the end. */
const TEXT_LINES_MAX = 40

/** Lines after a `:20:` in which the next field of a header must begin. */
const HEADER_LINES = 2

type Zone = 'outside' | 'header' | 'body' | 'closed'

/**
 * Splits the text. Text in a field may look like a tag where the bank broke a time such as `10:20:33` at the
 * end of a line: among movements only tags of movements and balances count, and a `:20:` that more of a
 * header follows.
 */
export function readMessages(text: string): readonly Message[] {
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.replace(CONTROL, ''))
  const reader = new MessageReader()
  lines.forEach((line, index) => {
    const content = withoutEnvelope(line)
    if (content.envelope !== null) reader.startEnvelope(content.envelope)
    const match = TAG.exec(content.text)
    const [, tag = '', rest = ''] = match ?? []
    if (match && reader.accepts(tag, lines, index)) reader.startField({ tag, lines: [rest], line: index + 1 })
    else if (END.test(content.text) && !reader.isTextGoingOn(lines, index)) reader.endMessage()
    else if (content.envelope === null) reader.addLine(content.text)
  })
  return reader.finish()
}

/** A line without the blocks around the message; `envelope` holds them where there are any. */
function withoutEnvelope(line: string): { readonly text: string; readonly envelope: string | null } {
  const start = line.indexOf('{4:')
  if (start >= 0 && /^(?:-\}|\{\d:)/.test(line)) {
    return { text: line.slice(start + 3), envelope: line.slice(0, start) }
  }
  return /^\{[1-5]:/.test(line) ? { text: '', envelope: line } : { text: line, envelope: null }
}

class MessageReader {
  private readonly messages: { fields: Field[]; isInterim: boolean }[] = []
  private fields: Field[] = []
  private open: { tag: string; lines: string[]; line: number } | null = null
  private zone: Zone = 'outside'
  /** What the open message has so far, by which a second one of it begins the next message. */
  private hasHeader = false
  private hasBalances = false
  private isInterim = false

  accepts(tag: string, lines: readonly string[], index: number): boolean {
    if (!HEADER.has(tag) && !BODY.has(tag)) return false
    if (this.zone !== 'body' || this.open === null || BODY.has(tag)) return true
    return STARTS.has(tag) && (tag !== '20' || hasHeaderAfter(lines, index))
  }

  /** A lone dash among the movements is text where the movements go on after it. */
  isTextGoingOn(lines: readonly string[], index: number): boolean {
    if (this.zone !== 'body' || this.open === null || lines[index]?.trim() !== '-') return false
    for (let next = index + 1; next < Math.min(lines.length, index + TEXT_LINES_MAX); next += 1) {
      const tag = TAG.exec(lines[next] ?? '')?.[1]
      if (tag !== undefined && this.accepts(tag, lines, next)) return /^(?:61|86|62[FM])$/.test(tag)
    }
    return false
  }

  startEnvelope(blocks: string): void {
    const kind = /\{2:[IO](\d{3})/.exec(blocks)?.[1] ?? null
    if (kind === null) return
    this.endStatement()
    this.isInterim = kind === '942' || kind === '941'
  }

  startField(field: { tag: string; lines: string[]; line: number }): void {
    this.closeField()
    if (this.startsMessage(field.tag)) this.endStatement()
    this.open = field
    this.zone = this.zoneAfter(field.tag)
    this.hasHeader ||= !STARTS.has(field.tag) || field.tag === '20'
    this.hasBalances ||= /^6[012]/.test(field.tag)
    if (field.tag === '942' || field.tag === '34F' || field.tag === '90C' || field.tag === '90D')
      this.isInterim = true
  }

  private startsMessage(tag: string): boolean {
    if (STARTS.has(tag)) return this.hasHeader
    if (tag === '60F' || tag === '60M') return this.hasBalances
    return HEADER.has(tag) && this.zone === 'closed'
  }

  private zoneAfter(tag: string): Zone {
    if (HEADER.has(tag)) return 'header'
    if (tag === '61' || tag === '60F' || tag === '60M') return 'body'
    if (/^(?:62|64|65|90)/.test(tag)) return 'closed'
    return this.zone === 'outside' ? 'body' : this.zone
  }

  addLine(text: string): void {
    this.open?.lines.push(text)
  }

  private closeField(): void {
    if (this.open !== null) this.fields.push(this.open)
    this.open = null
  }

  endMessage(): void {
    this.closeField()
    if (this.zone === 'header' || this.zone === 'body') this.zone = 'closed'
  }

  private endStatement(): void {
    this.closeField()
    if (this.fields.length > 0) this.messages.push({ fields: this.fields, isInterim: this.isInterim })
    this.fields = []
    this.zone = 'outside'
    this.isInterim = false
    this.hasHeader = false
    this.hasBalances = false
  }

  finish(): readonly Message[] {
    this.endStatement()
    return this.messages
  }
}

function hasHeaderAfter(lines: readonly string[], index: number): boolean {
  const next = lines.slice(index + 1, index + 1 + HEADER_LINES).map((line) => TAG.exec(line)?.[1] ?? '')
  return next.some((tag) => (HEADER.has(tag) && !STARTS.has(tag)) || tag === '60F' || tag === '60M')
}
