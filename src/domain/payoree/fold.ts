// Texts made comparable: what is left when case, accents, punctuation and spacing are taken away.

/** Letters that Unicode doesn't take apart. `ı` and final sigma differ from their pairs by case alone. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ς: 'σ',
}

const MARKS = /\p{M}+/gu
const APOSTROPHES = /['’‘`´ʼ"“”]/gu
const PLAIN_LETTERS = /[ßøæœłđðþıς]/gu
/** Everything that separates words. */
const NOT_WORD = /[^\p{L}\p{N}]+/gu

/** Lower case, without accents and apostrophes: `McDonald's` and `MCDONALDS` are equal, `Disney+` keeps its plus. */
export function foldText(text: string): string {
  // Most texts need few of the slow steps.
  const lower = text.toLowerCase()
  if (SIMPLE.test(lower)) return lower
  const plain = ASCII.test(text) ? lower.replace(APOSTROPHES, '') : withoutAccents(text)
  return plain
    .replace(/\+(?=\s|$)/gu, ' plus ')
    .replace(NOT_WORD, ' ')
    .trim()
}

/** Words of plain letters and digits between single spaces. */
const SIMPLE = /^[a-z0-9]+(?: [a-z0-9]+)*$/u
const ASCII = /^[\p{ASCII}]*$/u

function withoutAccents(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(MARKS, '')
    .replace(APOSTROPHES, '')
    .replace(PLAIN_LETTERS, (letter) => PLAIN[letter] ?? letter)
}

/** The words of a folded text, in their order. */
export function foldWords(text: string): readonly string[] {
  const folded = foldText(text)
  return folded === '' ? [] : folded.split(' ')
}

/** Words that join others and are written or left out at will. */
const JOINING = new Set(['and', 'und', 'et'])

/** Words as one key, however they were spaced: `h m`, `H&M` and `HM` are one. */
export const squash = (words: readonly string[]): string =>
  words.filter((word, at) => at === 0 || !JOINING.has(word)).join('')

/** A name as a key: without spaces and the legal form; a name of signs alone keeps them. */
export function textKey(text: string): string {
  const folded = foldWords(text).filter((word) => !LEGAL_FORMS.has(word))
  return folded.length > 0 ? squash(folded) : text.replace(/\s+/gu, '')
}

/** What the law calls a company; sources write it or not. */
export const LEGAL_FORMS: ReadonlySet<string> = new Set(
  (
    'inc llc llp lp ltd limited plc corp corporation co company gmbh mbh ag kg kgaa ohg ug ev sa sas sarl srl spa ' +
    'bv nv vof ab oy oyj as asa aps sl slu lda ltda pty pvt sp zoo sro kft se'
  ).split(' '),
)
