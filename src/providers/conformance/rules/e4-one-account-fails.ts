import { accountKeys } from '../account-keys.ts'
import { readPages, spansOf } from '../pages.ts'
import { always } from '../rule.ts'
import type { Rule } from '../rule.ts'
import { ORDINARY_DAY, ordinaryWorld } from '../sample-worlds.ts'

export const e4: Rule = {
  id: 'E4',
  says: 'an account that fails does not hide the others',
  applies: always,
  check: (bench) =>
    bench.withBank(ordinaryWorld, { asOf: ORDINARY_DAY }, async ({ run, setFaults }) => {
      const keys = accountKeys(await run().listAccounts(), ordinaryWorld)
      const failing = ordinaryWorld.accounts[0]?.key
      setFaults([{ kind: 'account-fails', path: bench.transactionsPath, after: 0, times: 100 }])
      const pages = await readPages(run(), { asOf: ORDINARY_DAY })
      const failed = pages
        .flatMap((page) => page.accountFailures)
        .map(({ accountSourceId }) => keys.get(accountSourceId))
      const spans = spansOf(pages).flat()
      const came = new Set(
        spans.flatMap((page) => page.upserts).map(({ accountSourceId }) => keys.get(accountSourceId)),
      )
      const covered = spans
        .flatMap((page) => page.coverage)
        .map(({ accountSourceId }) => keys.get(accountSourceId))
      const failures: string[] = []
      if (!failed.includes(failing)) failures.push('the failing account is not told of')
      if (covered.includes(failing)) failures.push('the failing account is claimed as covered')
      for (const { key } of ordinaryWorld.accounts) {
        if (key !== failing && !came.has(key)) failures.push(`the account ${key} did not come`)
      }
      return failures
    }),
}
