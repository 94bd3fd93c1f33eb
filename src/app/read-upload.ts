// A file that was handed in, read for the account it is to go to.
import { parseCurrency } from '../domain/currency.ts'
import type { CurrencyCode } from '../domain/currency.ts'
import type { AccountId, FileId } from '../domain/ids.ts'
import type { FileLayout, FileReading } from '../providers/file/file-reading.ts'
import { accountCurrency } from '../storage/accounts.ts'
import { readFileRow, readSavedLayout } from '../storage/files.ts'
import type { KeptFile } from '../storage/files.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { notFound } from './refusal.ts'
import { wantId } from './views/show.ts'

export type FileWish = { readonly accountId: string; readonly answers: Readonly<Record<string, string>> }

/** A file that left nothing open. */
export type ReadFile = Extract<FileReading, { kind: 'read' }>

export type ReadUpload = {
  readonly fileId: FileId
  readonly accountId: AccountId
  readonly currency: CurrencyCode
  readonly file: KeptFile
  readonly reading: FileReading
  /** Whether it was read as the person confirmed for an earlier file of this layout. */
  readonly isSavedLayout: boolean
}

/** Reads the file as its layout was saved, or as it is detected and answered. */
export async function readUpload(context: AppContext, shownId: string, wish: FileWish): Promise<ReadUpload> {
  const fileId = wantId('file', shownId, 'file')
  const accountId = wantId('account', wish.accountId, 'account')
  const { ownerId } = context
  const { file, currency } = await asOwner(context, async (tx) => ({
    file: await readFileRow(tx, context, ownerId, fileId),
    currency: await accountCurrency(tx, ownerId, accountId),
  }))
  if (file === null) throw notFound('file')
  if (currency === null || parseCurrency(currency) === null) throw notFound('account')
  const { answers } = wish
  const detected = context.readFile(file, { currency, layout: null, answers })
  const common = { fileId, accountId, currency, file }
  if (detected.kind === 'refused') return { ...common, reading: detected, isSavedLayout: false }
  const saved = await asOwner(context, (tx) => readSavedLayout(tx, ownerId, detected.fingerprint))
  if (saved === null) return { ...common, reading: detected, isSavedLayout: false }
  const reading = context.readFile(file, { currency, layout: saved as FileLayout, answers })
  return { ...common, reading, isSavedLayout: true }
}
