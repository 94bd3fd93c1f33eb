// What single words of a bank's text are: numbers, dates, masks, addresses of the web.
import { foldText, foldWords } from './fold.ts'
import { PAYMENT_WORDS } from './payment-words.ts'

/** A longer word is a reference, whatever it looks like; it also bounds the work of the patterns below. */
const WORD_LENGTH_MAX = 64

const NUMBER = /^[#(*]?[\d.,:/()*-]*\d[\d.,:/()*-]*$/u
const MASK = /^[x*•]{2,}[\d-]*$|^[x*•-]{2,}\d+$/iu
const DATE = /^\d{1,4}[-./]\d{1,2}([-./]\d{2,4})?\.?$/u
const TIME = /^\d{1,2}[:h.]\d{2}([:.]\d{2})?(am|pm|uhr)?$|^\d{1,2}(am|pm|uhr)$/iu
const YEAR = /^(19|20)\d{2}$/u
const TOP_LEVELS = 'com|net|org|gov|co|io|de|at|ch|fr|es|it|nl|be|pl|pt|se|no|dk|fi|ie|uk|us|eu|ca|au|app|tv|me|ai|shop|info|biz'
const WEB_ADDRESS = new RegExp(String.raw`^(?:https?:\/\/)?(?:www\.)?([\p{L}\p{N}.-]+)\.(${TOP_LEVELS})(?:\/\S*)?$`, 'iu')
/** Second levels under a country that are nobody's name. */
const SECOND_LEVELS = new Set(['co', 'com', 'net', 'org', 'gov', 'ac'])

const digitsOf = (word: string): number => word.replace(/\D/gu, '').length
const lettersOf = (word: string): number => word.replace(/\P{L}/gu, '').length

/** A number, date, time or card mask: never a name by itself. */
export const isNumber = (word: string): boolean =>
  NUMBER.test(word) || MASK.test(word) || DATE.test(word) || TIME.test(word)

/** Long numbers and mixtures of letters and digits as references have them: `1A2B3C4D`, `R123`, `#1234`. */
export function isReference(word: string): boolean {
  if (word.length > WORD_LENGTH_MAX) return true
  if (word.startsWith('#')) return true
  const digits = digitsOf(word)
  if (digits === 0) return MASK.test(word)
  if (isNumber(word)) return digits >= 3 || /[-./:#*]/u.test(word)
  if (digits >= 3 && lettersOf(word) === 1) return true
  return digits >= 2 && word.length >= 5 && digits * 3 >= lettersOf(word)
}

/** The number of a shop or a reference, behind which only the place or more references follow. */
export const isShopNumber = (word: string): boolean =>
  word.startsWith('#') || (isReference(word) && !YEAR.test(word) && !DATE.test(word) && !TIME.test(word))

/** An address whose end a bank cut off: `www.example.co`, `www.exam`. */
const CUT_ADDRESS = /^(?:https?:\/\/)?www\.([\p{L}\p{N}-]+)(?:\.\S*)?$/iu

/** The name in a web address: `shop.example.co.uk/x` is `example`; null where the word is none. */
export function webName(word: string): string | null {
  if (word.length > WORD_LENGTH_MAX || !word.includes('.')) return null
  const labels = WEB_ADDRESS.exec(word)?.[1]?.split('.').filter((label) => label !== '')
  if (labels === undefined) return CUT_ADDRESS.exec(word)?.[1] ?? null
  const name = labels.findLast((label, at) => at === 0 || !SECOND_LEVELS.has(label.toLowerCase()))
  return name !== undefined && lettersOf(name) >= 2 ? name : null
}

/** Whether the text says a name at all: a word of two letters or more that is none of the banks' own. */
export const namesSomebody = (text: string): boolean =>
  text.split(' ').some(isNameToken)

function isNameToken(token: string): boolean {
  const kept = NAME_TOKENS.get(token)
  if (kept !== undefined) return kept
  const isName = !isReference(token) && foldWords(token).some(isNameWord)
  remember(NAME_TOKENS, token, isName)
  return isName
}

/** Banks print the same words again and again. */
const NAME_TOKENS = new Map<string, boolean>()
const FOLDED_TOKENS = new Map<string, string>()
const KEPT_MAX = 20_000

function remember<Value>(kept: Map<string, Value>, token: string, value: Value): void {
  if (token.length > WORD_LENGTH_MAX) return
  if (kept.size >= KEPT_MAX) kept.clear()
  kept.set(token, value)
}

const isNameWord = (word: string): boolean => lettersOf(word) >= 2 && !PAYMENT_WORDS.has(word)

/** The folded words of a token, '' where it has none. */
export function foldToken(token: string): string {
  const kept = FOLDED_TOKENS.get(token)
  if (kept !== undefined) return kept
  const folded = foldText(token)
  remember(FOLDED_TOKENS, token, folded)
  return folded
}
