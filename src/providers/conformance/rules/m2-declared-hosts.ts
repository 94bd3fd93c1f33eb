import { emptyWorld, ordinaryWorld, ORDINARY_DAY } from '../sample-worlds.ts'
import { readPages } from '../pages.ts'
import { always } from '../rule.ts'
import type { Rule } from '../rule.ts'

export const m2: Rule = {
  id: 'M2',
  says: 'the hosts it declares are the only ones it contacts',
  applies: always,
  check: async (bench) => {
    const declared = Object.values(bench.manifest.hosts).flat()
    const isDeclared = (host: string) => declared.some((known) => known === host)
    const failures: string[] = []
    for (const world of [ordinaryWorld, emptyWorld]) {
      await bench.withBank(world, { asOf: ORDINARY_DAY }, async ({ run }) => {
        const { watch, ...adapter } = run()
        await adapter.check()
        await adapter.listAccounts()
        await readPages({ watch, ...adapter }, { asOf: ORDINARY_DAY })
        await adapter.unlink()
        failures.push(
          ...watch.sent.filter(({ host }) => !isDeclared(host)).map(({ host }) => `it contacted ${host}`),
        )
      })
    }
    return [...new Set(failures)]
  },
}
