import { differences, readPages, recordLine } from '../pages.ts'
import { always } from '../rule.ts'
import type { Rule } from '../rule.ts'
import { ORDINARY_DAY, ordinaryWorld } from '../sample-worlds.ts'

export const d7: Rule = {
  id: 'D7',
  says: 'mapping is deterministic and does not change what it is given',
  applies: always,
  check: (bench) =>
    bench.withBank(ordinaryWorld, { asOf: ORDINARY_DAY }, async ({ run }) => {
      const first = run()
      const lines = [await linesOf(first), await linesOf(run())] as const
      const failures = differences(lines[0], lines[1], ['only the first time', 'only the second time'])
      const changed = first.watch.changedAnswers()
      return changed === 0 ? failures : [...failures, `it changed the bytes of ${changed} answers`]
    }),
}

const linesOf = async (run: Parameters<typeof readPages>[0]) =>
  (await readPages(run, { asOf: ORDINARY_DAY })).flatMap((page) => page.upserts.map(recordLine))
