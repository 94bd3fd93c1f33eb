import { readAccounts } from '../storage/read/accounts.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { accountView } from './views/account-view.ts'

/** All accounts with their newest balance. */
export async function listAccounts(context: AppContext) {
  const rows = await asOwner(context, readAccounts)
  return rows.map(accountView)
}
