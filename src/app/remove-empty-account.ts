import { deleteEmptyAccount } from '../storage/empty-accounts.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { wantId } from './views/show.ts'

/** Removes an account that nothing ever came into; any other stays. */
export async function removeEmptyAccount(context: AppContext, shownId: string): Promise<void> {
  const id = wantId('account', shownId, 'account')
  await asOwner(context, (tx) => deleteEmptyAccount(tx, context.ownerId, id))
}
