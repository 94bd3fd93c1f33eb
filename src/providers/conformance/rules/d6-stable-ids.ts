import type { Run } from '../bench.ts'
import { readPages } from '../pages.ts'
import type { Rule } from '../rule.ts'
import { ORDINARY_DAY, ordinaryWorld } from '../sample-worlds.ts'

export const d6: Rule = {
  id: 'D6',
  says: 'source ids are unique within a connection and the same at every read',
  applies: ({ sourceIds }) => (sourceIds === 'none' ? 'the provider gives no ids' : true),
  check: (bench) =>
    bench.withBank(ordinaryWorld, { asOf: ORDINARY_DAY }, async ({ run }) => {
      const first = await idsByText(run())
      const second = await idsByText(run())
      const failures = [...first].flatMap(([text, id]) =>
        second.get(text) === id ? [] : [`"${text}" was ${id} and then ${second.get(text)}`],
      )
      const ids = [...first.values()].filter((id) => id !== null)
      const repeated = ids.filter((id, index) => ids.indexOf(id) !== index)
      if (bench.manifest.capabilities.sourceIds !== 'sometimes-absent' && ids.length < first.size) {
        failures.push('some records have no id though the manifest promises them')
      }
      return [...failures, ...repeated.map((id) => `${id} names two movements`)]
    }),
}

/** The World gives every statement a text of its own. */
async function idsByText(run: Run): Promise<ReadonlyMap<string, string | null>> {
  const records = (await readPages(run, { asOf: ORDINARY_DAY })).flatMap((page) => page.upserts)
  return new Map(
    records.map(({ accountSourceId, status, description, sourceId }) => [
      `${accountSourceId} ${status} ${description}`,
      sourceId === null ? null : `${sourceId}`,
    ]),
  )
}
