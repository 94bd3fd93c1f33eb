import { deleteUnusedFile } from '../storage/files.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { Refusal } from './refusal.ts'
import { wantId } from './views/show.ts'

/** Forgets a file that nothing was imported from; an imported one is the evidence of its transactions. */
export async function removeFile(context: AppContext, shownId: string): Promise<void> {
  const id = wantId('file', shownId, 'file')
  if (await asOwner(context, (tx) => deleteUnusedFile(tx, context.ownerId, id))) return
  throw new Refusal(
    'not-found',
    'There is no such file, or its transactions were imported. Nothing was changed.',
  )
}
