import { undoBatch } from '../../app/undo-batch.ts'
import { isRulebookChange, undoRulebook } from '../../app/undo-rulebook.ts'
import { EXIT, isSet, reply, UsageError } from '../command.ts'
import type { Command } from '../command.ts'
import { replyUndone } from '../rulebook-answer.ts'
import { table } from '../table.ts'
import { withHousehold } from '../with-household.ts'

export const undo: Command = {
  summary: 'undo what one sync, one file, or one change of a rule, payoree or category did',
  usage: 'BATCH [--stay-away] [--dry-run]',
  options: { 'stay-away': { type: 'boolean' }, 'dry-run': { type: 'boolean' }, json: { type: 'boolean' } },
  help: {
    'stay-away': 'hide what it added, so that it stays away when the bank sends it again',
    'dry-run': 'show what would happen and change nothing',
    json: 'answer in JSON',
  },
  run: async (program, given, [id, ...rest]) => {
    if (id === undefined || rest.length > 0) {
      throw new UsageError('name one import: `tributary batches` lists them')
    }
    return withHousehold(program, { hasWorker: false }, async (household) => {
      if (await isRulebookChange(household, id)) {
        const isDryRun = isSet(given, 'dry-run')
        replyUndone(program.out, given, await undoRulebook(household, id, { isDryRun }))
        return EXIT.ok
      }
      const options = { staysAway: isSet(given, 'stay-away'), isDryRun: isSet(given, 'dry-run') }
      const undone = await undoBatch(household, id, options)
      const touched = undone.kept.filter(({ reason }) => reason !== 'hidden')
      const lines = table(touched, [
        { head: 'KEPT', cell: ({ transaction }) => transaction.id },
        { head: 'DAY', cell: ({ transaction }) => transaction.on },
        { head: 'PAYOREE', cell: ({ transaction }) => transaction.payoree ?? transaction.description },
        { head: 'AMOUNT', cell: ({ transaction }) => transaction.amount.decimal, isNumber: true },
        { head: 'WHY', cell: ({ reason }) => reason },
      ])
      reply(program.out, given, undone, [undone.words, ...(touched.length > 0 ? lines : [])].join('\n'))
      return EXIT.ok
    })
  },
}
