import type { AccountKind } from '../domain/account.ts'
import { parseCurrency } from '../domain/currency.ts'
import type { AccountId } from '../domain/ids.ts'
import { insertAccount } from '../storage/accounts.ts'
import { readAccounts } from '../storage/read/accounts.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { invalid, notFound } from './refusal.ts'
import { accountView } from './views/account-view.ts'

export type NewAccount = { readonly name: string; readonly kind: AccountKind; readonly currency: string }

/** Makes an account that files go to. Its currency never changes. */
export async function createAccount(context: AppContext, wish: NewAccount) {
  const currency = parseCurrency(wish.currency)
  if (currency === null) throw invalid('/currency', `${wish.currency} is not a currency that is in use.`)
  const name = wish.name.trim()
  if (name === '') throw invalid('/name', 'The account needs a name.')
  const id = context.newId() as AccountId
  const { kind } = wish
  const account = {
    sourceId: 'file',
    name,
    kind,
    currency,
    mask: null,
    persistentId: null,
    balances: [],
    isClosed: false,
  }
  const row = await asOwner(context, async (tx) => {
    await insertAccount(tx, context.ownerId, id, account)
    return (await readAccounts(tx)).find((each) => each.id === id)
  })
  if (!row) throw notFound('account')
  return accountView(row)
}
