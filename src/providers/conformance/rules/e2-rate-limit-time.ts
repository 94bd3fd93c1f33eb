import type { Bench } from '../bench.ts'
import { asProviderError } from '../../contract/errors.ts'
import { readUntilError } from '../pages.ts'
import { always } from '../rule.ts'
import type { Rule } from '../rule.ts'
import { ORDINARY_DAY, ordinaryWorld } from '../sample-worlds.ts'

export const e2: Rule = {
  id: 'E2',
  says: 'a rate limit says when to come back',
  applies: always,
  check: async (bench) => [
    ...(await timeIn(bench, '17', ({ facts }) => facts.retryAfterSeconds === 17)),
    ...(await timeIn(
      bench,
      'Wed, 21 Oct 2026 07:28:00 GMT',
      ({ facts }) => facts.retryAt === '2026-10-21T07:28:00.000Z',
    )),
  ],
}

function timeIn(
  bench: Bench,
  header: string,
  isKept: (error: ReturnType<typeof asProviderError>) => boolean,
): Promise<readonly string[]> {
  return bench.withBank(ordinaryWorld, { asOf: ORDINARY_DAY }, async ({ run }) => {
    const limited = { status: 429, headers: { 'content-type': 'application/json', 'retry-after': header } }
    const intercept = async () => ({ ...limited, body: new Uint8Array(Buffer.from('{}')) })
    const { error } = await readUntilError(run({ intercept }), { asOf: ORDINARY_DAY })
    const failure = asProviderError(error)
    if (failure.kind !== 'retryLater' || failure.reason !== 'rate-limited')
      return [`a 429 became ${failure.message}`]
    return isKept(failure) ? [] : [`"retry-after: ${header}" was lost`]
  })
}
