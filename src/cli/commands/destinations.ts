import fs from 'node:fs'
import { changeDestination, connectDestination, removeDestination } from '../../app/connect-destination.ts'
import type { AppContext } from '../../app/context.ts'
import { listDestinations } from '../../app/list-destinations.ts'
import { mapDestinationAccounts, showDestinationAccounts } from '../../app/map-destination-accounts.ts'
import { EXIT, list, reply, text, UsageError } from '../command.ts'
import type { Command, Given } from '../command.ts'
import type { Output } from '../program.ts'
import { table } from '../table.ts'
import { withHousehold } from '../with-household.ts'

export const destinations: Command = {
  summary: 'list the budget programs that the ledger is sent to, set one up, choose accounts, or forget one',
  usage:
    '[programs | add PROGRAM --set NAME=VALUE… | change DESTINATION --set NAME=VALUE… | accounts DESTINATION | ' +
    'map DESTINATION ACCOUNT=THEIRS@DAY… | remove DESTINATION]',
  options: { set: { type: 'string', multiple: true }, name: { type: 'string' }, json: { type: 'boolean' } },
  help: {
    set: 'a setting of the program, such as address=https://…; NAME=@FILE reads a secret from a file',
    name: 'what to call it; without one it is called as the program is',
    json: 'answer in JSON',
  },
  run: (program, given, [verb, one, ...rest]) =>
    withHousehold(program, { hasWorker: false }, async (household) => {
      await act(household, program.out, given, verb, one, rest)
      return EXIT.ok
    }),
}

async function act(
  household: AppContext,
  out: Output,
  given: Given,
  verb: string | undefined,
  one: string | undefined,
  rest: readonly string[],
): Promise<void> {
  if (verb === undefined) return printDestinations(household, out, given)
  if (verb === 'programs') return printPrograms(household, out, given)
  if (one === undefined) throw new UsageError(`say which: \`tributary destinations ${verb} …\``)
  if (verb === 'map') return map(household, out, given, one, rest)
  if (rest.length > 0) throw new UsageError('that is more than it takes')
  if (verb === 'accounts') return printAccounts(household, out, given, one)
  if (verb === 'add') return add(household, out, given, one)
  if (verb === 'change') return change(household, out, given, one)
  if (verb !== 'remove') throw new UsageError('say `programs`, `add`, `change`, `accounts`, `map` or `remove`')
  await removeDestination(household, one)
  reply(out, given, { removed: one }, `Forgotten: ${one}. What was sent stays there.`)
}

async function printDestinations(household: AppContext, out: Output, given: Given): Promise<void> {
  const found = await listDestinations(household)
  const lines = table(found.destinations, [
    { head: 'ID', cell: ({ id }) => id },
    { head: 'NAME', cell: ({ name }) => name },
    { head: 'PROGRAM', cell: ({ programLabel }) => programLabel },
    { head: 'ACCOUNTS', cell: ({ accounts }) => String(accounts.length), isNumber: true },
    { head: 'LAST PUSH', cell: ({ lastPush }) => lastPush?.startedAt ?? '' },
  ])
  reply(out, given, found, lines.join('\n'))
}

async function printPrograms(household: AppContext, out: Output, given: Given): Promise<void> {
  const { programs } = await listDestinations(household)
  const lines = table(
    programs.flatMap((each) => each.settings.map((setting) => ({ ...each, setting }))),
    [
      { head: 'PROGRAM', cell: ({ name }) => name },
      { head: 'SETTING', cell: ({ setting }) => setting.name },
      { head: '', cell: ({ setting }) => (setting.isRequired ? 'required' : '') },
      { head: 'WHAT', cell: ({ setting }) => setting.help },
    ],
  )
  reply(out, given, { programs }, lines.join('\n'))
}

async function printAccounts(household: AppContext, out: Output, given: Given, id: string): Promise<void> {
  const found = await showDestinationAccounts(household, id)
  const theirs = table(found.theirAccounts, [
    { head: 'THERE', cell: (account) => account.id },
    { head: 'NAME', cell: ({ name }) => name },
    { head: 'CURRENCY', cell: ({ currency }) => currency ?? '' },
  ])
  const mapped = table(found.mappings, [
    { head: 'ACCOUNT', cell: ({ accountName }) => accountName },
    { head: 'GOES TO', cell: ({ theirName }) => theirName },
    { head: 'FROM', cell: ({ sendsFromOn }) => sendsFromOn },
  ])
  reply(out, given, found, [...theirs, '', ...mapped].join('\n'))
}

async function add(household: AppContext, out: Output, given: Given, program: string): Promise<void> {
  const settings = Object.fromEntries(list(given, 'set').map(readSetting))
  const made = await connectDestination(household, { program, name: text(given, 'name'), settings })
  const next = `tributary destinations accounts ${made.id}`
  reply(out, given, made, `Set up: ${made.id}. Choose accounts next: \`${next}\` lists them.`)
}

async function change(household: AppContext, out: Output, given: Given, id: string): Promise<void> {
  const settings = Object.fromEntries(list(given, 'set').map(readSetting))
  const changed = await changeDestination(household, id, { name: text(given, 'name'), settings })
  reply(out, given, changed, `Tried and saved: ${changed.name}.`)
}

function readSetting(given: string): readonly [string, string] {
  const at = given.indexOf('=')
  if (at < 1) throw new UsageError('--set takes NAME=VALUE')
  return [given.slice(0, at), readSecret(given.slice(at + 1))]
}

/** A command line is seen by others of the machine; a file of one's own is not. */
function readSecret(value: string): string {
  if (!value.startsWith('@')) return value
  try {
    return fs.readFileSync(value.slice(1), 'utf8').trim()
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new UsageError(`the file of a setting can't be read (${why})`)
  }
}

async function map(
  household: AppContext,
  out: Output,
  given: Given,
  id: string,
  pairs: readonly string[],
): Promise<void> {
  const mappings = pairs.map((pair) => {
    const [, accountId, theirAccountId, sendsFromOn] = /^([^=]+)=(.+)@(\d{4}-\d{2}-\d{2})$/.exec(pair) ?? []
    if (accountId === undefined || theirAccountId === undefined || sendsFromOn === undefined) {
      throw new UsageError('say ACCOUNT=THEIRS@DAY, such as acc_…=12@2026-01-31')
    }
    return { accountId, theirAccountId, sendsFromOn }
  })
  const mapped = await mapDestinationAccounts(household, id, mappings)
  const words = mapped.accounts.map(({ accountName, theirName, sendsFromOn }) => {
    return `${accountName} goes to ${theirName} from ${sendsFromOn} on.`
  })
  reply(out, given, mapped, words.length === 0 ? 'No account is sent any more.' : words.join('\n'))
}
