import { decideTransfer, unlinkTransfer } from '../../app/decide-transfer.ts'
import { listTransfers } from '../../app/list-transfers.ts'
import { EXIT, reply, text, UsageError } from '../command.ts'
import type { Command } from '../command.ts'
import { table } from '../table.ts'
import { withHousehold } from '../with-household.ts'

const ROWS_MAX = 200

export const transfers: Command = {
  summary: 'list transfers between own accounts, tie two transactions or part them',
  usage: '[link OUT IN | refuse OUT IN | unlink TRANSFER] [--limit N] [--cursor PAGE]',
  options: { limit: { type: 'string', default: '50' }, cursor: { type: 'string' }, json: { type: 'boolean' } },
  help: {
    limit: `how many, at most ${ROWS_MAX}`,
    cursor: 'the page after, as the page before named it',
    json: 'answer in JSON',
  },
  run: (program, given, [verb, one, other, ...rest]) =>
    withHousehold(program, { hasWorker: false }, async (household) => {
      if (rest.length > 0) throw new UsageError('that is more than it takes')
      if (verb === undefined) {
        const page = await listTransfers(household, { limit: readLimit(text(given, 'limit')), cursor: text(given, 'cursor') })
        const more = page.nextCursor === null ? [] : [`next page: --cursor ${page.nextCursor}`]
        reply(program.out, given, page, [...rowsOf(page.transfers), ...more].join('\n'))
        return EXIT.ok
      }
      const done = await decide(household, verb, one, other)
      const words = done.state === 'linked' ? 'Tied' : 'Parted for good'
      reply(program.out, given, done, `${words}: ${done.id}. Both transactions stay as they are.`)
      return EXIT.ok
    }),
}

async function decide(
  household: Parameters<typeof decideTransfer>[0],
  verb: string,
  one: string | undefined,
  other: string | undefined,
) {
  if (verb === 'unlink' && one !== undefined && other === undefined) return unlinkTransfer(household, one)
  if ((verb === 'link' || verb === 'refuse') && one !== undefined && other !== undefined) {
    return decideTransfer(household, { outId: one, inId: other, isTransfer: verb === 'link' })
  }
  throw new UsageError('say `link OUT IN`, `refuse OUT IN` or `unlink TRANSFER`')
}

type Shown = Awaited<ReturnType<typeof listTransfers>>['transfers'][number]

const rowsOf = (shown: readonly Shown[]): readonly string[] =>
  table(shown, [
    { head: 'ID', cell: ({ id }) => id },
    { head: 'DAY', cell: ({ out }) => out.on },
    { head: 'FROM', cell: ({ out }) => out.accountName },
    { head: 'TO', cell: (transfer) => transfer.in.accountName },
    { head: 'AMOUNT', cell: (transfer) => transfer.in.amount.decimal, isNumber: true },
    { head: 'BY', cell: ({ source }) => (source === 'user' ? 'you' : 'itself') },
    { head: '', cell: ({ state }) => (state === 'refused' ? 'parted' : '') },
  ])

function readLimit(given: string | undefined): number {
  const limit = Number(given)
  if (Number.isInteger(limit) && limit >= 1 && limit <= ROWS_MAX) return limit
  throw new UsageError(`--limit is a number from 1 to ${ROWS_MAX}`)
}
