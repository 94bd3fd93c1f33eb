// What is known of a person's accounts when a file looks for its own.
import { sql } from 'kysely'
import type { CurrencyCode } from '../domain/currency.ts'
import type { AccountId, FileId, OwnerId } from '../domain/ids.ts'
import type { Tx } from './schema.ts'

export type AccountForFiles = {
  readonly accountId: AccountId
  readonly name: string
  readonly currency: CurrencyCode
  readonly mask: string | null
  /** A file of the fingerprint was imported into it, and that was not undone. */
  readonly hasTakenLayout: boolean
}

/** All accounts, in the order in which they were made. An empty fingerprint is nobody's. */
export async function readAccountsForFiles(
  tx: Tx,
  ownerId: OwnerId,
  fingerprint: string,
): Promise<readonly AccountForFiles[]> {
  const { rows } = await sql<AccountForFiles>`
    select a.id as account_id, a.name, a.currency, a.mask, exists (
      select 1 from file f join import_batch b on b.owner_id = f.owner_id and b.file_id = f.id
      where f.owner_id = a.owner_id and f.fingerprint = ${fingerprint} and b.account_id = a.id
        and b.undone_at is null) as has_taken_layout
    from account a where a.owner_id = ${ownerId}::uuid order by a.created_at, a.id`.execute(tx)
  return rows
}

/** The next file of this layout finds the account that this one goes into. */
export async function markFile(tx: Tx, ownerId: OwnerId, id: FileId, fingerprint: string): Promise<void> {
  await sql`update file set fingerprint = ${fingerprint} where owner_id = ${ownerId}::uuid and id = ${id}::uuid`.execute(tx)
}
