import type { Bench } from '../bench.ts'
import { differences, readPages, viewAfter, viewLines } from '../pages.ts'
import { always } from '../rule.ts'
import type { Rule } from '../rule.ts'
import { ORDINARY_DAY, ordinaryWorld } from '../sample-worlds.ts'

export const r3: Rule = {
  id: 'R3',
  says: 'how the bank splits pages changes nothing',
  applies: always,
  check: async (bench) => {
    const expected = await readInPagesOf(bench, 100)
    const failures: string[] = []
    for (const pageSize of [1, 2]) {
      const lines = await readInPagesOf(bench, pageSize)
      failures.push(
        ...differences(lines, expected, [`only in pages of ${pageSize}`, `not in pages of ${pageSize}`]),
      )
    }
    return expected.length === 0 ? [...failures, 'the read gave nothing'] : failures
  },
}

const readInPagesOf = (bench: Bench, pageSize: number): Promise<readonly string[]> =>
  bench.withBank(ordinaryWorld, { asOf: ORDINARY_DAY, pageSize }, async ({ run }) =>
    viewLines(viewAfter([], await readPages(run(), { asOf: ORDINARY_DAY }))),
  )
