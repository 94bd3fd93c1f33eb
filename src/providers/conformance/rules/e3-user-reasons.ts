import { asProviderError } from '../../contract/errors.ts'
import type { ErrorReason } from '../../contract/errors.ts'
import { lastCheckpoint, readPages, readUntilError } from '../pages.ts'
import { always } from '../rule.ts'
import type { Rule } from '../rule.ts'
import { lockedWorld, NEWS_DAY, ORDINARY_DAY } from '../sample-worlds.ts'

const CASES: readonly (readonly [
  'sign-in-required' | 'consent-ended',
  readonly ErrorReason<'needsUser'>[],
])[] = [
  ['sign-in-required', ['sign-in', 'extra-factor']],
  ['consent-ended', ['consent-expired', 'consent-revoked']],
]

export const e3: Rule = {
  id: 'E3',
  says: 'what the person must do reaches them from a read as well',
  applies: always,
  check: async (bench) => {
    const failures: string[] = []
    for (const [why, reasons] of CASES) {
      await bench.withBank(lockedWorld(why), { asOf: ORDINARY_DAY }, async ({ run, setAsOf }) => {
        const cursor = lastCheckpoint(await readPages(run(), { asOf: ORDINARY_DAY }))
        setAsOf(NEWS_DAY)
        const { error } = await readUntilError(run(), { asOf: NEWS_DAY, cursor })
        if (error === null) return void failures.push(`${why}: the read ended well`)
        const { kind, reason, message } = asProviderError(error)
        const isNamed = kind === 'needsUser' && reasons.some((known) => known === reason)
        if (!isNamed) failures.push(`${why}: ${message}`)
      })
    }
    return failures
  },
}
