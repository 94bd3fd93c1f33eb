import type { AppContext } from '../../app/context.ts'
import { addCategory, deleteCategory, renameCategory } from '../../app/change-category.ts'
import { listCategories } from '../../app/list-categories.ts'
import { EXIT, reply, text, UsageError } from '../command.ts'
import type { Command, Given } from '../command.ts'
import type { Output } from '../program.ts'
import { CHANGE_HELP, CHANGE_OPTIONS, changeOptions, replyChange } from '../rulebook-answer.ts'
import { table } from '../table.ts'
import { withHousehold } from '../with-household.ts'

export const categories: Command = {
  summary: 'list, add, rename and delete categories',
  usage: '[list | add NAME [--under ID] | rename ID --to NAME | delete ID [--move-to ID]]',
  options: {
    ...CHANGE_OPTIONS,
    under: { type: 'string' },
    to: { type: 'string' },
    'move-to': { type: 'string' },
  },
  help: {
    under: 'the category above it',
    to: 'the name that it gets',
    'move-to': 'the category that takes its place where it is in use',
    ...CHANGE_HELP,
  },
  run: (program, given, [what = 'list', subject, ...rest]) =>
    withHousehold(program, { hasWorker: false }, async (household) => {
      if (rest.length > 0) throw new UsageError('name one category; quote a name of several words')
      if (what === 'list') await listAll(household, program.out, given)
      else replyChange(program.out, given, await change(household, given, what, subject))
      return EXIT.ok
    }),
}

async function change(household: AppContext, given: Given, what: string, subject: string | undefined) {
  const options = changeOptions(given)
  if (subject === undefined) throw new UsageError('name a category')
  switch (what) {
    case 'add': {
      const category = { name: subject, parentId: text(given, 'under') ?? null, kind: 'expense' as const }
      return addCategory(household, category, options)
    }
    case 'rename': {
      const to = text(given, 'to')
      if (to === undefined) throw new UsageError('give the name with --to')
      return renameCategory(household, subject, to, options)
    }
    case 'delete':
      return deleteCategory(household, subject, text(given, 'move-to') ?? null, options)
    default:
      throw new UsageError(`there is no "categories ${what}"`)
  }
}

async function listAll(household: AppContext, out: Output, given: Given): Promise<void> {
  const rows = await listCategories(household)
  const lines = table(rows, [
    { head: 'NAME', cell: ({ parentId, name, id }) => `${parentId === null ? '' : '  '}${name}  (${id})` },
    { head: 'TRANSACTIONS', cell: ({ usage }) => String(usage.transactions), isNumber: true },
    { head: 'RULES', cell: ({ usage }) => String(usage.rules), isNumber: true },
    { head: 'PAYOREES', cell: ({ usage }) => String(usage.payorees), isNumber: true },
    { head: 'CODES', cell: ({ usage }) => String(usage.mappings), isNumber: true },
  ])
  reply(out, given, { categories: rows }, lines.join('\n'))
}
