import { listBatches } from '../../app/list-batches.ts'
import { EXIT, reply, text, UsageError } from '../command.ts'
import type { Command } from '../command.ts'
import { table } from '../table.ts'
import { withHousehold } from '../with-household.ts'

const ROWS_MAX = 200

export const batches: Command = {
  summary: 'list what syncs and files did, newest first',
  usage: '[--limit N] [--cursor PAGE]',
  options: { limit: { type: 'string', default: '20' }, cursor: { type: 'string' }, json: { type: 'boolean' } },
  help: {
    limit: `how many, at most ${ROWS_MAX}`,
    cursor: 'the page after, as the page before named it',
    json: 'answer in JSON',
  },
  run: (program, given) =>
    withHousehold(program, { hasWorker: false }, async (household) => {
      const page = await listBatches(household, {
        limit: readLimit(text(given, 'limit')),
        cursor: text(given, 'cursor'),
      })
      const lines = table(page.batches, [
        { head: 'ID', cell: ({ id }) => id },
        { head: 'WHEN', cell: ({ createdAt }) => createdAt },
        { head: 'FROM', cell: ({ name }) => name },
        { head: 'NEW', cell: ({ counts }) => String(counts.added), isNumber: true },
        { head: 'UPDATED', cell: ({ counts }) => String(counts.updated), isNumber: true },
        { head: 'SAME', cell: ({ counts }) => String(counts.unchanged), isNumber: true },
        { head: 'GONE', cell: ({ counts }) => String(counts.removed), isNumber: true },
        { head: '', cell: ({ undoneAt }) => (undoneAt === null ? '' : 'undone') },
      ])
      const more = page.nextCursor === null ? [] : [`next page: --cursor ${page.nextCursor}`]
      reply(program.out, given, page, [...lines, ...more].join('\n'))
      return EXIT.ok
    }),
}

function readLimit(given: string | undefined): number {
  const limit = Number(given)
  if (Number.isInteger(limit) && limit >= 1 && limit <= ROWS_MAX) return limit
  throw new UsageError(`--limit is a number from 1 to ${ROWS_MAX}`)
}
