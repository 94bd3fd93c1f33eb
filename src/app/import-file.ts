import { showId } from '../domain/ids.ts'
import { markFile } from '../storage/file-accounts.ts'
import { saveFileName } from '../storage/file-names.ts'
import { saveLayout } from '../storage/files.ts'
import { AccountUnknown, commitFileImport, LedgerMoved } from '../sync/import-file.ts'
import type { FileImport } from '../sync/import-file.ts'
import { asOwner } from './context.ts'
import type { FileContext } from './file-context.ts'
import { nameAnswered, programOf } from './file-names.ts'
import { readUpload } from './read-upload.ts'
import type { FileWish, ReadFile, ReadUpload } from './read-upload.ts'
import { notFound, Refusal } from './refusal.ts'

/** Rejected rows told with the result; all of them stay in the ledger's books. */
const REJECTED_MAX = 200

/**
 * Does what the preview of this hash showed, whole or not at all, and remembers the layout for the next file
 * of its kind. Refuses where the ledger has moved since the preview.
 */
export async function importFile(
  context: FileContext,
  shownId: string,
  wish: FileWish & { readonly planHash: string },
) {
  const upload = await readUpload(context, shownId, wish)
  const { accountId, reading } = upload
  if (reading.kind === 'refused') throw new Refusal('file-refused', reading.text)
  if (reading.kind === 'asks') {
    const questions = reading.questions.map(({ text }) => text).join(' ')
    throw new Refusal('file-asks', `The file leaves something open, so nothing was imported. ${questions}`)
  }
  const file = importOf(context, upload, reading)
  context.tell?.({ kind: 'saving', rows: reading.records.length })
  const imported = await fromImport(() => commitFileImport(context, file, wish.planHash))
  await asOwner(context, async (tx) => {
    await saveLayout(tx, context.ownerId, reading.fingerprint, reading.layout, context.now())
    await markFile(tx, context.ownerId, upload.fileId, reading.fingerprint)
    const [program, name] = [programOf(reading), nameAnswered(wish.answers)]
    if (program !== null && name !== null) {
      await saveFileName(tx, context.ownerId, { program, name, accountId }, context.now())
    }
  })
  return {
    batchId: showId('batch', imported.batchId),
    accountId: showId('account', accountId),
    counts: { ...imported.counts },
    rejected: imported.span.rejected
      .slice(0, REJECTED_MAX)
      .map(({ line, sourceId, reason }) => ({ line, sourceId, reason })),
  }
}

/** What was read, on its way into the account. */
export function importOf(
  context: FileContext,
  { accountId, fileId }: ReadUpload,
  reading: ReadFile,
): FileImport {
  const { ownerId, token } = context
  const { records, lines, views, rejected, ignored, openingBalance, closingBalance } = reading
  const balances = { opening: openingBalance, closing: closingBalance }
  const read = { records, lines, rejected, ignored, balances, ...(views === undefined ? {} : { views }) }
  return { ownerId, token, accountId, fileId, ...read }
}

/** The engine's refusals, in words. */
export async function fromImport<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof AccountUnknown) throw notFound('account')
    if (error instanceof LedgerMoved) {
      throw new Refusal(
        'ledger-moved',
        'The ledger has changed since the preview, so nothing was imported. Your data is safe. ' +
          'Look at the new preview and import again.',
        { cause: error },
      )
    }
    throw error
  }
}
