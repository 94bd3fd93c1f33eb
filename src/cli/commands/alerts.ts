import { listAlerts, markSeen } from '../../app/list-alerts.ts'
import { EXIT, isSet, reply, text, UsageError } from '../command.ts'
import type { Command } from '../command.ts'
import { table } from '../table.ts'
import { withHousehold } from '../with-household.ts'

const ROWS_MAX = 200

export const alerts: Command = {
  summary: 'list what rules told of new transactions, and mark it as seen',
  usage: '[seen [ALERT]] [--all] [--limit N] [--cursor PAGE]',
  options: {
    all: { type: 'boolean' },
    limit: { type: 'string', default: '50' },
    cursor: { type: 'string' },
    json: { type: 'boolean' },
  },
  help: {
    all: 'with those that were seen',
    limit: `how many, at most ${ROWS_MAX}`,
    cursor: 'the page after, as the page before named it',
    json: 'answer in JSON',
  },
  run: (program, given, [verb, id, ...rest]) =>
    withHousehold(program, { hasWorker: false }, async (household) => {
      if (rest.length > 0 || (verb !== undefined && verb !== 'seen')) throw new UsageError('say `alerts` or `alerts seen`')
      if (verb === 'seen') {
        const done = await markSeen(household, id ?? null)
        reply(program.out, given, done, `${done.unseen} not seen yet.`)
        return EXIT.ok
      }
      const isSeenToo = isSet(given, 'all')
      const page = await listAlerts(household, { limit: readLimit(text(given, 'limit')), cursor: text(given, 'cursor'), isSeenToo })
      const more = page.nextCursor === null ? [] : [`next page: --cursor ${page.nextCursor}`]
      const none = isSeenToo ? 'No rule has told of anything.' : 'Nothing new.'
      const lines = page.alerts.length === 0 ? [none] : rowsOf(page.alerts)
      reply(program.out, given, page, [...lines, ...more].join('\n'))
      return EXIT.ok
    }),
}

type Shown = Awaited<ReturnType<typeof listAlerts>>['alerts'][number]

const rowsOf = (shown: readonly Shown[]): readonly string[] =>
  table(shown, [
    { head: 'ID', cell: ({ id }) => id },
    { head: 'RULE', cell: ({ ruleName }) => ruleName },
    { head: 'DAY', cell: ({ transaction }) => transaction.on },
    { head: 'PAYOREE', cell: ({ transaction }) => transaction.payoree ?? transaction.description },
    { head: 'AMOUNT', cell: ({ transaction }) => transaction.amount.decimal, isNumber: true },
    { head: 'CUR', cell: ({ transaction }) => transaction.amount.currency },
    { head: '', cell: ({ seenAt }) => (seenAt === null ? '' : 'seen') },
  ])

function readLimit(given: string | undefined): number {
  const limit = Number(given)
  if (Number.isInteger(limit) && limit >= 1 && limit <= ROWS_MAX) return limit
  throw new UsageError(`--limit is a number from 1 to ${ROWS_MAX}`)
}
