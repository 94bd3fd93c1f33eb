import { account, day, posted, world } from '../../world/build.ts'
import { readPages } from '../pages.ts'
import { always } from '../rule.ts'
import type { Rule } from '../rule.ts'

const accounts = [
  account('checking'),
  account('savings', 'USD', { kind: 'savings' }),
  account('card', 'USD', { kind: 'credit-card' }),
]

const bothWays = world({
  key: 'both-ways',
  startsOn: '2026-03-01',
  accounts,
  happenings: accounts.flatMap((each) => [
    posted('2026-03-10', each, `${each.key}-in`, '20.00'),
    posted('2026-03-10', each, `${each.key}-out`, '-10.00'),
  ]),
})

export const d2: Rule = {
  id: 'D2',
  says: 'money in is positive and money out negative, credit cards included',
  applies: always,
  check: (bench) =>
    bench.withBank(bothWays, { asOf: day('2026-03-12') }, async ({ run }) => {
      const records = (await readPages(run(), { asOf: day('2026-03-12') })).flatMap((page) => page.upserts)
      const failures = records.flatMap(({ description, amount }) => {
        const isRight = description.endsWith(' IN') ? amount.minor > 0n : amount.minor < 0n
        return isRight ? [] : [`"${description}" came as ${amount.minor}`]
      })
      return records.length === 6 ? failures : [...failures, `6 movements came as ${records.length} records`]
    }),
}
