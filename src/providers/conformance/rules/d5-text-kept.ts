import { day } from '../../world/build.ts'
import { standingOn } from '../../world/truth.ts'
import { differences, readPages } from '../pages.ts'
import { always } from '../rule.ts'
import type { Rule } from '../rule.ts'
import { wordyWorld } from '../sample-worlds.ts'

const ON = day('2026-03-12')

export const d5: Rule = {
  id: 'D5',
  says: 'the bank’s text is kept byte for byte',
  applies: always,
  check: (bench) =>
    bench.withBank(wordyWorld, { asOf: ON }, async ({ run }) => {
      const said = (await readPages(run(), { asOf: ON }))
        .flatMap((page) => page.upserts)
        .map((record) => record.description)
      const truth = standingOn(wordyWorld, ON).map(({ statement }) => statement.description)
      return differences(said.map(escaped), truth.map(escaped), ['it said', 'the bank said'])
    }),
}

const escaped = (text: string): string => JSON.stringify(text)
