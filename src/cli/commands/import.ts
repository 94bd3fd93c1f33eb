import fs from 'node:fs'
import path from 'node:path'
import { ACCOUNT_KINDS } from '../../domain/account.ts'
import { createAccount } from '../../app/create-account.ts'
import type { FileResult, Household } from '../../app/file-desk.ts'
import { listAccounts } from '../../app/list-accounts.ts'
import { removeEmptyAccount } from '../../app/remove-empty-account.ts'
import { removeFile } from '../../app/remove-file.ts'
import { FILE_BYTES_MAX, uploadFile } from '../../app/upload-file.ts'
import { EXIT, isSet, list, reply, text, UsageError } from '../command.ts'
import type { Command, Given } from '../command.ts'
import { withHousehold } from '../with-household.ts'

/** Files of one call: a decade of monthly statements of several accounts. */
const FILES_MAX = 1_000

export const importCommand: Command = {
  summary: "import a bank's files",
  usage:
    'FILE|FOLDER… [--account ID | --new-account NAME --currency EUR [--kind checking]] [--answer ID=VALUE]… ' +
    '[--dry-run]',
  options: {
    account: { type: 'string' },
    'new-account': { type: 'string' },
    currency: { type: 'string' },
    kind: { type: 'string', default: 'checking' },
    answer: { type: 'string', multiple: true },
    'dry-run': { type: 'boolean' },
    json: { type: 'boolean' },
  },
  help: {
    account: 'the account they go to, as `tributary accounts` shows it; without it each file looks for its own',
    'new-account': 'make an account of this name for them',
    currency: 'currency of the new account',
    kind: `kind of the new account: ${ACCOUNT_KINDS.join(', ')}`,
    answer: 'answer a question that the file leaves open',
    'dry-run': 'show what would be done and save nothing',
    json: 'answer in JSON',
  },
  run: async (program, given, names) => {
    const files = filesOf(names)
    const answers = readAnswers(list(given, 'answer'))
    const { out } = program
    return withHousehold(program, { hasWorker: false }, async (household) => {
      const target = await targetAccount(household, given)
      const results: OneResult[] = []
      for (const file of files) {
        results.push(await importOne(household, file, { target, answers, isDryRun: isSet(given, 'dry-run') }))
      }
      if (target?.isNew && results.every(({ isImported }) => !isImported)) {
        await removeEmptyAccount(household, target.id)
      }
      const [only] = results
      if (results.length === 1 && only) reply(out, given, only.answer, only.text)
      else reply(out, given, { files: results.map(answerOf) }, results.map(lineOf).join('\n'))
      return exitOf(results)
    })
  },
}

/** Folders stand for the files in them, by name; those of folders within are left alone. */
function filesOf(names: readonly string[]): readonly string[] {
  if (names.length === 0) throw new UsageError('name a file or a folder')
  const files = names.flatMap((name) => {
    if (fs.statSync(name, { throwIfNoEntry: false })?.isDirectory() !== true) return [name]
    const inside = fs.readdirSync(name, { withFileTypes: true }).filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    return inside.map((entry) => path.join(name, entry.name)).toSorted()
  })
  if (files.length === 0) throw new UsageError('there are no files in the folder')
  if (files.length > FILES_MAX) throw new UsageError(`${files.length} files are more than the ${FILES_MAX} of one call`)
  return files
}

function readBytes(file: string): Uint8Array {
  try {
    if (fs.statSync(file).size > FILE_BYTES_MAX) {
      throw new UsageError(
        'the file is larger than the 10 MB that can be taken; export fewer months at a time',
      )
    }
    return fs.readFileSync(file)
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError(`${file} can't be read (${error instanceof Error ? error.message : String(error)})`)
  }
}

type Target = { readonly id: string; readonly name: string; readonly isNew: boolean }

/** The account for all files; null where each looks for its own. */
async function targetAccount(household: Household, given: Given): Promise<Target | null> {
  const id = text(given, 'account')
  const name = text(given, 'new-account')
  if (id !== undefined && name !== undefined) throw new UsageError('give --account or --new-account, not both')
  if (name === undefined) return id === undefined ? null : { id, name: 'Imported', isNew: false }
  const currency = text(given, 'currency')
  if (currency === undefined) throw new UsageError('--new-account needs --currency, such as --currency EUR')
  const kind = ACCOUNT_KINDS.find((known) => known === text(given, 'kind'))
  if (kind === undefined) throw new UsageError(`--kind is one of ${ACCOUNT_KINDS.join(', ')}`)
  return { ...(await createAccount(household, { name, kind, currency })), isNew: true }
}

type ImportWish = {
  readonly target: Target | null
  readonly answers: Record<string, string>
  readonly isDryRun: boolean
}

type OneResult = {
  readonly file: string
  readonly isImported: boolean
  readonly exit: number
  readonly answer: object
  readonly text: string
}

async function importOne(household: Household, file: string, wish: ImportWish): Promise<OneResult> {
  const uploaded = await uploadFile(household, encodeURIComponent(path.basename(file)), readBytes(file))
  let result: OneResult | null = null
  try {
    result = await planAndImport(household, file, uploaded.fileId, wish)
    return result
  } finally {
    if (result?.isImported !== true) await removeFile(household, uploaded.fileId)
  }
}

async function planAndImport(
  household: Household,
  file: string,
  fileId: string,
  { target, answers, isDryRun }: ImportWish,
): Promise<OneResult> {
  const unfinished = { file, isImported: false }
  const found = target === null ? await household.files.findAccount(household, fileId) : null
  const accountId = target?.id ?? found?.accountId
  if (!accountId) {
    const exit = found?.kind === 'refused' ? EXIT.failed : EXIT.needsUser
    return { ...unfinished, exit, answer: { account: found }, text: await unfoundText(household, found) }
  }
  const fileWish = { accountId, answers }
  const preview = await household.files.preview(household, fileId, fileWish)
  const { reading } = preview
  if (reading.kind !== 'read') {
    const exit = reading.kind === 'asks' ? EXIT.needsUser : EXIT.failed
    return { ...unfinished, exit, answer: { preview }, text: unreadText(reading) }
  }
  const exit = reading.counts.rejected > 0 ? EXIT.partly : EXIT.ok
  const warnings = reading.warnings.map((warning) => `Careful: ${warning}`)
  if (isDryRun) {
    const lines = [`Would be ${countsText(reading.counts)}.`, ...warnings]
    return { ...unfinished, exit, answer: { preview }, text: lines.join('\n') }
  }
  const result = await household.files.import(household, fileId, { ...fileWish, planHash: reading.planHash })
  const name = target?.name ?? (await accountName(household, accountId))
  const lines = [`${name}: ${countsText(result.counts)}.`, ...warnings, ...result.rejected.map(rejectedText)]
  return { file, isImported: true, exit: result.counts.rejected > 0 ? EXIT.partly : EXIT.ok, answer: result, text: lines.join('\n') }
}

type Found = FileResult<'findAccount'>

const accountName = async (household: Household, id: string): Promise<string> =>
  (await listAccounts(household)).find((account) => account.id === id)?.name ?? 'Imported'

/** Which account it may be, likeliest first, and what to do. */
async function unfoundText(household: Household, found: Found | null): Promise<string> {
  if (found?.kind === 'refused') return found.text ?? 'The file can’t be read.'
  const accounts = await listAccounts(household)
  const likely = new Set(found?.candidates.map(({ accountId }) => accountId))
  const sorted = accounts.toSorted((left, right) => Number(likely.has(right.id)) - Number(likely.has(left.id)))
  const end = found?.stated?.numberEnd ?? null
  const stated = end === null ? '' : ` It says that its account ends in ${end}.`
  return [
    `It is not certain which account the file is of; nothing was imported.${stated} Name it:`,
    ...sorted.map(({ id, name }) => `  --account ${id}   ${name}${likely.has(id) ? ' (likely)' : ''}`),
    '  --new-account NAME --currency EUR',
  ].join('\n')
}

const answerOf = ({ file, isImported, answer }: OneResult) => ({ file, isImported, ...answer })

const lineOf = ({ file, text: said }: OneResult): string => `${path.basename(file)}: ${said.replaceAll('\n', '\n  ')}`

/** All went well, all failed, something needs the person, or some of it was done. */
function exitOf(results: readonly OneResult[]): number {
  const [first] = results
  if (first === undefined || results.every(({ exit }) => exit === first.exit)) return first?.exit ?? EXIT.ok
  return results.some(({ isImported }) => isImported) ? EXIT.partly : EXIT.needsUser
}

function readAnswers(given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    given.map((answer) => {
      const at = answer.indexOf('=')
      if (at < 1) throw new UsageError(`--answer wants ID=VALUE, not "${answer}"`)
      return [answer.slice(0, at), answer.slice(at + 1)]
    }),
  )
}

type Unread = Exclude<FileResult<'preview'>['reading'], { kind: 'read' }>

function unreadText(reading: Unread): string {
  if (reading.kind === 'refused') return reading.text
  const questions = reading.questions.flatMap(({ id, text: question, choices }) => [
    question,
    ...choices.map(({ value, label }) => `  --answer ${id}=${value}   ${label}`),
  ])
  return [
    'The file leaves something open; nothing was imported. Run it again with an answer:',
    ...questions,
  ].join('\n')
}

function countsText(counts: {
  added: number
  updated: number
  unchanged: number
  rejected: number
  ignored: number
}) {
  const { added, updated, unchanged, rejected, ignored } = counts
  const taken = `${added} new, ${updated} updated, ${unchanged} already here`
  return `${taken}, ${rejected} not readable, ${ignored} ignored`
}

const rejectedText = ({ line, reason }: { line: number | null; reason: string }): string =>
  line === null ? `Not read: ${reason}` : `Line ${line} not read: ${reason}`
