import type { Rule } from '../rule.ts'
import { linkRequest, LINK_DAY, returned } from '../linking.ts'
import { ordinaryWorld } from '../sample-worlds.ts'

export const l2: Rule = {
  id: 'L2',
  says: 'that the person is not done, or left, is a value and no error',
  applies: ({ link }) => (link === 'none' ? 'there is nothing to link' : true),
  check: (bench) =>
    bench.withBank(ordinaryWorld, { asOf: LINK_DAY }, async ({ run, person }) => {
      const failures: string[] = []
      const open = await run().beginLink(linkRequest)
      const early = await run().completeLink(returned(open, { returnedState: null, params: {} }))
      if (early.kind !== 'waiting') failures.push(`before the person is done: ${early.kind}`)
      const back = await person(open, 'leaves')
      const left = await run().completeLink(returned(open, back))
      if (left.kind !== 'declined') failures.push(`after the person left: ${left.kind}`)
      return failures
    }),
}
