import { removeFile } from './remove-file.ts'
import { uploadFile } from './upload-file.ts'
import type { Household } from './file-desk.ts'

export type TakenFile =
  | { readonly kind: 'imported'; readonly fileId: string; readonly added: number }
  /** Kept for the person: its account is not certain, it leaves something open, or it can't be read whole. */
  | { readonly kind: 'waits'; readonly fileId: string }

/**
 * Takes a file that nobody stands beside. It is imported where nothing about it is open: its account is certain, every
 * row is read, and nothing it states is contradicted. Anything else waits for the person.
 */
export async function takeFile(context: Household, name: string, bytes: Uint8Array): Promise<TakenFile> {
  const { fileId } = await uploadFile(context, encodeURIComponent(name), bytes)
  try {
    return await importUnlessOpen(context, fileId)
  } catch (error) {
    // It will be taken again: one that stays as well would wait twice.
    await removeFile(context, fileId)
    throw error
  }
}

async function importUnlessOpen(context: Household, fileId: string): Promise<TakenFile> {
  const found = await context.files.findAccount(context, fileId)
  if (found.kind !== 'same' || found.accountId === null) return { kind: 'waits', fileId }
  const wish = { accountId: found.accountId, answers: {} }
  const { reading } = await context.files.preview(context, fileId, wish)
  if (reading.kind !== 'read' || reading.warnings.length > 0 || reading.counts.rejected > 0) {
    return { kind: 'waits', fileId }
  }
  const { counts } = await context.files.import(context, fileId, { ...wish, planHash: reading.planHash })
  return { kind: 'imported', fileId, added: counts.added }
}
