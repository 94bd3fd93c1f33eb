import { asProviderError } from '../../contract/errors.ts'
import type { Cursor } from '../../contract/page.ts'
import type { Bench } from '../bench.ts'
import { lastCheckpoint, readPages, readUntilError } from '../pages.ts'
import { always } from '../rule.ts'
import type { Rule } from '../rule.ts'
import { borderWorld, ORDINARY_DAY, ordinaryWorld } from '../sample-worlds.ts'
import type { World } from '../../world/world.ts'

export const r8: Rule = {
  id: 'R8',
  says: 'a corrupt, foreign or unknown cursor is cursorLost, not an empty success',
  applies: always,
  check: async (bench) => {
    const own = await cursorOf(bench, ordinaryWorld)
    const foreign = await cursorOf(bench, borderWorld)
    // Typed code makes checkpoints by `checkpoint`; a damaged row of the database doesn't ask.
    const cursors = {
      foreign,
      cut: own.slice(0, Math.max(1, own.length - 5)) as Cursor,
      nonsense: 'nonsense' as Cursor,
      'an ancient version': '{"version":0}' as Cursor,
      binary: '\u0000\u0001\ufffd' as Cursor,
    }
    return bench.withBank(ordinaryWorld, { asOf: ORDINARY_DAY }, async ({ run }) => {
      const failures: string[] = []
      for (const [name, cursor] of Object.entries(cursors)) {
        const { error } = await readUntilError(run(), { asOf: ORDINARY_DAY, cursor })
        if (error === null) failures.push(`${name}: accepted`)
        else if (asProviderError(error).kind !== 'cursorLost')
          failures.push(`${name}: ${asProviderError(error).message}`)
      }
      return failures
    })
  },
}

const cursorOf = (bench: Bench, world: World): Promise<Cursor> =>
  bench.withBank(world, { asOf: ORDINARY_DAY }, async ({ run }) => {
    const cursor = lastCheckpoint(await readPages(run(), { asOf: ORDINARY_DAY }))
    if (cursor === null) throw new Error('a whole read gave no checkpoint')
    return cursor
  })
