import type { AppContext } from '../../app/context.ts'
import { listDestinations } from '../../app/list-destinations.ts'
import { listPushes } from '../../app/list-pushes.ts'
import { planPush } from '../../app/plan-push.ts'
import { pushLedger } from '../../app/push-ledger.ts'
import { undoPush } from '../../app/undo-push.ts'
import { EXIT, isSet, reply, text, UsageError } from '../command.ts'
import type { Command } from '../command.ts'
import { table } from '../table.ts'
import { withHousehold } from '../with-household.ts'

type Push = Awaited<ReturnType<typeof pushLedger>>

const ROWS_MAX = 200

export const push: Command = {
  summary: 'send the ledger to a budget program',
  usage: '[DESTINATION] [--dry-run]',
  options: { 'dry-run': { type: 'boolean' }, json: { type: 'boolean' } },
  help: { 'dry-run': 'show what would be sent and write nothing, here or there', json: 'answer in JSON' },
  run: (program, given, [id, ...rest]) => {
    if (rest.length > 0) throw new UsageError('name one destination: `tributary destinations` lists them')
    return withHousehold(program, { hasWorker: false }, async (household) => {
      const destinationId = id ?? (await onlyDestination(household))
      if (isSet(given, 'dry-run')) {
        const plan = await planPush(household, destinationId)
        const lines = table(plan.steps, [
          { head: 'WHAT', cell: ({ what }) => what },
          { head: 'DAY', cell: ({ on }) => on ?? '' },
          { head: 'PAYOREE', cell: ({ payoree, description }) => payoree ?? description ?? '' },
          { head: 'AMOUNT', cell: ({ amount }) => amount?.decimal ?? '', isNumber: true },
          { head: 'WHY', cell: ({ why, fields }) => why ?? fields.join(', ') },
        ])
        reply(program.out, given, plan, [...(plan.steps.length > 0 ? lines : []), plan.words].join('\n'))
        return EXIT.ok
      }
      const done = await pushLedger(household, destinationId)
      reply(program.out, given, done, wordsOf(done))
      return exitOf(done)
    })
  },
}

export const pushes: Command = {
  summary: 'list what was sent to budget programs and when',
  usage: '[--limit N]',
  options: { limit: { type: 'string', default: '20' }, json: { type: 'boolean' } },
  help: { limit: `how many, at most ${ROWS_MAX}`, json: 'answer in JSON' },
  run: (program, given, rest) => {
    if (rest.length > 0) throw new UsageError('it takes options alone')
    const limit = Number(text(given, 'limit'))
    if (!Number.isInteger(limit) || limit < 1 || limit > ROWS_MAX) {
      throw new UsageError(`--limit is a number from 1 to ${ROWS_MAX}`)
    }
    return withHousehold(program, { hasWorker: false }, async (household) => {
      const found = await listPushes(household, { limit })
      const lines = table(found.pushes, [
        { head: 'ID', cell: (each) => each.id },
        { head: 'STARTED', cell: ({ startedAt }) => startedAt },
        { head: 'TO', cell: ({ destinationName }) => destinationName },
        { head: 'STATE', cell: ({ kind, state }) => (kind === 'undo' ? `undo ${state}` : state) },
        { head: 'WHAT', cell: ({ words }) => words },
      ])
      reply(program.out, given, found, lines.join('\n'))
      return EXIT.ok
    })
  },
}

export const undoPushCommand: Command = {
  summary: 'take back what a push sent; what was changed there since stays',
  usage: 'PUSH',
  options: { json: { type: 'boolean' } },
  help: { json: 'answer in JSON' },
  run: (program, given, [id, ...rest]) => {
    if (id === undefined || rest.length > 0) throw new UsageError('name one push: `tributary pushes` lists them')
    return withHousehold(program, { hasWorker: false }, async (household) => {
      const done = await undoPush(household, id)
      reply(program.out, given, done, wordsOf(done))
      return exitOf(done)
    })
  },
}

async function onlyDestination(household: AppContext): Promise<string> {
  const { destinations } = await listDestinations(household)
  const [only, ...others] = destinations
  if (only !== undefined && others.length === 0) return only.id
  throw new UsageError(
    only === undefined
      ? 'there is no destination yet: `tributary destinations add` sets one up'
      : 'name the destination: `tributary destinations` lists them',
  )
}

const wordsOf = ({ id, words, failure }: Push): string =>
  [words, ...(failure === null ? [] : [failure.message]), `Push ${id}.`].join('\n')

function exitOf({ state, failure }: Push): number {
  if (state === 'succeeded') return EXIT.ok
  if (failure?.actor === 'user') return EXIT.needsUser
  return state === 'partly' ? EXIT.partly : EXIT.failed
}
