import type { Rule } from '../rule.ts'
import { linkIn, linkRequest, LINK_DAY, returned } from '../linking.ts'
import { ordinaryWorld } from '../sample-worlds.ts'

export const l1: Rule = {
  id: 'L1',
  says: 'a return with another state is declined, and a used return does not connect again',
  applies: ({ link }) => (link === 'none' ? 'there is nothing to link' : true),
  check: (bench) =>
    bench.withBank(ordinaryWorld, { asOf: LINK_DAY }, async ({ run, person }) => {
      const failures: string[] = []
      const prompt = await run().beginLink(linkRequest)
      const back = await person(prompt, 'finishes')
      const forged = await run().completeLink(
        returned(prompt, { ...back, returnedState: 'another-state-fake' }),
      )
      if (forged.kind !== 'declined' || forged.reason !== 'state-mismatch')
        failures.push(`a forged state: ${forged.kind}`)
      const first = await linkIn(run(), prompt, back)
      if (first !== 'connected') failures.push(`a good return: ${first}`)
      const replayed = await linkIn(run(), prompt, back)
      if (replayed === 'connected') failures.push('a used return connected again')
      return failures
    }),
}
