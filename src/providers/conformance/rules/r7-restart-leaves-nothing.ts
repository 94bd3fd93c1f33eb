import { asProviderError } from '../../contract/errors.ts'
import type { Page } from '../../contract/page.ts'
import {
  differences,
  readPages,
  readUntilError,
  recordLine,
  spansOf,
  viewAfter,
  viewLines,
} from '../pages.ts'
import { always } from '../rule.ts'
import type { Rule } from '../rule.ts'
import { ORDINARY_DAY, ordinaryWorld } from '../sample-worlds.ts'

export const r7: Rule = {
  id: 'R7',
  says: 'when data moves while paging, nothing of the dropped span comes through',
  applies: always,
  check: (bench) =>
    bench.withBank(ordinaryWorld, { asOf: ORDINARY_DAY, pageSize: 2 }, async ({ run, setFaults }) => {
      const good = await readPages(run(), { asOf: ORDINARY_DAY })
      setFaults([{ kind: 'moves-while-paging', path: bench.transactionsPath, after: 1, times: 1 }])
      const { pages, error } = await readUntilError(run(), { asOf: ORDINARY_DAY })
      const failures: string[] = []
      if (error !== null && asProviderError(error).kind !== 'restartSpan') {
        failures.push(`it ended in ${asProviderError(error).message} instead of restartSpan`)
      }
      const spare = differences(committed(pages), committed(good), [EXTRA, 'still to come'])
      failures.push(...spare.filter((difference) => difference.startsWith(EXTRA)))
      const after = viewAfter(viewAfter([], pages), await readPages(run(), { asOf: ORDINARY_DAY }))
      const names = ['after the restart, extra', 'after the restart, lost'] as const
      return [...failures, ...differences(viewLines(after), viewLines(viewAfter([], good)), names)]
    }),
}

const EXTRA = 'came through beside its repetition'

const committed = (pages: readonly Page[]): readonly string[] =>
  spansOf(pages)
    .flat()
    .flatMap((page) => page.upserts.map(recordLine))
