import type { Transaction } from 'kysely'
import type { Deps } from '../deps.ts'
import type { OwnerId } from '../domain/ids.ts'
import { withTransaction } from '../storage/database.ts'
import type { Tables } from '../storage/schema.ts'

/** The deps, bound to one owner: `token` stands for them in the database. */
export type AppContext = Deps & { readonly ownerId: OwnerId; readonly token: string }

/** Runs `work` in one transaction that sees the owner's rows and no others. */
export const asOwner = <Value>(
  context: Pick<AppContext, 'db' | 'token'>,
  work: (transaction: Transaction<Tables>) => Promise<Value>,
): Promise<Value> => withTransaction(context.db, context.token, work)
