import { sql } from 'kysely'
import type { AccountId, OwnerId } from '../domain/ids.ts'
import type { Tx } from './schema.ts'

/** Deletes an account without a transaction and without a connection's link. */
export async function deleteEmptyAccount(tx: Tx, ownerId: OwnerId, id: AccountId): Promise<void> {
  await sql`
    delete from account a where a.owner_id = ${ownerId} and a.id = ${id}
      and not exists (select 1 from transaction t where t.owner_id = a.owner_id and t.account_id = a.id)
      and not exists (
        select 1 from account_link l
        where l.owner_id = a.owner_id and l.account_id = a.id and l.connection_id is not null)`.execute(tx)
}
