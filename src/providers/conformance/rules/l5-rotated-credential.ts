import { readPages } from '../pages.ts'
import { always } from '../rule.ts'
import type { Rule } from '../rule.ts'
import { ORDINARY_DAY, ordinaryWorld } from '../sample-worlds.ts'

export const l5: Rule = {
  id: 'L5',
  says: 'a rotated credential is kept before it is used',
  applies: always,
  check: (bench) =>
    bench.withBank(ordinaryWorld, { asOf: ORDINARY_DAY }, async ({ run, expireCredential }) => {
      if (expireCredential === undefined) return []
      await readPages(run(), { asOf: ORDINARY_DAY })
      expireCredential()
      let isDurable = false
      const early: string[] = []
      const running = run({
        keepCredential: async () => {
          await new Promise((resolve) => setImmediate(resolve))
          isDurable = true
        },
        intercept: (request, _number, send) => {
          const sent = JSON.stringify([request.url, request.headers, String(request.body)])
          const used = running.watch.kept.find((credential) => sent.includes(credential))
          if (used !== undefined && !isDurable) early.push(`the new credential was used before it was kept`)
          return send(request)
        },
      })
      await readPages(running, { asOf: ORDINARY_DAY })
      if (running.watch.kept.length === 0) return ['a new credential came and was not kept']
      await readPages(run(), { asOf: ORDINARY_DAY })
      return early
    }),
}
