import { recompute as recomputeAll } from '../../app/recompute-rulebook.ts'
import { EXIT, reply } from '../command.ts'
import type { Command } from '../command.ts'
import { withHousehold } from '../with-household.ts'

export const recompute: Command = {
  summary: 'work out payorees, categories and rules of all transactions again',
  usage: '',
  options: { json: { type: 'boolean' } },
  help: { json: 'answer in JSON' },
  run: (program, given) =>
    withHousehold(program, { hasWorker: false }, async (household) => {
      const done = await recomputeAll(household, (looked) => program.out.progress(`${looked} looked at`))
      const words = `${done.looked} transactions looked at, ${done.changed} changed. What you decided stays.`
      reply(program.out, given, done, words)
      return EXIT.ok
    }),
}
