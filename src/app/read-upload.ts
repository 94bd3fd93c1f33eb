// A file that was handed in, read for the account it is to go to.
import { parseCurrency } from '../domain/currency.ts'
import type { CurrencyCode } from '../domain/currency.ts'
import { doubtAccount } from '../domain/file-account.ts'
import type { AccountId, FileId } from '../domain/ids.ts'
import type { FileLayout, FileReading } from '../providers/file/file-reading.ts'
import { accountCurrency } from '../storage/accounts.ts'
import { readFileRow, readSavedLayout } from '../storage/files.ts'
import type { KeptFile } from '../storage/files.ts'
import { asOwner } from './context.ts'
import type { FileContext } from './file-context.ts'
import { endOf, statedAccount, weighCandidates } from './find-file-account.ts'
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
export async function readUpload(context: FileContext, shownId: string, wish: FileWish): Promise<ReadUpload> {
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
  context.tell?.({ kind: 'reading', rows: null })
  const detected = context.readFile(file, { currency, layout: null, answers })
  const common = { fileId, accountId, currency, file }
  if (detected.kind === 'refused') return { ...common, reading: detected, isSavedLayout: false }
  const saved = await asOwner(context, (tx) => readSavedLayout(tx, ownerId, detected.fingerprint))
  const layout = saved as FileLayout | null
  const reading = layout === null ? detected : context.readFile(file, { currency, layout, answers })
  return { ...common, reading: await doubted(context, common, reading, answers), isSavedLayout: layout !== null }
}

const DOUBT = 'other-account'

/** The reading, or the question whether it goes into the right account, where something speaks against it. */
async function doubted(
  context: FileContext,
  { accountId, currency }: Pick<ReadUpload, 'accountId' | 'currency'>,
  reading: FileReading,
  answers: FileWish['answers'],
): Promise<FileReading> {
  if (reading.kind !== 'read' || answers[DOUBT] === 'yes') return reading
  const candidates = await weighCandidates(context, reading, currency)
  const chosen = candidates.find((each) => each.accountId === accountId)
  const doubt = chosen === undefined ? null : doubtAccount(statedAccount(reading), chosen, candidates)
  if (doubt === null) return reading
  const { layout, fingerprint, account } = reading
  const text =
    doubt === 'other-number'
      ? `The file is of an account that ends in ${endOf(account?.number ?? null) ?? ''}, and the chosen one in ${chosen?.mask ?? ''}. Is it the right one?`
      : 'Another account holds the movements of this file already. Is the chosen one the right one?'
  const choices = [{ value: 'yes', label: 'yes, import it into this account' }]
  return { kind: 'asks', layout, fingerprint, questions: [{ id: DOUBT, kind: 'account', text, choices }], sample: [] }
}
