import type { AppContext } from '../../app/context.ts'
import { mergePayorees, renamePayoree, sortPayoree, splitPayoree } from '../../app/change-payoree.ts'
import { listPayorees } from '../../app/list-payorees.ts'
import { EXIT, list, reply, text, UsageError } from '../command.ts'
import type { Command, Given } from '../command.ts'
import type { Output } from '../program.ts'
import { CHANGE_HELP, CHANGE_OPTIONS, changeOptions, replyChange } from '../rulebook-answer.ts'
import { table } from '../table.ts'
import { withHousehold } from '../with-household.ts'

const ROWS_MAX = 200

export const payorees: Command = {
  summary: 'list, rename, merge, split and sort payorees',
  usage:
    '[list [--text WORDS] | rename NAME --to NAME | merge NAME… --to NAME | split NAME --key KEY… [--to NAME] | ' +
    'sort NAME [--category ID]]',
  options: {
    ...CHANGE_OPTIONS,
    text: { type: 'string' },
    to: { type: 'string' },
    key: { type: 'string', multiple: true },
    category: { type: 'string' },
  },
  help: {
    text: 'only names with these words',
    to: 'the name that it gets',
    key: 'what it is recognised by, as the list shows it',
    category: 'the category that it always gets; without it, none of its own',
    ...CHANGE_HELP,
  },
  run: (program, given, [what = 'list', ...names]) =>
    withHousehold(program, { hasWorker: false }, async (household) => {
      if (what === 'list') await listAll(household, program.out, given)
      else replyChange(program.out, given, await change(household, given, what, names))
      return EXIT.ok
    }),
}

async function change(household: AppContext, given: Given, what: string, names: readonly string[]) {
  const options = changeOptions(given)
  const to = text(given, 'to')
  const [name] = names
  if (name === undefined) throw new UsageError('name a payoree')
  if (what === 'merge') return mergePayorees(household, names, want(to), options)
  if (names.length > 1) throw new UsageError('name one payoree')
  if (what === 'rename') return renamePayoree(household, name, want(to), options)
  if (what === 'split') return splitPayoree(household, name, list(given, 'key'), to ?? null, options)
  if (what === 'sort') return sortPayoree(household, name, text(given, 'category') ?? null, options)
  throw new UsageError(`there is no "payorees ${what}"`)
}

function want(to: string | undefined): string {
  if (to === undefined) throw new UsageError('give the name with --to')
  return to
}

async function listAll(household: AppContext, out: Output, given: Given): Promise<void> {
  const rows = await listPayorees(household, { text: text(given, 'text'), limit: ROWS_MAX })
  const lines = table(rows, [
    { head: 'NAME', cell: ({ name }) => name },
    { head: 'TRANSACTIONS', cell: ({ transactions }) => String(transactions), isNumber: true },
    { head: 'LAST', cell: ({ lastOn }) => lastOn },
    { head: 'ALWAYS', cell: ({ category }) => category?.name ?? '' },
    { head: 'KEYS', cell: ({ keys }) => keys.slice(0, 3).join(', ') },
  ])
  reply(out, given, { payorees: rows }, lines.join('\n'))
}
