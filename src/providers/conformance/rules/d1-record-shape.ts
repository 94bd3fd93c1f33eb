import { ordinaryWorld, exactWorld, ORDINARY_DAY } from '../sample-worlds.ts'
import { readPages } from '../pages.ts'
import { recordFaults } from '../record-faults.ts'
import { always } from '../rule.ts'
import type { Rule } from '../rule.ts'

export const d1: Rule = {
  id: 'D1',
  says: 'every record has the canonical form',
  applies: always,
  check: async (bench) => {
    const failures: string[] = []
    for (const world of [ordinaryWorld, exactWorld]) {
      await bench.withBank(world, { asOf: ORDINARY_DAY }, async ({ run }) => {
        const pages = await readPages(run(), { asOf: ORDINARY_DAY })
        const records = pages.flatMap((page) => page.upserts)
        if (records.length === 0) failures.push('the read gave no record at all')
        failures.push(...records.flatMap(recordFaults))
        failures.push(
          ...pages.flatMap((page) => page.rejected).map(({ reason }) => `it rejected a good row: ${reason}`),
        )
      })
    }
    return failures
  },
}
