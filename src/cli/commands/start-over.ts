import fs from 'node:fs'
import path from 'node:path'
import { ACCOUNT_KINDS } from '../../domain/account.ts'
import type { AccountKind } from '../../domain/account.ts'
import { createAccount } from '../../app/create-account.ts'
import type { FileResult, Household } from '../../app/file-desk.ts'
import { listAccounts } from '../../app/list-accounts.ts'
import { removeEmptyAccount } from '../../app/remove-empty-account.ts'
import { removeFile } from '../../app/remove-file.ts'
import { FILE_BYTES_MAX, uploadFile } from '../../app/upload-file.ts'
import { EXIT, isSet, list, reply, text, UsageError } from '../command.ts'
import type { Command, Given } from '../command.ts'
import { withHousehold } from '../with-household.ts'

export const startOver: Command = {
  summary: "take over another program's export, all its accounts at once",
  usage: 'FILE [--map NAME=ID|new[:KIND]|skip]… [--new] [--currency EUR] [--answer ID=VALUE]… [--dry-run]',
  options: {
    map: { type: 'string', multiple: true },
    new: { type: 'boolean' },
    currency: { type: 'string' },
    answer: { type: 'string', multiple: true },
    'dry-run': { type: 'boolean' },
    json: { type: 'boolean' },
  },
  help: {
    map: 'which account of yours a name in the file is; "new" makes one of that name, "skip" leaves it out',
    new: 'make an account for every name that none of yours has',
    currency: 'currency of new accounts, where the file names none',
    answer: 'answer a question that the file leaves open',
    'dry-run': 'show what would be done and save nothing',
    json: 'answer in JSON',
  },
  run: async (program, given, [name, ...others]) => {
    if (name === undefined || others.length > 0) throw new UsageError('name one file')
    const bytes = readBytes(name)
    const answers = pairs(list(given, 'answer'), 'answer')
    return withHousehold(program, { hasWorker: false }, async (household) => {
      const { fileId } = await uploadFile(household, encodeURIComponent(path.basename(name)), bytes)
      let isUsed = false
      try {
        const currency = text(given, 'currency') ?? null
        const found = await household.files.listAccounts(household, fileId, { answers, currency })
        if (found.kind !== 'accounts') {
          reply(program.out, given, found, unreadText(found))
          return found.kind === 'asks' ? EXIT.needsUser : EXIT.failed
        }
        const targets = targetsOf(found.accounts, given)
        const open = targets.filter(({ kind }) => kind === 'open')
        if (open.length > 0) {
          reply(program.out, given, found, await openText(household, open))
          return EXIT.needsUser
        }
        const wish = { fileId, answers, currency, isDryRun: isSet(given, 'dry-run') }
        const results: Taken[] = []
        for (const target of targets) results.push(await take(household, target, wish))
        isUsed = results.some(({ isImported }) => isImported)
        reply(program.out, given, { program: found.program, accounts: results }, results.map(({ said }) => said).join('\n'))
        return exitOf(results)
      } finally {
        if (!isUsed) await removeFile(household, fileId)
      }
    })
  },
}

function readBytes(file: string): Uint8Array {
  try {
    if (fs.statSync(file).size <= FILE_BYTES_MAX) return fs.readFileSync(file)
  } catch (error) {
    throw new UsageError(`${file} can't be read (${error instanceof Error ? error.message : String(error)})`)
  }
  throw new UsageError('the file is larger than the 10 MB that can be taken; export fewer years at a time')
}

function pairs(given: readonly string[], option: string): Record<string, string> {
  return Object.fromEntries(
    given.map((each) => {
      // Names may hold the sign themselves; what they stand for doesn't.
      const at = each.lastIndexOf('=')
      if (at < 1) throw new UsageError(`--${option} wants NAME=VALUE, not "${each}"`)
      return [each.slice(0, at), each.slice(at + 1)]
    }),
  )
}

type Listed = FileResult<'listAccounts'>
type Named = Listed['accounts'][number]
type Target = { readonly named: Named } & (
  | { readonly kind: 'account'; readonly accountId: string }
  | { readonly kind: 'new'; readonly accountKind: AccountKind }
  | { readonly kind: 'skip' }
  | { readonly kind: 'open' }
)

function targetsOf(accounts: readonly Named[], given: Given): readonly Target[] {
  const map = pairs(list(given, 'map'), 'map')
  const names = new Set(accounts.map(({ name }) => name))
  const unknown = Object.keys(map).find((name) => !names.has(name))
  if (unknown !== undefined) throw new UsageError(`the file has no account "${unknown}"`)
  return accounts.map((named): Target => {
    const wished = map[named.name]
    if (wished === 'skip') return { named, kind: 'skip' }
    if (wished !== undefined && /^new(?::|$)/.test(wished)) return { named, kind: 'new', accountKind: kindOf(wished) }
    const accountId = wished ?? named.accountId
    if (accountId !== null) return { named, kind: 'account', accountId }
    return isSet(given, 'new') ? { named, kind: 'new', accountKind: 'checking' } : { named, kind: 'open' }
  })
}

function kindOf(wished: string): AccountKind {
  const [, written = 'checking'] = wished.split(':')
  const kind = ACCOUNT_KINDS.find((each) => each === written)
  if (kind === undefined) throw new UsageError(`"${written}" is none of ${ACCOUNT_KINDS.join(', ')}`)
  return kind
}

async function openText(household: Household, open: readonly Target[]): Promise<string> {
  const accounts = await listAccounts(household)
  return [
    'It is not certain which accounts of yours these are; nothing was imported. Name them, or give --new:',
    ...open.map(({ named }) => `  --map '${named.name}=ID'   or   --map '${named.name}=new'   or   --map '${named.name}=skip'`),
    ...(accounts.length === 0 ? [] : ['Your accounts:', ...accounts.map(({ id, name, currency }) => `  ${id}   ${name}, ${currency}`)]),
  ].join('\n')
}

function unreadText(found: Exclude<Listed, { kind: 'accounts' }>): string {
  if (found.kind === 'refused') return found.text
  return [
    'The file leaves something open; nothing was imported. Run it again with an answer:',
    ...found.questions.flatMap(({ id, text: question, choices }) => [
      question,
      ...choices.map(({ value, label }) => `  --answer ${id}=${value}   ${label}`),
    ]),
  ].join('\n')
}

type Taken = {
  readonly name: string
  readonly accountId: string | null
  readonly isImported: boolean
  readonly exit: number
  readonly said: string
  readonly counts: object | null
}

type TakeWish = {
  readonly fileId: string
  readonly answers: Readonly<Record<string, string>>
  readonly currency: string | null
  readonly isDryRun: boolean
}

async function take(household: Household, target: Target, wish: TakeWish): Promise<Taken> {
  const { named } = target
  const nothing = { name: named.name, accountId: null, isImported: false, counts: null }
  if (target.kind === 'skip' || target.kind === 'open') return { ...nothing, exit: EXIT.ok, said: `${named.name}: left out.` }
  if (target.kind === 'account') return takeInto(household, named, target.accountId, wish)
  const currency = named.currencies.find((each) => each === wish.currency) ?? named.currencies[0] ?? ''
  const made = await createAccount(household, { name: titleOf(named), kind: target.accountKind, currency })
  const taken = await takeInto(household, named, made.id, wish)
  if (!taken.isImported) await removeEmptyAccount(household, made.id)
  return taken
}

/** Titles of accounts with a currency of their own end in it. */
function titleOf({ name, currencies }: Named): string {
  const [only] = currencies
  const isOfOne = currencies.length === 1 && only !== undefined && name.endsWith(` ${only}`)
  return (isOfOne ? name.slice(0, -only.length) : name).trim() || 'Imported'
}

async function takeInto(household: Household, named: Named, accountId: string, wish: TakeWish): Promise<Taken> {
  const { name } = named
  const fileWish = { accountId, answers: { ...wish.answers, ...named.answers } }
  const { reading } = await household.files.preview(household, wish.fileId, fileWish)
  const common = { name, accountId, isImported: false }
  if (reading.kind === 'refused') return { ...common, counts: null, exit: EXIT.failed, said: `${name}: ${reading.text}` }
  if (reading.kind === 'asks') {
    const said = reading.questions.flatMap(({ id, text: question, choices }) => [
      `${name}: ${question}`,
      ...choices.map(({ value, label }) => `  --answer ${id}=${value}   ${label}`),
    ])
    return { ...common, counts: null, exit: EXIT.needsUser, said: said.join('\n') }
  }
  const fresh = reading.categories.filter(({ isNew }) => isNew).map(({ path: names }) => names.join(': '))
  const lines = [
    ...(fresh.length === 0 ? [] : [`  New categories: ${fresh.join(', ')}`]),
    ...reading.warnings.map((warning) => `  Careful: ${warning}`),
    ...reading.ignored.map(({ reason, count }) => `  ${count} left out: ${reason}`),
  ]
  const exit = reading.counts.rejected > 0 ? EXIT.partly : EXIT.ok
  if (wish.isDryRun) {
    const said = [`${name}: would be ${countsText(reading.counts)}.`, ...lines].join('\n')
    return { ...common, counts: reading.counts, exit, said }
  }
  const { counts } = await household.files.import(household, wish.fileId, { ...fileWish, planHash: reading.planHash })
  return { ...common, isImported: true, counts, exit, said: [`${name}: ${countsText(counts)}.`, ...lines].join('\n') }
}

type Counted = Readonly<Record<'added' | 'updated' | 'unchanged' | 'rejected', number>>

const countsText = ({ added, updated, unchanged, rejected }: Counted): string =>
  `${added} new, ${updated} updated, ${unchanged} already here, ${rejected} not readable`

/** All went well, all failed, something needs the person, or some of it was done. */
function exitOf(results: readonly Taken[]): number {
  const [first] = results
  if (first === undefined || results.every(({ exit }) => exit === first.exit)) return first?.exit ?? EXIT.ok
  return results.some(({ isImported }) => isImported) ? EXIT.partly : EXIT.needsUser
}
