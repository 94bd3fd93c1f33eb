import fs from 'node:fs'
import path from 'node:path'
import { ACCOUNT_KINDS } from '../../domain/account.ts'
import type { AccountKind } from '../../domain/account.ts'
import type { AppContext } from '../../app/context.ts'
import { createAccount } from '../../app/create-account.ts'
import { importFile } from '../../app/import-file.ts'
import { previewFile } from '../../app/preview-file.ts'
import { removeEmptyAccount } from '../../app/remove-empty-account.ts'
import { removeFile } from '../../app/remove-file.ts'
import { FILE_BYTES_MAX, uploadFile } from '../../app/upload-file.ts'
import { EXIT, isSet, list, reply, text, UsageError } from '../command.ts'
import type { Command, Given } from '../command.ts'
import { withHousehold } from '../with-household.ts'

export const importCommand: Command = {
  summary: "import a bank's file",
  usage:
    'FILE (--account ID | --new-account NAME --currency EUR [--kind checking]) [--answer ID=VALUE]… ' +
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
    account: 'the account it goes to, as `tributary accounts` shows it',
    'new-account': 'make an account of this name for it',
    currency: 'currency of the new account',
    kind: `kind of the new account: ${ACCOUNT_KINDS.join(', ')}`,
    answer: 'answer a question that the file leaves open',
    'dry-run': 'show what would be done and save nothing',
    json: 'answer in JSON',
  },
  run: async (program, given, [file, ...rest]) => {
    if (file === undefined || rest.length > 0) throw new UsageError('name one file')
    const bytes = readBytes(file)
    const answers = readAnswers(list(given, 'answer'))
    const { out } = program
    return withHousehold(program, { hasWorker: false }, async (household) => {
      const account = await targetAccount(household, given)
      const uploaded = await uploadFile(household, encodeURIComponent(path.basename(file)), bytes)
      let isImported = false
      try {
        const wish = { accountId: account.id, answers }
        const preview = await previewFile(household, uploaded.fileId, wish)
        const { reading } = preview
        if (reading.kind !== 'read') {
          reply(out, given, { preview }, unreadText(reading))
          return reading.kind === 'asks' ? EXIT.needsUser : EXIT.failed
        }
        if (isSet(given, 'dry-run')) {
          reply(out, given, { preview }, `Would be ${countsText(reading.counts)}.`)
          return reading.counts.rejected > 0 ? EXIT.partly : EXIT.ok
        }
        const result = await importFile(household, uploaded.fileId, { ...wish, planHash: reading.planHash })
        isImported = true
        const lines = [`${account.name}: ${countsText(result.counts)}.`, ...result.rejected.map(rejectedText)]
        reply(out, given, result, lines.join('\n'))
        return result.counts.rejected > 0 ? EXIT.partly : EXIT.ok
      } finally {
        if (!isImported) await takeBack(household, uploaded.fileId, account)
      }
    })
  },
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

async function targetAccount(household: AppContext, given: Given): Promise<Target> {
  const id = text(given, 'account')
  const name = text(given, 'new-account')
  if ((id === undefined) === (name === undefined)) throw new UsageError('give --account or --new-account')
  if (name === undefined) return { id: id ?? '', name: 'Imported', isNew: false }
  const currency = text(given, 'currency')
  if (currency === undefined) throw new UsageError('--new-account needs --currency, such as --currency EUR')
  const kind = ACCOUNT_KINDS.find((known) => known === text(given, 'kind'))
  if (kind === undefined) throw new UsageError(`--kind is one of ${ACCOUNT_KINDS.join(', ')}`)
  return {
    ...(await createAccount(household, { name, kind: kind satisfies AccountKind, currency })),
    isNew: true,
  }
}

/** Nothing was imported: what was made for it goes as well. */
async function takeBack(household: AppContext, fileId: string, account: Target): Promise<void> {
  await removeFile(household, fileId)
  if (account.isNew) await removeEmptyAccount(household, account.id)
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

type Unread = Exclude<Awaited<ReturnType<typeof previewFile>>['reading'], { kind: 'read' }>

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
