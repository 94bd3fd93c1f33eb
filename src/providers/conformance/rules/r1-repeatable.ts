import { differences, lastCheckpoint, readPages, recordLine } from '../pages.ts'
import { always } from '../rule.ts'
import type { Rule } from '../rule.ts'
import type { Page } from '../../contract/page.ts'
import { NEWS_DAY, ORDINARY_DAY, ordinaryWorld } from '../sample-worlds.ts'

export const r1: Rule = {
  id: 'R1',
  says: 'reading twice from the same cursor gives the same',
  applies: always,
  check: (bench) =>
    bench.withBank(ordinaryWorld, { asOf: ORDINARY_DAY }, async ({ run, setAsOf }) => {
      const cursor = lastCheckpoint(await readPages(run(), { asOf: ORDINARY_DAY }))
      setAsOf(NEWS_DAY)
      const first = linesOf(await readPages(run(), { asOf: NEWS_DAY, cursor }))
      const second = linesOf(await readPages(run(), { asOf: NEWS_DAY, cursor }))
      const failures = differences(first, second, ['only the first time', 'only the second time'])
      return first.length === 0 ? [...failures, 'the news did not come at all'] : failures
    }),
}

const linesOf = (pages: readonly Page[]) => [
  ...pages.flatMap((page) => page.upserts.map(recordLine)),
  ...pages.flatMap((page) => page.removals.map((removal) => JSON.stringify(removal))),
]
