// From bytes to text: byte order marks, strict UTF-8, UTF-16, and the single-byte encodings that banks still use.
import { normalizeWords } from './words.ts'
import { isHeaderWord } from './csv/header-words.ts'
import { ENCODING_SAMPLE_BYTES } from './limits.ts'
import type { FileQuestion } from './file-reading.ts'

export type Decoded =
  | { readonly kind: 'text'; readonly text: string; readonly encoding: string }
  | { readonly kind: 'unclear'; readonly question: FileQuestion }
  | { readonly kind: 'failed'; readonly reason: string }

/**
 * The file's text. `answer` is the person's choice where an earlier reading had to ask, `stated` the encoding that the
 * file names itself. Nothing is replaced: a byte that the encoding does not know fails the file instead of becoming a
 * question mark.
 */
export function decodeBytes(bytes: Uint8Array, answer: string | undefined, stated: string | null = null): Decoded {
  const marked = byMark(bytes)
  if (marked) return marked
  const wide = withoutMark(bytes)
  if (wide) return strictly(bytes, wide)
  const utf8 = strictly(bytes, 'utf-8')
  if (utf8.kind === 'text') return utf8
  if (isCutUtf8(bytes)) {
    return { kind: 'failed', reason: 'It ends in the middle of a character: the download was cut off.' }
  }
  const asStated = stated === null ? null : strictly(bytes, stated)
  return asStated?.kind === 'text' ? asStated : singleByte(bytes, answer)
}

function byMark(bytes: Uint8Array): Decoded | null {
  const [first, second, third, fourth] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) return strictly(bytes.subarray(3), 'utf-8')
  if (first === 0xff && second === 0xfe) {
    if (third === 0 && fourth === 0)
      return { kind: 'failed', reason: 'It is written in UTF-32, which no bank uses.' }
    return strictly(bytes.subarray(2), 'utf-16le')
  }
  if (first === 0xfe && second === 0xff) return strictly(bytes.subarray(2), 'utf-16be')
  return null
}

/** UTF-16 without a mark: Latin text has a zero in every second byte. */
function withoutMark(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const sample = bytes.subarray(0, 2000)
  if (sample.length < 8) return null
  const zeros: [number, number] = [0, 0]
  sample.forEach((value, index) => {
    if (value === 0) zeros[index % 2 === 0 ? 0 : 1] += 1
  })
  const mostly = sample.length * 0.35
  if (zeros[1] > mostly && zeros[0] === 0) return 'utf-16le'
  if (zeros[0] > mostly && zeros[1] === 0) return 'utf-16be'
  return null
}

function strictly(bytes: Uint8Array, encoding: string): Decoded {
  try {
    return { kind: 'text', text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding }
  } catch {
    return {
      kind: 'failed',
      reason: `It is not valid ${encoding.toUpperCase()}: the file is damaged or cut off.`,
    }
  }
}

/** Valid UTF-8 with characters beyond ASCII, but for up to three bytes at its end. */
function isCutUtf8(bytes: Uint8Array): boolean {
  for (const cut of [1, 2, 3]) {
    const head = bytes.subarray(0, Math.max(0, bytes.length - cut))
    const tail = bytes.subarray(head.length)
    if (!tail.every((value) => value > 127)) return false
    if (head.some((value) => value > 127) && strictly(head, 'utf-8').kind === 'text') return true
  }
  return false
}

type SingleByte = { readonly encoding: string; readonly letters: RegExp; readonly label: string }

/** Letters that the languages written in each encoding use often. */
const SINGLE_BYTE: readonly SingleByte[] = [
  {
    encoding: 'windows-1252',
    label: 'Western European',
    letters: /[äöüßÄÖÜéèêëàâáçîïíôóòûùúœæåøÅØÆñãõÉÈÀÇÑÓÚÍÁ]/u,
  },
  {
    encoding: 'windows-1250',
    label: 'Central European',
    letters: /[ąćęłńóśźżĄĆĘŁŃÓŚŹŻáčďéěíňřšťúůýžÁČĎÉĚÍŇŘŠŤÚŮÝŽőűŐŰöüäßÖÜÄľĺŕôăâîţş]/u,
  },
  { encoding: 'windows-1251', label: 'Cyrillic', letters: /[а-яА-ЯёЁіїєґІЇЄҐ№]/u },
]

function singleByte(bytes: Uint8Array, answer: string | undefined): Decoded {
  const chosen = SINGLE_BYTE.find(({ encoding }) => encoding === answer)
  if (chosen) return strictly(bytes, chosen.encoding)
  const sample = bytes.subarray(0, ENCODING_SAMPLE_BYTES)
  const ranked = SINGLE_BYTE.map((candidate) => {
    const text = new TextDecoder(candidate.encoding).decode(sample)
    return { ...candidate, text, score: plausibility(text, candidate.letters) }
  }).sort((left, right) => right.score - left.score)
  const [best, second] = ranked
  if (!best || best.score < 0) {
    return {
      kind: 'failed',
      reason: 'Its letters are written in an encoding we do not know. Save it as UTF-8.',
    }
  }
  const isClear = !second || best.score > second.score || best.text === second.text
  if (isClear || best.encoding === 'windows-1251') return strictly(bytes, withEuroSign(bytes, best))
  return { kind: 'unclear', question: encodingQuestion(ranked.filter(({ score }) => score === best.score)) }
}

/**
 * ISO 8859-15 writes the euro sign where Windows-1252 has `¤`, which no bank uses, and control characters where it has
 * its quotes, dashes and own euro sign.
 */
const withEuroSign = (bytes: Uint8Array, { encoding, text }: { encoding: string; text: string }): string =>
  encoding === 'windows-1252' && text.includes('¤') && !bytes.some((value) => value >= 0x80 && value < 0xa0)
    ? 'iso-8859-15'
    : encoding

/**
 * How much the text looks like words: letters of the language count for it; symbols inside words, letters of two
 * scripts in one word, three accented letters in a row and unassigned characters count against it. Header words that we know weigh most.
 */
function plausibility(text: string, letters: RegExp): number {
  let score = 0
  for (const match of text.matchAll(/[^\x00-\x7f]/gu)) {
    const character = match[0]
    const before = text[match.index - 1] ?? ' '
    const after = text[match.index + 1] ?? ' '
    if (/\p{Cc}/u.test(character)) score -= 10
    else if (/\p{L}/u.test(character)) {
      const isMixed =
        /\p{Script=Cyrillic}/u.test(character) && (/[a-z]/i.test(before) || /[a-z]/i.test(after))
      const isCrowded =
        /[^\x00-\x7f]/.test(before) && /[^\x00-\x7f]/.test(after) && !/\p{Script=Cyrillic}/u.test(character)
      score += isMixed ? -4 : isCrowded ? -2 : letters.test(character) ? 2 : 0
    } else if (/\p{L}/u.test(before) && /\p{L}/u.test(after)) score -= 4
  }
  const head = text.slice(0, 4000).split(/[\r\n;,\t|"]+/)
  const known = head.filter((cell) => /[^\x00-\x7f]/.test(cell) && isHeaderWord(normalizeWords(cell)))
  return score + known.length * 25
}

/** What windows-1252 makes of the bytes 128 to 255. */
const UPPER_1252 = new Map(
  Array.from(new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 128 }, (_, at) => at + 128))).map(
    (character, at) => [character, at + 128] as const,
  ),
)

/**
 * Text that was UTF-8, read as Windows-1252 and saved again (`KÃ¤se`), as it was before (`Käse`); null where it wasn't.
 * Certain: text that was not spoilt hardly ever is valid UTF-8 throughout once its letters are taken for bytes, and any
 * letter that is no such byte shows that it was not.
 */
export function withoutMojibake(text: string): string | null {
  if (!SPOILT.test(text)) return null
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    const byte = code < 128 ? code : UPPER_1252.get(text.charAt(at))
    if (byte === undefined) return null
    bytes[at] = byte
  }
  const repaired = strictly(bytes, 'utf-8')
  return repaired.kind === 'text' ? repaired.text.replace(/^\ufeff/, '') : null
}

/** The first byte of a UTF-8 letter of Europe, and one that may follow it, each read as Windows-1252. */
const SPOILT = /[\u00c2-\u00df\u00e0-\u00ef][\u0080-\u00bf\u0152-\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122]/u

function encodingQuestion(
  candidates: readonly { readonly encoding: string; readonly label: string; readonly text: string }[],
): FileQuestion {
  return {
    id: 'encoding',
    kind: 'encoding',
    text: 'The file does not say how its letters are written. Which of these looks right?',
    choices: candidates.map(({ encoding, label, text }) => ({
      value: encoding,
      label: `${label}: ${(/[^\r\n;,\t|"]{0,20}[^\x00-\x7f][^\r\n;,\t|"]{0,20}/u.exec(text) ?? [''])[0].trim()}`,
    })),
  }
}
