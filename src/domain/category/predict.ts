// Asks the owner's model. Multinomial naive Bayes over words, the size of the amount and the way the money went.
import { cleanText } from '../payoree/clean.ts'
import { foldWords } from '../payoree/fold.ts'
import type { Model, ModelInput, Prediction } from './model.ts'

/** Texts are short; what follows is reference. */
const WORDS_MAX = 16
/** Added to every count, so that an unseen word doesn't exclude a category. */
const SMOOTHING = 0.5
/** A word that says what it was twice: alone, and as the first of the name, where the payoree stands. */
const FIRST = '^'

/** The features of a movement, the same for a file and an interface: no provider's word is among them. */
export function featuresOf({ description, counterpartyName, amountMinor, direction }: ModelInput): readonly string[] {
  const { name } = cleanText(description, direction)
  const words = foldWords(`${name} ${counterpartyName ?? ''}`).slice(0, WORDS_MAX)
  const [first] = words
  return [
    ...new Set(words),
    ...(first === undefined ? [] : [FIRST + first]),
    `#${direction}`,
    `#${direction}${sizeOf(amountMinor)}`,
  ]
}

/** The number of binary digits of the amount: each size is about twice the one before. */
const sizeOf = (amountMinor: bigint): number => (amountMinor < 0n ? -amountMinor : amountMinor).toString(2).length

/** The most probable category and its probability, whatever the threshold; null where no word was ever seen. */
export function guess(model: Model, input: ModelInput): Prediction | null {
  const features = featuresOf(input)
  if (!features.some((feature) => !feature.startsWith('#') && Object.hasOwn(model.features, feature))) return null
  const scores = scoresOf(model, features)
  const best = scores.reduce((winner, score, at) => (score > (scores[winner] ?? -Infinity) ? at : winner), 0)
  const category = model.categories[best]
  if (category === undefined) return null
  const highest = scores[best] ?? 0
  const sum = scores.reduce((total, score) => total + Math.exp(score - highest), 0)
  return { category, probability: 1 / sum }
}

/** The guess where it reaches the model's own threshold, else null. */
export function predict(model: Model, input: ModelInput): Prediction | null {
  const prediction = guess(model, input)
  return prediction !== null && prediction.probability >= model.threshold ? prediction : null
}

function scoresOf({ counts, features: seen }: Model, features: readonly string[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0)
  const scores = counts.map((count) => Math.log(count / total))
  for (const feature of features) {
    // A word may be called like something that every object has.
    const times = Object.hasOwn(seen, feature) ? seen[feature] : undefined
    if (times === undefined) continue
    const byCategory = new Map(times)
    for (const [at, count] of counts.entries()) {
      const share = ((byCategory.get(at) ?? 0) + SMOOTHING) / (count + 2 * SMOOTHING)
      scores[at] = (scores[at] ?? 0) + Math.log(share)
    }
  }
  return scores
}
