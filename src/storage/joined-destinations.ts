// Where an account is sent to follows it into the account that it is joined into, and comes back when the two part.
import { sql } from 'kysely'
import type { AccountId, OwnerId } from '../domain/ids.ts'
import type { JsonValue } from '../domain/source-record.ts'
import type { Tx } from './schema.ts'

export type JoinedDestinations = {
  /** Rows of `destination_account`, in the database's own names. */
  readonly mappings: JsonValue
  /** Transactions that were sent from it. */
  readonly pushedIds: readonly string[]
}

/**
 * What was sent from the account stays known as sent. The other account is sent to the same place from now on, but where
 * it goes to a place of its own already: then that counts for both.
 */
export async function moveDestinations(tx: Tx, ownerId: OwnerId, from: AccountId, into: AccountId): Promise<JoinedDestinations> {
  const kept = await sql<{ mappings: JsonValue }>`
    select coalesce(jsonb_agg(to_jsonb(d) order by d.id), '[]') as mappings from destination_account d
    where d.owner_id = ${ownerId}::uuid and d.account_id = ${from}::uuid`.execute(tx)
  await sql`
    update destination_account d set account_id = ${into}::uuid
    where d.owner_id = ${ownerId}::uuid and d.account_id = ${from}::uuid and not exists (
      select 1 from destination_account o where o.owner_id = d.owner_id and o.destination_id = d.destination_id
        and o.account_id = ${into}::uuid)`.execute(tx)
  const { rows } = await sql<{ id: string }>`
    update pushed_transaction set account_id = ${into}::uuid
    where owner_id = ${ownerId}::uuid and account_id = ${from}::uuid returning id`.execute(tx)
  return { mappings: kept.rows[0]?.mappings ?? [], pushedIds: rows.map(({ id }) => id) }
}

/** But for destinations that were forgotten, and accounts that were given another place, since. */
export async function partDestinations(
  tx: Tx,
  ownerId: OwnerId,
  { mappings, pushedIds }: JoinedDestinations,
  account: AccountId,
  kept: readonly AccountId[],
): Promise<void> {
  const rows = JSON.stringify(mappings)
  await sql`
    delete from destination_account d using jsonb_populate_recordset(null::destination_account, ${rows}::jsonb) v
    where d.owner_id = ${ownerId}::uuid and d.id = v.id and d.account_id = any(${kept}::uuid[])`.execute(tx)
  await sql`
    insert into destination_account
    select v.owner_id, v.id, v.destination_id, ${account}::uuid, v.their_account_id, v.their_name, v.their_currency, v.sends_from_on
    from jsonb_populate_recordset(null::destination_account, ${rows}::jsonb) v
    where exists (select 1 from destination d where d.owner_id = v.owner_id and d.id = v.destination_id)
    on conflict do nothing`.execute(tx)
  await sql`
    update pushed_transaction set account_id = ${account}::uuid
    where owner_id = ${ownerId}::uuid and id = any(${pushedIds}::uuid[]) and account_id = any(${kept}::uuid[])`.execute(tx)
}
