// What accounts have to tell, kept with what it was made from: an account that did not change costs one row.
import { sql } from 'kysely'
import type { AccountId, OwnerId } from '../domain/ids.ts'
import type { JsonValue } from '../domain/source-record.ts'
import type { Tx } from './schema.ts'

/** What is kept of an account. */
export type KeptFindings = {
  readonly accountId: AccountId
  /** Null where none are kept, or another edition of the program made them. */
  readonly findings: JsonValue | null
  readonly madeId: string | null
  /** Changes since; where there is none, `findings` stand. */
  readonly changeIds: readonly string[]
}

/** Of all open accounts, or of one, in one read. Whoever works out anew reads this first, in the same transaction. */
export async function readKeptFindings(
  tx: Tx,
  edition: number,
  accountId: AccountId | null = null,
): Promise<readonly KeptFindings[]> {
  const { rows } = await sql<KeptFindings>`
    select a.id as account_id, case when f.edition = ${edition}::int then f.findings end as findings, f.made_id,
      array(select c.id from account_change c where c.owner_id = a.owner_id and c.account_id = a.id) as change_ids
    from account a
    left join account_finding f on f.owner_id = a.owner_id and f.id = a.id
    where not a.is_closed and (${accountId}::uuid is null or a.id = ${accountId}::uuid)
    order by a.created_at, a.id`.execute(tx)
  return rows
}

/**
 * Keeps what was worked out since `known` was read. Where somebody else kept theirs meanwhile, theirs stay. Changes that
 * came since `known` stay noted, so that what is kept here does not stand for them.
 */
export async function keepFindings(
  tx: Tx,
  { ownerId, newId, edition }: { readonly ownerId: OwnerId; readonly newId: () => string; readonly edition: number },
  known: KeptFindings,
  findings: JsonValue,
): Promise<void> {
  const { rows } = await sql`
    insert into account_finding (owner_id, id, made_id, edition, findings)
    values (${ownerId}::uuid, ${known.accountId}::uuid, ${newId()}::uuid, ${edition}::int, ${JSON.stringify(findings)}::jsonb)
    on conflict (owner_id, id) do update
    set made_id = excluded.made_id, edition = excluded.edition, findings = excluded.findings
    where account_finding.made_id is not distinct from ${known.madeId}::uuid
    returning id`.execute(tx)
  if (rows.length === 0) return
  await sql`
    delete from account_change
    where owner_id = ${ownerId}::uuid and id = any(${known.changeIds}::uuid[])`.execute(tx)
}
