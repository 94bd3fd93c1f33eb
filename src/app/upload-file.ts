import { showId } from '../domain/ids.ts'
import type { FileId } from '../domain/ids.ts'
import { insertFile } from '../storage/files.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { Refusal } from './refusal.ts'

/** A decade of a busy account in the wordiest format; more is not a bank's export. */
export const FILE_BYTES_MAX = 10 * 1024 * 1024
const NAME_LENGTH_MAX = 200

/** Keeps a file, sealed, until it is imported or removed. Nothing is read from it yet. */
export async function uploadFile(context: AppContext, encodedName: string, bytes: Uint8Array) {
  if (bytes.length > FILE_BYTES_MAX) {
    throw new Refusal(
      'too-large',
      'The file is larger than the 10 MB that can be taken. Nothing was imported. ' +
        'Export fewer months at a time.',
    )
  }
  const id = context.newId() as FileId
  const name = readName(encodedName)
  await asOwner(context, (tx) => insertFile(tx, context, context.ownerId, { id, name, bytes }))
  return { fileId: showId('file', id), name, sizeBytes: bytes.length }
}

/** The last part of the name, without control characters. */
function readName(encoded: string): string {
  const name = decoded(encoded)
    .split(/[\\/]/)
    .at(-1)
    ?.replaceAll(/\p{Cc}/gu, '')
    .trim()
    .slice(0, NAME_LENGTH_MAX)
  return name || 'file'
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) return text
    throw error
  }
}
