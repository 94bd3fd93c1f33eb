// Names the other party of one movement. What a file and an interface both have decides first.
import { type CleanText, cleanText } from './clean.ts'
import { foldText, foldWords, squash, textKey } from './fold.ts'
import type { Brand } from './brands.ts'
import { withoutOwnNames } from './own-names.ts'
import type { PayoreeInput, PayoreeKey, PayoreeKeyKind, PayoreeKnowledge, ResolvedPayoree } from './payoree.ts'
import { namesSomebody } from './tokens.ts'

/** How sure a name is by what it was taken from; the brand lookup abstains where it doubts. */
const CONFIDENCE = { alias: 1, brand: 0.95, counterparty: 0.85, text: 0.6, short: 0.4 } as const
/** A name of fewer letters from a free text may be a leftover. */
const SHORT_NAME_LETTERS = 3
/** The networks between people: behind them stands a person, never a brand of the same name. */
const PEOPLE_NETWORKS = new Set(['Zelle', 'Venmo', 'Cash App', 'Apple Cash', 'Interac', 'Bizum', 'Swish', 'Vipps', 'MobilePay'])

type Named = { readonly name: string; readonly by: ResolvedPayoree['by']; readonly brand: Brand | null }

/**
 * The payoree of a movement, or null where its texts name nobody. The name: the owner's own for any key of the
 * movement, strongest key first; else the brand that the text or the source's name begins with; else the source's
 * name; else the name cleaned out of the text.
 */
export function resolvePayoree(input: PayoreeInput, knowledge: PayoreeKnowledge): ResolvedPayoree | null {
  const text = guarded(cleanText(input.description, input.direction), knowledge)
  const counterparty = guarded(cleanText(counterpartyText(input, knowledge), input.direction), knowledge)
  const found = nameOf(text, counterparty, input, knowledge)
  if (found === null) return null
  const keys = keysOf(input, found, text, counterparty)
  const [key] = keys
  if (key === undefined) return null
  const alias = keys.map((each) => knowledge.aliases.get(each)).find((name) => name !== undefined)
  const by = alias === undefined ? found.by : 'alias'
  return {
    name: alias ?? found.name,
    key,
    keys: [key, ...keys.slice(1)],
    by,
    brand: found.brand,
    intermediary: text.intermediary ?? counterparty.intermediary,
    confidence: confidenceOf(by, found.name),
  }
}

/** The source's name for the other party, unless it is only the bank's own for a movement that the text explains. */
function counterpartyText({ counterpartyName, description }: PayoreeInput, { bankNames }: PayoreeKnowledge): string {
  if (counterpartyName === null) return ''
  const folded = foldText(counterpartyName)
  const isBank = bankNames.some((name) => foldText(name) === folded)
  return isBank && namesSomebody(description) ? '' : counterpartyName
}

function guarded(clean: CleanText, { ownNames }: PayoreeKnowledge): CleanText {
  if (clean.name === '') return clean
  const name = withoutOwnNames(clean.name, ownNames)
  return name === clean.name ? clean : { ...clean, name: namesSomebody(name) ? name : '', brandWords: [] }
}

function nameOf(text: CleanText, counterparty: CleanText, input: PayoreeInput, knowledge: PayoreeKnowledge): Named | null {
  const isSaidTwice = isBeginningOf(counterparty.name, text.name)
  const brand = brandIn(text, knowledge) ?? (isSaidTwice ? null : brandIn(counterparty, knowledge))
  if (brand !== null) return { name: brand.name, by: 'brand', brand }
  if (counterparty.name !== '' && !isSaidTwice) return { name: counterparty.name, by: 'counterparty', brand: null }
  if (text.name !== '') return { name: text.name, by: isSaidTwice ? 'counterparty' : 'text', brand: null }
  // A key that the owner has named says who it was where no text does.
  return hasAlias(input, knowledge) ? { name: '', by: 'alias', brand: null } : null
}

/** A text with more words behind the name than this holds a purpose, not only a name. */
const EXTRA_WORDS_MAX = 2

/**
 * Whether the source's name only repeats how the text begins. Then the text decides, as it does in a file that has no
 * other name, and both end in the same payoree.
 */
function isBeginningOf(name: string, text: string): boolean {
  const [short, long] = [foldWords(name), foldWords(text)]
  const isShort = long.length - short.length <= EXTRA_WORDS_MAX
  return short.length > 0 && isShort && squash(long).startsWith(squash(short))
}

function brandIn(clean: CleanText, { brands, ownNames }: PayoreeKnowledge): Brand | null {
  if (clean.intermediary !== null && PEOPLE_NETWORKS.has(clean.intermediary)) return null
  for (const words of clean.brandWords) {
    const brand = brands.find(words)
    if (brand !== null && withoutOwnNames(brand.name, ownNames) === brand.name) return brand
  }
  return null
}

const hasAlias = (input: PayoreeInput, { aliases }: PayoreeKnowledge): boolean =>
  statedKeys(input).some((key) => aliases.has(key))

/** What the source states beside the texts, strongest first. */
function statedKeys({ counterpartyAccount, creditorId, enrichedId }: PayoreeInput): readonly PayoreeKey[] {
  return [
    ...keyOf('account', counterpartyAccount?.trim() ?? ''),
    ...keyOf('creditor', creditorId?.replace(/\s+/gu, '').toUpperCase() ?? ''),
    ...keyOf('enriched', enrichedId?.trim() ?? ''),
  ]
}

function keysOf(
  input: PayoreeInput,
  found: Named,
  text: CleanText,
  counterparty: CleanText,
): readonly PayoreeKey[] {
  const texts = [found.name, counterparty.name, text.name].filter((name) => name !== '')
  return [
    ...statedKeys(input),
    ...(found.brand === null ? [] : keyOf('brand', found.brand.id)),
    ...new Set(texts.flatMap((name) => keyOf('text', textKey(name)))),
  ]
}

const keyOf = (kind: PayoreeKeyKind, value: string): readonly PayoreeKey[] => (value === '' ? [] : [`${kind}:${value}`])

function confidenceOf(by: ResolvedPayoree['by'], name: string): number {
  if (by !== 'text') return CONFIDENCE[by]
  const letters = foldWords(name).join('').replace(/\P{L}/gu, '').length
  return letters < SHORT_NAME_LETTERS ? CONFIDENCE.short : CONFIDENCE.text
}
