import { answerReview } from '../../app/answer-review.ts'
import { listReviews } from '../../app/list-reviews.ts'
import { EXIT, isSet, reply, text, UsageError } from '../command.ts'
import type { Command } from '../command.ts'
import { withHousehold } from '../with-household.ts'

const ANSWERS = ['same', 'different', 'leave'] as const

export const reviews: Command = {
  summary: 'list open questions, or answer one',
  usage: '[QUESTION same|different|leave [--transaction ID] [--payoree NAME] [--always]]',
  options: { transaction: { type: 'string' }, payoree: { type: 'string' }, always: { type: 'boolean' }, json: { type: 'boolean' } },
  help: {
    transaction: 'which of several transactions is meant',
    payoree: 'which of several payorees it is',
    always: 'remember it of the two names as well, for this account',
    json: 'answer in JSON',
  },
  run: (program, given, [id, wanted, ...rest]) =>
    withHousehold(program, { hasWorker: false }, async (household) => {
      if (rest.length > 0) throw new UsageError('give one question and one answer')
      if (id === undefined) {
        const open = await listReviews(household)
        reply(program.out, given, { reviews: open }, open.length === 0 ? 'No open questions.' : open.map(line).join('\n'))
        return open.length === 0 ? EXIT.ok : EXIT.needsUser
      }
      const answer = ANSWERS.find((each) => each === wanted)
      if (answer === undefined) throw new UsageError(`answer with one of ${ANSWERS.join(', ')}`)
      const candidates = { candidateId: text(given, 'transaction'), payoree: text(given, 'payoree') }
      const wish = { answer, ...candidates, always: isSet(given, 'always') }
      const done = await answerReview(household, id, wish)
      const alike = 'alikeBatchIds' in done ? done.alikeBatchIds.length : 0
      const along = alike === 0 ? '' : ` ${alike} more about the same two names ${alike === 1 ? 'is' : 'are'} answered along.`
      reply(program.out, given, done, `Done. \`tributary undo ${done.batchId}\` takes it back.${along}`)
      return EXIT.ok
    }),
}

type Review = Awaited<ReturnType<typeof listReviews>>[number]

function line({ id, why, odds, subject, candidates, payorees, payoreeRows }: Review): string {
  const shown = [subject, ...candidates].map(
    ({ id: transactionId, on, amount, payoree, description }) =>
      `    ${transactionId}  ${on}  ${amount.decimal} ${amount.currency}  ${payoree ?? description}`,
  )
  if (payoreeRows !== null) {
    const each = payoreeRows === 1 ? 'this transaction' : `this and ${payoreeRows - 1} more of that text`
    const names = payorees.map(({ name }) => `    same --payoree "${name}"`)
    return [`${id}  ${why} Asked once, for ${each}.`, ...shown, ...names, "    different: keep the bank's text"].join('\n')
  }
  return [`${id}  ${why}${odds === null ? '' : ` (${Math.round(odds * 100)} % one and the same)`}`, ...shown].join('\n')
}
