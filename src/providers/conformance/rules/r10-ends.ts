import { asProviderError } from '../../contract/errors.ts'
import { readPages, readUntilError } from '../pages.ts'
import { always } from '../rule.ts'
import type { Rule } from '../rule.ts'
import { ORDINARY_DAY, ordinaryWorld } from '../sample-worlds.ts'
import { spoiling } from '../spoiling.ts'
import { PAGE_RECORDS_MAX } from '../../contract/page.ts'

export const r10: Rule = {
  id: 'R10',
  says: 'a read ends, pages are bounded, and a bank that always says there is more is stopped by name',
  applies: always,
  check: (bench) =>
    bench.withBank(ordinaryWorld, { asOf: ORDINARY_DAY }, async ({ run }) => {
      const pages = await readPages(run(), { asOf: ORDINARY_DAY })
      const failures = pages
        .filter((page) => page.upserts.length + page.rejected.length > PAGE_RECORDS_MAX)
        .map((page) => `a page holds ${page.upserts.length + page.rejected.length} records`)
      const spoiler = bench.spoilers['always-more']
      if (typeof spoiler === 'string') return failures
      const endless = run({ intercept: spoiling(spoiler).intercept })
      const { error } = await readUntilError(endless, { asOf: ORDINARY_DAY })
      if (error === null)
        return [...failures, 'a bank that always says there is more was taken for one that ended']
      const { kind, message } = asProviderError(error)
      const isNamed = error === asProviderError(error) && (kind === 'broken' || kind === 'restartSpan')
      return isNamed
        ? failures
        : [...failures, `an endless bank ended in ${message} after ${endless.watch.sent.length} requests`]
    }),
}
