import { editTransaction } from '../../app/edit-transaction.ts'
import type { TransactionEdit } from '../../app/edit-transaction.ts'
import { INTENT_FIELDS } from '../../domain/transaction.ts'
import type { IntentField } from '../../domain/transaction.ts'
import { EXIT, isSet, list, reply, text, UsageError } from '../command.ts'
import type { Command, Given } from '../command.ts'
import { withHousehold } from '../with-household.ts'

type Emptied = 'payoree' | 'category' | 'note' | 'tags'

/** What a person calls the fields on a command line. */
const FIELDS: Readonly<Record<string, IntentField>> = {
  payoree: 'payoree',
  category: 'category',
  note: 'note',
  hidden: 'isHidden',
  tags: 'tags',
}

export const edit: Command = {
  summary: 'decide payoree, category, note, tags or hiding of a transaction, or take a decision back',
  usage:
    'TRANSACTION [--payoree NAME] [--category ID] [--note TEXT] [--tag NAME] [--no-tag NAME] [--hide | --show] ' +
    '[--empty FIELD] [--automatic FIELD]',
  options: {
    payoree: { type: 'string' },
    category: { type: 'string' },
    note: { type: 'string' },
    tag: { type: 'string', multiple: true },
    'no-tag': { type: 'string', multiple: true },
    hide: { type: 'boolean' },
    show: { type: 'boolean' },
    empty: { type: 'string', multiple: true },
    automatic: { type: 'string', multiple: true },
    json: { type: 'boolean' },
  },
  help: {
    payoree: 'who the other party is',
    category: 'id or name of a category',
    note: 'a note',
    tag: 'one tag more',
    'no-tag': 'one tag fewer, also where a rule gives it',
    hide: 'leave it out of lists and sums',
    show: 'count it, whatever a rule says',
    empty: 'payoree, category, note or tags: set it to nothing, and keep it so',
    automatic: 'payoree, category, note, tags or hidden: leave it to the bank, rules and the model again',
    json: 'answer in JSON',
  },
  run: async (program, given, [id, ...rest]) => {
    if (id === undefined || rest.length > 0) {
      throw new UsageError('name one transaction: `tributary transactions --json` lists their ids')
    }
    const wish = readEdit(given)
    return withHousehold(program, { hasWorker: false }, async (household) => {
      const edited = await editTransaction(household, id, wish)
      const { payoree, category, note, isHidden, tags } = edited
      const more = [...tags.map((tag) => `#${tag}`), ...(note ? [note] : []), ...(isHidden ? ['hidden'] : [])]
      const shown = [payoree ?? 'nobody', category ?? 'no category', ...more]
      reply(program.out, given, edited, `Saved: ${shown.join(', ')}.`)
      return EXIT.ok
    })
  },
}

function readEdit(given: Given): TransactionEdit {
  if (isSet(given, 'hide') && isSet(given, 'show')) throw new UsageError('say --hide or --show')
  const [added, taken] = [list(given, 'tag'), list(given, 'no-tag')]
  const isTagged = added.length + taken.length > 0
  const tagChanges = isTagged ? { added, taken } : undefined
  const set = { payoree: text(given, 'payoree'), category: text(given, 'category'), note: text(given, 'note') }
  const emptied = list(given, 'empty').map(readEmptied)
  const torn = emptied.find((field) => (field === 'tags' ? isTagged : set[field] !== undefined))
  if (torn !== undefined) throw new UsageError(`--${torn === 'tags' ? 'tag' : torn} and --empty ${torn} say different things`)
  const hiding = isSet(given, 'hide') ? { isHidden: true } : isSet(given, 'show') ? { isHidden: false } : {}
  const automatic = list(given, 'automatic').map(readField)
  const empty = Object.fromEntries(emptied.map((field) => [field, field === 'tags' ? [] : null]))
  const wish = { ...withoutGaps(set), ...empty, ...hiding, tagChanges, automatic }
  const isEmpty = automatic.length === 0 && !isTagged && INTENT_FIELDS.every((field) => !(field in wish))
  if (isEmpty) throw new UsageError('say what to change')
  return wish
}

const withoutGaps = (set: Readonly<Record<string, string | undefined>>) =>
  Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined))

function readField(word: string): IntentField {
  const field = FIELDS[word]
  if (field === undefined) throw new UsageError(`there is no field "${word}": payoree, category, note, tags or hidden`)
  return field
}

function readEmptied(word: string): Emptied {
  const field = readField(word)
  if (field === 'isHidden') throw new UsageError('hiding is --hide or --show')
  return field
}
