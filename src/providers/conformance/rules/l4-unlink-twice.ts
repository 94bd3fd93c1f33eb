import { asProviderError } from '../../contract/errors.ts'
import { readUntilError } from '../pages.ts'
import type { Rule } from '../rule.ts'
import { ORDINARY_DAY, ordinaryWorld } from '../sample-worlds.ts'

export const l4: Rule = {
  id: 'L4',
  says: 'unlinking twice is fine, and a read afterwards says that the connection is gone',
  applies: ({ link }) => (link === 'none' ? 'there is nothing to unlink' : true),
  check: (bench) =>
    bench.withBank(ordinaryWorld, { asOf: ORDINARY_DAY }, async ({ run }) => {
      await run().unlink()
      await run().unlink()
      const { error } = await readUntilError(run(), { asOf: ORDINARY_DAY })
      if (error === null) return ['a read after unlinking ended well']
      const { kind, message } = asProviderError(error)
      return kind === 'gone' || kind === 'needsUser' ? [] : [`a read after unlinking: ${message}`]
    }),
}
