import type { Bench } from '../bench.ts'
import { asProviderError } from '../../contract/errors.ts'
import { differences, readPages, readUntilError, recordLine } from '../pages.ts'
import { always } from '../rule.ts'
import type { Rule } from '../rule.ts'
import { ORDINARY_DAY, ordinaryWorld } from '../sample-worlds.ts'
import { spoiling } from '../spoiling.ts'

export const d9: Rule = {
  id: 'D9',
  says: 'unknown fields do no harm; an unknown status or sign is broken or rejected, never guessed',
  applies: always,
  check: async (bench) => [
    ...(await extraFields(bench)),
    ...(await unknownCode(bench, 'unknown-status')),
    ...(await unknownCode(bench, 'unknown-sign')),
  ],
}

async function extraFields(bench: Bench): Promise<readonly string[]> {
  const spoiler = bench.spoilers['extra-fields']
  if (typeof spoiler === 'string') return []
  return bench.withBank(ordinaryWorld, { asOf: ORDINARY_DAY }, async ({ run }) => {
    const plain = await readPages(run(), { asOf: ORDINARY_DAY })
    const spoiled = await readPages(run({ intercept: spoiling(spoiler).intercept }), { asOf: ORDINARY_DAY })
    const lines = [plain, spoiled].map((pages) => pages.flatMap((page) => page.upserts.map(recordLine)))
    return differences(lines[0] ?? [], lines[1] ?? [], [
      'lost through a further field',
      'new through a further field',
    ])
  })
}

async function unknownCode(
  bench: Bench,
  spoil: 'unknown-status' | 'unknown-sign',
): Promise<readonly string[]> {
  const spoiler = bench.spoilers[spoil]
  if (typeof spoiler === 'string') return []
  return bench.withBank(ordinaryWorld, { asOf: ORDINARY_DAY }, async ({ run }) => {
    const { intercept, spoiled } = spoiling(spoiler)
    const { pages, error } = await readUntilError(run({ intercept }), { asOf: ORDINARY_DAY })
    if (spoiled() === 0) return [`${spoil}: no answer was spoiled, so nothing was tried`]
    const rejected = pages.flatMap((page) => page.rejected).length
    if (error === null) return rejected === spoiled() ? [] : [`${spoil}: it was taken for something known`]
    return asProviderError(error).kind === 'broken'
      ? []
      : [`${spoil}: it ended in ${asProviderError(error).message}`]
  })
}
