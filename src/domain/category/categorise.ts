// Says what a movement was for, or nothing where it is unsure. What a file and an interface both have decides first.
import type { Categorised, CategoryInput, CategoryKnowledge } from './category.ts'
import { categoryOfColumn } from './column-words.ts'
import { matchWords } from './match-words.ts'
import { categoryOfMcc } from './mcc.ts'
import { predict } from './predict.ts'
import { categoryOfKind } from './osm-kinds.ts'
import { type CategoryCode, categoryOf } from './tree.ts'

/** How sure each kind of evidence is. Words and the model say it themselves. */
const CONFIDENCE = { payoree: 1, brand: 0.95, source: 0.75, code: 0.8, provider: 0.7 } as const

/** The scheme of a category that a file's own column states. */
const FILE_SCHEME = 'file'

/** Shops that sell everything: a word beside their name says what was bought. */
const GENERAL: ReadonlySet<CategoryCode> = new Set([
  'shopping.general',
  'food.groceries',
  'food.convenience',
  'transport.car',
  'transfer.investment',
])
const SAID_BESIDE: ReadonlySet<CategoryCode> = new Set([
  'transport.fuel',
  'health.pharmacy',
  'health.eyes',
  'finance.insurance',
  'finance.loans',
  'travel.other',
  'transport.car',
  'transport.parking',
  'subscriptions.membership',
  'utilities.phone',
  'home.mortgage',
  'giving.donations',
])

/**
 * The category of a movement, or null. In order: the owner's choice for the payoree; the brand's kind; the words of
 * the text; the owner's model; what sources said of the payoree before; the card network's code; the provider's
 * category. A decision of "no category" is a result whose category is null.
 */
export function categorise(input: CategoryInput, knowledge: CategoryKnowledge): Categorised | null {
  return (
    ofPayoree(input, knowledge) ??
    ofText(input) ??
    ofModel(input, knowledge) ??
    ofSources(input, knowledge) ??
    ofCode(input) ??
    ofProvider(input, knowledge)
  )
}

function ofPayoree({ payoreeKeys }: CategoryInput, { payoreeCategories }: CategoryKnowledge): Categorised | null {
  for (const key of payoreeKeys) {
    const category = payoreeCategories.get(key)
    if (category !== undefined) return { category, by: 'payoree', confidence: CONFIDENCE.payoree }
  }
  return null
}

function ofText({ description, counterpartyName, direction, brand }: CategoryInput): Categorised | null {
  const name = counterpartyName === null ? null : matchWords(counterpartyName, direction)
  const words = matchWords(description, direction) ?? name
  const kind = brand === null ? null : categoryOfKind(brand.kind)
  if (kind === null) return words === null ? null : { ...words, by: 'words' }
  if (words !== null && isSaidBeside(kind, words.category)) return { ...words, by: 'words' }
  // Money from a shop is the shop's money back; only its wages say otherwise.
  return { category: kind, by: 'brand', confidence: CONFIDENCE.brand }
}

function isSaidBeside(kind: CategoryCode, word: CategoryCode): boolean {
  const isMoneyItself = categoryOf(word)?.kind !== 'expense' || word === 'finance.fees' || word === 'finance.interest'
  return isMoneyItself ? word !== 'transfer.savings' : GENERAL.has(kind) && SAID_BESIDE.has(word)
}

function ofModel(input: CategoryInput, { model }: CategoryKnowledge): Categorised | null {
  const prediction = model === null ? null : predict(model, input)
  return prediction === null
    ? null
    : { category: prediction.category, by: 'model', confidence: prediction.probability }
}

function ofSources({ payoreeKeys }: CategoryInput, { sourceCategories }: CategoryKnowledge): Categorised | null {
  const category = payoreeKeys.map((key) => sourceCategories.get(key)).find((code) => code !== undefined)
  return category === undefined ? null : { category, by: 'source', confidence: CONFIDENCE.source }
}

function ofCode({ mcc }: CategoryInput): Categorised | null {
  const category = mcc == null ? null : categoryOfMcc(mcc)
  return category === null ? null : { category, by: 'code', confidence: CONFIDENCE.code }
}

function ofProvider(input: CategoryInput, knowledge: CategoryKnowledge): Categorised | null {
  const category = providerCategoryOf(input, knowledge)
  return category === null ? null : { category, by: 'provider', confidence: CONFIDENCE.provider }
}

/** What the source's own category means in our tree; what `sourceCategories` is learned from. */
export function providerCategoryOf(
  { providerCategory, direction }: Pick<CategoryInput, 'providerCategory' | 'direction'>,
  { providerCategories }: Pick<CategoryKnowledge, 'providerCategories'>,
): CategoryCode | null {
  if (providerCategory === null) return null
  const { scheme, code } = providerCategory
  if (scheme === FILE_SCHEME) return categoryOfColumn(code, direction)
  return providerCategories.get(scheme)?.get(code) ?? null
}
