// Numbered subfields: the German layout `166?00…?20…?32…`, and its kin with `<`, `>` or `~` in Poland and the
// Netherlands. The code before the first mark is the business transaction code; some banks write it twice.
import type { Details } from './details.ts'
import { realReference } from './movement.ts'
import { joinLines } from './text-lines.ts'

/** Subfields that exist: posting text, batch, purpose, bank, account, name, more of the purpose. */
const CODES = /^(?:00|1[01]|2\d|3[0-9]|6\d|7\d)$/

/** Places of a subfield of purpose or name. */
const PIECE_CHARS = 27

/** Keywords of SEPA inside the purpose. */
const KEYWORDS = 'EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|PURP|IBAN|BIC'

/** Reads numbered subfields, or null where the text has none. */
export function readSubfields(lines: readonly string[]): Details | null {
  const text = lines.join('')
  const opening = /^\s*(?:\d{3}\s*)?(\d{3})?([?<>~|^@!#;])\d\d/.exec(text)
  const [, code, mark] = opening ?? []
  if (mark === undefined) return null
  const pieces = split(text, mark)
  if (code === undefined && pieces.length < 2) return null
  const of = (test: (code: number) => boolean) =>
    pieces.filter((piece) => test(piece.code)).map(({ text: piece }) => piece)
  const purpose = joinSubfields(of((each) => (each >= 20 && each <= 29) || (each >= 60 && each <= 63)))
  const parts = keywordsOf(purpose)
  const kind = joinSubfields(of((each) => each === 0))
  const name = joinSubfields(of((each) => each === 32 || each === 33))
  const [bank, number, iban] = [30, 31, 38].map((wanted) => joinSubfields(of((each) => each === wanted)))
  const account = [iban, number, parts['IBAN']].find((each) => each !== undefined && each !== '')
  const message = parts['SVWZ'] ?? parts['text'] ?? parts['MTLG'] ?? ''
  return {
    description:
      [message, Object.keys(parts).length > 0 ? '' : purpose, kind, purpose].find((each) => each !== '') ??
      '',
    name: name === '' ? null : name,
    account: account?.replace(/\s/g, '') ?? null,
    reference: realReference(parts['EREF'] ?? '') ?? realReference(parts['KREF'] ?? ''),
    parts: {
      ...parts,
      ...(code === undefined ? {} : { code }),
      ...(kind === '' ? {} : { kind }),
      ...(bank === undefined || bank === '' ? {} : { bank }),
    },
  }
}

/** A full subfield goes on in the next; a shorter one was ended on purpose. */
const joinSubfields = (pieces: readonly string[]): string => joinLines(pieces, PIECE_CHARS)

type Piece = { readonly code: number; readonly text: string }

/**
 * Splits at marks before a code that exists and is not lower than the one before: a question mark of the
 * payer's own text is not taken for one. Codes from 60 on may stand before the bank's.
 */
function split(text: string, mark: string): readonly Piece[] {
  const pieces: { code: number; text: string }[] = []
  for (const [index, chunk] of text.split(mark).entries()) {
    const digits = chunk.slice(0, 2)
    const before = pieces.at(-1)
    const code = Number(digits)
    const isNext = before === undefined || code >= before.code || (before.code >= 60 && code >= 30)
    if (index > 0 && CODES.test(digits) && isNext) pieces.push({ code, text: chunk.slice(2) })
    else if (before !== undefined) before.text += mark + chunk
  }
  return pieces
}

/** Keywords stand anywhere with a plus, as words with a colon; `MTLG:` is the bank's message on a return. */
const KEYWORD = new RegExp(`(?:(${KEYWORDS})\\+|(?<=^|\\s)(${KEYWORDS}):\\s|(MTLG):)`)

/** `EREF+…SVWZ+…`, or `EREF: …` after the purpose; text before the first keyword under `text`. */
function keywordsOf(purpose: string): Readonly<Record<string, string>> {
  const [before = '', ...chunks] = purpose.split(KEYWORD)
  const rest = chunks.filter((chunk) => chunk !== undefined)
  const parts: Record<string, string> = {}
  if (before.trim() !== '') parts['text'] = before.trim()
  for (let index = 0; index + 1 < rest.length; index += 2) {
    const [name = '', value = ''] = [rest[index], rest[index + 1]]
    if (value.trim() !== '') parts[name] ??= value.trim()
  }
  return parts
}
