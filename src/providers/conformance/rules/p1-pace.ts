import { createPaceLimiter, paced } from '../../http/pace-limiter.ts'
import { day } from '../../world/build.ts'
import { generateWorld } from '../../world/generate.ts'
import { readPages } from '../pages.ts'
import { always } from '../rule.ts'
import type { Rule } from '../rule.ts'

/** A run that takes longer is ended by the engine. */
const RUN_MS_MAX = 600_000
const EARLIEST = day('2024-06-01')
const ON = day('2026-05-30')
/** Two years of an ordinary household. */
const world = generateWorld(12, { startsOn: EARLIEST, days: 728, accounts: 4, purchasesPerDay: 2 })

export const p1: Rule = {
  id: 'P1',
  says: 'requests go out one after another, and two years come within a run at the declared pace',
  applies: always,
  check: (bench) =>
    bench.withBank(world, { asOf: ON }, async ({ run }) => {
      let nowMs = 0
      const clock = { nowMs: () => nowMs, sleep: async (ms: number) => void (nowMs += ms) }
      const limiter = createPaceLimiter(bench.manifest.capabilities.pace, clock)
      const running = run({
        intercept: (request, _number, send) =>
          paced({ send }, limiter, 'connection').send(request, new AbortController().signal),
      })
      await readPages(running, { asOf: ON, earliest: EARLIEST })
      const { sent, atOnce } = running.watch
      const failures: string[] = []
      if (atOnce > 1) failures.push(`${atOnce} requests were under way at once`)
      if (nowMs > RUN_MS_MAX)
        failures.push(`${sent.length} requests took ${nowMs / 1000} s at the declared pace`)
      return failures
    }),
}
