// The whole suite as a function: a provider's own test file calls it, and adds only its quirks.
import { describe, expect, test } from 'vitest'
import { benchOf } from './bench.ts'
import type { Harness } from './harness.ts'
import { checkRandomWorlds } from './random-worlds.ts'
import { runRule, skipReason } from './rule.ts'
import { RULES } from './rules/all.ts'
import { STORIES } from './stories/all.ts'
import { runStory } from './story-run.ts'

/** Enough to meet every trouble that a World can make, and little enough to run on every change. */
const RANDOM_WORLDS = 10

/**
 * Registers every story and rule for the provider. What can't hold for it is shown as skipped, with its
 * reason.
 */
export function conformance<Config>(harness: Harness<Config>): void {
  const bench = benchOf(harness)
  describe(`${harness.name}: stories`, () => {
    for (const story of STORIES) {
      test(`${story.name}: ${story.says}`, async (context) => {
        const reason = harness.skips[story.name]
        if (reason !== undefined) context.skip(reason)
        expect(await runStory(story, bench)).toEqual([])
      })
    }
  })
  describe(`${harness.name}: laws`, () => {
    test('whatever happens, day by day the ledger comes to be the bank’s', async (context) => {
      const reason = harness.skips['random-worlds']
      if (reason !== undefined) context.skip(reason)
      await checkRandomWorlds(bench, RANDOM_WORLDS)
    })
  })
  describe(`${harness.name}: rules`, () => {
    for (const rule of RULES) {
      test(`${rule.id}: ${rule.says}`, async (context) => {
        const reason = skipReason(rule, bench)
        if (reason !== null) context.skip(reason)
        expect(await runRule(rule, bench)).toEqual([])
      })
    }
    test('every skip names a story, a rule or the law', () => {
      const known = new Set([
        ...RULES.map(({ id }) => id),
        ...STORIES.map(({ name }) => name),
        'random-worlds',
      ])
      expect(Object.keys(harness.skips).filter((name) => !known.has(name))).toEqual([])
    })
  })
}
