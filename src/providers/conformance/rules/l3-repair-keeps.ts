import type { Rule } from '../rule.ts'
import { linkRequest, LINK_DAY, returned } from '../linking.ts'
import { readPages } from '../pages.ts'
import { ordinaryWorld } from '../sample-worlds.ts'

export const l3: Rule = {
  id: 'L3',
  says: 'a repair keeps the connection, its accounts and its ids',
  applies: ({ repair }) => (repair === 'in-place' ? true : 'a reconnect makes a new connection'),
  check: (bench) =>
    bench.withBank(ordinaryWorld, { asOf: LINK_DAY }, async ({ run, person }) => {
      const link = async (credential: string | null) => {
        const repair = credential === null ? null : { credential, chooseAccounts: false }
        const prompt = await run().beginLink({ ...linkRequest, repair })
        const back = await person(prompt, 'finishes')
        return run().completeLink(returned(prompt, back, credential === null ? null : { credential }))
      }
      const first = await link(null)
      if (first.kind !== 'connected') return [`the first link: ${first.kind}`]
      const before = (await run({ credential: first.credential }).listAccounts()).map(
        ({ sourceId }) => sourceId,
      )
      const second = await link(first.credential)
      if (second.kind !== 'connected') return [`the repair: ${second.kind}`]
      const repaired = run({ credential: second.credential })
      const after = (await repaired.listAccounts()).map(({ sourceId }) => sourceId)
      await readPages(repaired, { asOf: LINK_DAY })
      const failures: string[] = []
      if (first.connectionSourceId !== second.connectionSourceId)
        failures.push('the repair made another connection')
      if (before.join() !== after.join())
        failures.push(`the accounts were ${before.join()} and are ${after.join()}`)
      return failures
    }),
}
