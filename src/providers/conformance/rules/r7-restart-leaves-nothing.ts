import { asProviderError } from '../../contract/errors.ts'
import { differences, readPages, readUntilError, spansOf, viewAfter, viewLines } from '../pages.ts'
import { always } from '../rule.ts'
import type { Rule } from '../rule.ts'
import { ORDINARY_DAY, ordinaryWorld } from '../sample-worlds.ts'

export const r7: Rule = {
  id: 'R7',
  says: 'when data moves while paging, nothing of the dropped span comes through',
  applies: always,
  check: (bench) =>
    bench.withBank(ordinaryWorld, { asOf: ORDINARY_DAY, pageSize: 2 }, async ({ run, setFaults }) => {
      const expected = viewLines(viewAfter([], await readPages(run(), { asOf: ORDINARY_DAY })))
      setFaults([{ kind: 'moves-while-paging', path: bench.transactionsPath, after: 1, times: 1 }])
      const { pages, error } = await readUntilError(run(), { asOf: ORDINARY_DAY })
      const failures: string[] = []
      if (error !== null && asProviderError(error).kind !== 'restartSpan') {
        failures.push(`it ended in ${asProviderError(error).message} instead of restartSpan`)
      }
      for (const span of spansOf(pages)) {
        const ids = span
          .flatMap((page) => page.upserts)
          .map(({ accountSourceId, sourceId }) => `${accountSourceId} ${sourceId}`)
        const twice = ids.filter((id, index) => !id.endsWith(' null') && ids.indexOf(id) !== index)
        failures.push(...twice.map((id) => `${id} came twice in one span`))
      }
      const after = viewLines(viewAfter(viewAfter([], pages), await readPages(run(), { asOf: ORDINARY_DAY })))
      return [
        ...failures,
        ...differences(after, expected, ['after the restart, extra', 'after the restart, lost']),
      ]
    }),
}
