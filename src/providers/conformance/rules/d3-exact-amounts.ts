import { day } from '../../world/build.ts'
import { standingOn } from '../../world/truth.ts'
import { differences, readPages } from '../pages.ts'
import { always } from '../rule.ts'
import type { Rule } from '../rule.ts'
import { exactWorld } from '../sample-worlds.ts'

const ON = day('2026-03-12')

/** Without the sign, which is another rule's. */
const line = (description: string, minor: bigint, currency: string) =>
  `${description} ${minor < 0n ? -minor : minor} ${currency}`

export const d3: Rule = {
  id: 'D3',
  says: 'minor units are exact for currencies with no, two and three decimals',
  applies: always,
  check: (bench) =>
    bench.withBank(exactWorld, { asOf: ON }, async ({ run }) => {
      const records = (await readPages(run(), { asOf: ON })).flatMap((page) => page.upserts)
      const said = records.map(({ description, amount }) => line(description, amount.minor, amount.currency))
      const currencies = new Map(exactWorld.accounts.map(({ key, currency }) => [key, currency]))
      const truth = standingOn(exactWorld, ON).map(({ account, statement }) =>
        line(statement.description, statement.amountMinor, currencies.get(account) ?? ''),
      )
      return differences(said, truth, ['it said', 'the bank said'])
    }),
}
