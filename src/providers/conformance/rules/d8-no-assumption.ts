import type { Bench } from '../bench.ts'
import type { Spoil } from '../harness.ts'
import { readPages } from '../pages.ts'
import { always } from '../rule.ts'
import type { Rule } from '../rule.ts'
import { ORDINARY_DAY, ordinaryWorld } from '../sample-worlds.ts'
import { spoiling } from '../spoiling.ts'

const SPOILS: readonly Spoil[] = ['without-amount', 'without-currency', 'without-date']

export const d8: Rule = {
  id: 'D8',
  says: 'a record without amount, currency or date is rejected and told of; nothing is assumed or dropped',
  applies: always,
  check: async (bench) => (await Promise.all(SPOILS.map((spoil) => failuresOf(bench, spoil)))).flat(),
}

function failuresOf(bench: Bench, spoil: Spoil): Promise<readonly string[]> {
  const spoiler = bench.spoilers[spoil]
  if (typeof spoiler === 'string') return Promise.resolve([])
  return bench.withBank(ordinaryWorld, { asOf: ORDINARY_DAY }, async ({ run }) => {
    const whole = (await readPages(run(), { asOf: ORDINARY_DAY })).flatMap((page) => page.upserts)
    const { intercept, spoiled } = spoiling(spoiler)
    const pages = await readPages(run({ intercept }), { asOf: ORDINARY_DAY })
    const rejected = pages.flatMap((page) => page.rejected)
    const kept = pages.flatMap((page) => page.upserts).length
    const failures: string[] = []
    if (spoiled() === 0) failures.push(`${spoil}: no answer was spoiled, so nothing was tried`)
    if (rejected.length !== spoiled())
      failures.push(`${spoil}: ${rejected.length} of ${spoiled()} bad rows were rejected`)
    if (kept !== whole.length - spoiled())
      failures.push(`${spoil}: ${kept} of ${whole.length - spoiled()} good rows came`)
    if (rejected.some(({ reason }) => reason === '')) failures.push(`${spoil}: the reason is empty`)
    return failures
  })
}
