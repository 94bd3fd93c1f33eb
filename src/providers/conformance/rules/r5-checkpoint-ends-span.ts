import type { Bench } from '../bench.ts'
import { readPages, readUntilError } from '../pages.ts'
import { always } from '../rule.ts'
import type { Rule } from '../rule.ts'
import { ORDINARY_DAY, ordinaryWorld } from '../sample-worlds.ts'

export const r5: Rule = {
  id: 'R5',
  says: 'a checkpoint comes only at the end of a span, and never after a failure',
  applies: always,
  check: async (bench) => [...(await inAGoodRead(bench)), ...(await afterAFailure(bench))],
}

function inAGoodRead(bench: Bench): Promise<readonly string[]> {
  return bench.withBank(ordinaryWorld, { asOf: ORDINARY_DAY, pageSize: 2 }, async ({ run }) => {
    const pages = await readPages(run(), { asOf: ORDINARY_DAY })
    const failures: string[] = []
    if (pages.at(-1)?.checkpoint == null) failures.push('the read does not end in a checkpoint')
    for (const [index, page] of pages.entries()) {
      if (page.checkpoint === null && page.coverage.length > 0)
        failures.push(`page ${index + 1} claims coverage too early`)
      if (page.checkpoint === null) continue
      const isLast = index === pages.length - 1
      const { reads } = bench.manifest.capabilities
      if (reads === 'changes' && !isLast)
        failures.push(`page ${index + 1} of ${pages.length} has a checkpoint`)
      if (reads === 'window' && page.coverage.length === 0)
        failures.push(`page ${index + 1} has a checkpoint without coverage`)
    }
    return failures
  })
}

/** Fails each further request that reads transactions, one read at a time, and looks at what came before. */
function afterAFailure(bench: Bench): Promise<readonly string[]> {
  return bench.withBank(ordinaryWorld, { asOf: ORDINARY_DAY, pageSize: 2 }, async ({ run, setFaults }) => {
    const good = await readPages(run(), { asOf: ORDINARY_DAY })
    const failures: string[] = []
    for (let after = 1; after <= good.length - 2; after += 1) {
      setFaults([{ kind: 'server-error', path: bench.transactionsPath, after, times: 1 }])
      const { pages, error } = await readUntilError(run(), { asOf: ORDINARY_DAY })
      const checkpoints = pages.filter((page) => page.checkpoint !== null).length
      const allowed = good.slice(0, pages.length).filter((page) => page.checkpoint !== null).length
      if (error === null) failures.push(`a failure after ${after} answers was taken for the end`)
      if (checkpoints > allowed)
        failures.push(`a failure after ${after} answers was followed by a checkpoint`)
    }
    setFaults([])
    return failures
  })
}
