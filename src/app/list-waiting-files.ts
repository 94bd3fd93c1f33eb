import { showId } from '../domain/ids.ts'
import { readWaitingFiles } from '../storage/files.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { showAt } from './views/show.ts'

/** Files that were handed in and from which nothing is in the ledger yet, the newest first. */
export async function listWaitingFiles(context: AppContext) {
  const rows = await asOwner(context, (tx) => readWaitingFiles(tx, context.ownerId))
  return rows.map(({ id, name, sizeBytes, createdAt }) => {
    return { fileId: showId('file', id), name, sizeBytes, handedInAt: showAt(createdAt) }
  })
}
