import { describe, expect, test } from 'vitest'
import { learn } from './learn.ts'
import type { Correction, ModelInput } from './model.ts'
import { predict } from './predict.ts'

const movement = (description: string): ModelInput => ({
  description,
  counterpartyName: null,
  amountMinor: -2_000n,
  direction: 'out',
})
/** Names of two kinds: a word of the kind stands in each, the rest differs. */
const corrections = (count: number, say: (at: number) => [word: string, category: string]): Correction[] =>
  Array.from({ length: count }, (_each, at) => {
    const [word, category] = say(at)
    return { ...movement(`place${String.fromCharCode(97 + (at % 26))}${String.fromCharCode(97 + ((at * 7) % 26))} ${word}`), category }
  })

const clear = corrections(80, (at) => (at % 2 === 0 ? ['zumba', 'health.fitness'] : ['quark', 'food.groceries']))
const random = corrections(80, (at) => ['zumba', at % 3 === 0 ? 'health.fitness' : 'food.groceries'])

describe("the owner's model", () => {
  test('answers payorees it never saw by the words they share with others', () => {
    const model = learn(clear)
    expect(model && predict(model, movement('NEWTOWN ZUMBA'))?.category).toBe('health.fitness')
    expect(model && predict(model, movement('NEWTOWN QUARK'))?.category).toBe('food.groceries')
  })

  test('abstains where no word was ever seen', () => {
    const model = learn(clear)
    expect(model && predict(model, movement('SOMETHING ELSE'))).toBeNull()
    expect(model && predict(model, movement('constructor toString'))).toBeNull()
  })

  test('reports the precision and coverage it measured on what it had not seen', () => {
    const quality = learn(clear)?.quality
    expect(quality?.judged).toBe(80)
    expect(quality?.precision).toBeGreaterThanOrEqual(0.95)
    expect(quality?.coverage).toBeGreaterThan(0.8)
  })

  test('never answers when the corrections follow no pattern', () => {
    const model = learn(random)
    expect(model?.threshold).toBeGreaterThan(1)
    expect(model?.quality).toMatchObject({ coverage: 0, precision: null })
    expect(model && predict(model, movement('NEWTOWN ZUMBA'))).toBeNull()
  })

  test('is none from few corrections, or from one category', () => {
    expect(learn(clear.slice(0, 10))).toBeNull()
    expect(learn(corrections(80, () => ['zumba', 'health.fitness']))).toBeNull()
  })

  test('is the same from the same corrections, and survives JSON', () => {
    const model = learn(clear)
    expect(learn(clear)).toEqual(model)
    expect(JSON.parse(JSON.stringify(model))).toEqual(model)
  })
})
