import { day } from '../../world/build.ts'
import { recordDate } from '../../../domain/source-record.ts'
import { readPages } from '../pages.ts'
import { always } from '../rule.ts'
import type { Rule } from '../rule.ts'
import { ORDINARY_DAY, ordinaryWorld } from '../sample-worlds.ts'

const EARLIEST = day('2026-02-10')

export const r9: Rule = {
  id: 'R9',
  says: 'nothing comes of accounts or from days that were not asked for',
  applies: always,
  check: (bench) =>
    bench.withBank(ordinaryWorld, { asOf: ORDINARY_DAY }, async ({ run }) => {
      const [wanted] = await run().listAccounts()
      if (wanted === undefined) return ['the bank lists no account']
      const request = { asOf: ORDINARY_DAY, earliest: EARLIEST, accountSourceIds: [wanted.sourceId] }
      const records = (await readPages(run(), request)).flatMap((page) => page.upserts)
      const failures = records.length === 0 ? ['the asked account gave nothing'] : []
      for (const record of records) {
        const date = recordDate(record)
        if (record.accountSourceId !== wanted.sourceId)
          failures.push(`a record of ${record.accountSourceId} came`)
        if (date < EARLIEST || date > ORDINARY_DAY) failures.push(`a record of ${date} came`)
      }
      return failures
    }),
}
