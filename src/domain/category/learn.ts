// Learns the owner's model from their corrections, and measures what it is worth before it may answer.
import { cleanText } from '../payoree/clean.ts'
import { textKey } from '../payoree/fold.ts'
import type { Correction, Model, ModelQuality } from './model.ts'
import { featuresOf, guess } from './predict.ts'
import type { CategoryRef } from './tree.ts'

/** The newest corrections count: older ones describe a former life, and learning stays quick. */
const CORRECTIONS_MAX = 5_000
/** From fewer a measured precision means nothing. */
const CORRECTIONS_MIN = 20
/** Parts of the cross-validation. */
const FOLDS = 5
/** The precision that answers must reach on corrections the model had not seen. */
const PRECISION_MIN = 0.95
/** A threshold is only trusted when so many unseen corrections reached it. */
const ANSWERS_MIN = 10
/** Above every probability: the model always abstains. */
const NEVER = 2

/** One answer to a correction that the model had not seen. */
type Trial = { readonly fold: number; readonly probability: number; readonly isRight: boolean }

/**
 * The model of these corrections, oldest first; null where there are too few or all say the same. Its threshold is the
 * lowest at which answers to unseen payorees were right often enough; where none is, it always abstains.
 */
export function learn(corrections: readonly Correction[]): Model | null {
  const kept = corrections.slice(-CORRECTIONS_MAX)
  if (kept.length < CORRECTIONS_MIN || new Set(kept.map(({ category }) => category)).size < 2) return null
  const folds = foldsOf(kept)
  const trials = trialsOf(kept, folds)
  return { ...count(kept), threshold: thresholdOf(trials), quality: qualityOf(trials, kept.length) }
}

/** Corrections of one payoree share a fold, so that what is measured is how well unseen payorees are judged. */
function foldsOf(corrections: readonly Correction[]): readonly number[] {
  const names = corrections.map(({ description, direction }) => textKey(cleanText(description, direction).name))
  const order = new Map([...new Set(names)].map((name, at) => [name, at % FOLDS]))
  return names.map((name) => order.get(name) ?? 0)
}

function trialsOf(corrections: readonly Correction[], folds: readonly number[]): readonly Trial[] {
  const trials: Trial[] = []
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const model = count(corrections.filter((_correction, at) => folds[at] !== fold))
    for (const correction of corrections.filter((_correction, at) => folds[at] === fold)) {
      const prediction = guess(model, correction)
      if (prediction === null) continue
      const isRight = prediction.category === correction.category
      trials.push({ fold, probability: prediction.probability, isRight })
    }
  }
  return trials
}

/** The lowest probability from which on enough answers were right. */
function thresholdOf(trials: readonly Trial[]): number {
  let [threshold, right] = [NEVER, 0]
  const sorted = trials.toSorted((a, b) => b.probability - a.probability)
  for (const [at, { probability, isRight }] of sorted.entries()) {
    if (isRight) right += 1
    // Equal probabilities are answered together.
    if (sorted[at + 1]?.probability === probability) continue
    if (at + 1 >= ANSWERS_MIN && right / (at + 1) >= PRECISION_MIN) threshold = probability
  }
  return threshold
}

/** Each fold is judged by a threshold that the other folds chose: nothing is measured on what it was set by. */
function qualityOf(trials: readonly Trial[], judged: number): ModelQuality {
  const thresholds = Array.from({ length: FOLDS }, (_each, fold) =>
    thresholdOf(trials.filter((trial) => trial.fold !== fold)),
  )
  const answers = trials.filter(({ fold, probability }) => probability >= (thresholds[fold] ?? NEVER))
  const right = answers.filter(({ isRight }) => isRight).length
  return {
    judged,
    coverage: answers.length / judged,
    precision: answers.length === 0 ? null : right / answers.length,
  }
}

/** The counts alone; it always abstains. */
function count(corrections: readonly Correction[]): Model {
  const categories: readonly CategoryRef[] = [...new Set(corrections.map(({ category }) => category))].toSorted()
  const at = new Map(categories.map((category, index) => [category, index]))
  const counts = categories.map(() => 0)
  const seen = new Map<string, Map<number, number>>()
  for (const correction of corrections) {
    const index = at.get(correction.category) ?? 0
    counts[index] = (counts[index] ?? 0) + 1
    for (const feature of featuresOf(correction)) {
      const times = seen.get(feature) ?? new Map<number, number>()
      times.set(index, (times.get(index) ?? 0) + 1)
      seen.set(feature, times)
    }
  }
  const features = Object.fromEntries([...seen].map(([feature, times]) => [feature, [...times]]))
  return { version: 1, threshold: NEVER, quality: { judged: 0, coverage: 0, precision: null }, categories, counts, features }
}
